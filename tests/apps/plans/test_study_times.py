import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.plans.examples import WORKBOOK
from khaigiang.apps.plans.actions import Said, close, enter, state_study_times, withdraw
from khaigiang.apps.plans.models import PlannedClass
from khaigiang.apps.plans.phrases import study_times
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
WEEKEND = {"weekdays": [6, 5], "parts": ["evening", "morning"]}


def planned(classes: int = 1) -> PlannedClass:
    line = builders.line(builders.plan())
    made = [builders.planned_class(line, number) for number in range(1, classes + 1)]
    return made[0]


def stated(row: PlannedClass) -> tuple[list[int], list[str]]:
    row.refresh_from_db()
    return row.weekdays, row.parts


def test_class_studies_in_the_usual_week_until_something_else_is_stated() -> None:
    row = planned()
    assert stated(row) == ([0, 1, 2, 3, 4], ["morning", "afternoon"])

    state_study_times(row, **WEEKEND, by=SCHOOL)

    assert stated(row) == ([5, 6], ["morning", "evening"])
    facts = {"line": row.line.code, "classes": "1", "weekdays": "T7 CN", "parts": "sáng tối"}
    assert last_event() == ("plans.study_times_stated", f"PlannedClass:{row.pk}", "7", facts)


def test_whole_line_is_stated_at_once() -> None:
    row = planned(classes=2)

    state_study_times(row, weekdays=[5], parts=["morning"], whole_line=True, by=PLANNER)

    assert {(*each.weekdays, *each.parts) for each in PlannedClass.objects.all()} == {(5, "morning")}


def test_refusals_leave_nothing() -> None:
    row = planned()
    with refused("may_not_state_study_times"):
        state_study_times(row, **WEEKEND, by=LEADER)
    for lacking in (
        {"weekdays": [], "parts": ["morning"]},
        {"weekdays": [0, 7], "parts": ["morning"]},
        {"weekdays": [0], "parts": []},
    ):
        with refused("no_study_times"):
            state_study_times(row, **lacking, by=PLANNER)
    with guarded.writing("test"):
        PlannedClass.objects.filter(pk=row.pk).update(last_day=row.first_day)
    row.refresh_from_db()
    with refused("no_study_day", "Lớp 1 không có ngày nào như thế trong thời gian mở lớp (09/05/2022 – 09/05/2022)."):
        state_study_times(row, **WEEKEND, by=PLANNER)
    close(row.line.plan, by=PLANNER)
    with refused("plan_stands"):
        state_study_times(row, weekdays=[0], parts=["morning"], by=PLANNER)


def test_database_knows_the_days_of_the_week_and_the_parts_of_a_day() -> None:
    row = planned()
    for wrong, constraint in (
        ({"parts": ["night"]}, "planned_class_studies_in_parts"),
        ({"parts": []}, "planned_class_studies_in_parts"),
        ({"weekdays": [7]}, "planned_class_studies_on_weekdays"),
        ({"weekdays": []}, "planned_class_studies_on_weekdays"),
    ):
        with refused(constraint), guarded.writing("test"):
            PlannedClass.objects.filter(pk=row.pk).update(**wrong)


def test_plan_entered_anew_keeps_when_its_classes_study() -> None:
    told = {
        "units": {row.unit: builders.unit(row.unit) for row in WORKBOOK.seats},
        "audiences": {name: "commune_secretary" for line in WORKBOOK.lines for name in line.audience},
    }
    enter(WORKBOOK, **told, by=PLANNER)
    first, *others = PlannedClass.objects.select_related("line__plan")
    state_study_times(first, weekdays=[2], parts=["evening"], by=PLANNER)

    said = withdraw(first.line.plan, by=PLANNER)
    assert isinstance(said, Said)
    enter(WORKBOOK, **told, said=said, by=PLANNER)

    times = PlannedClass.objects.order_by("line", "number").values_list("weekdays", "parts")
    usual = ([0, 1, 2, 3, 4], ["morning", "afternoon"])
    assert list(times) == [([2], ["evening"]), *[usual] * len(others)]


@pytest.mark.parametrize(
    ("weekdays", "parts", "said"),
    [
        ([0, 1, 2, 3, 4], ["morning", "afternoon"], "Thứ Hai – Thứ Sáu · Sáng, Chiều"),
        ([5, 6], ["evening"], "Thứ Bảy, Chủ nhật · Tối"),
        ([0, 2, 3], ["morning"], "Thứ Hai, Thứ Tư, Thứ Năm · Sáng"),
    ],
)
def test_study_times_are_said_shortly(weekdays, parts, said) -> None:
    assert str(study_times(weekdays, parts)) == said


def test_page_states_the_times_and_says_what_is_wrong(planner) -> None:
    row = planned()
    page = reverse("plans:study_times", args=[row.pk])
    boxes = html.fromstring(planner.get(page).content.decode()).xpath("//main//input[@checked]/@value")
    assert boxes == ["0", "1", "2", "3", "4", "morning", "afternoon"]

    assert planner.post(page, {"weekdays": ["5"]}).status_code == 422
    with guarded.writing("test"):
        PlannedClass.objects.filter(pk=row.pk).update(last_day=row.first_day + dt.timedelta(days=1))
    assert "không có ngày nào như thế" in planner.post(page, {"weekdays": ["5"], "parts": ["evening"]}).content.decode()
    answer = planner.post(page, {"weekdays": ["1"], "parts": ["evening"]})

    assert (answer.status_code, answer.url) == (302, reverse("plans:line", args=[row.line_id]))
    assert "Thứ Ba · Tối" in planner.get(answer.url).content.decode()
