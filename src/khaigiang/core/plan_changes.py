"""What an amendment changes in a plan, and what stands in its way: two states of a plan in, differences out.

A line is known by its code, a class by its number within the line, a unit's share by the unit. Days are told as ISO
text, so that a change can be kept as plain values.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.plan_said import ClassSaid, LineSaid, PlanSaid
from khaigiang.core.quotas import Apportionment, Method, apportion

Value = str | int | bool | None
Facts = Mapping[str, str | int]


class ChangeKind(StrEnum):
    PLAN = "plan"
    LINE_ADDED = "line_added"
    LINE_DROPPED = "line_dropped"
    LINE = "line"
    CLASS_ADDED = "class_added"
    CLASS_DROPPED = "class_dropped"
    CLASS_MOVED = "class_moved"
    CLASS_BOUNDS = "class_bounds"
    CLASS_NAME = "class_name"
    CLASS_TIMES = "class_times"
    CLASS_ESTIMATE = "class_estimate"
    SHARE_ADDED = "share_added"
    SHARE_DROPPED = "share_dropped"
    SHARE = "share"
    WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``place`` is the line's number in the plan, 0 for the plan itself; ``about`` the field, class or
    unit. ``before`` and ``after`` hold as many values as the kind needs, none where there was or is nothing.
    """

    kind: ChangeKind
    place: int = 0
    line: str = ""
    title: str = ""
    about: str = ""
    before: tuple[Value, ...] = ()
    after: tuple[Value, ...] = ()


PLAN_FIELDS = ("title", "parent_body", "place", "instruments")
# In the order in which a reader is told; seats come right behind classes.
LINE_FIELDS = (
    "classes",
    "seats",
    "title",
    "programme",
    "audience_text",
    "rule_set",
    "organiser",
    "school",
    "venue",
    "payer",
    "estimate",
    "chief_and_deputy_together",
    "quota_method",
    "bloc",
    "abroad",
    "tracking",
    "delegated",
    "consenting_body",
)
# What stands behind a field and may change while its words do not.
_BEHIND = {"programme": "programme_key", "organiser": "organiser_key", "audience_text": "audience"}


def changes_between(before: PlanSaid, after: PlanSaid) -> tuple[Change, ...]:
    """Every difference: of the plan itself, then line by line in the order of the plan, new lines last."""
    return tuple(_changes(before, after))


def _changes(before: PlanSaid, after: PlanSaid) -> Iterator[Change]:
    for name in PLAN_FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(ChangeKind.PLAN, about=name, before=_values(old), after=_values(new))
    lines = {line.code: line for line in after.lines}
    for place, line in enumerate(before.lines, start=1):
        if line.code in lines:
            yield from _line_changes(place, line, lines[line.code])
        else:
            facts = (line.classes, line.seats)
            yield Change(ChangeKind.LINE_DROPPED, place, line.code, line.title, before=facts)
    known = {line.code for line in before.lines}
    fresh = (line for line in after.lines if line.code not in known)
    for place, line in enumerate(fresh, start=len(before.lines) + 1):
        yield Change(ChangeKind.LINE_ADDED, place, line.code, line.title, after=(line.classes, line.seats))


def _line_changes(place: int, old: LineSaid, new: LineSaid) -> Iterator[Change]:
    said = {"place": place, "line": new.code, "title": new.title}
    for name in LINE_FIELDS:
        behind = _BEHIND.get(name, name)
        if getattr(old, name) != getattr(new, name) or getattr(old, behind) != getattr(new, behind):
            values = {"before": _values(getattr(old, name)), "after": _values(getattr(new, name))}
            yield Change(ChangeKind.LINE, about=name, **said, **values)  # type: ignore[arg-type]
    yield from _class_changes(said, old, new)
    yield from _share_changes(said, old, new)


def _class_changes(said: Mapping[str, object], old: LineSaid, new: LineSaid) -> Iterator[Change]:
    olds, news = ({row.number: row for row in line.planned} for line in (old, new))
    for number in sorted({*olds, *news}):
        was, now = olds.get(number), news.get(number)
        told = {**said, "about": str(number)}
        if was is None and now is not None:
            yield Change(ChangeKind.CLASS_ADDED, **told, after=_days(now))  # type: ignore[arg-type]
        elif now is None and was is not None:
            yield Change(ChangeKind.CLASS_DROPPED, **told, before=_days(was))  # type: ignore[arg-type]
        elif was is not None and now is not None:
            for kind, values in _OF_CLASS.items():
                if values(was) != values(now):
                    yield Change(kind, **told, before=values(was), after=values(now))  # type: ignore[arg-type]


