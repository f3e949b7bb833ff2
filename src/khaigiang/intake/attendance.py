"""The attendance workbook: a class's names by its half-days, one letter a cell."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.vietnamese import fold
from khaigiang.intake.findings import At

LETTERS: Mapping[str, Presence] = MappingProxyType(
    {
        "C": Presence.PRESENT,
        "M": Presence.LATE,
        "P": Presence.EXCUSED,
        "K": Presence.UNEXCUSED,
    }
)
PART_WORDS: Mapping[Part, str] = MappingProxyType({Part.MORNING: "sáng", Part.AFTERNOON: "chiều", Part.EVENING: "tối"})
ATTENDANCE_VERSION = "Khai Giảng – Bảng điểm danh 1"


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """One trainee as the workbook lists them. ``number`` tells two of one name apart: it is the trainee's own."""

    number: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class AttendanceForm:
    """What the workbook of one class offers: its names by the half-days that are still open, with what is known."""

    class_code: str
    class_name: str
    trainees: tuple[TraineeLine, ...]
    half_days: tuple[HalfDay, ...]
    known: Mapping[tuple[int, HalfDay], Presence]


@dataclass(frozen=True, slots=True)
class LetterRead:
    """One filled cell: who, when, how; ``name`` as the row says it, and where it stood."""

    number: int
    name: str
    half_day: HalfDay
    presence: Presence
    at: At


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """What was read: the class the workbook is of, and its filled cells in order of rows."""

    class_code: str
    class_at: At
    letters: tuple[LetterRead, ...]


_WORDS = {
    **{letter.lower(): presence for letter, presence in LETTERS.items()},
    "co mat": Presence.PRESENT,
    "den muon": Presence.LATE,
    "muon": Presence.LATE,
    "vang co phep": Presence.EXCUSED,
    "co phep": Presence.EXCUSED,
    "cp": Presence.EXCUSED,
    "vang khong phep": Presence.UNEXCUSED,
    "khong phep": Presence.UNEXCUSED,
    "kp": Presence.UNEXCUSED,
}


def presence_of(text: str) -> Presence | None:
    """One of the four letters, or the words they stand for. A cross is none: offices mean either by it."""
    return _WORDS.get(fold(text).strip(" ."))


def half_day_heading(half_day: HalfDay) -> str:
    """As a column is headed: ``12/05/2022 sáng``."""
    return f"{half_day.day:%d/%m/%Y} {PART_WORDS[half_day.part]}"
