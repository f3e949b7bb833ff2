"""What an office states of its classes, lecturers and days comes to the solver, and back in the timetable."""

import datetime as dt
from collections import Counter

import pytest

import builders
from apps.acting import PLANNER, refused
from apps.timetables.examples import MONDAY, class_of, codes_of, formed_plan, ready_plan, teacher, topics_of
from khaigiang.apps.catalogue.actions import arrange_topic
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans.actions import state_study_times
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.actions import close_days, state_limits, state_wishes
from khaigiang.apps.schools.models import LecturerBusy, Venue
from khaigiang.apps.schools.queries import usual_weights
from khaigiang.apps.timetables.actions import timetable_plan
from khaigiang.apps.timetables.bridge import problem_of, rows_of
from khaigiang.apps.timetables.models import Lesson, TimetableRun
from khaigiang.apps.timetables.queries import grid, lessons_with_facts
from khaigiang.core.calendar import Part
from khaigiang.core.timetabling.problem import TimetableProblem, Weights
from khaigiang.core.timetabling.solve import solve
from khaigiang.foundation import clock, guarded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    """Before all lessons: what was taught is never made anew."""
    with clock.standing_at(MONDAY - dt.timedelta(days=7)):
        yield


def made_anew(plan: Plan) -> TimetableRun:
    return timetable_plan(plan, released=codes_of(plan), by=PLANNER)


def problem(plan: Plan, *, whole_window: bool = False) -> TimetableProblem:
    return problem_of(rows_of(plan), whole_window=whole_window)


def held(plan: Plan) -> list[tuple[dt.date, str]]:
    lessons = Lesson.objects.filter(training_class__line__plan=plan).order_by("day", "part")
    return list(lessons.values_list("day", "part"))


def test_evening_class_is_timetabled_in_the_evening() -> None:
    plan = ready_plan()
    state_study_times(class_of(plan).planned, weekdays=range(5), parts=["evening"], by=PLANNER)

    timetable_plan(plan, by=PLANNER)

    assert held(plan) == [(MONDAY + dt.timedelta(days=number), "evening") for number in range(4)]
    # The page has no columns for a morning and an afternoon that nobody comes in.
    assert [str(each) for each in grid(lessons_with_facts(), on=MONDAY).parts] == ["Tối"]


def test_class_of_two_days_a_week_studies_on_these_days() -> None:
    plan = ready_plan(last=MONDAY + dt.timedelta(days=30))
    state_study_times(class_of(plan).planned, weekdays=[5, 6], parts=["morning"], by=PLANNER)

    timetable_plan(plan, by=PLANNER)

    assert held(plan) == [(dt.date(2022, 5, day), "morning") for day in (14, 15, 21, 22)]


def test_busy_half_days_are_told_in_the_parts_in_which_somebody_studies() -> None:
    plan = ready_plan()
    lecturer = topics_of(plan)[0].lecturers.get()
    with guarded.writing("test"):
        LecturerBusy.objects.bulk_create(LecturerBusy(lecturer=lecturer, day=MONDAY, part=part) for part in Part)

    assert {slot.part for slot in problem(plan).lecturers[0].busy} == {Part.MORNING, Part.AFTERNOON}
    state_study_times(class_of(plan).planned, weekdays=range(5), parts=["evening"], by=PLANNER)
    assert {slot.part for slot in problem(plan).lecturers[0].busy} == {Part.EVENING}


def test_class_without_any_day_is_refused_in_words() -> None:
    # 30-4-2022 fell on a Saturday; 2 and 3-5 were free in its place.
    plan = formed_plan(study=builders.programme(topics=1), first=dt.date(2022, 4, 30), last=dt.date(2022, 5, 3))
    name = class_of(plan).name

    with refused("class_without_days"):
        timetable_plan(plan, by=PLANNER)
    with pytest.raises(Exception, match=f"{name} không có ngày học nào"):
        problem(plan)


