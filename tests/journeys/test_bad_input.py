"""What cannot be used is refused whole: exit code 2, both languages, the place, and nothing written."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from intake.books import changed_nominations, changed_plan, put
from journeys.conftest import counts
from journeys.years import people, teachers, year
from khaigiang.apps.desk.models import YearRun
from khaigiang.intake.plan import ClassRow
from khaigiang.intake.templates import nominations_template, plan_template, write_nominations, write_plan

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def clear_rows(sheet):
    return lambda book: book[sheet].delete_rows(5, 50)


def clear_column(sheet, letter):
    def change(book):
        for cells in book[sheet][letter][3:]:
            cells.value = None

    return change


# What the plan workbook is, and what must be said of it: its place as a person finds it.
BAD_PLANS = {
    "no_workbook": (b"Kinh gui cac dong chi", "Tệp p.xlsx:"),
    "empty_file": (b"", "Tệp p.xlsx:"),
    "empty_sheet": (changed_plan(clear_rows("Lớp")), "Tệp p.xlsx, trang “Lớp”, ô A5:"),
    "missing_column": (changed_plan(clear_column("Lớp", "D")), "Tệp p.xlsx, trang “Lớp”, ô A4:"),
    "unknown_programme": (
        changed_plan(put("Dòng kế hoạch", "C5", "CT9")),
        "Tệp p.xlsx, trang “Dòng kế hoạch”, ô C5:",
    ),
    "unknown_unit": (changed_plan(put("Chỉ tiêu", "B5", "Xã Không Có Thật")), "Tệp p.xlsx, trang “Chỉ tiêu”, ô B5:"),
    "unknown_audience": (
        changed_plan(put("Dòng kế hoạch", "D5", "Phi hành gia")),
        "Tệp p.xlsx, trang “Dòng kế hoạch”, ô D5:",
    ),
    "seats_do_not_add_up": (changed_plan(put("Chỉ tiêu", "C5", 1)), "Tệp p.xlsx, trang “Dòng kế hoạch”, ô G5:"),
    "window_too_short": (changed_plan(put("Lớp", "G5", dt.date(2026, 6, 8))), "Tệp p.xlsx, trang “Lớp”, ô G5:"),
    "no_lecturer": (changed_plan(put("Giảng viên", "D8", "CT1: 4")), "Tệp p.xlsx, trang “Chuyên đề”, ô E9:"),
    "too_many_periods": (changed_plan(put("Chuyên đề", "H5", 5)), "Tệp p.xlsx, trang “Chuyên đề”, ô H5:"),
    "cyclic_order": (changed_plan(put("Chuyên đề", "I5", "6")), "Tệp p.xlsx, trang “Chuyên đề”, ô I5:"),
}


@pytest.fixture
def refused(kg, tmp_path):
    """Run a year that must be refused; gives the lines it was refused with."""

    def go(plan: bytes, lists: dict[str, bytes], *words: object) -> list[str]:
        (tmp_path / "p.xlsx").write_bytes(plan)
        letters = tmp_path / "danh-sach"
        letters.mkdir(exist_ok=True)
        for name, data in lists.items():
            (letters / name).write_bytes(data)
        before = counts()
        said = kg("year", "--plan", tmp_path / "p.xlsx", "--nominations", letters, "--out", tmp_path / "ra", *words)
        assert (said.code, said.out, counts()) == (2, "", before)
        assert {path.name for path in tmp_path.iterdir()} == {"p.xlsx", "danh-sach"}
        return [line for line in said.err.splitlines() if not line.startswith("…")]

    return go


@pytest.mark.parametrize("fault", BAD_PLANS)
def test_bad_plan_is_refused_by_its_place_in_both_languages(refused, fault) -> None:
    plan, place = BAD_PLANS[fault]

    vietnamese, english, *findings = refused(plan, {"n.xlsx": nominations_template()})

    assert vietnamese != english
    assert any(line.strip().startswith(place) for line in findings)
    pairs = list(zip(findings[::2], findings[1::2], strict=True))
    assert [one for one, other in pairs if one.split(": ", 1)[1] == other.split(": ", 1)[1]] == []
    run = YearRun.objects.get()
    assert (run.state, run.plan) == ("refused", None)
    assert [problem for problem in run.problems if problem["message"] == problem["message_en"]] == []


def test_unit_of_which_there_are_several_is_refused_with_their_names(refused) -> None:
    plan = year(classes=1, size=9)
    old = (ClassRow("D1", 1, "Lớp 1", 9, 9, dt.date(2022, 6, 6), dt.date(2022, 6, 10)),)
    seats = tuple(
        replace(row, unit=unit)
        for row, unit in zip(plan.seats, ("Huyện Ba Vì", "Huyện Sóc Sơn", "Xã Phú Cường"), strict=True)
    )

    lines = refused(write_plan(replace(plan, classes=old, seats=seats)), {"n.xlsx": nominations_template()})

    assert next(line.strip() for line in lines if "B7" in line) == (
        "Tệp p.xlsx, trang “Chỉ tiêu”, ô B7: Có nhiều đơn vị tên “Xã Phú Cường”: Xã Phú Cường, Huyện Sóc Sơn; "
        "Xã Phú Cường, Huyện Ba Vì. Hãy ghi thêm cấp trên sau dấu phẩy."
    )


def test_list_of_an_unknown_line_and_one_that_is_no_workbook_are_refused(refused) -> None:
    lists = {"1.xlsx": b"x", "2.xlsx": nominations_template()}
    assert any(line.strip().startswith("Tệp 1.xlsx: ") for line in refused(plan_template(), lists))

    lists = {"1.xlsx": changed_nominations(put("Danh sách cử", "C9", "D7")), "2.xlsx": nominations_template()}
    assert any("D7" in line and "Tệp 1.xlsx" in line for line in refused(plan_template(), lists))


def test_too_few_people_for_the_least_size_is_said_in_words(refused) -> None:
    plan = changed_plan(put("Lớp", "D5", 20))

    assert refused(plan, {"n.xlsx": nominations_template()}) == [
        "Không lập được lớp cho dòng D1: chỉ có 10 người được duyệt nhưng sĩ số tối thiểu của các lớp cộng lại là 25.",
        (
            "The classes of line D1 cannot be formed: only 10 people are accepted but the minimum sizes of the classes "
            "add up to 25."
        ),
    ]


def test_one_lecturer_for_two_parallel_classes_is_explained_by_the_clashing_rules(refused) -> None:
    plan = year(classes=2, size=5, weeks=1, days=3, senders=1, lecturers=teachers(1))

    vietnamese, english = refused(write_plan(plan), {"n.xlsx": write_nominations(people(plan.seats[0].unit, 10))})

    assert vietnamese.startswith("Không xếp được thời khóa biểu: các yêu cầu sau không thể cùng thỏa mãn: ")
    assert "một giảng viên một lớp trong một buổi" in vietnamese
    assert english != vietnamese


def test_what_is_no_plan_no_list_or_no_day_is_refused(kg, tmp_path) -> None:
    plan, letters, out = tmp_path / "p.xlsx", tmp_path / "danh-sach", tmp_path / "ra"
    plan.write_bytes(plan_template())
    letters.mkdir()
    one = letters / "n.xlsx"
    before = counts(apart_from=())
    attempts = [
        ("--plan", tmp_path / "q.xlsx", "--nominations", plan),
        ("--plan", tmp_path, "--nominations", plan),
        ("--plan", plan, "--nominations", letters),
        ("--plan", plan, "--nominations", plan),
        ("--plan", plan, "--nominations", one),
        ("--plan", plan, "--nominations", plan, "--today", "hôm nay"),
    ]

    said = [kg("year", *words, "--out", out) for words in attempts]

    assert [each.code for each in said] == [2] * len(attempts)
    lines = [each.err.splitlines() for each in said]
    assert [len(set(each)) for each in lines] == [2] * len(attempts)
    assert [each[0] for each in lines] == [
        f"Không có tệp {tmp_path / 'q.xlsx'}.",
        f"{tmp_path} là thư mục, không phải tệp.",
        f"Chưa có danh sách cử nào (tệp .xlsx) trong: {letters}.",
        f"Chưa có danh sách cử nào (tệp .xlsx) trong: {plan}.",
        f"Không có tệp {one}.",
        "“hôm nay” không phải là ngày. Cách ghi đúng: 2022-05-12.",
    ]
    assert (counts(apart_from=()), out.exists()) == (before, False)


def test_two_lists_of_one_name_are_refused_and_one_list_named_twice_is_read_once(kg, tmp_path) -> None:
    plan, out = tmp_path / "p.xlsx", tmp_path / "ra"
    plan.write_bytes(plan_template())
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "n.xlsx").write_bytes(nominations_template())

    two = kg("year", "--plan", plan, "--nominations", tmp_path / "a", "--nominations", tmp_path / "b", "--out", out)
    assert (two.code, two.err.splitlines()[0]) == (2, "Có hai tệp cùng tên n.xlsx; hãy đổi tên một tệp.")

    list_again = tmp_path / "a" / "n.xlsx"
    same = kg("year", "--plan", plan, "--nominations", tmp_path / "a", "--nominations", list_again, "--out", out)
    assert same.code == 0


@pytest.mark.parametrize("place", ["ghi-chu.txt", "sâu/ghi-chu.txt"])
def test_folder_with_other_files_is_refused_before_and_after_a_run(kg, tmp_path, place) -> None:
    plan, nominations, out = tmp_path / "p.xlsx", tmp_path / "n.xlsx", tmp_path / "ra"
    plan.write_bytes(plan_template())
    nominations.write_bytes(nominations_template())
    words = ("year", "--plan", plan, "--nominations", nominations, "--out", out)
    other = out / place
    other.parent.mkdir(parents=True)
    other.write_text("của tôi")
    said = f"Thư mục {out} có tệp không do Khai Giảng ghi ra ({place}). Hãy chọn thư mục khác để không mất gì."

    first = kg(*words)
    assert (first.code, first.err.splitlines()[0], YearRun.objects.count()) == (2, said, 0)

    other.unlink()
    assert kg(*words).code == 0
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("của tôi")
    again = kg(*words)
    assert (again.code, again.err.splitlines()[0], other.read_text()) == (2, said, "của tôi")


def test_bad_row_gets_its_verdict_and_the_run_goes_on(kg, tmp_path) -> None:
    def change(book):
        for cell, value in (("C12", None), ("C13", "31/02/1970"), ("F14", "Xã Cỗ Đô"), ("F15", "Sở Nội vụ")):
            put("Danh sách cử", cell, value)(book)
        sheet = book["Danh sách cử"]
        for column in range(1, 12):
            sheet.cell(22, column).value = sheet.cell(16, column).value

    plan, nominations, out = tmp_path / "p.xlsx", tmp_path / "n.xlsx", tmp_path / "ra"
    plan.write_bytes(changed_plan(put("Lớp", "D5", 3)))
    nominations.write_bytes(changed_nominations(change))

    said = kg("year", "--plan", plan, "--nominations", nominations, "--out", out, "--json")

    summary = json.loads(said.out)
    assert [(row["cell"], row["code"]) for row in summary["problems"]] == [
        ("C12", "cell_missing"),
        ("C13", "not_partial_date"),
        ("F14", "unit_misspelt"),
        ("F15", "unit_unknown_below"),
        ("B22", "person_repeated"),
    ]
    assert (summary["nominated"], summary["accepted"], summary["not_enough_information"]) == (10, 8, 2)
    assert [row["message"] for row in summary["problems"] if row["message"] == row["message_en"]] == []
