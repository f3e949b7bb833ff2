"""A topic that two classes hear together: from the search to the rooms, the ledger, the pages and the papers."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER, refused
from apps.desk.homes import coming, text
from apps.timetables.examples import MONDAY, codes_of, formed_line, formed_plan, teacher, topics_of
from apps.timetables.test_actions import violations
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.actions import form_line, take_back
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.plans.actions import join_classes, part_classes, state_study_times
from khaigiang.apps.plans.models import JointTopic, Plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.timetables.actions import (
    ask_repair,
    begin_search,
    find_repairs,
    move_lesson,
    open_draft,
    publish,
    publish_draft,
    timetable_plan,
    undo_move,
)
from khaigiang.apps.timetables.actions.lessons import write_lessons
from khaigiang.apps.timetables.actions.versions import write_version
from khaigiang.apps.timetables.bridge import bench_of, half_days_offered, problem_of, rows_of, taken_at, timetable_of
from khaigiang.apps.timetables.exports import (
    class_poster,
    events,
    lecturer_poster,
    lessons_of_class,
    lessons_of_lecturer,
)
from khaigiang.apps.timetables.models import Lesson, RoomBooking
from khaigiang.apps.timetables.queries import heard_with
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling import Lesson as Held
from khaigiang.core.timetabling.hand import Place
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.foundation import clock, guarded

BEFORE, TUESDAY, THURSDAY = (MONDAY + dt.timedelta(days=days) for days in (-7, 1, 3))
MORNING, AFTERNOON = (HalfDay(MONDAY, part) for part in (Part.MORNING, Part.AFTERNOON))
SECONDS = 5.0


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.standing_at(BEFORE):
        yield


@pytest.fixture
def plan(db) -> Plan:
    """Two classes that hear the second of two topics together; two lecturers who give both, two halls."""
    made = formed_plan(classes=2, study=builders.programme(topics=2))
    for name in ("Trịnh Công Giảng", "Lê Thị Dạy"):
        teacher(name, topics_of(made))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)
    joined(made)
    return made


def joined(plan: Plan) -> JointTopic:
    line = plan.lines.get()
    topic = Topic.objects.select_related("module").get(module__programme=line.programme, number=2)
    return join_classes(line, topic=topic, classes=list(line.planned_classes.all()), by=PLANNER)


def timetabled(plan: Plan, *, apart: bool = False) -> None:
    """The first topic on Monday morning, in two halls; the second in the afternoon together, or a day apart."""
    rows = rows_of(plan)
    (first, second), (one, two) = rows.classes, rows.topics
    (giang, day), (hall, other) = sorted(rows.lecturers, reverse=True), rows.rooms
    later = HalfDay(TUESDAY, Part.AFTERNOON) if apart else AFTERNOON
    lessons = [
        Held(first, one, MORNING, 1, 5, (giang,), hall),
        Held(first, two, AFTERNOON, 1, 5, (giang,), hall),
        Held(second, one, MORNING, 1, 5, (day,), other),
        Held(second, two, later, 1, 5, (giang,), hall),
    ]
    with guarded.writing("test"):
        write_lessons(rows, lessons, by=PLANNER)
        write_version(plan, rows, lessons, by=PLANNER)


def together(plan: Plan) -> set[tuple[object, ...]]:
    """When, where and by whom the classes hear the second topic."""
    lessons = Lesson.objects.filter(training_class__line__plan=plan, topic__number=2)
    return set(lessons.values_list("day", "part", "room", "lecturers"))


def taken_once(plan: Plan) -> bool:
    """Whether every half-day of a room and of a lecturer is taken exactly once, and those of lessons only."""
    lessons = Lesson.objects.filter(training_class__line__plan=plan)
    rooms = list(RoomBooking.objects.values_list("room", "day", "part"))
    lecturers = Lecturer.objects.values("person")
    people = list(Engagement.objects.filter(person__in=lecturers).values_list("person", "day", "part"))
    return sorted(rooms) == sorted(set(lessons.values_list("room", "day", "part"))) and sorted(people) == sorted(
        set(lessons.values_list("lecturers__person", "day", "part"))
    )


def move(plan: Plan, half_day: HalfDay, *, swap: bool = False):
    """Open a draft and move the joint lesson of the second class there."""
    draft = open_draft(plan, by=PLANNER)
    lesson = timetable_of(rows_of(plan)).lessons[-1]
    to = Place(half_day, lesson.lecturer_ids, lesson.room_id)
    verdict = move_lesson(draft, lesson=(lesson.class_id, lesson.topic_id, 1), to=to, swap=swap, by=PLANNER)
    return draft, verdict


def test_search_seats_both_classes_in_one_hall_before_one_lecturer(plan) -> None:
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert (len(together(plan)), violations(plan)) == (1, ())
    assert taken_once(plan)
    assert (Lesson.objects.count(), RoomBooking.objects.count()) == (4, 3)
    for held in TrainingClass.objects.all():
        trainee = held.enrolments.first().nomination.person_id
        assert set(Engagement.objects.filter(person=trainee).values_list("day", "part")) == set(
            held.lessons.values_list("day", "part")
        )


def test_hall_must_hold_both_classes(plan) -> None:
    with guarded.writing("test"):
        Room.objects.update(capacity=3)

    with refused("cannot_timetable"):
        timetable_plan(plan, by=PLANNER, seconds=SECONDS)


def test_topic_bound_to_days_is_shut_alike_for_classes_of_different_days(plan) -> None:
    with guarded.writing("test"):
        Topic.objects.filter(number=2).update(weekdays=[1])
    late = plan.lines.get().planned_classes.get(number=2)
    state_study_times(late, weekdays=[1, 2, 3, 4], parts=["morning", "afternoon"], by=PLANNER)

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert {day for day, *_rest in together(plan)} == {TUESDAY}
    assert (len(together(plan)), violations(plan)) == (1, ())


def test_only_classes_that_are_formed_hear_something_together(plan) -> None:
    (code, _second) = rows_of(plan).classes
    with guarded.writing("test"):
        TrainingClass.objects.exclude(code=code).get().enrolments.all().delete()
        TrainingClass.objects.exclude(code=code).delete()

    assert problem_of(rows_of(plan)).joint == ()


def test_classes_formed_anew_still_hear_it_together(plan) -> None:
    form_line(plan.lines.get(), by=PLANNER, from_scratch=True)

    (joint,) = problem_of(rows_of(plan)).joint
    assert list(joint.class_ids) == list(rows_of(plan).classes)


def test_parted_classes_are_timetabled_each_by_itself(plan) -> None:
    timetabled(plan)
    part_classes(JointTopic.objects.get(), by=PLANNER)

    timetable_plan(plan, released=codes_of(plan), by=PLANNER, seconds=SECONDS)

    assert (len(together(plan)), violations(plan), RoomBooking.objects.count()) == (2, (), 4)
    assert taken_once(plan)


def test_classes_taken_back_free_what_they_took_together(plan) -> None:
    timetabled(plan)
    assert (taken_once(plan), RoomBooking.objects.count()) == (True, 3)

    take_back(plan.lines.get(), by=PLANNER)

    assert (RoomBooking.objects.count(), Engagement.objects.count(), JointTopic.objects.count()) == (0, 0, 1)


def test_joint_lesson_is_moved_by_hand_for_all_its_classes_and_back(plan) -> None:
    timetabled(plan)
    before = together(plan)

    draft, verdict = move(plan, HalfDay(THURSDAY, Part.MORNING))
    bench = bench_of(plan, draft.changes, base=draft.base, on=BEFORE)

    assert (verdict.broken, len(bench.change_facts()["changes"])) == ((), 2)
    undo_move(draft, by=PLANNER)
    with refused("nothing_changed"):
        publish_draft(draft, by=PLANNER)
    assert together(plan) == before


def test_moved_joint_lesson_is_published_for_all_its_classes(plan) -> None:
    timetabled(plan)

    version = publish_draft(move(plan, HalfDay(THURSDAY, Part.MORNING))[0], by=PLANNER)

    assert {(day, part) for day, part, *_rest in together(plan)} == {(THURSDAY, "morning")}
    assert (taken_once(plan), violations(plan), version.classes.count()) == (True, (), 2)


@pytest.mark.parametrize("number", [0, 1])
def test_lesson_of_one_class_is_moved_and_what_both_hear_stays(plan, number) -> None:
    timetabled(plan)
    builders.room("Phòng C")
    before, draft = together(plan), open_draft(plan, by=PLANNER)
    lesson = [each for each in timetable_of(rows_of(plan)).lessons if each.topic_id.endswith(":1")][number]
    free = next(each for each in rows_of(plan).rooms if each.startswith("Phòng C"))
    key = (lesson.class_id, lesson.topic_id, 1)
    move_lesson(draft, lesson=key, to=Place(MORNING, lesson.lecturer_ids, free), swap=False, by=PLANNER)

    publish_draft(draft, by=PLANNER)

    assert (together(plan), len(before), taken_once(plan), violations(plan)) == (before, 1, True, ())


def test_half_days_and_lecturers_are_offered_for_all_who_hear_it(plan) -> None:
    timetabled(plan)
    state_study_times(
        plan.lines.get().planned_classes.get(number=1), weekdays=[0, 3], parts=["morning", "afternoon"], by=PLANNER
    )
    draft = open_draft(plan, by=PLANNER)
    bench = bench_of(plan, [], base=draft.base, on=BEFORE)
    lesson = bench.drafted.lessons[-1]

    offered = dict(half_days_offered(bench, lesson))

    assert {each.day for each in offered} == {MONDAY, THURSDAY}
    assert offered[MORNING] == ("Chuyên đề 1",)
    assert taken_at(bench, lesson, MORNING) == frozenset()


def test_classes_joined_once_the_timetable_stands_are_brought_together_by_hand(plan) -> None:
    part_classes(JointTopic.objects.get(), by=PLANNER)
    timetabled(plan, apart=True)
    joined(plan)
    assert {each.code for each in violations(plan)} == {"joint_lesson_at_two_times"}

    draft, verdict = move(plan, HalfDay(THURSDAY, Part.MORNING))
    publish_draft(draft, by=PLANNER)

    assert [each.code for each in verdict.mended] == ["joint_lesson_at_two_times"]
    assert (len(together(plan)), violations(plan), taken_once(plan)) == (1, (), True)


@pytest.mark.parametrize("apart", [False, True])
def test_repair_moves_all_who_hear_it_together(plan, apart) -> None:
    if apart:
        part_classes(JointTopic.objects.get(), by=PLANNER)
    timetabled(plan, apart=apart)
    if apart:
        joined(plan)
    teacher("Hoàng Văn Thay", topics_of(plan))
    giang = next(each for each in rows_of(plan).lecturers if each.startswith("Trịnh"))
    search = ask_repair(plan, loss=Loss(LossKind.LECTURER, giang, MONDAY, MONDAY), by=PLANNER)
    begin_search(search, by=PLANNER)

    find_repairs(search, stopped=lambda: False, by=PLANNER)
    publish(search, proposal=1, by=PLANNER)

    assert (len(together(plan)), violations(plan), taken_once(plan)) == (1, (), True)


def cells(answer, row: int = 0) -> list[str]:
    page = html.fromstring(answer.content.decode())
    found = page.xpath("//table[contains(@class, 'grid')]/tbody/tr[td]")[row].xpath("./td")
    return [" ".join(cell.text_content().split()) for cell in found]


def test_pages_show_a_joint_lesson_once_with_all_who_hear_it(plan, planner) -> None:
    timetabled(plan)
    giang, hall = Lecturer.objects.get(person__full_name="Trịnh Công Giảng"), Room.objects.get(name="Hội trường A")
    first = TrainingClass.objects.earliest("code")

    assert cells(planner.get(reverse("timetables:lecturer", args=[giang.pk]))) == [
        "Lớp 1: Chuyên đề 1 Lên lớp · Hội trường A · 5 tiết",
        "Lớp 1, Lớp 2: Chuyên đề 2 Lên lớp · Hội trường A · học ghép · 5 tiết",
    ]
    of_room = cells(planner.get(reverse("timetables:room", args=[hall.pk])))
    assert of_room[1] == "Lớp 1, Lớp 2: Chuyên đề 2 Lên lớp · Trịnh Công Giảng · học ghép · 5 tiết"
    of_class = cells(planner.get(reverse("timetables:of_class", args=[first.pk])))
    assert "Chuyên đề 2 Lên lớp · Trịnh Công Giảng · Hội trường A · ghép với Lớp 2 · 5 tiết" in of_class[1]
    assert "ghép với" not in of_class[0]
    for page, row in (("lecturers", 1), ("rooms", 0)):
        body = html.fromstring(planner.get(reverse(f"timetables:{page}")).content.decode()).xpath("//tbody/tr")[row]
        assert [cell.text for cell in body.xpath("./td[contains(@class, 'grouped')]")][-3:] == ["2", "10", "2"]


def test_page_of_hand_changes_says_who_goes_along(plan, planner) -> None:
    timetabled(plan)
    page = reverse("timetables:by_hand", args=[plan.pk])
    open_draft(plan, by=PLANNER)
    lesson = timetable_of(rows_of(plan)).lessons[-1]

    answer = planner.get(page, {"chon": f"{lesson.topic_id}/1"})

    assert "ghép với Lớp 2" in cells(answer)[1]
    said = html.fromstring(answer.content.decode()).get_element_by_id("chosen").text_content()
    assert "Học ghép với Lớp 2: các lớp ấy cùng dời." in " ".join(said.split())


def test_home_of_a_lecturer_counts_it_once(plan, as_user) -> None:
    timetabled(plan)
    giang = Lecturer.objects.get(person__full_name="Trịnh Công Giảng")

    page = as_user(builders.user("lecturer", person=giang.person)).get("/")

    assert coming(page) == [
        "Sáng: Chuyên đề 1 Lớp 1 · Hội trường A",
        "Chiều: Chuyên đề 2 Lớp 1, Lớp 2 · Hội trường A",
    ]
    assert "Chuyên đề 2 Lên lớp · Hội trường A · ghép với Lớp 2" in text(page)
    assert "Buổi giảng 4 tuần tới 2 Tiết giảng 4 tuần tới 10 Lớp giảng 4 tuần tới 2" in text(page)


def test_papers_of_lecturer_and_class_say_who_hears_it(plan) -> None:
    timetabled(plan)
    giang = Lecturer.objects.get(person__full_name="Trịnh Công Giảng")
    first, second = TrainingClass.objects.order_by("code")
    own, of_class = lessons_of_lecturer(giang, plan), lessons_of_class(second)

    poster = lecturer_poster(giang, plan, own)
    (day,) = poster.days
    assert [[(each.class_name, each.periods) for each in part.entries] for part in day.parts] == [
        [("Lớp 1", 5)],
        [("Lớp 1, Lớp 2 (học ghép)", 5)],
    ]
    assert [each.summary for each in events(own)][1:] == ["Lớp 1, Lớp 2 (học ghép): Chuyên đề 2"]
    (day,) = class_poster(second, of_class).days
    assert [part.entries[-2 if part is day.parts[-1] else -1].heard_with for part in day.parts] == ["", "Lớp 1"]
    assert len(events(of_class)) == 2
    topic = of_class[-1].topic_id
    assert heard_with([first.pk]) == {(first.pk, topic, AFTERNOON): ("Lớp 2",)}


def test_classes_that_do_not_sit_together_are_not_said_to(plan) -> None:
    part_classes(JointTopic.objects.get(), by=PLANNER)
    timetabled(plan, apart=True)
    joined(plan)

    assert heard_with(TrainingClass.objects.values_list("pk", flat=True)) == {}


def test_notice_tells_a_lecturer_once(plan, planner) -> None:
    timetabled(plan)
    publish_draft(move(plan, HalfDay(THURSDAY, Part.MORNING))[0], by=PLANNER)
    giang = Lecturer.objects.get(person__full_name="Trịnh Công Giảng")

    said = html.fromstring(planner.get(reverse("timetables:lecturer", args=[giang.pk])).content.decode()).text_content()

    assert "Lớp 1, Lớp 2" in " ".join(said.split())


def test_classes_that_hear_something_together_stay_while_another_line_is_timetabled(plan) -> None:
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    before = list(Lesson.objects.order_by("pk").values_list("pk", "day", "part", "room", "lecturers"))
    study = plan.lines.get().programme
    formed_line(plan, study=study, named="Khóa hai", first=TUESDAY)

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert (
        list(Lesson.objects.order_by("pk").values_list("pk", "day", "part", "room", "lecturers"))[: len(before)]
        == before
    )
    assert (Lesson.objects.count(), violations(plan)) == (6, ())


def test_classes_that_hear_something_together_are_opened_again_together(plan) -> None:
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    one, other = TrainingClass.objects.order_by("code")

    with refused("heard_with_others", f"{other.name} học ghép với lớp được xếp nên phải mở lại cùng."):
        timetable_plan(plan, released=[one.code], by=PLANNER, seconds=SECONDS)
    timetable_plan(plan, released=[one.code, other.code], by=PLANNER, seconds=SECONDS)
    assert violations(plan) == ()


def test_class_is_not_opened_again_that_hears_something_with_one_that_has_begun(plan) -> None:
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    one, other = TrainingClass.objects.order_by("code")
    with guarded.writing("test"):
        TrainingClass.objects.filter(pk=one.pk).update(state=ClassState.OPEN)

    with refused("class_already_open"):
        timetable_plan(plan, released=[other.code], by=PLANNER, seconds=SECONDS)


def test_new_class_gets_its_timetable_though_one_it_was_to_hear_something_with_has_begun(plan) -> None:
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    one, other = TrainingClass.objects.order_by("code")
    stood = list(RoomBooking.objects.filter(training_class=one).values_list("room", "day", "part"))
    with guarded.writing("test"):
        TrainingClass.objects.filter(pk=one.pk).update(state=ClassState.OPEN)
        TrainingClass.objects.filter(pk=other.pk).update(state=ClassState.FORMED)
        Lesson.objects.filter(training_class=other).delete()

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    other.refresh_from_db()
    assert (other.state, other.lessons.exists()) == (ClassState.TIMETABLED, True)
    assert list(RoomBooking.objects.filter(training_class=one).values_list("room", "day", "part")) == stood


def test_first_of_parted_classes_is_not_opened_again_alone_while_they_sit_together(plan) -> None:
    timetabled(plan)
    part_classes(JointTopic.objects.get(), by=PLANNER)

    with refused("heard_with_others"):
        timetable_plan(plan, released=codes_of(plan)[:1], by=PLANNER, seconds=SECONDS)


def test_parted_class_is_moved_by_hand_and_leaves_the_other_its_hall_and_lecturer(plan) -> None:
    timetabled(plan)
    part_classes(JointTopic.objects.get(), by=PLANNER)

    draft, _verdict = move(plan, HalfDay(THURSDAY, Part.MORNING))
    publish_draft(draft, by=PLANNER)

    assert (len(together(plan)), violations(plan), taken_once(plan)) == (2, (), True)
