"""Local bodies by spreadsheet: what waits, what holds a file up, and what is written."""

import datetime as dt
import json

import openpyxl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.acting import PLANNER, SENDER, last_event, refused
from intake.books import book_of
from khaigiang.apps.desk.actions import commit_batch
from khaigiang.apps.intake.actions import check, decide, drop, upload
from khaigiang.apps.intake.models import Batch, BatchFinding, ColumnMemory, StagedUnit
from khaigiang.apps.units.actions import Body, enter_bodies, undo
from khaigiang.apps.units.models import Level, Unit, UnitChange, UnitName, UnitParent
from khaigiang.cli import importing, template
from khaigiang.core.states import IntakeState
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake.findings import FINDINGS_SHEET
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.units_template import units_template

HEAD = ["STT", "Tên đơn vị", "Loại đơn vị", "Trực thuộc", "Khối", "Hoạt động từ ngày"]
COMMITTEE = [1, "Đảng ủy Phường Láng Hạ", "đảng ủy", "Phường Láng Hạ", "Đảng", "01/07/2024"]
CELL = [2, "Chi bộ số 1", "chi bộ", "Đảng ủy Phường Láng Hạ", "Đảng", "2025"]
SCHOOL = [3, "Trường Tiểu học A", "trường", "Phường Láng Hạ", "", ""]


def book(*rows) -> bytes:
    return book_of({"DV": [HEAD, *rows]})


def checked(*rows, **facts) -> Batch:
    return check(upload("dv.xlsx", book(*rows), kind="units", by=PLANNER, **facts), by=PLANNER)


def bodies() -> list[tuple[str, str, str, str, dt.date]]:
    found = Unit.objects.filter(level=Level.BODY).order_by("pk")
    return list(found.values_list("name", "kind", "bloc", "parent__name", "valid_from"))


WRITTEN = [
    ("Đảng ủy Phường Láng Hạ", "đảng ủy", "party", "Phường Láng Hạ", dt.date(2024, 7, 1)),
    ("Trường Tiểu học A", "trường", "", "Phường Láng Hạ", dt.date(2025, 6, 1)),
    ("Chi bộ số 1", "chi bộ", "party", "Đảng ủy Phường Láng Hạ", dt.date(2025, 1, 1)),
]


BASIS = {"basis_number": "12-QĐ/ĐU", "basis_day": "2024-06-20", "basis_issuer": "Đảng ủy phường"}


def test_units_of_a_file_rest_on_the_instrument_that_was_told_and_can_be_undone(district):
    upper = [*COMMITTEE[:5], "01/02/2025"]
    commit_batch(checked([*CELL[:5], "01/02/2025"], upper, options=BASIS), by=PLANNER)

    change = UnitChange.objects.get()
    assert (change.verb, change.day, change.units.count()) == ("added", dt.date(2025, 2, 1), 2)
    assert (change.instrument.number, change.instrument.issuer) == ("12-QĐ/ĐU", "Đảng ủy phường")
    assert set(UnitName.objects.filter(begun_by=change).values_list("name", flat=True)) == {upper[1], CELL[1]}
    undo(change, by=PLANNER)
    assert bodies() == []


def test_days_of_their_own_are_changes_of_their_own(district):
    commit_batch(checked(COMMITTEE, CELL, SCHOOL, options=BASIS), by=PLANNER)
    days = UnitChange.objects.order_by("day").values_list("day", flat=True)
    assert list(days) == [dt.date(2024, 7, 1), dt.date(2025, 1, 1), dt.date(2025, 6, 1)]


def test_the_command_takes_an_instrument_cited_in_full(run, tmp_path):
    path = tmp_path / "dv.xlsx"
    path.write_bytes(book(COMMITTEE))
    half = run("units", path, "--instrument", "12-QĐ/ĐU")
    assert (half.exit_code != 0, Batch.objects.count()) == (True, 0)
    whole = ("--instrument-day", "2024-06-20", "--instrument-issuer", "Đảng ủy phường")
    assert run("units", path, "--instrument", "12-QĐ/ĐU", *whole).exit_code == 0
    assert UnitChange.objects.get().instrument.number == "12-QĐ/ĐU"


def test_a_page_wants_the_instrument_in_full_and_asks_for_it_of_units_only(planner):
    facts = {"file": SimpleUploadedFile("dv.xlsx", book(COMMITTEE)), "kind": "units", "basis_number": "12"}
    answer = planner.post(reverse("desk:intake"), facts)
    assert (answer.status_code, "Văn bản thành lập chỉ cho tệp đơn vị" in answer.content.decode()) == (422, True)
    assert Batch.objects.count() == 0
    of_people = planner.get(reverse("desk:intake"), {"loai": "people"}).content.decode()
    assert "basis_number" not in of_people


