"""Lessons as rows, with the rooms, lecturers and trainees they take: parts of larger acts."""

from collections.abc import Collection, Sequence

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.people.actions import engage, release
from khaigiang.apps.timetables.bridge import Rows
from khaigiang.apps.timetables.models import Lesson as LessonRow
from khaigiang.apps.timetables.models import RoomBooking
from khaigiang.core.calendar import HalfDay
from khaigiang.core.states import ClassState, next_state
from khaigiang.core.timetabling.problem import JointTopic, Lesson
from khaigiang.core.timetabling.together import hosts
from khaigiang.foundation.actor import Actor


def write_lessons(rows: Rows, lessons: Sequence[Lesson], *, by: Actor) -> None:
    """These are from now on all lessons of these classes, with their rooms, lecturers and trainees taken."""
    classes = list(rows.classes.values())
    replace_lessons(rows, lessons, classes, together=rows.joint, by=by)
    for training_class in classes:
        training_class.state = next_state(ClassState, training_class.state, "timetable")
        training_class.save(update_fields=["state"])


def replace_lessons(
    rows: Rows,
    lessons: Sequence[Lesson],
    classes: Sequence[TrainingClass],
    *,
    together: Collection[JointTopic],
    by: Actor,
) -> None:
    """The same for some of the classes, whatever state they are in.

    What several hear together takes its room and its lecturers once, in the name of the first of them: whoever gives
    one of these classes gives those that hear something together with it too.
    """
    LessonRow.objects.filter(training_class__in=classes).delete()
    RoomBooking.objects.filter(training_class__in=classes).delete()
    made = LessonRow.objects.bulk_create(_lesson_row(lesson, rows) for lesson in lessons)
    through = LessonRow.lecturers.through
    through.objects.bulk_create(
        through(lesson=row, lecturer=rows.lecturers[lecturer])
        for row, lesson in zip(made, lessons, strict=True)
        for lecturer in lesson.lecturer_ids
    )
    named = hosts(together, lessons)
    held = {
        (lesson.room_id, lesson.half_day, code) for lesson, code in zip(lessons, named, strict=True) if lesson.room_id
    }
    RoomBooking.objects.bulk_create(
        RoomBooking(room=rows.rooms[room], day=slot.day, part=slot.part, training_class=rows.classes[code])
        for room, slot, code in sorted(held)
    )
    _engage(rows, lessons, named, classes, by)


def _lesson_row(lesson: Lesson, rows: Rows) -> LessonRow:
    return LessonRow(
        training_class=rows.classes[lesson.class_id],
        topic=rows.topics[lesson.topic_id],
        day=lesson.half_day.day,
        part=lesson.half_day.part,
        first_period=lesson.first_period,
        periods=lesson.periods,
        room=rows.rooms[lesson.room_id] if lesson.room_id else None,
    )


def _engage(
    rows: Rows, lessons: Sequence[Lesson], named: Sequence[str], classes: Sequence[TrainingClass], by: Actor
) -> None:
    """Write down in the people's ledger when lecturers and trainees are taken.

    ``named`` are the classes in whose names each lesson takes its lecturers; trainees are taken in their own class's.
    """
    for training_class in classes:  # all of them first: a lecturer may change places with another
        release(f"class:{training_class.pk}", by=by)
    for training_class in classes:
        trainees = list(training_class.enrolments.values_list("nomination__person_id", flat=True))
        slots: set[tuple[int, HalfDay]] = {
            (rows.lecturers[lecturer].person_id, lesson.half_day)
            for lesson, code in zip(lessons, named, strict=True)
            if code == training_class.code
            for lecturer in lesson.lecturer_ids
        }
        own = {lesson.half_day for lesson in lessons if lesson.class_id == training_class.code}
        slots |= {(person, half_day) for half_day in own for person in trainees}
        engage(sorted(slots), source=f"class:{training_class.pk}", by=by)
