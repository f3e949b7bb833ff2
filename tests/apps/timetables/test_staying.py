"""Timetables that are published stay while other classes of the plan get theirs, unless they are released."""

import datetime as dt
from collections import Counter

import pytest

import builders
from apps.acting import PLANNER, SCHOOL, last_event, refused
from apps.timetables.examples import FRIDAY, MONDAY, codes_of, formed_line, formed_plan, ready_plan, teacher, topics_of
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.schools.models import Lecturer, LecturerBusy
from khaigiang.apps.timetables.actions import Impossible, ask_timetable, begin_search, find_timetable, timetable_plan
from khaigiang.apps.timetables.actions import solving as solving_module
from khaigiang.apps.timetables.bridge import problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import KeptLessons, Lesson, TimetableRun, TimetableVersion
from khaigiang.apps.timetables.phrases import explanation
from khaigiang.apps.timetables.queries import notice_to_class, notice_to_lecturer, notices_to_classes, runs_of
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation import clock, guarded

pytestmark = pytest.mark.django_db
SECONDS = 5.0
BEFORE, TUESDAY = MONDAY - dt.timedelta(days=7), MONDAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(BEFORE):
        yield


def made(plan, **asked) -> TimetableRun:
    return timetable_plan(plan, by=PLANNER, seconds=SECONDS, **asked)


def violations(plan) -> tuple:
    rows = rows_of(plan)
    return verify(problem_of(rows, whole_window=True), timetable_of(rows))


def lessons_of(training_class) -> list[tuple]:
    return list(training_class.lessons.order_by("pk").values_list("pk", "topic", "day", "part", "room", "lecturers"))


def named(name) -> TrainingClass:
    return TrainingClass.objects.select_related("line__plan").get(name=name)


def set_state(name, state) -> None:
    with guarded.writing("test"):
        TrainingClass.objects.filter(name=name).update(state=state)


def keep_busy(lecturer, day, *parts) -> None:
    with guarded.writing("test"):
        LecturerBusy.objects.bulk_create(LecturerBusy(lecturer=lecturer, day=day, part=part) for part in parts)


@pytest.fixture
def plan():
    """“Lớp 1” has a timetable; “Khóa hai 1” of another line wants its lecturer for all but the first topic."""
    held = ready_plan()
    made(held)
    teacher("Lê Thị Mở", topics_of(held)[:1])
    builders.room("Hội trường B")
    formed_line(held, study=named("Lớp 1").line.programme, named="Khóa hai")
    return held


def shared() -> Lecturer:
    return Lecturer.objects.get(person__full_name="Trịnh Công Giảng")


@pytest.mark.parametrize("state", [ClassState.TIMETABLED, ClassState.OPEN, ClassState.FINISHED])
def test_second_line_is_timetabled_around_the_first(plan, state) -> None:
    set_state("Lớp 1", state)
    before = lessons_of(named("Lớp 1"))

    made(plan)

    assert lessons_of(named("Lớp 1")) == before
    assert (named("Lớp 1").state, named("Khóa hai 1").state) == (state, ClassState.TIMETABLED)
    assert (Lesson.objects.count(), violations(plan)) == (8, ())
    assert max(Counter(shared().lessons.values_list("day", "part")).values()) == 1
    assert shared().lessons.count() == 7
    assert last_event()[3] == {"plan": plan.number, "classes": "1", "status": "optimal"}


def test_version_of_the_second_line_tells_its_class_and_its_lecturers_alone(plan) -> None:
    stranger = teacher("Lê Không Dạy", [])

    made(plan)

    version = TimetableVersion.objects.get(number=2)
    assert (version.kind, version.lessons, len(version.changes)) == ("solved", 4, 4)
    assert {each["class"] for each in version.changes} == {named("Khóa hai 1").code}
    assert [each.name for each in version.classes.all()] == ["Khóa hai 1"]
    assert stranger not in version.lecturers.all()
    assert len(KeptLessons.objects.get(version=version).lessons) == 8


def test_first_timetable_is_no_change_for_its_class_and_new_lessons_for_its_lecturer(plan) -> None:
    made(plan)
    lecturer, held = shared(), named("Khóa hai 1")

    assert [notice.changes for notice in (notice_to_class(held), notices_to_classes([held])[held.pk])] == [(), ()]
    told = notice_to_lecturer(lecturer, "Trịnh Công Giảng (Khoa Xây dựng Đảng)")
    assert (told.version.number, len(told.changes), told.changes[0].before) == (2, 3, None)


def test_same_question_again_keeps_all(plan) -> None:
    run = made(plan)
    before = [lessons_of(each) for each in TrainingClass.objects.all()]

    assert made(plan) == run
    assert [lessons_of(each) for each in TrainingClass.objects.all()] == before
    assert (last_event()[0], TimetableVersion.objects.count()) == ("timetables.made_already", 2)


