import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.desk.examples import tree
from apps.plans.examples import FIRST, LAST, LINE, WORKBOOK, workbook
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.desk.actions import amend_plan, amend_plan_line, draft_plan, issue_plan, look_at_amendment
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.actions import DecidingPaper, ask_consent, close, give_consent, submit
from khaigiang.apps.plans.bridge import line_said
from khaigiang.apps.plans.exports import plan_workbook
from khaigiang.apps.plans.imports import names_in
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, PlanRevision
from khaigiang.apps.plans.queries import revision_rows
from khaigiang.apps.quotas.actions import transfer
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.apps.units.models import Unit
from khaigiang.core.calendar import Part
from khaigiang.core.plan_said import ShareSaid
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded
from khaigiang.intake.plan import Bloc, ClassRow, LineRow, PlanWorkbook
from khaigiang.intake.plan_reader import read_plan
from khaigiang.intake.templates import write_plan

PAPER = DecidingPaper("77-KH/TU", dt.date(2022, 4, 1), "Tăng nhu cầu", signer="Nguyễn Văn Lãnh")


@pytest.fixture
def units(db) -> None:
    tree()


@pytest.fixture
def plan(units) -> Plan:
    return issued(WORKBOOK)


def issued(book: PlanWorkbook) -> Plan:
    return issue_plan(submit(draft_plan(book, by=PLANNER), by=PLANNER), by=LEADER)


def of(*, seats: tuple[int, int] = (3, 1), classes: tuple[ClassRow, ...] = WORKBOOK.classes, **facts: object):
    line = replace(LINE, seats=sum(seats), classes=len(classes), **facts)
    shares = tuple(replace(row, seats=each) for row, each in zip(WORKBOOK.seats, seats, strict=True))
    return workbook(lines=(line,), classes=classes, seats=shares)


def held() -> dict[str, tuple[int, int]]:
    return {row.unit.name if row.unit else "": (row.seats, row.granted_below) for row in Quota.objects.all()}


def sent(state: NominationState = NominationState.ACCEPTED) -> Nomination:
    district = Unit.objects.get(name="Quận Ba Đình")
    letter = builders.letter(PlanLine.objects.get(), district)
    return builders.nominate(letter, builders.person("Nguyễn Văn An"), of=district, state=state)


def test_plan_that_is_approved_has_its_seats_shared_out(plan) -> None:
    assert (plan.state, held()) == ("approved", {"": (4, 4), "Quận Ba Đình": (3, 0), "Quận Tây Hồ": (1, 0)})
    assert last_event()[0] == "quotas.shared_out"


def test_draft_takes_the_place_of_the_draft_before(units) -> None:
    draft_plan(WORKBOOK, by=PLANNER)

    again = draft_plan(of(seats=(4, 1)), by=PLANNER)

    assert list(Plan.objects.values_list("pk", "state", "lines__seats")) == [(again.pk, "draft", 5)]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("submitted", "Kế hoạch 50-KH/TU đang trình phê duyệt: trả lại rồi mới nhập dự thảo khác."),
        ("amended", "Kế hoạch 50-KH/TU đã ban hành: muốn thay đổi thì điều chỉnh, không nhập lại."),
        ("closed", "Kế hoạch 50-KH/TU đã đóng nên không nhập lại được."),
    ],
)
def test_plan_beyond_its_draft_is_not_drafted_anew(plan, state, sentence) -> None:
    with guarded.writing("test"):
        Plan.objects.update(state=state)

    with refused("plan_is_no_draft", sentence):
        draft_plan(WORKBOOK, by=PLANNER)


def test_plan_of_units_nobody_knows_is_not_drafted(db) -> None:
    with refused("files_refused"):
        draft_plan(WORKBOOK, by=PLANNER)


