"""What the poster's template needs, in the order it is drawn."""

from typing import Any

from khaigiang.core.calendar import Part
from khaigiang.documents import wording
from khaigiang.documents.timetable import KIND_NAMES, PART_NAMES, Entry, EntryKind, PosterDay, TimetablePoster

DAYS_ON_A4 = 5


def content(poster: TimetablePoster) -> dict[str, Any]:
    """The poster as plain data; a part of the day that no day uses gets no column."""
    used = {part.part for day in poster.days for part in day.parts}
    parts = tuple(part for part in Part if part in used)
    kinds = {entry.kind for entry in _entries(poster)}
    return {
        "paper": "a4" if len(poster.days) <= DAYS_ON_A4 else "a3",
        "title": poster.title,
        "subtitle": poster.subtitle,
        "parent": poster.parent_body,
        "organiser": poster.organiser,
        "place": poster.place,
        "dates": span_of_days(poster),
        "parts": [_column(poster, part) for part in parts],
        "days": [_day(day, parts) for day in poster.days],
        "modules": [[wording.roman(place), name] for place, name in enumerate(poster.modules, start=1)],
        "kinds": [[kind.value, KIND_NAMES[kind]] for kind in EntryKind if kind in kinds],
        "notes": list(poster.notes),
    }


def span_of_days(poster: TimetablePoster) -> str:
    """``12/05/2022 – 27/05/2022``; empty without days."""
    if not poster.days:
        return ""
    first, last = poster.days[0].day, poster.days[-1].day
    return wording.short_date(first) if first == last else f"{wording.short_date(first)} – {wording.short_date(last)}"


def _entries(poster: TimetablePoster) -> tuple[Entry, ...]:
    return tuple(entry for day in poster.days for part in day.parts for entry in part.entries)


def _column(poster: TimetablePoster, part: Part) -> list[str]:
    """The name of a column, with its hours when all days keep the same ones."""
    hours = {shown.hours for day in poster.days for shown in day.parts if shown.part is part}
    return [PART_NAMES[part], hours.pop() if len(hours) == 1 else ""]


def _day(day: PosterDay, parts: tuple[Part, ...]) -> dict[str, Any]:
    held = {shown.part: shown.entries for shown in day.parts}
    return {
        "weekday": wording.WEEKDAYS[day.day.weekday()],
        "date": f"{day.day:%d/%m}",
        "week": "-".join(str(number) for number in day.day.isocalendar()[:2]),
        "parts": [[_card(entry) for entry in held.get(part, ())] for part in parts],
    }


def _card(entry: Entry) -> dict[str, str]:
    return {
        "kind": entry.kind.value,
        "kind_name": "" if entry.kind in {EntryKind.LECTURE, EntryKind.CEREMONY} else KIND_NAMES[entry.kind],
        "module": wording.roman(entry.module) if entry.module else "",
        "title": entry_title(entry),
        "details": " · ".join(entry_details(entry)),
    }


def entry_title(entry: Entry) -> str:
    """``3. Title`` for a numbered topic, with the classes that hear it too."""
    title = f"{entry.topic}. {entry.title}" if entry.topic is not None else entry.title
    return f"{title} (ghép với {entry.heard_with})" if entry.heard_with else title


def entry_details(entry: Entry) -> tuple[str, ...]:
    """Class, lecturer, room and length, whichever are known."""
    periods = f"{entry.periods} tiết" if entry.periods else ""
    return tuple(detail for detail in (entry.class_name, entry.lecturer, entry.room, periods) if detail)