def test_each_solving_is_kept_with_its_classes_until_they_are_made_anew(plan) -> None:
    made(plan)
    assert [names for _run, names in runs_of(plan)] == [("Lớp 1",), ("Khóa hai 1",)]

    run = made(plan, released=codes_of(plan))

    assert [(each, set(names)) for each, names in runs_of(plan)] == [(run, {"Lớp 1", "Khóa hai 1"})]
    assert violations(plan) == ()


def test_released_class_that_stands_well_stays_and_nobody_is_told(plan) -> None:
    made(plan)
    before = lessons_of(named("Khóa hai 1"))

    run = made(plan, released=[named("Khóa hai 1").code])

    assert (lessons_of(named("Khóa hai 1")), TimetableVersion.objects.count()) == (before, 2)
    assert run.status == "optimal"


def test_released_class_moves_and_only_those_concerned_are_told() -> None:
    plan = formed_plan(classes=3, study=builders.programme(topics=2))
    for name in ("Trịnh Giảng", "Lê Dạy", "Phạm Đứng", "Võ Thay"):
        teacher(name, topics_of(plan))
    for name in ("Hội trường A", "Hội trường B", "Hội trường C"):
        builders.room(name)
    made(plan)
    lesson = Lesson.objects.earliest("pk")
    one, hit = lesson.lecturers.get(), lesson.training_class
    others = TrainingClass.objects.exclude(pk=hit.pk)
    before = [lessons_of(each) for each in others]
    keep_busy(one, MONDAY, "morning", "afternoon")

    made(plan, released=[hit.code])

    assert [lessons_of(each) for each in others] == before
    assert not Lesson.objects.filter(training_class=hit, lecturers=one, day=MONDAY).exists()
    version = TimetableVersion.objects.get(number=2)
    assert {each["class"] for each in version.changes} == {hit.code}
    assert set(version.classes.all()) <= {hit}
    concerned = {
        name for each in version.changes for side in ("before", "after") for name in each[side]["lecturer_names"]
    }
    assert {each.person.full_name for each in version.lecturers.all()} == concerned


def test_what_was_taught_of_a_released_class_stays() -> None:
    plan = ready_plan()
    made(plan)
    taught = list(Lesson.objects.filter(day=MONDAY).order_by("part").values_list("topic", "day", "part", "room"))
    keep_busy(Lecturer.objects.get(), TUESDAY, "morning", "afternoon")

    with clock.standing_at(TUESDAY):
        made(plan, released=codes_of(plan))

    now = Lesson.objects.filter(day=MONDAY).order_by("part").values_list("topic", "day", "part", "room")
    assert (list(now), violations(plan)) == (taught, ())
    assert (Lesson.objects.count(), Lesson.objects.filter(day=TUESDAY).count()) == (4, 0)
    with clock.standing_at(FRIDAY + dt.timedelta(days=1)):
        made(plan, released=codes_of(plan))
    assert (last_event()[0], Lesson.objects.count()) == ("timetables.made_already", 4)


def test_class_that_must_go_on_and_has_no_day_left_is_named() -> None:
    plan = ready_plan(last=TUESDAY)
    made(plan)
    with guarded.writing("test"):
        plan.lost_days.create(day=TUESDAY)

    with clock.standing_at(TUESDAY), refused("class_without_days"):
        made(plan, released=codes_of(plan))


def test_days_limit_which_new_classes_are_timetabled() -> None:
    plan = ready_plan()
    june = dt.date(2022, 6, 6)
    study = named("Lớp 1").line.programme
    formed_line(plan, study=study, named="Tháng sáu", first=june, last=june + dt.timedelta(days=4))

    made(plan, begins_from=june)
    assert (named("Lớp 1").state, named("Tháng sáu 1").state) == ("formed", "timetabled")
    assert TimetableVersion.objects.get().classes.get().name == "Tháng sáu 1"

    made(plan, begins_to=MONDAY)
    assert (named("Lớp 1").state, violations(plan)) == ("timetabled", ())
    with refused("days_reversed"):
        made(plan, begins_from=june, begins_to=MONDAY)


@pytest.fixture
def hindered():
    """“Lớp 1” stands on the only day of “Gấp 1”, which has the same lecturer."""
    held = ready_plan()
    made(held)
    builders.room("Hội trường B")
    formed_line(held, study=short_course(), named="Gấp", first=TUESDAY, last=TUESDAY)
    return held


def short_course():
    """One day that the lecturer of “Lớp 1” can give."""
    study = builders.programme(topics=2)
    with guarded.writing("test"):
        for topic in Topic.objects.filter(module__programme=study):
            shared().topics.add(topic)
    return study


def why_of(plan) -> dict:
    with pytest.raises(Impossible) as impossible:
        made(plan)
    return impossible.value.why


