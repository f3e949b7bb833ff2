"""What an office program makes of our files: they open without complaint, and the words are there."""

import shutil
import subprocess
from pathlib import Path

import pytest

from documents import samples
from khaigiang.documents import excel, word
from khaigiang.documents.timetable_sheet import excel_timetable
from khaigiang.intake.templates import nominations_template, plan_template

pytestmark = pytest.mark.office

FILES = {
    "party.docx": (lambda: word.render(samples.party_decision(118), stamp=samples.STAMP), "ĐẢNG CỘNG SẢN VIỆT NAM", 4),
    "state.docx": (lambda: word.render(samples.state_decision(7), stamp=samples.STAMP), "CỘNG HÒA XÃ HỘI", 2),
    "letter.docx": (lambda: word.render(samples.party_letter(), stamp=samples.STAMP), "Kính gửi", 1),
    "list.xlsx": (lambda: excel.render(samples.book(samples.class_list(119))), "Họ và tên", 3),
    "timetable.xlsx": (lambda: excel_timetable(samples.class_poster(), stamp=samples.STAMP), "Thứ", 1),
    "plan.xlsx": (plan_template, "Hướng dẫn", 5),
    "nominations.xlsx": (nominations_template, "Danh sách", 1),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    """Every file turned into PDF by one run of LibreOffice, with a profile of its own."""
    folder = tmp_path_factory.mktemp("office")
    for name, (make, _words, _pages) in FILES.items():
        (folder / name).write_bytes(make())
    office = [shutil.which("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), *(str(folder / name) for name in FILES)],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return folder


@pytest.mark.parametrize("name", FILES)
def test_file_opens_in_an_office_program_with_its_words(pages, name):
    _make, words, least = FILES[name]
    text = subprocess.run(
        ["pdftotext", "-layout", str(pages / name.replace(name.rsplit(".", 1)[1], "pdf")), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert words.casefold() in text.casefold()
    assert text.count("\f") >= least
