"""What a timetable is made from, and what it is: plain facts, no solver.

A half-day is the unit of booking: within one half-day a lecturer or a room serves one class. A topic is measured
either in whole half-days, each filling whatever the ceremonies leave of its half-day, or in periods, and then several
short topics of one class may follow each other in one half-day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.calendar import HalfDay


class TopicKind(StrEnum):
    """How a topic is taught."""

    LECTURE = "lecture"
    DISCUSSION = "discussion"
    SELF_STUDY = "self_study"
    FIELD_STUDY = "field_study"
    TEST = "test"


_TAUGHT = frozenset({TopicKind.LECTURE, TopicKind.DISCUSSION})
_ROOMLESS = frozenset({TopicKind.SELF_STUDY, TopicKind.FIELD_STUDY})


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a programme; parallel classes of the programme share its id.

    Either ``half_days`` or ``periods`` is above 0, never both (ValueError). ``module`` 0 belongs to no module and may
    stand anywhere. ``order`` is the place among the lectures of a module; lectures of equal order may come in any
    order. ``after`` names topics of the class that must come first. ``needs_lecturer`` and ``needs_room`` answer by
    kind when None: lectures and discussions need a lecturer; self-study and field study need no room.

    The half-days of a topic follow each other unless it is ``spread``: then they stand apart, on ``min_days`` different
    days at least if that can be. ``closed`` are half-days in which it cannot be held whatever the lecturer.
    ``attendance`` is how many come, the whole class (or all classes it is held for) when None. ``lecturers`` give it
    together (ValueError below 1). With ``one_lecturer`` all parts of a spread topic have the same; those of any other
    have it anyway.
    """

    id: str
    name: str
    kind: TopicKind
    module: int
    order: int
    half_days: int = 0
    periods: int = 0
    after: frozenset[str] = frozenset()
    needs_lecturer: bool | None = None
    needs_room: bool | None = None
    spread: bool = False
    min_days: int = 0
    closed: frozenset[HalfDay] = frozenset()
    attendance: int | None = None
    lecturers: int = 1
    one_lecturer: bool = False

    def __post_init__(self) -> None:
        if self.lecturers < 1:
            raise ValueError(f"topic {self.id} is given by one lecturer or more")
        if min(self.half_days, self.periods) < 0 or (self.half_days > 0) == (self.periods > 0):
            raise ValueError(f"topic {self.id} is measured either in half-days or in periods")

    @property
    def wants_lecturer(self) -> bool:
        return self.kind in _TAUGHT if self.needs_lecturer is None else self.needs_lecturer

    @property
    def wants_room(self) -> bool:
        return self.kind not in _ROOMLESS if self.needs_room is None else self.needs_room

    @property
    def is_short(self) -> bool:
        """Measured in periods, so that it may share a half-day."""
        return self.periods > 0

    @property
    def parts(self) -> int:
        """In how many half-days it is taught."""
        return max(1, self.half_days)


@dataclass(frozen=True, slots=True)
class Lecturer:
    """A lecturer, the ids of the topics they may give, the half-days they cannot come, and how many they teach at most.

    ``max_per_week`` is of the weeks from Monday to Sunday; None is no limit.
    """

    id: str
    name: str
    topics: frozenset[str]
    busy: frozenset[HalfDay] = frozenset()
    max_per_day: int = 2
    home_venue: str = ""
    max_per_week: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """A room, the venue it belongs to, its seats, and the half-days it is taken by others."""

    id: str
    name: str
    venue: str
    capacity: int
    busy: frozenset[HalfDay] = frozenset()


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """A class to be timetabled: its topics, and its dated half-days, already without holidays.

    ``opening_periods`` are the first periods of the first half-day, ``closing_periods`` the last of the last one.
    While ``begins_at_once``, something other than self-study is taught in the first half-day. An empty ``venue`` means
    any. Raises ValueError when half-days are not in order of time or a topic stands twice.
    """

    id: str
    name: str
    size: int
    topics: tuple[Topic, ...]
    half_days: tuple[HalfDay, ...]
    periods_per_half_day: int = 5
    opening_periods: int = 0
    closing_periods: int = 0
    venue: str = ""
    begins_at_once: bool = True

    def __post_init__(self) -> None:
        if not self.half_days or any(b <= a for a, b in zip(self.half_days, self.half_days[1:], strict=False)):
            raise ValueError(f"the half-days of class {self.id} are not in order of time")
        if len({topic.id for topic in self.topics}) != len(self.topics):
            raise ValueError(f"a topic of class {self.id} stands twice")

    def free_periods(self, slot: int) -> tuple[int, int]:
        """The first period (from 1) the ceremonies leave of a half-day, and how many; ``slot`` counts from 0."""
        opening = self.opening_periods if slot == 0 else 0
        closing = self.closing_periods if slot == len(self.half_days) - 1 else 0
        return opening + 1, max(0, self.periods_per_half_day - opening - closing)


