"""A timetable to hang on the wall or to hand to a lecturer: the shape, and its words."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.calendar import Part


class EntryKind(StrEnum):
    """What is held. A ceremony shares its half-day with lessons."""

    LECTURE = "lecture"
    DISCUSSION = "discussion"
    SELF_STUDY = "self_study"
    FIELD_STUDY = "field_study"
    TEST = "test"
    CEREMONY = "ceremony"


KIND_NAMES = {
    EntryKind.LECTURE: "Lên lớp",
    EntryKind.DISCUSSION: "Thảo luận",
    EntryKind.SELF_STUDY: "Tự nghiên cứu",
    EntryKind.FIELD_STUDY: "Nghiên cứu thực tế",
    EntryKind.TEST: "Kiểm tra, thu hoạch",
    EntryKind.CEREMONY: "Khai giảng, bế giảng",
}
PART_NAMES = {Part.MORNING: "Sáng", Part.AFTERNOON: "Chiều", Part.EVENING: "Tối"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing held in a half-day. ``topic`` is the number of the chuyên đề, ``module`` the place of its học phần.

    ``class_name`` is printed on the timetables of a lecturer or a room; ``periods`` are teaching periods (tiết).
    ``heard_with`` names the other classes that hear it together with the timetable's own.
    """

    title: str
    kind: EntryKind
    topic: int | None = None
    module: int | None = None
    lecturer: str = ""
    room: str = ""
    class_name: str = ""
    periods: int | None = None
    heard_with: str = ""


@dataclass(frozen=True, slots=True)
class PosterPart:
    """One half-day. ``hours`` is text such as "8.00 – 11.30"."""

    part: Part
    entries: tuple[Entry, ...]
    hours: str = ""


@dataclass(frozen=True, slots=True)
class PosterDay:
    """One day with its half-days in order."""

    day: dt.date
    parts: tuple[PosterPart, ...]


@dataclass(frozen=True, slots=True)
class TimetablePoster:
    """A timetable of a class, a lecturer or a room. ``modules`` are the names of the học phần, first is number 1."""

    title: str
    subtitle: str
    organiser: str
    place: str
    days: tuple[PosterDay, ...]
    modules: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parent_body: str = ""