def _share_changes(said: Mapping[str, object], old: LineSaid, new: LineSaid) -> Iterator[Change]:
    olds, news = ({row.key: row for row in line.shares} for line in (old, new))
    for key in dict.fromkeys([*olds, *news]):
        was, now = olds.get(key), news.get(key)
        told = {**said, "about": (now or was).unit}  # type: ignore[union-attr]
        if was is None and now is not None:
            yield Change(ChangeKind.SHARE_ADDED, **told, after=(now.seats, now.weight))  # type: ignore[arg-type]
        elif now is None and was is not None:
            yield Change(ChangeKind.SHARE_DROPPED, **told, before=(was.seats, was.weight))  # type: ignore[arg-type]
        elif was is not None and now is not None:
            for kind, one, other in (
                (ChangeKind.SHARE, was.seats, now.seats),
                (ChangeKind.WEIGHT, was.weight, now.weight),
            ):
                if one != other:
                    yield Change(kind, **told, before=(one,), after=(other,))  # type: ignore[arg-type]


def _values(value: object) -> tuple[Value, ...]:
    return tuple(value) if isinstance(value, tuple) else (value,)  # type: ignore[return-value]


def _days(row: ClassSaid) -> tuple[Value, ...]:
    return row.first_day.isoformat(), row.last_day.isoformat()


_OF_CLASS: Mapping[ChangeKind, Callable[[ClassSaid], tuple[Value, ...]]] = {
    ChangeKind.CLASS_MOVED: _days,
    ChangeKind.CLASS_BOUNDS: lambda row: (row.minimum, row.maximum),
    ChangeKind.CLASS_NAME: lambda row: (row.name,),
    ChangeKind.CLASS_TIMES: lambda row: (" ".join(map(str, row.weekdays or ())), " ".join(row.parts or ())),
    ChangeKind.CLASS_ESTIMATE: lambda row: (row.estimate,),
}


@dataclass(frozen=True, slots=True)
class SeatsHeld:
    """What a unit has of a line's seats now, after all moves: how many, how many people it named, how many are bound
    because somebody was accepted or they were granted further down.
    """

    unit: str
    seats: int
    named: int
    bound: int


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on a line: nothing of it may lose what it hangs on.

    ``formed`` and ``begun`` are numbers of classes. ``seats`` is of the units that have theirs from the line itself,
    ``deeper`` are units that have theirs from another; ``whole`` and ``granted`` are all that the line has and what it
    shared, None and 0 where its seats were never shared out.
    """

    people: int = 0
    called: bool = False
    dossiers: int = 0
    results: int = 0
    requests: int = 0
    formed: frozenset[int] = frozenset()
    begun: frozenset[int] = frozenset()
    seats: Mapping[int, SeatsHeld] = field(default_factory=dict)
    deeper: Mapping[int, str] = field(default_factory=dict)
    whole: int | None = None
    granted: int = 0

    @property
    def anything(self) -> bool:
        return bool(self.people or self.called or self.dossiers or self.results or self.requests or self.formed)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a change cannot be. ``code`` is put into words elsewhere, with ``facts`` filled in."""

    code: str
    place: int
    line: str
    facts: Facts = field(default_factory=dict)


def obstacles(before: PlanSaid, after: PlanSaid, hanging: Mapping[str, Hanging]) -> tuple[Obstacle, ...]:
    """Everything that hangs on a line and would lose its ground, line by line in the order of the plan."""
    lines = {line.code: line for line in after.lines}
    return tuple(
        obstacle
        for place, line in enumerate(before.lines, start=1)
        for obstacle in _obstacles(place, line, lines.get(line.code), hanging.get(line.code, Hanging()))
    )


def _obstacles(place: int, old: LineSaid, new: LineSaid | None, held: Hanging) -> Iterator[Obstacle]:
    if new is None:
        if held.anything:
            yield Obstacle("line_in_use", place, old.code)
        return
    if old.programme_key != new.programme_key and held.people:
        yield Obstacle("programme_with_people", place, old.code, {"people": held.people})
    if old.programme_key != new.programme_key and held.requests:
        yield Obstacle("programme_with_requests", place, old.code)
    if old.tracking != new.tracking and held.anything:
        yield Obstacle("tracking_in_use", place, old.code)
    if held.results and (old.programme_key, old.organiser_key) != (new.programme_key, new.organiser_key):
        yield Obstacle("results_reported", place, old.code)
    yield from _class_obstacles(place, old, new, held)
    yield from _seat_obstacles(place, old, new, held)