def test_closed_day_of_the_venue_or_of_all_is_not_used() -> None:
    plan = ready_plan(last=MONDAY + dt.timedelta(days=30))
    venue = builders.room("Hội trường B").venue
    with guarded.writing("test"):
        other = Venue.objects.create(name="Trung tâm chính trị")
    close_days(venue, first=MONDAY, last=MONDAY, reason="Kỳ họp", by=PLANNER)
    close_days(None, first=MONDAY + dt.timedelta(days=2), last=MONDAY + dt.timedelta(days=2), reason="Lễ", by=PLANNER)
    close_days(other, first=MONDAY + dt.timedelta(days=1), last=MONDAY + dt.timedelta(days=1), reason="X", by=PLANNER)

    timetable_plan(plan, by=PLANNER)

    # Four half-days: the two days that are open come next.
    assert {day.day for day, _part in held(plan)} == {10, 12}


def test_limits_of_a_lecturer_hold() -> None:
    plan = ready_plan(last=MONDAY + dt.timedelta(days=30))
    lecturer, venue = topics_of(plan)[0].lecturers.get(), builders.room("Hội trường B").venue
    state_limits(lecturer, max_per_day=1, max_per_week=2, home_venue=venue, by=PLANNER)
    (told,) = problem(plan).lecturers
    assert (told.max_per_day, told.max_per_week, told.home_venue) == (1, 2, venue.name)

    timetable_plan(plan, by=PLANNER)

    assert max(Counter(day.isocalendar().week for day, _part in held(plan)).values()) == 2
    assert len({day for day, _part in held(plan)}) == 4


def test_wish_of_weight_0_costs_nothing_and_asks_another_question() -> None:
    plan = ready_plan()
    usual = timetable_plan(plan, by=PLANNER)
    assert usual.objective > 0
    digest = usual.digest
    switched_off = dict.fromkeys(usual_weights().keys() - {"consecutive_limit"}, 0)
    state_wishes(None, weights=switched_off, by=PLANNER)

    run = made_anew(plan)

    assert (run.objective, run.digest == digest) == (0, False)
    assert problem(plan).weights == Weights(**switched_off)
    # What is stated as usual is the same question as nothing stated.
    state_wishes(None, weights=dict(usual_weights()), by=PLANNER)
    assert made_anew(plan).digest == digest


def arranged(topic: Topic, **facts: object) -> None:
    usual = {"spread": False, "one_lecturer": False, "lecturers_together": 1, "weekdays": ()}
    arrange_topic(topic, **{**usual, **facts}, by=PLANNER)


def test_spread_topic_has_each_half_day_on_a_day_of_its_own() -> None:
    plan = ready_plan(last=MONDAY + dt.timedelta(days=30), study=builders.programme(topics=1))
    (topic,) = topics_of(plan)
    with guarded.writing("test"):
        Topic.objects.update(half_days=2)
    topic.refresh_from_db()
    timetable_plan(plan, by=PLANNER)
    assert len({day for day, _part in held(plan)}) == 1
    assert problem(plan).weights == Weights()

    arranged(topic, spread=True, one_lecturer=True)
    (told,) = problem(plan).classes[0].topics
    assert (told.spread, told.min_days, told.one_lecturer, problem(plan).weights.working_days) == (True, 2, True, 5)
    # A day more than it needs otherwise: the window is wider than the fewest days.
    assert len({day for day, _part in asked_in_whole_window(plan)}) == 2


def asked_in_whole_window(plan: Plan) -> list[tuple[dt.date, str]]:
    timetable = solve(problem(plan, whole_window=True)).timetable
    assert timetable is not None
    return [(lesson.half_day.day, lesson.half_day.part) for lesson in timetable.lessons]


def test_topic_of_certain_weekdays_is_held_on_them() -> None:
    plan = ready_plan()
    last = topics_of(plan)[-1]
    timetable_plan(plan, by=PLANNER)
    assert Lesson.objects.get(topic=last).day.weekday() == 1

    arranged(last, weekdays=[3])
    made_anew(plan)

    assert Lesson.objects.get(topic=last).day.weekday() == 3


def test_topic_that_two_give_together_has_both() -> None:
    plan = ready_plan(study=builders.programme(topics=1))
    (topic,) = topics_of(plan)
    arranged(topic, lecturers_together=2)
    with refused("cannot_timetable"):
        timetable_plan(plan, by=PLANNER)
    teacher("Lê Cùng Dạy", [topic])

    timetable_plan(plan, by=PLANNER)

    (lesson,) = Lesson.objects.all()
    assert sorted(each.person.full_name for each in lesson.lecturers.all()) == ["Lê Cùng Dạy", "Trịnh Công Giảng"]
