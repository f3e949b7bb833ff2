import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, SENDER, last_event, refused
from apps.timetables.examples import (
    MONDAY,
    class_of,
    codes_of,
    formed_plan,
    ready_plan,
    set_state,
    teacher,
    topics_of,
)
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.actions import form_line
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import engage
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.schools.models import Competence, Lecturer, LecturerBusy
from khaigiang.apps.timetables.actions import draft_lecturer_papers, timetable_plan
from khaigiang.apps.timetables.actions.lessons import write_lessons
from khaigiang.apps.timetables.bridge import problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import Lesson, RoomBooking, TimetableRun
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation import clock, guarded

SECONDS = 5.0


@pytest.fixture(autouse=True)
def _today():
    """Before all lessons: what was taught is never made anew."""
    with clock.standing_at(MONDAY - dt.timedelta(days=7)):
        yield


def violations(plan) -> tuple:
    rows = rows_of(plan)
    return verify(problem_of(rows, whole_window=True), timetable_of(rows))


def test_timetable_gives_every_class_its_topics_and_breaks_no_rule(db) -> None:
    plan = formed_plan(classes=2)
    for name in ("Trịnh Công Giảng", "Lê Thị Dạy"):
        teacher(name, topics_of(plan))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)

    run = timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert violations(plan) == ()
    for held in TrainingClass.objects.all():
        assert sorted(held.lessons.values_list("topic__number", flat=True)) == [1, 2, 3, 4]
        assert held.state == "timetabled"
    assert {lesson.lecturers.count() for lesson in Lesson.objects.all()} == {1}
    assert (run.status, run.gap, run.bound) == ("optimal", 0.0, run.objective)
    assert last_event() == (
        "timetables.made",
        f"TimetableRun:{run.pk}",
        "7",
        {"plan": plan.number, "classes": "2", "status": "optimal"},
    )


def test_timetable_takes_rooms_lecturers_and_trainees_for_its_half_days(db) -> None:
    plan = ready_plan()

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    slots = set(Lesson.objects.values_list("day", "part"))
    people = {Lecturer.objects.get().person_id, *class_of(plan).enrolments.values_list("nomination__person", flat=True)}
    assert len(slots) == 4
    assert set(RoomBooking.objects.values_list("day", "part")) == slots
    assert set(Engagement.objects.values_list("person", "day", "part", "source")) == {
        (person, day, part, f"class:{class_of(plan).pk}") for person in people for day, part in slots
    }


def test_timetable_again_keeps_the_one_there_is(db) -> None:
    plan = ready_plan()
    run = timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    before = list(Lesson.objects.values_list("pk", "day", "part", "room"))

    assert timetable_plan(plan, by=SCHOOL, seconds=SECONDS) == run
    assert list(Lesson.objects.values_list("pk", "day", "part", "room")) == before
    assert last_event() == ("timetables.made_already", f"Plan:{plan.pk}", "7", {"plan": plan.number})


def test_timetable_is_made_again_for_classes_formed_anew_with_as_many_people(db) -> None:
    plan = ready_plan()
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    form_line(plan.lines.get(), by=PLANNER)

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert (class_of(plan).lessons.count(), class_of(plan).state, violations(plan)) == (4, "timetabled", ())
    assert set(Engagement.objects.values_list("source", flat=True)) == {f"class:{class_of(plan).pk}"}


def test_timetable_of_changed_facts_is_made_anew_where_it_is_released(db) -> None:
    plan = ready_plan()
    first = timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    digest = first.digest
    with guarded.writing("test"):
        LecturerBusy.objects.create(lecturer=Lecturer.objects.get(), day=MONDAY, part="afternoon")

    assert timetable_plan(plan, by=PLANNER, seconds=SECONDS) == first
    assert Lesson.objects.filter(day=MONDAY, part="afternoon").exists()
    second = timetable_plan(plan, released=codes_of(plan), by=PLANNER, seconds=SECONDS)

    assert (digest != second.digest, TimetableRun.objects.get()) == (True, second)
    assert not Lesson.objects.filter(day=MONDAY, part="afternoon").exists()
    assert (Lesson.objects.count(), RoomBooking.objects.count(), Engagement.objects.count()) == (4, 4, 12)
    assert violations(plan) == ()


def test_lessons_written_anew_let_lecturers_change_places_between_classes(db) -> None:
    plan = formed_plan(classes=2, study=builders.programme(topics=1))
    for name in ("Trịnh Công Giảng", "Lê Thị Dạy"):
        teacher(name, topics_of(plan))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    rows = rows_of(plan)
    one, two = timetable_of(rows).lessons
    swapped = [replace(one, lecturer_ids=two.lecturer_ids), replace(two, lecturer_ids=one.lecturer_ids)]

    with guarded.writing("test"):
        write_lessons(rows, swapped, by=PLANNER)

    assert (timetable_of(rows_of(plan)).lessons, violations(plan)) == (tuple(swapped), ())