def test_amendment_changes_the_plan_in_place_and_seats_follow(plan) -> None:
    line, planned, nomination = PlanLine.objects.get(), PlannedClass.objects.get(), sent()
    second = ClassRow("D1", 2, "Lớp 2", 1, 10, FIRST, LAST)
    moved = replace(WORKBOOK.classes[0], last_day=dt.date(2022, 5, 20))

    revision = amend_plan(plan, of(seats=(5, 1), classes=(moved, second), venue=LINE.venue), paper=PAPER, by=PLANNER)

    assert PlanLine.objects.get().pk == line.pk
    assert list(PlannedClass.objects.values_list("number", "last_day")) == [(1, moved.last_day), (2, LAST)]
    assert PlannedClass.objects.get(number=1).pk == planned.pk
    assert Nomination.objects.get().pk == nomination.pk
    assert held() == {"": (6, 6), "Quận Ba Đình": (5, 0), "Quận Tây Hồ": (1, 0)}
    assert list(SeatMove.objects.values_list("kind", "seats", "why", "target__unit__name")) == [
        ("amended", 2, "Điều chỉnh theo văn bản số 77-KH/TU ngày 01/04/2022", "Quận Ba Đình")
    ]
    plan.refresh_from_db()
    assert (plan.state, revision.number, revision.issuer, revision.signer) == (
        "amended",
        1,
        plan.issuer,
        "Nguyễn Văn Lãnh",
    )
    (row,) = revision_rows(plan)
    assert [str(each) for each in row.changes] == [
        (
            "Dòng 1 (D1): 1 lớp → 2, 4 → 6 chỉ tiêu, lớp 1: 09/05/2022–13/05/2022 → 09/05/2022–20/05/2022, "
            "thêm lớp 2, 09/05/2022–13/05/2022, Quận Ba Đình: 3 → 5 chỉ tiêu"
        )
    ]
    assert revision.before["lines"][0]["seats"] == 4


def test_plan_is_amended_again_and_its_revisions_are_numbered(plan) -> None:
    amend_plan(plan, of(seats=(5, 1)), paper=PAPER, by=PLANNER)
    amend_plan(plan, of(seats=(4, 1)), paper=replace(PAPER, number="80-KH/TU"), by=PLANNER)

    assert list(PlanRevision.objects.values_list("number", "paper_number")) == [(1, "77-KH/TU"), (2, "80-KH/TU")]
    assert held() == {"": (5, 5), "Quận Ba Đình": (4, 0), "Quận Tây Hồ": (1, 0)}


def test_seats_passed_on_since_stay_where_they_are(plan) -> None:
    by_name = {row.unit.name: row for row in Quota.objects.exclude(unit=None)}
    transfer(by_name["Quận Ba Đình"], by_name["Quận Tây Hồ"], 2, why="đổi", by=PLANNER)

    amend_plan(plan, of(seats=(4, 1)), paper=PAPER, by=PLANNER)

    assert held() == {"": (5, 5), "Quận Ba Đình": (2, 0), "Quận Tây Hồ": (3, 0)}


def test_seats_of_weights_are_apportioned_anew(units) -> None:
    shares = tuple(replace(row, seats=None, weight=weight) for row, weight in zip(WORKBOOK.seats, (3, 1), strict=True))
    line = replace(LINE, quota_method=LINE.quota_method.__class__.WEBSTER)
    plan = issued(workbook(lines=(line,), seats=shares))

    amend_plan(plan, workbook(lines=(replace(line, seats=8),), seats=shares), paper=PAPER, by=PLANNER)

    assert held() == {"": (8, 8), "Quận Ba Đình": (6, 0), "Quận Tây Hồ": (2, 0)}
    assert Quota.objects.get(unit__name="Quận Ba Đình").quotient == "6"


def test_line_that_comes_has_seats_and_line_that_goes_takes_them_along(plan) -> None:
    other = replace(LINE, code="D2", title="Bồi dưỡng khác")
    book = workbook(
        lines=(other,),
        classes=(replace(WORKBOOK.classes[0], line="D2"),),
        seats=tuple(replace(row, line="D2") for row in WORKBOOK.seats),
    )

    amend_plan(plan, book, paper=PAPER, by=PLANNER)

    assert list(PlanLine.objects.values_list("code", flat=True)) == ["D2"]
    assert held() == {"": (4, 4), "Quận Ba Đình": (3, 0), "Quận Tây Hồ": (1, 0)}
    (row,) = revision_rows(plan)
    assert [str(each) for each in row.changes] == [
        "Dòng 1 (D1): bỏ dòng “Bồi dưỡng bí thư đảng ủy cấp xã” (1 lớp, 4 chỉ tiêu)",
        "Dòng 2 (D2): thêm dòng “Bồi dưỡng khác”, 1 lớp, 4 chỉ tiêu",
    ]