def test_a_page_takes_the_instrument_and_offers_the_form(planner, district):
    facts = {"file": SimpleUploadedFile("dv.xlsx", book(COMMITTEE)), "kind": "units", **BASIS}
    planner.post(reverse("desk:intake"), facts)
    assert Batch.objects.get().options == BASIS
    form = reverse("desk:units_book")
    assert f'href="{form}"' in planner.get(reverse("desk:intake"), {"loai": "units"}).content.decode()
    assert planner.get(form).content == units_template()


def test_bodies_are_written_below_known_units_and_below_rows_of_the_file(district):
    batch = checked(CELL, COMMITTEE, SCHOOL)  # the child may stand before its parent
    assert (batch.people, bodies()) == (3, [])

    commit_batch(batch, by=PLANNER)

    assert bodies() == WRITTEN
    made = Unit.objects.get(name="Chi bộ số 1")
    assert (UnitName.objects.filter(unit=made).count(), UnitParent.objects.get(unit=made).parent) == (1, made.parent)
    assert last_event()[3] == {"people": "3", "written": "3"}
    assert (StagedUnit.objects.count(), BatchFinding.objects.count(), ColumnMemory.objects.count()) == (0, 0, 0)


def test_what_is_known_already_is_said_and_left_as_it_is(district):
    commit_batch(checked(COMMITTEE, CELL, SCHOOL), by=PLANNER)
    again = checked([1, COMMITTEE[1], "loại khác", *COMMITTEE[3:]], [9, "Chi bộ số 2", *CELL[2:]])

    codes = sorted(BatchFinding.objects.filter(batch=again).values_list("code", "cell"))
    assert codes == [("body_known", "B2")]
    commit_batch(again, by=PLANNER)
    assert bodies() == [*WRITTEN, ("Chi bộ số 2", "chi bộ", "party", COMMITTEE[1], dt.date(2025, 1, 1))]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ([1, "Chi bộ số 1", "chi bộ", "Phường Không Đâu", "", "2024"], "unit_unknown", "D2"),
        ([1, "Chi bộ số 1", "chi bộ", "", "", "2024"], "body_without_parent", "D2"),
        ([1, "Chi bộ số 1", "chi bộ", "Phường Láng Hạ", "", "01/07/2025"], "body_not_begun", "F2"),
        ([1, "C" * 201, "chi bộ", "Phường Láng Hạ", "", "2024"], "text_too_long", "B2"),
    ],
)
def test_a_faulty_row_holds_the_whole_file_up(district, row, code, cell):
    batch = checked(row, SCHOOL)

    assert (code, cell) in BatchFinding.objects.filter(batch=batch).values_list("code", "cell")
    with pytest.raises(FilesRefused):
        commit_batch(batch, by=PLANNER)
    assert bodies() == []


def test_day_that_cannot_be_read_is_a_fault_and_no_day_a_note(district):
    rows = (
        [place, f"Chi bộ {place}", "chi bộ", "Phường Láng Hạ", "", day] for place, day in ((1, "31/02/2024"), (2, ""))
    )
    batch = checked(*rows)

    codes = BatchFinding.objects.filter(batch=batch).order_by("cell").values_list("code", "cell")
    assert list(codes) == [("not_partial_date", "F2"), ("body_since_today", "F3")]


def test_rows_that_stand_below_one_another_are_refused(district):
    batch = checked(
        [1, "Chi bộ A", "chi bộ", "Chi bộ B", "", "2024"], [2, "Chi bộ B", "chi bộ", "Chi bộ A", "", "2024"]
    )

    assert list(BatchFinding.objects.filter(batch=batch).values_list("code", "cell")) == [
        ("body_below_itself", "D2"),
        ("body_below_itself", "D3"),
    ]


def test_row_without_a_parent_stands_below_the_sending_unit(district):
    batch = checked([1, "Phòng Nội vụ", "phòng", "", "Chính quyền", "2024"], unit=district)
    commit_batch(batch, by=PLANNER)

    assert bodies() == [("Phòng Nội vụ", "phòng", "government", "Quận A", dt.date(2024, 1, 1))]


def test_name_of_the_unit_above_with_other_letters_is_a_suggestion(district):
    batch = checked([1, "Chi bộ số 1", "chi bộ", "Phuong Lang Ha", "", "2024"])
    with pytest.raises(FilesRefused):
        commit_batch(batch, by=PLANNER)

    commit_batch(check(decide(batch, kinds=["unit"], by=PLANNER), by=PLANNER), by=PLANNER)

    assert bodies()[0][3] == "Phường Láng Hạ"