def _class_obstacles(place: int, old: LineSaid, new: LineSaid, held: Hanging) -> Iterator[Obstacle]:
    kept = {row.number: row for row in new.planned}
    for row in old.planned:
        facts: Facts = {"number": row.number, "name": row.name}
        if row.number in held.begun and kept.get(row.number) != row:
            yield Obstacle("class_begun", place, old.code, facts)
        elif row.number in held.formed and row.number not in kept:
            yield Obstacle("class_formed", place, old.code, facts)


def _seat_obstacles(place: int, old: LineSaid, new: LineSaid, held: Hanging) -> Iterator[Obstacle]:
    if held.whole is None:
        return
    more = seats_moved(old, new)
    dropped = {row.key for row in old.shares} - {row.key for row in new.shares}
    for key, seats in more.items():
        own = held.seats.get(key)
        if key in held.deeper:
            yield Obstacle("granted_by_another", place, old.code, {"unit": held.deeper[key]})
        elif own is not None and own.seats + seats < own.bound:
            facts: Facts = {"unit": own.unit, "seats": max(0, own.seats + seats), "bound": own.bound}
            yield Obstacle("seats_in_use", place, old.code, facts)
        elif own is None and seats < 0:
            yield Obstacle("seats_gone", place, old.code, {"seats": -seats})
    for key in sorted(dropped):
        if key in held.seats and held.seats[key].named:
            facts = {"unit": held.seats[key].unit, "people": held.seats[key].named}
            yield Obstacle("unit_with_people", place, old.code, facts)
    whole, granted = held.whole + new.seats - old.seats, held.granted + sum(more.values())
    if whole < granted:
        yield Obstacle("seats_granted", place, old.code, {"seats": max(0, whole), "granted": granted})


def seats_moved(old: LineSaid, new: LineSaid) -> dict[int, int]:
    """How many seats more or fewer the plan gives each unit (by its key); nothing for whose seats it leaves alone."""
    was, now = seats_planned(old), seats_planned(new)
    moved = {key: now.get(key, 0) - was.get(key, 0) for key in dict.fromkeys([*was, *now])}
    return {key: seats for key, seats in moved.items() if seats}


def seats_planned(line: LineSaid) -> dict[int, int]:
    """The seats a line gives each unit: as listed, or apportioned. Raises CannotApportion."""
    shared = shares_of(line)
    if shared is None:
        return {row.key: row.seats or 0 for row in line.shares}
    return {int(key): seats for key, seats in shared.seats.items()}


def shares_of(line: LineSaid) -> Apportionment | None:
    """How a line's seats are apportioned to its units; None where they are listed. Raises CannotApportion."""
    if line.quota_method not in set(Method) or not line.shares:
        return None
    weights = {str(row.key): row.weight or 0 for row in line.shares}
    return apportion(line.seats, weights, method=Method(line.quota_method))


def asks_consent_anew(old: LineSaid, new: LineSaid) -> bool:
    """Whether a body that agreed to the line agreed to something else: who holds which programme, how often."""

    def agreed(line: LineSaid) -> tuple[object, ...]:
        return line.programme_key, line.organiser_key, line.consenting_body, line.classes, line.seats

    return agreed(old) != agreed(new)


def faults_of(line: LineSaid) -> tuple[Obstacle, ...]:
    """What a line says against itself, as a workbook would be refused for it."""
    return tuple(_faults(line)) if line.tracking == "classes" else ()


def _faults(line: LineSaid) -> Iterator[Obstacle]:
    rows: Sequence[ClassSaid] = line.planned
    for row in rows:
        facts: Facts = {"number": row.number}
        if row.last_day < row.first_day:
            yield Obstacle("days_reversed", 0, line.code, facts)
        if row.maximum < row.minimum:
            yield Obstacle("bounds_reversed", 0, line.code, facts)
    if len(rows) != line.classes:
        yield Obstacle("classes_do_not_add_up", 0, line.code, {"classes": line.classes, "rows": len(rows)})
    least, most = sum(row.minimum for row in rows), sum(row.maximum for row in rows)
    if not least <= line.seats <= most:
        facts = {"seats": line.seats, "least": least, "most": most}
        yield Obstacle("seats_outside_bounds", 0, line.code, facts)
    total = sum(row.seats or 0 for row in line.shares)
    if line.quota_method not in set(Method) and total != line.seats:
        yield Obstacle("shares_do_not_add_up", 0, line.code, {"seats": line.seats, "total": total})
