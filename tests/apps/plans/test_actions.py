import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused, rows
from apps.plans.examples import AUDIENCES, FIRST, HEAD, LAST, LINE, WORKBOOK, workbook
from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.plans.actions import (
    approve,
    ask_consent,
    assign_task,
    enter,
    give_consent,
    promise_lecturer,
    report_result,
    request_lecturer,
    state_estimates,
    submit,
    withdraw,
)
from khaigiang.apps.plans.models import Consent, Plan, PlanLine, PlannedClass, SendingUnit
from khaigiang.apps.schools.models import Competence as CompetenceRow
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.foundation import guarded
from khaigiang.intake.plan import Bloc, Competence, Tracking

ONLY_PLANNERS = "Chỉ cơ quan tham mưu kế hoạch được lập và chạy kế hoạch."


@pytest.fixture
def units(db):
    return {name: builders.unit(name) for name in ("Quận Ba Đình", "Quận Tây Hồ")}


def entered(units, book=WORKBOOK) -> Plan:
    return enter(book, units=units, audiences=AUDIENCES, by=PLANNER)


def test_enter_writes_the_plan_as_its_workbook_states_it(units) -> None:
    plan = entered(units)

    assert Plan.objects.filter(pk=plan.pk).values(
        "number", "issued_on", "issuer", "parent_body", "place", "year", "title", "pack", "state"
    ).get() == {
        "number": "50-KH/TU",
        "issued_on": dt.date(2022, 1, 10),
        "issuer": "Ban Thường vụ Thành ủy",
        "parent_body": "Đảng bộ thành phố Hà Nội",
        "place": "Hà Nội",
        "year": 2022,
        "title": "Kế hoạch đào tạo, bồi dưỡng năm 2022",
        "pack": "party",
        "state": "draft",
    }
    assert list(plan.instruments.values_list("number", "issuer")) == [("04-NQ/TU", "Thành ủy")]
    assert last_event() == ("plans.entered", f"Plan:{plan.pk}", "7", {"number": "50-KH/TU", "lines": "1"})


def test_enter_writes_lines_classes_and_sending_units(units) -> None:
    entered(units)

    line = PlanLine.objects.get()
    assert (line.code, line.programme.code, line.audience, line.audience_text, line.seats, line.quota_method) == (
        "D1",
        "CT-1",
        ["commune_secretary"],
        "Bí thư Đảng ủy",
        4,
        "listed",
    )
    assert (line.organiser, line.school, line.venue, line.payer, line.chief_and_deputy_together) == (
        LINE.organiser,
        LINE.school,
        LINE.venue,
        LINE.payer,
        True,
    )
    assert list(PlannedClass.objects.values_list("number", "name", "minimum", "maximum", "first_day", "last_day")) == [
        (1, "Lớp 1", 1, 10, FIRST, LAST)
    ]
    assert list(SendingUnit.objects.order_by("pk").values_list("unit__name", "seats", "weight")) == [
        ("Quận Ba Đình", 3, None),
        ("Quận Tây Hồ", 1, None),
    ]


def test_enter_writes_the_programme_lecturers_and_rooms(units) -> None:
    entered(units)

    assert (Programme.objects.get().code, Room.objects.get().capacity) == ("CT-1", 150)
    assert (Lecturer.objects.get().person.full_name, CompetenceRow.objects.count()) == ("Trịnh Công Giảng", 2)


def test_enter_is_a_planners_work(units) -> None:
    with refused("may_not_plan", ONLY_PLANNERS):
        enter(WORKBOOK, units=units, audiences=AUDIENCES, by=LEADER)


def test_plan_of_one_number_is_entered_once_a_year(units) -> None:
    entered(units)

    with refused("plan_once", "Kế hoạch có số này của cơ quan này đã có trong năm."):
        entered(units)
    entered(units, workbook(head=replace(HEAD, year=2023)))
    assert Plan.objects.count() == 2


