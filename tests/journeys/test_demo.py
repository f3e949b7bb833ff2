"""The demo as a new user runs it, in a home that did not exist."""

import json
import signal
import socket
import subprocess
import urllib.request
from collections import Counter

import pytest

from ground.settings import REPOSITORY
from journeys import programs
from journeys.conftest import files_below
from khaigiang.demo.case import FaultKind
from khaigiang.demo.case_a import make_case_a

TESTS = REPOSITORY / "tests"
CODES = {
    FaultKind.BIRTH_MISSING: "cell_missing",
    FaultKind.REPEATED: "person_repeated",
    FaultKind.UNIT_MISSPELT: "unit_misspelt",
}


@pytest.fixture(scope="module")
def home(home_folders):
    """A home with spaces and diacritics, where case A was played once; its server ends with the module."""
    root = home_folders("nhà của Lê Thị Ơn")
    out = root / "kết quả"
    said = programs.kg("demo", "--no-serve", "--out", out, "--json", home=root / "dữ liệu")
    return root / "dữ liệu", out, said


def test_case_a_gives_what_the_report_says(home) -> None:
    _home, out, said = home
    assert said.returncode == 0, said.stderr
    summary = json.loads(said.stdout)
    assert said.stdout.encode() == (out / "summary.json").read_bytes()
    assert {line[0] for line in said.stderr.splitlines()} == {"…"}
    classes = summary["classes"]
    assert summary["nominated"] == 579 == summary["accepted"] + summary["refused"] + summary["reserve"]
    assert (summary["not_eligible"], summary["not_enough_information"], summary["reserve"]) == (2, 3, 0)
    assert [row["state"] for row in classes] == ["finished", "finished", "open", "open", "timetabled"]
    assert [row["topics"] for row in classes] == [22] * 5
    assert [row["violations"] for row in classes] == [0] * 5
    assert classes[2]["trainees"] + classes[3]["trainees"] == 237
    assert sum(row["trainees"] for row in classes) == summary["accepted"]
    assert summary["timetable"]["violations"] == 0
    assert (summary["forming"]["gap"] <= 0.01, summary["timetable"]["gap"] <= 0.05) == (True, True)
    assert {*summary["papers"], *summary["inputs"], "summary.json"} == set(files_below(out))


def test_case_a_finds_the_faults_that_were_made_and_no_other(home) -> None:
    _home, _out, said = home
    case = make_case_a()
    files = {book.letter.unit: f"{place:02d} {book.letter.unit}.xlsx" for place, book in enumerate(case.nominations, 1)}

    found = Counter((row["file"], row["code"]) for row in json.loads(said.stdout)["problems"])

    made = Counter((files[fault.sending_unit], CODES[fault.kind]) for fault in case.faults if fault.kind in CODES)
    assert found == made


def test_every_figure_of_case_a_holds(home) -> None:
    root, _out, _said = home

    said = programs.kg("case", "A", "--json", home=root)

    answer = json.loads(said.stdout)
    wrong = [row for row in answer["rows"] if row["expected"] != row["actual"] and "> " not in str(row["expected"])]
    assert (said.returncode, answer["holds"], wrong) == (0, True, [])
    assert {("Số bí thư, mỗi xã một người", 579), ("Đang học, ở lớp 3 và lớp 4", 237)} <= {
        (row["figure"], row["actual"]) for row in answer["rows"] if isinstance(row["actual"], int)
    }


def test_every_page_of_case_a_shows_its_figure(home) -> None:
    root, _out, _said = home
    played = root / "demo" / (root / "demo" / "last").read_text(encoding="utf-8")
    script = f"import sys; sys.path.insert(0, {str(TESTS)!r}); from demo import looking_from_outside as o; o.look('A')"

    assert json.loads(programs.python(script, home=played)) == []


def test_demo_again_changes_nothing_and_writes_the_same_bytes(home) -> None:
    root, out, said = home
    before = files_below(out)

    again = programs.kg("demo", "--no-serve", "--out", out, "--json", home=root, PYTHONHASHSEED="7")

    assert (again.returncode, again.stdout) == (0, said.stdout)
    assert files_below(out) == before


def test_demo_prints_its_table_before_the_address_and_ends_on_ctrl_c(home) -> None:
    root, out, _said = home
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with programs.started("demo", "--out", out, "--port", port, home=root, BROWSER="false") as program:
        lines = [program.stdout.readline().rstrip()]
        while "hoc-vien" not in lines[-1]:
            assert program.poll() is None, program.stderr.read()
            lines.append(program.stdout.readline().rstrip())
        with urllib.request.urlopen(f"http://localhost:{port}/") as answer:
            assert answer.status == 200
        code, _out, err = programs.end(program, signal.SIGINT)
    assert (code in {0, 130}, "Traceback" in err) == (True, False)
    places = [
        next(row for row, line in enumerate(lines) if words in line) for words in ("Lớp 5", "http://", "ke-hoach")
    ]
    assert places == sorted(places)
    assert max(len(line) for line in lines if line.startswith("  Lớp")) <= 80


@pytest.fixture(scope="module")
def twice(home_folders):
    """Case E in two fresh homes, in different folders and under different hashes of words."""
    runs = []
    for seed in ("1", "2"):
        root = home_folders(f"e{seed}" * int(seed))
        said = programs.kg(
            "demo", "--case", "E", "--no-serve", "--out", root / "ra", "--json", home=root, PYTHONHASHSEED=seed
        )
        runs.append((root, said))
    return runs


@pytest.mark.long
def test_case_e_sits_in_one_class_for_three_days(twice) -> None:
    for _root, said in twice:
        assert said.returncode == 0, said.stderr
        summary = json.loads(said.stdout)
        (row,) = summary["classes"]
        assert (summary["nominated"], row["trainees"], row["violations"]) == (172, 172, 0)
        assert (row["first_day"], row["last_day"]) == ("2025-11-12", "2025-11-14")
        assert summary["problems"] == []


@pytest.mark.long
def test_two_fresh_homes_write_the_same_bytes(twice) -> None:
    """Only the seconds that the solvers took may differ from home to home; in one home not even those."""
    one, other = (files_below(root / "ra") for root, _said in twice)
    summaries = [json.loads(files.pop("summary.json")) for files in (one, other)]
    for summary in summaries:
        for solved in ("forming", "timetable"):
            del summary[solved]["seconds"]
    assert summaries[0] == summaries[1]
    assert {name for name in one if one[name] != other.get(name)} == set()
    assert set(one) == set(other)


@pytest.mark.long
def test_result_goes_where_there_is_no_terminal_without_being_cut(twice) -> None:
    root, _said = twice[0]

    said = programs.kg("demo", "--case", "E", "--no-serve", "--out", root / "ra", home=root, COLUMNS="80")

    assert isinstance(said, subprocess.CompletedProcess)
    assert "12/11–14/11/2025" in said.stdout
    assert "đã bế giảng" in said.stdout or "đang học" in said.stdout or "đã xếp lịch" in said.stdout
    assert "\x1b" not in said.stdout