@dataclass(frozen=True, slots=True)
class Lesson:
    """One topic, or the ``part``-th half-day (from 1) of a long one, in one half-day of one class.

    It takes ``periods`` periods beginning with ``first_period`` (from 1).
    """

    class_id: str
    topic_id: str
    half_day: HalfDay
    first_period: int
    periods: int
    lecturer_ids: tuple[str, ...] = ()
    room_id: str | None = None
    part: int = 1

    @property
    def last_period(self) -> int:
        return self.first_period + self.periods - 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What one breach of each soft rule costs; 0 switches the rule off.

    ``consecutive_limit`` is how many half-days in a row a lecturer may teach free of cost. ``fair_share`` is how many
    half-days in all a lecturer may have before each further one costs; None is the average, rounded up. While ``seats``
    is 0, everybody must have a seat; above 0, it is what each person without one costs in each lesson.
    """

    mornings: int = 2
    same_room: int = 3
    consecutive_load: int = 2
    fairness: int = 1
    compactness: int = 2
    travel: int = 3
    consecutive_limit: int = 2
    fair_share: int | None = None
    seats: int = 0
    working_days: int = 0
    lone_lessons: int = 0
    topic_room: int = 0
    changes: int = 0


@dataclass(frozen=True, slots=True)
class JointTopic:
    """A topic of whole half-days that several classes hear together: one half-day, the same lecturers, one room.

    Raises ValueError when it names a class twice or fewer than two.
    """

    topic_id: str
    class_ids: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.class_ids) < 2 or len(set(self.class_ids)) != len(self.class_ids):  # noqa: PLR2004 - together
            raise ValueError(f"topic {self.topic_id} is joint for two different classes or more")


@dataclass(frozen=True, slots=True)
class TimetableProblem:
    """Classes to be timetabled together, and what they share.

    ``fixed`` are published lessons of other classes: they hold their lecturers and rooms and are not moved. ``kept``
    are lessons of these classes as people know them, to be changed as little as the weights ask for. Raises ValueError
    when an id stands twice, a fixed lesson belongs to a class that is to be timetabled, or a joint topic is not the
    same whole topic of all its classes, is joint twice for one of them, or for classes of different venues.
    """

    classes: tuple[ClassPlan, ...]
    lecturers: tuple[Lecturer, ...]
    rooms: tuple[Room, ...] = ()
    fixed: tuple[Lesson, ...] = ()
    weights: Weights = field(default_factory=Weights)
    joint: tuple[JointTopic, ...] = ()
    kept: tuple[Lesson, ...] = ()

    def __post_init__(self) -> None:
        for things in (self.classes, self.lecturers, self.rooms):
            ids = [thing.id for thing in things]
            if len(set(ids)) != len(ids):
                raise ValueError("an id stands twice among the classes, lecturers or rooms")
        planned = {plan.id for plan in self.classes}
        if any(lesson.class_id in planned for lesson in self.fixed):
            raise ValueError("a fixed lesson belongs to a class that is to be timetabled")
        self._check_joint()

    def _check_joint(self) -> None:
        topics = {(plan.id, topic.id): topic for plan in self.classes for topic in plan.topics}
        venues = {plan.id: plan.venue for plan in self.classes}
        held = [(class_id, joint.topic_id) for joint in self.joint for class_id in joint.class_ids]
        if len(set(held)) != len(held):
            raise ValueError("a topic is joint twice for one class")
        for joint in self.joint:
            found = {topics.get((class_id, joint.topic_id)) for class_id in joint.class_ids}
            if len(found) != 1 or not all(topic is not None and not topic.is_short for topic in found):
                raise ValueError(f"topic {joint.topic_id} is not one whole topic of all the classes that hear it")
            if len({venues[class_id] for class_id in joint.class_ids}) != 1:
                raise ValueError(f"topic {joint.topic_id} is joint for classes of different venues")


@dataclass(frozen=True, slots=True)
class Timetable:
    """Lessons of the classes of one problem, in order of class and time."""

    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a timetable breaks. ``code`` is put into words elsewhere, with ``facts`` filled in."""

    rule: str
    code: str
    facts: Mapping[str, str]
    lessons: tuple[Lesson, ...] = ()


class Status(StrEnum):
    """What is known at the end of a search."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one search. ``gap`` is (objective - bound) / max(1, objective), None without a timetable.

    ``seconds`` is the time of the search as the solver measured it, without making the model, and ``warm_up_seconds``
    what it took to load the solver and to load or compile the local search; everything else repeats when the search is
    deterministic.
    ``violations`` are what ``verify`` says of the timetable: none, or the model has a fault.
    """

    status: Status
    timetable: Timetable | None
    objective: int | None
    bound: float | None
    gap: float | None
    seconds: float
    seed: int
    model_version: str
    violations: tuple[Violation, ...] = ()
    warm_up_seconds: float = 0.0