def test_timetable_is_for_planners_and_schools(db) -> None:
    plan = ready_plan()

    for other in (LEADER, SENDER):
        with refused("may_not_timetable", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xếp thời khóa biểu."):
            timetable_plan(plan, by=other)
        with refused("may_not_timetable"):
            draft_lecturer_papers(plan, by=other)


@pytest.mark.parametrize("state", [ClassState.OPEN, ClassState.FINISHED])
def test_class_that_has_opened_is_not_released(db, state) -> None:
    plan = ready_plan()
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    set_state(state)

    sentence = "Lớp 1 đã khai giảng nên không mở lại thời khóa biểu được; chỉ sửa những buổi chưa học."
    with refused("class_already_open", sentence):
        timetable_plan(plan, released=codes_of(plan), by=PLANNER)


def test_timetable_uses_later_days_where_the_first_ones_do_not_do(db) -> None:
    plan = formed_plan(study=builders.programme(topics=3))
    tuesday = MONDAY + dt.timedelta(days=1)
    teacher("Trịnh Công Giảng", topics_of(plan), busy=[tuesday])
    builders.room("Hội trường A")

    timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert set(Lesson.objects.values_list("day", flat=True)) <= {
        MONDAY,
        *(tuesday + dt.timedelta(n) for n in (1, 2, 3)),
    }
    assert violations(plan) == ()


def test_timetable_without_lecturers_and_room_is_refused_with_each_obstacle(db) -> None:
    plan = formed_plan(study=builders.programme(topics=1))
    name, topic = class_of(plan).name, topics_of(plan)[0].name

    sentence = (
        f"Không xếp được thời khóa biểu: {name}: chuyên đề “{topic}” chưa có giảng viên đảm nhận. "
        f"{name}: 2 người nhưng phòng lớn nhất ở Trường Đào tạo cán bộ Lê Hồng Phong chỉ có 0 chỗ. "
        f"Các cách sau chỉ gỡ riêng vướng mắc này, còn vướng mắc khác: thêm một giảng viên cho “{topic}”."
    )
    with refused("cannot_timetable", sentence):
        timetable_plan(plan, by=PLANNER)


def test_timetable_that_rules_make_impossible_is_refused_with_those_rules(db) -> None:
    plan = formed_plan(classes=2, study=builders.programme(topics=2), first=MONDAY, last=MONDAY)
    teacher("Trịnh Công Giảng", topics_of(plan))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)
    before = Lesson.objects.count()

    with pytest.raises(
        Exception, match="Không xếp được thời khóa biểu: các yêu cầu sau không thể cùng thỏa mãn: "
    ) as said:
        timetable_plan(plan, by=PLANNER, seconds=SECONDS)

    assert "một giảng viên một lớp trong một buổi" in str(said.value)
    assert all(held.name in str(said.value) for held in TrainingClass.objects.all())
    assert Lesson.objects.count() == before


def test_timetable_refused_by_the_ledger_leaves_nothing(db) -> None:
    plan = ready_plan()
    trainee = class_of(plan).enrolments.first().nomination.person_id
    week = [
        HalfDay(MONDAY + dt.timedelta(days=day), part) for day in range(5) for part in (Part.MORNING, Part.AFTERNOON)
    ]
    engage([(trainee, slot) for slot in week], source="class:0", by=PLANNER)

    with refused("one_person_one_place", "Người này đã có lịch ở nơi khác trong cùng buổi."):
        timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    assert class_of(plan).state == "formed"


def test_lessons_of_another_plan_hold_their_lecturers_and_rooms(db) -> None:
    study = builders.programme(topics=2)
    first, second = formed_plan(study=study), formed_plan(study=study)
    for name in ("Trịnh Công Giảng", "Lê Thị Dạy"):
        teacher(name, list(Topic.objects.all()))
    for name in ("Hội trường A", "Hội trường B"):
        builders.room(name)
    timetable_plan(first, by=PLANNER, seconds=SECONDS)

    timetable_plan(second, by=PLANNER, seconds=SECONDS)

    for taken in ("lecturers", "room"):
        one, two = (set(class_of(plan).lessons.values_list("day", "part", taken)) for plan in (first, second))
        assert (len(one), len(two), one & two) == (2, 2, set())
    assert violations(first) == violations(second) == ()


def test_lecturer_who_lost_a_topic_is_a_violation_and_no_fault(db) -> None:
    plan = ready_plan()
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    with guarded.writing("test"):
        Competence.objects.all().delete()

    assert {violation.rule for violation in violations(plan)} == {"competence"}


def test_plan_without_classes_has_nothing_to_refuse(db) -> None:
    run = timetable_plan(builders.plan(), by=PLANNER, seconds=SECONDS)

    assert (run.objective, Lesson.objects.count(), TimetableRun.objects.count()) == (0, 0, 0)


def test_lecturer_papers_are_drafted_for_those_who_teach(db) -> None:
    plan = ready_plan()
    teacher("Lê Thị Rảnh", topics_of(plan), busy=[MONDAY + dt.timedelta(days=day) for day in range(5)])
    timetable_plan(plan, by=PLANNER, seconds=SECONDS)
    lecturer = Lecturer.objects.get(person__full_name="Trịnh Công Giảng")

    made = draft_lecturer_papers(plan, by=SCHOOL)

    assert [(paper.kind, paper.about, paper.file_name) for paper in made] == [
        (
            "lecturer_timetable",
            f"lecturer:{lecturer.pk}/plan:{plan.pk}",
            "giang-vien/trinh-cong-giang-khoa-xay-dung-dang.pdf",
        ),
        (
            "lecturer_calendar",
            f"lecturer:{lecturer.pk}/plan:{plan.pk}",
            "giang-vien/trinh-cong-giang-khoa-xay-dung-dang.ics",
        ),
    ]
    assert Paper.objects.count() == 2
    assert last_event() == (
        "timetables.lecturer_papers_drafted",
        f"Plan:{plan.pk}",
        "7",
        {"plan": plan.number, "papers": "2"},
    )