def test_way_out_names_the_class_to_open_again_and_leads_to_a_timetable(hindered) -> None:
    held = named("Lớp 1")

    why = why_of(hindered)

    (way_out,) = (each for each in why["ways_out"] if each["kind"] == "release_class")
    assert (way_out["facts"], way_out["mends"]) == ({"class": f"Lớp 1 ({held.code})"}, True)
    assert why["clash"]["fixed_classes"] == [f"Lớp 1 ({held.code})"]
    said = explanation(why)
    opens = [(each.plan, each.code) for each in said.ways_out if each.plan]
    assert (opens, said.standing) == ([(hindered.pk, held.code)], (f"Lớp 1 ({held.code})",))

    made(hindered, released=[held.code])

    assert (violations(hindered), held.lessons.filter(day=TUESDAY).count()) == ((), 0)
    assert set(TimetableVersion.objects.get(number=2).classes.all()) == set(TrainingClass.objects.all())


def test_class_that_has_begun_is_in_the_way_and_no_way_out(hindered) -> None:
    set_state("Lớp 1", ClassState.OPEN)

    why = why_of(hindered)

    assert why["clash"]["fixed_classes"] == [f"Lớp 1 ({named('Lớp 1').code})"]
    assert "release_class" not in {each["kind"] for each in why["ways_out"]}


def test_class_of_another_plan_leads_to_that_plan() -> None:
    first = ready_plan()
    second = formed_plan(study=short_course(), first=TUESDAY, last=TUESDAY)
    made(first)
    builders.room("Hội trường B")

    said = explanation(why_of(second))

    assert (first.pk, "") in [(each.plan, each.code) for each in said.ways_out]
    assert any(f"thuộc kế hoạch số {first.number}" in str(each.said) for each in said.ways_out)


def test_search_of_a_page_releases_what_was_asked(plan) -> None:
    made(plan)
    keep_busy(shared(), TUESDAY, "morning", "afternoon")
    code = named("Lớp 1").code

    asked = ask_timetable(plan, released=[code], begins_from=MONDAY, seconds=5, by=SCHOOL)
    begin_search(asked, by=SCHOOL)
    before = lessons_of(named("Khóa hai 1"))
    find_timetable(asked, progress=lambda *_told: None, stopped=lambda: False, by=SCHOOL)

    assert (asked.released, asked.begins_from, asked.begins_to, asked.state) == ([code], MONDAY, None, "published")
    assert (asked.versions.get().number, asked.versions.get().kind) == (3, "solved")
    assert lessons_of(named("Khóa hai 1")) == before
    assert not named("Lớp 1").lessons.filter(day=TUESDAY).exists()


def test_timetables_that_change_while_a_search_is_at_work_are_not_written_over(plan, monkeypatch) -> None:
    def searched(*words, **facts):
        found = solve(*words, **facts)
        with guarded.writing("test"):
            Lesson.objects.filter(training_class=named("Lớp 1")).update(room=None)
        return found

    solve = solving_module.solve
    monkeypatch.setattr(solving_module, "solve", searched)

    with refused("timetable_changed", "Thời khóa biểu của kế hoạch đã thay đổi trong lúc tìm; hãy tìm lại."):
        made(plan)


def test_class_that_opens_while_a_search_is_at_work_keeps_its_lessons(plan, monkeypatch) -> None:
    def searched(*words, **facts):
        set_state("Lớp 1", ClassState.OPEN)
        return solve(*words, **facts)

    solve = solving_module.solve
    monkeypatch.setattr(solving_module, "solve", searched)

    with refused("class_already_open"):
        made(plan, released=[named("Lớp 1").code])


def test_school_year_by_windows_is_one_valid_timetable_and_earlier_windows_stay() -> None:
    plan = formed_plan(
        classes=2, study=builders.programme(topics=6), first=dt.date(2022, 3, 7), last=dt.date(2022, 3, 25)
    )
    study = TrainingClass.objects.first().line.programme
    for number, (first, last) in enumerate(
        ((dt.date(2022, 3, 14), dt.date(2022, 4, 8)), (dt.date(2022, 9, 5), dt.date(2022, 9, 30))), 2
    ):
        formed_line(plan, classes=2, study=study, named=f"Khóa {number}, lớp", first=first, last=last)
    for name in ("Trịnh Công Giảng", "Lê Thị Dạy"):
        teacher(name, topics_of(plan))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)

    before: dict[int, list[tuple]] = {}
    with clock.standing_at(dt.date(2022, 2, 1)):
        for first, last in ((3, 8), (3, 31), (12, 31)):
            made(plan, begins_to=dt.date(2022, first, last))
            held = {each.pk: lessons_of(each) for each in TrainingClass.objects.filter(state="timetabled")}
            assert before.items() <= held.items()
            before = held

    assert (len(before), Lesson.objects.count(), violations(plan)) == (6, 36, ())
    assert [version.classes.count() for version in TimetableVersion.objects.order_by("number")] == [2, 2, 2]