def test_one_unit_waits_at_one_place_of_a_file(district):
    batch = checked(SCHOOL)
    with refused("staged_unit_place_once"), guarded.writing("test"):
        StagedUnit.objects.create(
            batch=batch, place=1, sheet="DV", row=9, name="A", kind="phòng", since=dt.date(2024, 1, 1)
        )


def test_dropped_file_leaves_nothing_that_waits(district):
    drop(checked(SCHOOL), by=PLANNER)

    assert (StagedUnit.objects.count(), bodies()) == (0, [])


def test_only_planners_bring_units_in(district):
    with refused("may_not_bring_in"):
        upload("dv.xlsx", book(SCHOOL), kind="units", by=SENDER)
    with refused("may_not_add_below"):
        enter_bodies([Body("A", "phòng", dt.date(2024, 1, 1), parent=district)], by=SENDER)


@pytest.mark.parametrize("many", [2, 40])
def test_bodies_are_entered_in_as_many_statements_however_many(district, many, django_assert_num_queries):
    listed = [Body(f"Chi bộ {place}", "chi bộ", dt.date(2024, 1, 1), parent=district) for place in range(many)]
    listed += [Body(f"Tổ {place}", "tổ", dt.date(2024, 1, 1), below=place) for place in range(many)]
    with django_assert_num_queries(11):
        assert enter_bodies(listed, by=PLANNER) == 2 * many
    assert enter_bodies(listed, by=PLANNER) == 0


@pytest.fixture
def run(district, monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)

    def call(*words: object):
        return CliRunner().invoke(importing.command, [str(word) for word in words])

    return call


def test_command_brings_units_in_and_the_same_file_twice_changes_nothing(run, tmp_path):
    path = tmp_path / "dv.xlsx"
    path.write_bytes(book(COMMITTEE, CELL, SCHOOL))
    assert run("units", path, "--check").output.startswith("dv.xlsx: 3 đơn vị / units, ")
    assert bodies() == []
    for written in (3, 0):
        answer = run("units", path, "--json")
        assert answer.exit_code == 0, answer.exception
        (told,) = json.loads(answer.output)
        assert (told["kind"], told["state"], told["people"], told["written"]) == ("units", "committed", 3, written)
    assert len(bodies()) == 3


def test_command_gives_the_workbook_back_with_its_cells(run, tmp_path):
    path = tmp_path / "dv.xlsx"
    path.write_bytes(book([1, "Chi bộ số 1", "", "Phường Láng Hạ", "", "2024"]))

    assert isinstance(run("units", path).exception, FilesRefused)
    assert run("units", path, "--check", "--out", tmp_path / "tra-lai").exit_code == 0

    back = openpyxl.load_workbook(tmp_path / "tra-lai" / "dv-da-kiem-tra.xlsx")
    assert back.sheetnames == ["DV", FINDINGS_SHEET]
    assert back["DV"]["C2"].comment is not None


def test_template_is_written(tmp_path):
    answer = CliRunner().invoke(template.command, ["units", "-o", str(tmp_path / "mau.xlsx")])

    assert answer.exit_code == 0
    assert openpyxl.load_workbook(tmp_path / "mau.xlsx").sheetnames == ["Danh sách đơn vị"]


@pytest.fixture
def planner(as_user):
    return as_user(builders.user("planner", everywhere=True))


def test_page_takes_a_list_of_units_and_shows_each_with_what_was_found(district, planner):
    file = SimpleUploadedFile("dv.xlsx", book(COMMITTEE, [2, "Chi  bộ số 1", *CELL[2:]], SCHOOL))
    planner.post(reverse("desk:intake"), {"file": file, "kind": "units"})
    batch = check(Batch.objects.get(), by=SYSTEM)
    page = reverse("desk:batch", args=[batch.pk])

    said = planner.get(page).content.decode()
    assert all(words in said for words in ("3 đơn vị trong tệp", "Từng đơn vị", "Đảng ủy Phường Láng Hạ", "01/07/2024"))
    assert "Trường Tiểu học A" not in planner.get(page, {"xem": "goi_y"}).content.decode()
    planner.post(page, {"act": "kind", "kind": "spaces"})
    check(Batch.objects.get(), by=SYSTEM)
    planner.post(page, {"act": "commit"})

    assert (bodies(), Batch.objects.get().state) == (WRITTEN, IntakeState.COMMITTED)
    assert planner.get(page).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_page_of_units_asks_the_same_number_of_questions(district, planner, rows, django_assert_num_queries):
    batch = checked(*([place, f"Chi bộ {place}", "chi bộ", "Phường Láng Hạ", "", ""] for place in range(rows)))
    with django_assert_num_queries(11):
        planner.get(reverse("desk:batch", args=[batch.pk]))