def test_line_with_people_is_neither_dropped_nor_given_another_programme(plan) -> None:
    sent(NominationState.NOMINATED)
    other = workbook(
        lines=(replace(LINE, code="D2"),),
        classes=(replace(WORKBOOK.classes[0], line="D2"),),
        seats=tuple(replace(row, line="D2") for row in WORKBOOK.seats),
    )
    with refused(
        "cannot_amend",
        "Chưa điều chỉnh được kế hoạch 50-KH/TU. "
        "Dòng 1 (D1) đã có chiêu sinh, người được cử, lớp hoặc kết quả nên không bỏ.",
    ):
        amend_plan(plan, other, paper=PAPER, by=PLANNER)
    with refused(
        "cannot_amend",
        "Chưa điều chỉnh được kế hoạch 50-KH/TU. Dòng 1 (D1) đã có 1 người được cử nên không đổi chương trình.",
    ):
        amend_plan(plan, workbook(topics=WORKBOOK.topics[:1]), paper=PAPER, by=PLANNER)


def test_seats_of_accepted_people_are_not_taken_away(plan) -> None:
    sent()

    with refused(
        "cannot_amend",
        "Chưa điều chỉnh được kế hoạch 50-KH/TU. Dòng 1 (D1): Quận Ba Đình sẽ chỉ còn 0 chỉ tiêu, "
        "trong khi 1 chỉ tiêu đã duyệt người hoặc đã giao cấp dưới.",
    ):
        amend_plan(plan, of(seats=(0, 1)), paper=PAPER, by=PLANNER)


def test_class_that_has_begun_is_not_moved_and_one_that_is_formed_not_dropped(plan) -> None:
    with guarded.writing("test"):
        held_class = TrainingClass.objects.create(
            planned=PlannedClass.objects.get(), line=PlanLine.objects.get(), code="D1-1", name="Lớp 1"
        )
    moved = of(classes=(replace(WORKBOOK.classes[0], last_day=dt.date(2022, 5, 20)),))
    with guarded.writing("test"):
        TrainingClass.objects.filter(pk=held_class.pk).update(state=ClassState.OPEN)
    with refused("cannot_amend"):
        amend_plan(plan, moved, paper=PAPER, by=PLANNER)
    with guarded.writing("test"):
        TrainingClass.objects.filter(pk=held_class.pk).update(state=ClassState.FORMED)
    with refused("cannot_amend"):
        amend_plan(plan, of(classes=(replace(WORKBOOK.classes[0], number=2),)), paper=PAPER, by=PLANNER)

    assert amend_plan(plan, moved, paper=PAPER, by=PLANNER).number == 1


def delegated(**facts: object) -> PlanWorkbook:
    line: LineRow = replace(LINE, organiser="Quận Ba Đình", delegated=True, bloc=Bloc.GOVERNMENT, **facts)
    return workbook(lines=(line,), programmes=(replace(WORKBOOK.programmes[0], field="propaganda"),))


def test_consent_to_a_line_that_changed_is_asked_for_again(units) -> None:
    plan = issued(delegated())
    line = plan.lines.get()
    ask_consent(line, by=PLANNER)
    give_consent(line, letter_number="45-CV/BTGTU", by=PLANNER)

    amend_plan(plan, delegated(payer="Ngân sách quận"), paper=PAPER, by=PLANNER)
    assert plan.lines.get().consent.state == "given"
    book = replace(delegated(seats=5), seats=(replace(WORKBOOK.seats[0], seats=4), WORKBOOK.seats[1]))
    amend_plan(plan, book, paper=replace(PAPER, number="80-KH/TU"), by=PLANNER)

    consent = plan.lines.get().consent
    assert (consent.state, consent.letter_number, consent.answered_on) == ("asked", "", None)


@pytest.mark.parametrize(
    ("code", "paper"),
    [
        ("deciding_paper_wanted", replace(PAPER, number=" ")),
        ("deciding_paper_wanted", replace(PAPER, reason="")),
        ("decided_before_issued", replace(PAPER, decided_on=dt.date(2022, 1, 9))),
        ("decided_in_future", replace(PAPER, decided_on=dt.date(2099, 1, 1))),
    ],
)
def test_amendment_rests_on_a_paper_that_was_signed(plan, code, paper) -> None:
    with refused(code):
        amend_plan(plan, of(seats=(5, 1)), paper=paper, by=PLANNER)


def test_amendment_of_nothing_by_the_same_paper_or_of_another_plan_is_refused(plan) -> None:
    with refused("nothing_changes", "Tệp không khác gì kế hoạch hiện hành: không có gì để điều chỉnh."):
        amend_plan(plan, WORKBOOK, paper=PAPER, by=PLANNER)
    with refused("another_plan"):
        amend_plan(plan, workbook(head=replace(WORKBOOK.head, number="51-KH/TU")), paper=PAPER, by=PLANNER)
    amend_plan(plan, of(seats=(5, 1)), paper=PAPER, by=PLANNER)
    with refused("plan_revision_paper_once"):
        amend_plan(plan, of(seats=(6, 1)), paper=PAPER, by=PLANNER)