def test_two_plans_of_one_programme_share_it(units) -> None:
    entered(units)

    entered(units, workbook(head=replace(HEAD, number="51-KH/TU")))

    assert (Programme.objects.count(), Lecturer.objects.count(), Room.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("code", "sentence", "change"),
    [
        (
            "planned_class_bounds_in_order",
            "Sĩ số tối đa của lớp không được nhỏ hơn sĩ số tối thiểu.",
            {"classes": (replace(WORKBOOK.classes[0], minimum=11),)},
        ),
        (
            "planned_class_dates_in_order",
            "Ngày cuối của lớp không được trước ngày đầu.",
            {"classes": (replace(WORKBOOK.classes[0], first_day=LAST, last_day=FIRST),)},
        ),
        ("planned_class_number_once", None, {"classes": (*WORKBOOK.classes, *WORKBOOK.classes)}),
        ("plan_line_code_once", None, {"lines": (LINE, LINE)}),
        ("sending_unit_once", None, {"seats": (WORKBOOK.seats[0], WORKBOOK.seats[0])}),
    ],
)
def test_enter_that_breaks_off_midway_leaves_nothing(units, code, sentence, change) -> None:
    with refused(code, sentence):
        entered(units, workbook(**change))


def test_approve_issues_the_plan(units) -> None:
    plan = approve(submit(entered(units), by=PLANNER), by=PLANNER)

    assert Plan.objects.get().state == "approved"
    assert last_event() == ("plans.approved", f"Plan:{plan.pk}", "7", {"number": "50-KH/TU"})


def test_approve_is_a_leaders_work_that_a_planner_may_write_down(units) -> None:
    plan = submit(entered(units), by=PLANNER)

    with refused(
        "may_not_approve",
        "Chỉ lãnh đạo, hoặc cơ quan tham mưu ghi thay lãnh đạo, được phê duyệt hay trả lại kế hoạch.",
    ):
        approve(plan, by=SCHOOL)
    assert approve(plan, by=LEADER).state == "approved"


def test_approve_on_a_page_out_of_date_is_refused(units) -> None:
    shown = submit(entered(units), by=PLANNER)
    approve(Plan.objects.get(pk=shown.pk), by=PLANNER)

    with refused("plan_stands"):
        approve(shown, by=PLANNER)


def test_approve_twice_is_refused(units) -> None:
    plan = approve(submit(entered(units), by=PLANNER), by=PLANNER)

    with refused("plan_stands", "Kế hoạch 50-KH/TU đã ban hành."):
        approve(plan, by=PLANNER)


def test_withdraw_takes_the_plan_with_all_that_hangs_on_it(units) -> None:
    before = rows()
    plan = entered(units)
    key = plan.pk

    withdraw(plan, by=PLANNER)

    left = {name for name, number in rows().items() if number > before[name]}
    assert left == {
        "Event",
        "Unsealed",
        "Instrument",
        "Programme",
        "Module",
        "Topic",
        "Person",
        "Lecturer",
        "Competence",
        "Venue",
        "Room",
    }
    assert last_event() == ("plans.withdrawn", f"Plan:{key}", "7", {"number": "50-KH/TU"})


def test_withdraw_is_a_planners_work(units) -> None:
    plan = entered(units)

    with refused("may_not_plan", ONLY_PLANNERS):
        withdraw(plan, by=LEADER)


def test_plan_is_not_written_outside_an_action(db) -> None:
    plan = builders.plan()

    with pytest.raises(guarded.UnguardedWrite):
        plan.delete()


def of_district(**facts: object):
    """A delegated line of Ba Đình, tracked by its classes, whose programme states its field."""
    line = replace(LINE, organiser="Quận Ba Đình", delegated=True, bloc=Bloc.GOVERNMENT, abroad=True, **facts)
    return workbook(lines=(line,), programmes=(replace(WORKBOOK.programmes[0], field="propaganda"),))


def test_enter_writes_delegation_bloc_and_field(units) -> None:
    entered(units, of_district())

    line = PlanLine.objects.get()
    assert (line.delegated, line.organiser_unit, line.consenting_body, line.bloc, line.abroad, line.tracking) == (
        True,
        units["Quận Ba Đình"],
        "Ban Tuyên giáo Thành ủy",
        "government",
        True,
        "classes",
    )
    assert line.programme.field == "propaganda"


