"""Timetables as the documents room asks for them: of a class, of a lecturer."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.papers.actions import ICS, PDF, PaperOrder, slug
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables.models import Lesson
from khaigiang.apps.timetables.queries import HeardWith, heard_with, sittings
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.documents import ics, pdf
from khaigiang.documents.ics import Event
from khaigiang.documents.timetable import Entry, EntryKind, PosterDay, PosterPart, TimetablePoster
from khaigiang.foundation import clock

# When half-days begin and end, for calendars. A school's own hours will stand in its profile.
HOURS = {
    Part.MORNING: (dt.time(8), dt.time(11, 45)),
    Part.AFTERNOON: (dt.time(13, 30), dt.time(17, 15)),
    Part.EVENING: (dt.time(18), dt.time(21)),
}
PERIOD = dt.timedelta(minutes=45)
OPENING = Entry("Khai giảng", EntryKind.CEREMONY)
CLOSING = Entry("Bế giảng", EntryKind.CEREMONY)


def lessons_of_class(training_class: TrainingClass) -> list[Lesson]:
    """In order of time, with what a timetable shows of each."""
    return _shown(Lesson.objects.filter(training_class=training_class))


def lessons_of_lecturer(lecturer: Lecturer, plan: Plan) -> list[Lesson]:
    """A lecturer's lessons in one plan, in order of time."""
    return _shown(Lesson.objects.filter(lecturers=lecturer, training_class__line__plan=plan))


def _shown(lessons: Iterable[Lesson]) -> list[Lesson]:
    rows = lessons.select_related(  # type: ignore[attr-defined]  # a query set, given as what it yields
        "topic__module", "room__venue", "training_class__line__plan"
    ).prefetch_related("lecturers__person")
    return sorted(rows, key=lambda row: (slot(row), row.first_period))


def slot(lesson: Lesson) -> HalfDay:
    return HalfDay(lesson.day, Part(lesson.part))


def class_poster(training_class: TrainingClass, lessons: Sequence[Lesson]) -> TimetablePoster:
    """A class's timetable, with its opening and closing."""
    line = training_class.line
    modules = line.programme.modules.order_by("number")
    return TimetablePoster(
        title=f"THỜI KHÓA BIỂU {training_class.name}".upper(),
        subtitle=line.title,
        organiser=line.organiser.upper(),
        place=line.venue,
        days=_days(lessons, ceremonies=True, with_class=False, heard=heard_with([training_class.pk])),
        modules=tuple(module.name for module in modules),
        parent_body=line.plan.parent_body.upper(),
    )


def lecturer_poster(lecturer: Lecturer, plan: Plan, lessons: Sequence[Lesson]) -> TimetablePoster:
    """A lecturer's own lessons, naming the class of each."""
    return TimetablePoster(
        title=f"LỊCH GIẢNG DẠY: {lecturer.person.full_name}".upper(),
        subtitle=", ".join(filter(None, (lecturer.rank, lecturer.unit_name))),
        organiser=plan.issuer.upper(),
        place=lessons[0].training_class.line.venue,
        days=_days(lessons, ceremonies=False, with_class=True),
        parent_body=plan.parent_body.upper(),
    )


def _days(
    lessons: Sequence[Lesson], *, ceremonies: bool, with_class: bool, heard: HeardWith | None = None
) -> tuple[PosterDay, ...]:
    first, last = slot(lessons[0]), slot(lessons[-1])
    days = []
    for day, of_day in groupby(lessons, key=lambda row: row.day):
        parts = []
        for part, of_part in groupby(of_day, key=lambda row: row.part):
            at = HalfDay(day, Part(part))
            entries = [_entry(rows, with_class=with_class, heard=heard or {}) for rows in sittings(of_part)]
            if ceremonies and at == first:
                entries.insert(0, OPENING)
            if ceremonies and at == last:
                entries.append(CLOSING)
            begins, ends = HOURS[at.part]
            parts.append(PosterPart(at.part, tuple(entries), f"{begins:%H.%M} – {ends:%H.%M}"))
        days.append(PosterDay(day, tuple(parts)))
    return tuple(days)


def _entry(rows: Sequence[Lesson], *, with_class: bool, heard: HeardWith) -> Entry:
    row = rows[0]
    numbered = row.topic.kind in {EntryKind.LECTURE, EntryKind.DISCUSSION}
    return Entry(
        title=row.topic.name,
        kind=EntryKind(row.topic.kind),
        topic=row.topic.number if numbered else None,
        module=row.topic.module.number,
        lecturer=", ".join(each.person.full_name for each in row.lecturers.all()),
        room=row.room.name if row.room else "",
        class_name=_classes(rows) if with_class else "",
        periods=row.periods,
        heard_with=", ".join(heard.get((row.training_class_id, row.topic_id, slot(row)), ())),
    )


def _classes(rows: Sequence[Lesson]) -> str:
    """Those that hear it, by name."""
    names = ", ".join(row.training_class.name for row in rows)
    return f"{names} (học ghép)" if len(rows) > 1 else names


def events(lessons: Sequence[Lesson]) -> list[Event]:
    """One event a lesson, or for what classes hear together. Its UID is made of words of the plan: it stays when the
    lesson moves.
    """
    seen: dict[str, int] = {}
    made = []
    for rows in sittings(lessons):
        row, of = rows[0], rows[0].training_class
        code = f"{of.line.plan.year}-{of.code}-{row.topic.module.number}-{row.topic.number}"
        seen[code] = seen.get(code, 0) + 1
        begins = dt.datetime.combine(row.day, HOURS[Part(row.part)][0]) + PERIOD * (row.first_period - 1)
        people = ", ".join(each.person.full_name for each in row.lecturers.all())
        made.append(
            Event(
                uid=f"{code}-{seen[code]}@khaigiang",
                start=begins,
                end=begins + PERIOD * row.periods,
                summary=f"{_classes(rows)}: {row.topic.name}",
                location=f"{row.room.name}, {row.room.venue.name}" if row.room else row.training_class.line.venue,
                description=people,
            )
        )
    return made


def lecturer_orders(lecturer: Lecturer, plan: Plan) -> Iterable[PaperOrder]:
    """A lecturer's own timetable, to read and to subscribe to; nothing for somebody without a lesson."""
    lessons = lessons_of_lecturer(lecturer, plan)
    if not lessons:
        return
    name, stamp = lecturer.person.full_name, clock.now()
    poster = lecturer_poster(lecturer, plan, lessons)
    where = f"giang-vien/{slug(f'{name} {lecturer.unit_name}')}"
    about = f"lecturer:{lecturer.pk}/plan:{plan.pk}"
    yield PaperOrder(
        PaperKind.LECTURER_TIMETABLE,
        about,
        f"Lịch giảng dạy của {name}",
        f"{where}.pdf",
        PDF,
        lambda _number: pdf.poster(poster, stamp=stamp),
    )
    yield PaperOrder(
        PaperKind.LECTURER_CALENDAR,
        about,
        f"Lịch giảng dạy của {name} (.ics)",
        f"{where}.ics",
        ICS,
        lambda _number: ics.render(name, events(lessons), stamp=stamp),
    )