def test_amending_is_a_planners_work_on_a_plan_in_force(plan) -> None:
    for actor in (LEADER, SCHOOL):
        with refused("may_not_plan"):
            amend_plan(plan, of(seats=(5, 1)), paper=PAPER, by=actor)
    close(plan, by=PLANNER)
    with refused("plan_stands", "Kế hoạch 50-KH/TU đã đóng."):
        amend_plan(plan, of(seats=(5, 1)), paper=PAPER, by=PLANNER)


def test_amendment_that_is_looked_at_leaves_nothing(plan) -> None:
    before = held()

    revision = look_at_amendment(plan, of(seats=(5, 1)), by=PLANNER)

    assert (len(revision.changes), PlanRevision.objects.count(), held()) == (2, 0, before)
    assert Plan.objects.get().state == "approved"


def test_estimate_of_a_class_outlives_an_amendment_that_moves_the_class(plan) -> None:
    line = plan.lines.get()
    with guarded.writing("test"):
        line.planned_classes.update(estimate=60)
    said = line_said(line)
    moved = tuple(replace(row, last_day=row.last_day + dt.timedelta(days=1)) for row in said.planned)

    amend_plan_line(line, replace(said, planned=moved), paper=PAPER, by=PLANNER)

    assert list(line.planned_classes.values_list("estimate", "last_day")) == [(60, LAST + dt.timedelta(days=1))]


def test_one_line_is_amended_without_a_workbook(plan) -> None:
    line = plan.lines.get()
    said = line_said(line)
    shares = tuple(ShareSaid(row.key, row.unit, (row.seats or 0) + 1, None) for row in said.shares)

    revision = amend_plan_line(line, replace(said, seats=6, shares=shares, estimate=9), paper=PAPER, by=PLANNER)

    assert held() == {"": (6, 6), "Quận Ba Đình": (4, 0), "Quận Tây Hồ": (2, 0)}
    assert (PlanLine.objects.get().estimate, len(revision.changes)) == (9, 4)


def test_one_line_that_contradicts_itself_is_not_amended(plan) -> None:
    line = plan.lines.get()

    with refused(
        "cannot_amend",
        "Chưa điều chỉnh được kế hoạch 50-KH/TU. Dòng D1: 40 chỉ tiêu không vừa sĩ số các lớp (từ 1 đến 10). "
        "Dòng D1: các đơn vị cộng lại 4 chỉ tiêu, cả dòng 40.",
    ):
        amend_plan_line(line, replace(line_said(line), seats=40), paper=PAPER, by=PLANNER)


def test_plan_entered_anew_after_an_amendment_keeps_its_revisions_and_stands_as_amended(plan) -> None:
    from khaigiang.apps.plans.actions import approve, enter, withdraw

    amend_plan(plan, of(seats=(5, 1)), paper=PAPER, by=PLANNER)
    said = withdraw(plan, by=PLANNER)
    units = {unit.name: unit for unit in Unit.objects.all()}

    again = enter(of(seats=(5, 1)), units=units, audiences={}, said=said, by=PLANNER)
    approve(submit(again, by=PLANNER), by=PLANNER)

    assert (again.state, again.revisions.get().paper_number) == ("amended", "77-KH/TU")


def test_plan_on_its_form_is_read_back_as_nothing_new(plan) -> None:
    sent()
    book = read_plan("ke-hoach.xlsx", write_plan(plan_workbook(plan, names_in(plan)))).plan

    assert book is not None
    with refused("nothing_changes"):
        amend_plan(plan, book, paper=PAPER, by=PLANNER)


def test_amended_plan_on_its_form_says_what_was_amended(plan) -> None:
    amend_plan(plan, of(seats=(5, 1), estimate=1_250_000_000), paper=PAPER, by=PLANNER)

    book = read_plan("ke-hoach.xlsx", write_plan(plan_workbook(plan, names_in(plan)))).plan

    assert book is not None
    assert (book.lines, book.seats, book.classes) == (
        (replace(LINE, seats=6, estimate=1_250_000_000),),
        (replace(WORKBOOK.seats[0], seats=5), WORKBOOK.seats[1]),
        (replace(WORKBOOK.classes[0], weekdays=(0, 1, 2, 3, 4), parts=(Part.MORNING, Part.AFTERNOON)),),
    )
