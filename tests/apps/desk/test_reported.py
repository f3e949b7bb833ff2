"""Results as totals by spreadsheet: what waits, what holds a file up, and what is written."""

import datetime as dt
import json

import openpyxl
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.acting import PLANNER, last_event, refused, somebody
from apps.plans import delegated
from intake.books import book_of
from khaigiang.apps.desk.actions import check_batch, commit_batch
from khaigiang.apps.intake.actions import decide, upload
from khaigiang.apps.intake.models import Batch, BatchFinding, ColumnMemory, StagedResult
from khaigiang.apps.plans.actions import report_result
from khaigiang.apps.plans.models import ReportedResult, Tracking
from khaigiang.cli import importing, template
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import FINDINGS_SHEET
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.reported_template import reported_template

HEAD = ["STT", "Mã dòng", "Nội dung", "Kỳ báo cáo", "Số lớp", "Số lượt", "Số người", "Nguồn"]
ROW = [1, "BD1", "Bồi dưỡng chi ủy", "Quý I/2022", 3, 120, 100, "12-BC/HU"]
QUARTER = (dt.date(2022, 1, 1), dt.date(2022, 3, 31))
INTAKE = reverse("desk:intake")


@pytest.fixture
def line(db, tmp_path, monkeypatch):
    """A line of a district of which totals are reported, in the year of its plan."""
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path / "home"))
    (tmp_path / "home" / "uploads").mkdir(parents=True)
    with clock.standing_at(dt.date(2022, 8, 1)):
        yield delegated.totals_line(code="BD1", title="Bồi dưỡng chi ủy cơ sở")


def book(*rows, head=HEAD) -> bytes:
    return book_of({"KQ": [head, *rows]})


def checked(*rows, by=PLANNER, head=HEAD, **facts) -> Batch:
    return check_batch(upload("kq.xlsx", book(*rows, head=head), kind="results", by=by, **facts), by=SYSTEM)


def codes(batch: Batch) -> list[tuple[str, str]]:
    return list(BatchFinding.objects.filter(batch=batch).order_by("pk").values_list("cell", "code"))


def results() -> list[tuple[dt.date, dt.date, int, int, int | None, str]]:
    rows = ReportedResult.objects.order_by("first_day")
    return list(rows.values_list("first_day", "last_day", "classes", "places", "people", "source"))


def test_results_of_a_file_are_written_once_it_is_accepted(line) -> None:
    batch = checked(ROW, [2, "BD1", "", "Quý II/2022", 4, 200, "", ""])
    waiting = list(StagedResult.objects.values_list("line", "classes", "people"))
    assert (batch.people, waiting) == (2, [("BD1 · Bồi dưỡng chi ủy", 3, 100), ("BD1", 4, None)])
    assert (codes(batch), results()) == ([], [])

    commit_batch(batch, by=PLANNER)

    assert results() == [
        (*QUARTER, 3, 120, 100, "12-BC/HU"),
        (dt.date(2022, 4, 1), dt.date(2022, 6, 30), 4, 200, None, ""),
    ]
    assert last_event()[3] == {"people": "2", "written": "2"}
    assert (StagedResult.objects.count(), BatchFinding.objects.count()) == (0, 0)


def test_what_was_reported_before_is_said_and_written_only_where_it_differs(line) -> None:
    commit_batch(checked(ROW), by=PLANNER)
    same = checked([7, *ROW[1:]])
    assert codes(same) == [("E2", "reported_already")]
    commit_batch(same, by=PLANNER)
    assert last_event()[3]["written"] == "0"

    other = checked([*ROW[:4], 5, *ROW[5:]])
    assert codes(other) == [("E2", "reported_replaces")]
    commit_batch(other, by=PLANNER)
    assert results() == [(*QUARTER, 5, 120, 100, "12-BC/HU")]


