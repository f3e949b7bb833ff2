"""The plan workbook as dataclasses: what a planner fills in to get a year of classes.

Where a row stood (``at``) is no part of what it says: two plans are equal when they say the same.
"""

import datetime as dt
from dataclasses import dataclass
from dataclasses import field as default
from enum import StrEnum

from khaigiang.core.calendar import Part, Window
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.intake.findings import At
from khaigiang.intake.spells import Spell


class Pack(StrEnum):
    """Whose prescribed layout the papers follow."""

    PARTY = "party"
    STATE = "state"


class ProgrammeKind(StrEnum):
    """Đào tạo, bồi dưỡng, tập huấn, cập nhật kiến thức."""

    FORMAL = "formal"
    REFRESHER = "refresher"
    WORKSHOP = "workshop"
    UPDATE = "update"


class TopicKind(StrEnum):
    """Lên lớp, thảo luận, tự học, nghiên cứu thực tế, kiểm tra."""

    LECTURE = "lecture"
    DISCUSSION = "discussion"
    SELF_STUDY = "self_study"
    FIELD_STUDY = "field_study"
    TEST = "test"


class QuotaMethod(StrEnum):
    """How a line's seats reach the units: as listed, or apportioned by weight."""

    LISTED = "listed"
    LARGEST_REMAINDER = "largest_remainder"
    WEBSTER = "webster"


class Bloc(StrEnum):
    """Khối Đảng, đoàn thể, chính quyền, lực lượng vũ trang, doanh nghiệp."""

    PARTY = "party"
    MASS = "mass"
    GOVERNMENT = "government"
    ARMED = "armed"
    ENTERPRISE = "enterprise"


class Tracking(StrEnum):
    """Whether each class of a line is run here, or only its totals are reported."""

    CLASSES = "classes"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A legal text the plan rests on (văn bản căn cứ)."""

    number: str
    issued_on: dt.date | None
    issuer: str
    title: str
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlanHead:
    """Who plans, by which paper, for which year. ``parent_body`` stands above the issuer on its papers."""

    number: str
    issued_on: dt.date
    issuer: str
    parent_body: str
    place: str
    year: int
    title: str
    pack: Pack
    instruments: tuple[InstrumentRow, ...] = ()
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the plan: a programme for an audience, in so many classes and seats.

    A ``delegated`` line is run by its organiser once ``consenting_body`` has agreed; empty means the usual body of the
    programme's field. A line tracked by totals has no rows of classes and seats. ``payer`` is the source of its money,
    ``estimate`` how much of it the line may cost, in đồng.
    """

    code: str
    title: str
    programme: str
    audience: tuple[str, ...]
    rule_set: str
    classes: int
    seats: int
    organiser: str
    school: str
    venue: str
    payer: str
    chief_and_deputy_together: bool
    quota_method: QuotaMethod
    bloc: Bloc | None = None
    abroad: bool = False
    tracking: Tracking = Tracking.CLASSES
    delegated: bool = False
    consenting_body: str = ""
    estimate: int | None = None
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class of a line: its number in the line, its size bounds and the days it may be held on, ends included.

    ``weekdays`` (0 is Monday) and ``parts`` of the day it studies in are empty where the workbook leaves them open;
    ``estimate`` is what it may cost, in đồng.
    """

    line: str
    number: int
    name: str
    minimum: int
    maximum: int
    first_day: dt.date
    last_day: dt.date
    weekdays: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    estimate: int | None = None
    at: At = default(default_factory=At, compare=False, repr=False)

    @property
    def window(self) -> Window:
        """Raises ValueError when the days are reversed; ``plan_checks`` has said so before."""
        return Window(self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme and how many periods its half-days hold. ``field`` is a code of ``data.fields``, or empty."""

    code: str
    name: str
    kind: ProgrammeKind
    form: StudyForm
    periods_per_half_day: int
    # Not in the repr: what was entered before there were fields must still be known by its digest.
    field: str = default(default="", repr=False)
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic. ``number`` is its own within the programme, ``after`` the numbers that must come before it.

    With ``half_days`` it fills whole half-days; with ``periods`` alone it may share one with other topics.
    """

    programme: str
    module: int
    module_name: str
    number: int
    name: str
    kind: TopicKind
    half_days: int | None
    periods: int | None
    after: tuple[int, ...] = ()
    at: At = default(default_factory=At, compare=False, repr=False)

    @property
    def needs_lecturer(self) -> bool:
        """Only lectures and discussions do; field study, self-study and tests are led by the class board."""
        return self.kind in {TopicKind.LECTURE, TopicKind.DISCUSSION}

    @property
    def needs_room(self) -> bool:
        """Field study and self-study are held elsewhere."""
        return self.kind not in {TopicKind.FIELD_STUDY, TopicKind.SELF_STUDY}

    def periods_taken(self, periods_per_half_day: int) -> int:
        """How many periods of a class's half-days this topic uses up."""
        if self.half_days:
            return self.half_days * periods_per_half_day
        return self.periods or 0


@dataclass(frozen=True, slots=True)
class Competence:
    """Topics of one programme that a lecturer can give; no numbers means all of them."""

    programme: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LecturerRow:
    """A lecturer, what they can give and when they are busy."""

    name: str
    rank: str
    unit: str
    topics: tuple[Competence, ...]
    busy: tuple[Spell, ...] = ()
    at: At = default(default_factory=At, compare=False, repr=False)

    def can_give(self, topic: TopicRow) -> bool:
        """Whether this lecturer's list holds the topic."""
        return any(
            item.programme == topic.programme and (not item.numbers or topic.number in item.numbers)
            for item in self.topics
        )


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room at a venue, in seats."""

    name: str
    venue: str
    capacity: int
    busy: tuple[Spell, ...] = ()
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A unit's share of a line: its seats when listed, its weight when apportioned."""

    line: str
    unit: str
    seats: int | None
    weight: int | None
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A local unit beyond the official table, such as a ward's cell or a school. ``parent`` is a unit's name."""

    name: str
    kind: str
    parent: str
    at: At = default(default_factory=At, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlanWorkbook:
    """Everything a plan workbook says, sheet by sheet, in the order of its rows."""

    head: PlanHead
    lines: tuple[LineRow, ...]
    classes: tuple[ClassRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    topics: tuple[TopicRow, ...]
    lecturers: tuple[LecturerRow, ...]
    rooms: tuple[RoomRow, ...]
    seats: tuple[SeatRow, ...]
    units: tuple[UnitRow, ...] = ()

    def topics_of(self, programme: str) -> tuple[TopicRow, ...]:
        """The topics of one programme, in the order of the sheet."""
        return tuple(topic for topic in self.topics if topic.programme == programme)

    @property
    def tracked_lines(self) -> tuple[LineRow, ...]:
        """The lines whose classes are run here, each with its classes, seats, lecturers and rooms."""
        return tuple(line for line in self.lines if line.tracking is Tracking.CLASSES)

    def only_totals_use(self, programme: str) -> bool:
        """Whether this programme is used, and by no line whose classes are run here: it needs no topics then."""
        using = [line for line in self.lines if line.programme == programme]
        return bool(using) and all(line.tracking is Tracking.TOTALS for line in using)

    def classes_of(self, line: str) -> tuple[ClassRow, ...]:
        """The classes of one line, in the order of the sheet."""
        return tuple(row for row in self.classes if row.line == line)

    def seats_of(self, line: str) -> tuple[SeatRow, ...]:
        """The units' shares of one line, in the order of the sheet."""
        return tuple(row for row in self.seats if row.line == line)
