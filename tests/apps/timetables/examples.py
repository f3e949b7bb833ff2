"""Plans whose classes are formed and wait for a timetable."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import builders
from apps.acting import PLANNER
from khaigiang.apps.catalogue.models import Programme, Topic
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.schools.models import Competence, Lecturer, LecturerBusy
from khaigiang.apps.timetables.actions.lessons import write_lessons
from khaigiang.apps.timetables.actions.versions import write_version
from khaigiang.apps.timetables.bridge import rows_of
from khaigiang.core.calendar import half_days
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.problem import Lesson
from khaigiang.foundation import guarded

MONDAY, FRIDAY = dt.date(2022, 5, 9), dt.date(2022, 5, 13)
VENUE = "Trường Đào tạo cán bộ Lê Hồng Phong"  # where the rooms of the builders are


def formed_plan(
    *,
    classes: int = 1,
    people: int = 2,
    study: Programme | None = None,
    first: dt.date = MONDAY,
    last: dt.date = FRIDAY,
) -> Plan:
    """One line with so many formed classes of so many people each, all within the same days."""
    plan = builders.plan()
    formed_line(plan, classes=classes, people=people, study=study, first=first, last=last)
    return plan


def formed_line(
    plan: Plan,
    *,
    classes: int = 1,
    people: int = 2,
    study: Programme | None = None,
    first: dt.date = MONDAY,
    last: dt.date = FRIDAY,
    named: str = "Lớp",
) -> PlanLine:
    """One more line of a plan."""
    line = builders.line(plan, seats=classes * people, study=study or builders.programme(topics=4), classes=classes)
    with guarded.writing("test"):
        line.venue = VENUE
        line.save()
    unit = builders.unit(f"Quận của {plan.number}, {line.code}")
    builders.grant(line, unit, classes * people)
    letter = builders.letter(line, unit)
    for number in range(1, classes + 1):
        planned = builders.planned_class(line, number, name=f"{named} {number}", first_day=first, last_day=last)
        held = builders.training_class(planned)
        for place in range(1, people + 1):
            who = builders.person(f"Học Viên {line.pk}.{number}.{place}")
            builders.enrol(held, builders.nominate(letter, who, of=unit, place=(number - 1) * people + place))
    return line


def teacher(name: str, topics: Sequence[Topic], *, busy: Sequence[dt.date] = ()) -> Lecturer:
    made = builders.lecturer(name)
    with guarded.writing("test"):
        Competence.objects.bulk_create(Competence(lecturer=made, topic=topic) for topic in topics)
        LecturerBusy.objects.bulk_create(
            LecturerBusy(lecturer=made, day=day, part=part) for day in busy for part in ("morning", "afternoon")
        )
    return made


def topics_of(plan: Plan) -> list[Topic]:
    return list(Topic.objects.filter(module__programme__lines__plan=plan).order_by("number").distinct())


def ready_plan(**facts: Any) -> Plan:
    """The same with a hall and somebody who can give every topic."""
    plan = formed_plan(**facts)
    teacher("Trịnh Công Giảng", topics_of(plan))
    builders.room("Hội trường A")
    return plan


def timetabled_plan(first: dt.date = MONDAY) -> Plan:
    """Four topics one after another from a day on, two lecturers in turn who can give each, and two halls."""
    plan = ready_plan(first=first, last=first + dt.timedelta(days=4))
    teacher("Lê Thị Dạy", topics_of(plan))
    builders.room("Hội trường B")
    rows = rows_of(plan)
    (code,), people, hall = rows.classes, list(rows.lecturers), next(iter(rows.rooms))
    slots = half_days((first, first + dt.timedelta(days=1)))
    lessons = [
        Lesson(code, topic, slot, 1, rows.classes[code].line.programme.periods_per_half_day, (people[at % 2],), hall)
        for at, (topic, slot) in enumerate(zip(rows.topics, slots, strict=True))
    ]
    with guarded.writing("test"):
        write_lessons(rows, lessons, by=PLANNER)
        write_version(plan, rows, lessons, by=PLANNER)
    return plan


def codes_of(plan: Plan) -> list[str]:
    """The codes of all classes of a plan."""
    return list(TrainingClass.objects.filter(line__plan=plan).values_list("code", flat=True))


def class_of(plan: Plan) -> TrainingClass:
    return TrainingClass.objects.select_related("line__plan", "line__programme", "planned").get(line__plan=plan)


def set_state(state: ClassState) -> None:
    with guarded.writing("test"):
        TrainingClass.objects.update(state=state)