@pytest.mark.parametrize(
    ("row", "finding"),
    [
        ([1, "KHÔNG", "", *ROW[3:]], ("B2", "reported_line_unknown")),
        ([1, "", "Bồi dưỡng khác hẳn", *ROW[3:]], ("C2", "reported_line_unknown")),
        ([1, "LỚP", "", *ROW[3:]], ("B2", "reported_line_by_classes")),
        ([*ROW[:3], "tháng 1/2022", *ROW[4:]], ("D2", "reported_overlap")),
        ([*ROW[:3], "năm 2023", *ROW[4:]], ("D2", "reported_not_come")),
    ],
)
def test_what_does_not_fit_the_plan_is_told(line, row, finding) -> None:
    builders.line(line.plan, code="LỚP", tracking=Tracking.CLASSES)
    february = {"first_day": dt.date(2022, 1, 15), "last_day": dt.date(2022, 2, 15)}
    report_result(line, **february, classes=1, places=5, people=None, source="", by=PLANNER)
    assert finding in codes(checked(row))


def test_a_title_that_is_near_is_a_suggestion(line) -> None:
    batch = checked([1, "", "Boi duong chi uy co so", *ROW[3:]])
    assert codes(batch) == [("C2", "reported_line_near")]
    with pytest.raises(FilesRefused):
        commit_batch(batch, by=PLANNER)

    commit_batch(check_batch(decide(batch, kinds=["line"], by=PLANNER), by=SYSTEM), by=PLANNER)

    assert ReportedResult.objects.get().line == line


def test_a_code_of_two_plans_is_told_apart_by_the_plan_or_the_year(line) -> None:
    later = delegated.totals_line(of=builders.plan(year=2023), code="BD1", title="Khác")
    assert codes(checked(ROW)) == []
    twin = delegated.totals_line(of=builders.plan(year=2022), code="BD1", title="Khác nữa")
    assert codes(checked([5, *ROW[1:]])) == [("B2", "reported_line_ambiguous")]

    head = [*HEAD, "Số kế hoạch"]
    commit_batch(checked([*ROW, twin.plan.number], head=head), by=PLANNER)

    assert (ReportedResult.objects.get().line, later.reported_results.count()) == (twin, 0)


def test_a_unit_reports_for_its_own_lines_only(line) -> None:
    own = delegated.organiser(line)
    other = builders.unit("Huyện Khác")
    stranger = somebody("sending_unit", scope=frozenset({other.pk}))
    with refused("may_not_bring_in"):
        checked(ROW, by=stranger, unit=line.organiser_unit)
    assert codes(checked(ROW, by=stranger, unit=other)) == [("B2", "reported_line_of_other")]

    commit_batch(checked(ROW, by=own, unit=line.organiser_unit), by=own)

    assert len(results()) == 1


def test_two_results_at_one_place_are_refused_by_the_database(line) -> None:
    batch = checked(ROW)
    with refused("staged_result_place_once"), guarded.writing("test"):
        StagedResult.objects.create(batch=batch, place=1, sheet="KQ", row=2, line="A")


def test_the_page_takes_a_file_shows_it_and_writes_it(line, planner) -> None:
    form = planner.get(INTAKE, {"loai": "results"}).content.decode()
    assert ("first_day" in form, "basis_number" in form, reverse("desk:results_book") in form) == (True, False, True)
    file = SimpleUploadedFile("kq.xlsx", book([*ROW[:3], "", *ROW[4:]], [2, "SAI", "", "", 1, 2, "", ""]))
    period = {"first_day": "2022-01-01", "last_day": "2022-03-31", "source": "Báo cáo 5"}
    planner.post(INTAKE, {"file": file, "kind": "results", **period})
    batch = check_batch(Batch.objects.get(), by=SYSTEM)

    page = planner.get(reverse("desk:batch", args=[batch.pk])).content.decode()

    for said in ("2 kết quả trong tệp", "Từng kết quả", "01/01/2022 – 31/03/2022", "mang mã hoặc tên “SAI”"):
        assert said in page
    assert planner.post(reverse("desk:batch", args=[batch.pk]), {"act": "commit"}).status_code == 422
    assert results() == []
    assert planner.get(reverse("desk:results_book")).content == reported_template()


@pytest.mark.parametrize("said", [{"first_day": "2022-01-01"}, {"first_day": "2022-04-01", "last_day": "2022-01-01"}])
def test_half_a_period_is_refused(line, planner, said) -> None:
    answer = planner.post(INTAKE, {"file": SimpleUploadedFile("kq.xlsx", book(ROW)), "kind": "results", **said})
    assert (answer.status_code, "Kỳ báo cáo cần cả ngày đầu" in answer.content.decode()) == (422, True)
    assert Batch.objects.count() == 0