def test_enter_writes_a_plan_of_totals_alone(units) -> None:
    line = replace(LINE, tracking=Tracking.TOTALS, classes=100, seats=13_267, audience=("Cán bộ xã",))
    entered(units, workbook(lines=(line,), classes=(), topics=(), lecturers=(), rooms=(), seats=()))

    assert list(PlanLine.objects.values_list("tracking", "classes", "seats", "audience", "audience_text")) == [
        ("totals", 100, 13_267, [], "Cán bộ xã")
    ]
    assert (PlannedClass.objects.count(), SendingUnit.objects.count()) == (0, 0)


def test_what_was_said_about_a_line_outlives_the_plan_that_is_entered_anew(units) -> None:
    line = entered(units, of_district()).lines.get()
    consent = ask_consent(line, by=PLANNER)
    give_consent(line, letter_number="45-CV/BTGTU", by=PLANNER)
    topic = Topic.objects.earliest("number")
    request = request_lecturer(line, topic, wish="", by=PLANNER)
    lecturer = Lecturer.objects.get()
    promise_lecturer(request, lecturer, by=PLANNER)
    without = replace(WORKBOOK.lecturers[0], topics=(Competence("CT-1", (2,)),))

    assign_task(line.plan, title="Soạn tài liệu", owner="Phòng Đào tạo", due_on=FIRST, by=PLANNER)
    said = withdraw(line.plan, by=PLANNER)
    again = enter(replace(of_district(), lecturers=(without,)), units=units, audiences=AUDIENCES, by=PLANNER, said=said)
    assert [each.title for each in again.tasks.all()] == ["Soạn tài liệu"]

    (line,) = again.lines.all()
    assert (Consent.objects.get().pk, line.consent.letter_number) == (consent.pk, "45-CV/BTGTU")
    assert (line.lecturer_requests.get().pk, line.lecturer_requests.get().lecturer) == (request.pk, lecturer)
    assert set(lecturer.topics.values_list("number", flat=True)) == {1, 2}


def test_estimates_of_classes_outlive_the_plan_that_is_entered_anew(units) -> None:
    line = entered(units, of_district()).lines.get()
    state_estimates(line, {1: 60}, by=PLANNER)

    said = withdraw(line.plan, by=PLANNER)
    again = enter(of_district(), units=units, audiences=AUDIENCES, by=PLANNER, said=said)

    assert list(again.lines.values_list("planned_classes__estimate", flat=True)) == [60]


def test_results_outlive_corrected_figures_of_the_plan(units) -> None:
    totals = replace(LINE, tracking=Tracking.TOTALS)
    book = workbook(lines=(totals,), classes=(), seats=())
    line = entered(units, book).lines.get()
    report_result(line, first_day=FIRST, last_day=LAST, classes=1, places=9, people=None, source="", by=PLANNER)

    said = withdraw(line.plan, by=PLANNER)
    more = replace(book, lines=(replace(totals, classes=2),))
    again = enter(more, units=units, audiences=AUDIENCES, by=PLANNER, said=said)

    assert list(again.lines.values_list("classes", "reported_results__places")) == [(2, 9)]


@pytest.mark.parametrize("change", [{"code": "D2"}, {"seats": 5}, {"consenting_body": "Sở Nội vụ"}])
def test_line_that_was_spoken_about_is_neither_dropped_nor_changed(units, change) -> None:
    line = entered(units, of_district()).lines.get()
    ask_consent(line, by=PLANNER)
    said = withdraw(line.plan, by=PLANNER)
    book = of_district(**change)
    code = book.lines[0].code
    book = replace(
        book,
        classes=tuple(replace(row, line=code) for row in book.classes),
        seats=tuple(replace(row, line=code) for row in book.seats),
    )

    with refused(
        "line_is_bound",
        "Dòng D1 đã có đề nghị, ý kiến hoặc kết quả báo cáo, nên không bỏ được và phải giữ nguyên chương trình, đơn vị "
        "chủ trì, cơ quan cho ý kiến, số lớp, chỉ tiêu và cách theo dõi. "
        "Phần thay đổi hãy đưa vào kế hoạch bổ sung.",
    ):
        enter(book, units=units, audiences=AUDIENCES, by=PLANNER, said=said)
