"""A run that is broken off leaves nothing half-written, and the next one does it all."""

import json
import signal

import pytest

from journeys import programs
from journeys.conftest import files_below
from journeys.years import lists_for, put_down, teachers, year

pytestmark = pytest.mark.long
READING, FORMING, SOLVING, PAPERS = "Đọc và kiểm tra", "Lập lớp", "Xếp thời khóa biểu", "Soạn văn bản"
CLASSES, SIZE = 9, 24
COUNTED = ("plans_plan", "people_person", "nominations_nomination", "classes_trainingclass", "papers_paper")


@pytest.fixture(scope="module")
def office(home_folders):
    """A home, and a year big enough that each stage is still at work when it is told to stop."""
    root = home_folders("dở dang")
    plan = year(classes=CLASSES, size=SIZE, senders=6, lecturers=teachers(9), weeks=3, rooms=4)
    path, letters = put_down(root / "vao", plan, lists_for(plan))
    out = root / "ra"
    return root / "nha", ("year", "--plan", path, "--nominations", letters, "--out", out, "--json"), out


def rows(home) -> list[int]:
    """How many plans, people, nominations, classes and papers this home holds."""
    script = (
        "import django; django.setup()\n"
        "from django.db import connection as c\n"
        "k = c.cursor()\n"
        f"print([k.execute(f'SELECT count(*) FROM {{t}}').fetchone()[0] for t in {COUNTED!r}])"
    )
    return json.loads(programs.python(script, home=home))


@pytest.mark.parametrize("stage", [READING, FORMING, SOLVING, PAPERS])
def test_ctrl_c_ends_a_run_with_one_sentence_and_nothing_written(office, stage) -> None:
    home, words, out = office
    with programs.started(*words, home=home) as program:
        programs.hear(program, stage)
        code, said, err = programs.end(program, signal.SIGINT)

    sentences = [line for line in err.splitlines() if line and not line.startswith("…")]
    assert (code, said) == (130, ""), err
    assert sentences == [
        "Đã dừng theo yêu cầu; không có gì ghi dở dang.",
        "Stopped as asked; nothing was left half-written.",
    ]
    assert rows(home) == [0] * len(COUNTED), err
    assert [path.name for path in out.parent.iterdir() if "ra" in path.name and path.name != "nha"] == []


def test_killed_run_leaves_nothing_and_the_next_one_does_it_all(office) -> None:
    home, words, out = office
    for stage in (SOLVING, PAPERS):
        with programs.started(*words, home=home) as program:
            programs.hear(program, stage)
            programs.end(program, signal.SIGKILL)
        assert (rows(home), out.exists()) == ([0] * len(COUNTED), False)

    said = programs.kg(*words, home=home)

    assert said.returncode == 0, said.stderr
    summary = json.loads(said.stdout)
    assert [row["trainees"] for row in summary["classes"]] == [SIZE] * CLASSES
    assert {*summary["papers"], "summary.json"} == set(files_below(out))
    assert rows(home)[0] == 1


def test_leftovers_of_a_killed_run_are_cleared_and_the_old_result_put_back(office) -> None:
    home, words, out = office
    assert programs.kg(*words, home=home).returncode == 0
    before = files_below(out)
    nobody = 2**22 + 1  # more than the greatest number a process can have
    out.rename(out.with_name(f".{out.name}.{nobody}.old"))
    half = out.with_name(f".{out.name}.{nobody}.new")
    half.mkdir()
    (half / "tong-hop.pdf").write_bytes(b"%PDF")

    assert programs.kg(*words, home=home).returncode == 0

    assert files_below(out) == before
    assert [path.name for path in out.parent.iterdir() if str(nobody) in path.name] == []