def test_an_organising_unit_sends_its_results_on_its_page(line, as_user) -> None:
    browser = as_user(builders.user("sending_unit", units=[line.organiser_unit]))
    page = browser.get(INTAKE).content.decode()
    assert ("Huyện Chương Mỹ</option>" in page, "?loai=people" in page) == (True, False)

    file = SimpleUploadedFile("kq.xlsx", book(ROW))
    browser.post(INTAKE, {"file": file, "kind": "results", "organiser": line.organiser_unit_id})
    batch = check_batch(Batch.objects.get(), by=SYSTEM)
    browser.post(reverse("desk:batch", args=[batch.pk]), {"act": "commit"})

    assert len(results()) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_file_asks_the_same_number_of_questions(rows, line, planner, django_assert_num_queries) -> None:
    batch = checked(*([each, "SAI", "", f"tháng {each}/2022", 1, 2, "", ""] for each in range(1, rows + 1)))
    with django_assert_num_queries(11):
        planner.get(reverse("desk:batch", args=[batch.pk]))


@pytest.fixture
def run(line, monkeypatch):
    monkeypatch.setattr("khaigiang.cli.home.open_home", lambda: None)
    return lambda *words: CliRunner().invoke(importing.command, [str(word) for word in words])


def test_the_command_takes_results_once_and_gives_back_what_is_wrong(run, tmp_path) -> None:
    path, back = tmp_path / "kq.xlsx", tmp_path / "tra-lai"
    path.write_bytes(book([*ROW[:3], "", *ROW[4:]]))
    period = ("--from", "2022-01-01", "--to", "2022-03-31", "--source", "Báo cáo 5")
    for written in (1, 0):
        (told,) = json.loads(run("results", path, *period, "--json").output)
        assert (told["kind"], told["people"], told["written"]) == ("results", 1, written)
    path.write_bytes(book([1, "SAI", *ROW[2:]]))

    answer = run("results", path, "--out", back)

    assert isinstance(answer.exception, FilesRefused)
    given = openpyxl.load_workbook(back / "kq-da-kiem-tra.xlsx")
    assert given.sheetnames == ["KQ", FINDINGS_SHEET]
    assert given["KQ"]["B2"].comment is not None
    assert len(results()) == 1


def test_the_form_is_written_by_the_command(tmp_path) -> None:
    out = tmp_path / "mau.xlsx"
    assert CliRunner().invoke(template.command, ["results", "-o", str(out)]).exit_code == 0
    assert out.read_bytes() == reported_template()


@pytest.mark.parametrize("words", [("people", "--from", "2022-01-01"), ("results", "--from", "2022-01-01")])
def test_a_period_is_told_in_full_and_for_results_only(run, tmp_path, words) -> None:
    path = tmp_path / "kq.xlsx"
    path.write_bytes(book(ROW))
    answer = run(words[0], path, *words[1:])
    assert isinstance(answer.exception, Refused)
    assert answer.exception.code in {"period_for_results", "period_in_full"}


def test_columns_are_confirmed_corrected_and_remembered_for_the_unit(line, planner) -> None:
    head = ["Mã dòng", "Kỳ", "Số lớp", "Học viên", "Số người", "Cán bộ"]
    batch = checked(["BD1", "Quý I/2022", 3, 120, 100, 7], head=head, unit=line.organiser_unit)
    page = reverse("desk:batch", args=[batch.pk])
    shown = planner.get(page).content.decode()
    assert "Lượt người; Số lượt người" in shown  # what offices call the places
    asked = {"act": "columns", "column-0": "line", "column-1": "period", "column-2": "classes", "column-4": "people"}

    planner.post(page, {**asked, "column-3": "places", "column-5": "magic"})

    batch.refresh_from_db()
    assert (batch.state, batch.decisions["headings"]) == ("uploaded", {"học viên": "places"})
    assert dict(ColumnMemory.objects.filter(form="results").values_list("heading", "field")) == {
        "mã dòng": "line", "kỳ": "period", "số lớp": "classes", "học viên": "places", "số người": "people",
    }  # fmt: skip
    commit_batch(check_batch(batch, by=SYSTEM), by=PLANNER)
    assert results() == [(*QUARTER, 3, 120, 100, "")]
    again = checked(["BD1", "Quý II/2022", 1, 20, "", ""], head=head, unit=line.organiser_unit)
    assert codes(again) == []
