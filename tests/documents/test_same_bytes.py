import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from documents import samples
from khaigiang.documents import excel, ics, pdf, timetable_sheet, word

MAKERS = {
    "word": lambda stamp: word.render(samples.party_decision(), stamp=stamp),
    "excel": lambda stamp: excel.render(excel.Book("Sổ mẫu", (samples.class_list(7),), stamp)),
    "timetable": lambda stamp: timetable_sheet.excel_timetable(samples.class_poster(3), stamp=stamp),
    "poster": lambda stamp: pdf.poster(samples.class_poster(3), stamp=stamp),
    "summary": lambda stamp: pdf.year_summary(samples.year(), stamp=stamp),
    "ics": lambda stamp: ics.render("Lớp", samples.events(), stamp=stamp),
}
ELSEWHERE = """
import hashlib
from documents.test_same_bytes import MAKERS
from documents.samples import STAMP
for name in sorted(MAKERS):
    print(name, hashlib.sha256(MAKERS[name](STAMP)).hexdigest())
"""


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_document_made_twice_has_the_same_bytes(kind):
    assert MAKERS[kind](samples.STAMP) == MAKERS[kind](samples.STAMP)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_document_of_another_moment_has_other_bytes(kind):
    later = samples.STAMP + dt.timedelta(hours=1)
    assert MAKERS[kind](samples.STAMP) != MAKERS[kind](later)


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_document_with_the_same_moment_in_another_zone_has_the_same_bytes(kind):
    assert MAKERS[kind](samples.STAMP) == MAKERS[kind](samples.STAMP.astimezone(dt.UTC))


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_document_refuses_a_stamp_without_zone(kind):
    with pytest.raises(ValueError, match="time zone"):
        MAKERS[kind](samples.STAMP.replace(tzinfo=None))


def test_documents_made_in_other_processes_and_zones_have_the_same_bytes():
    root = Path(__file__).parents[2]
    path = os.pathsep.join((str(root / "src"), str(root / "tests")))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", ELSEWHERE],
            env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/New_York"))
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(MAKERS)
