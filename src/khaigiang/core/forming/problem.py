"""The question: whom to seat, in which classes, under which rules, towards which aims."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from khaigiang.core.calendar import Window

Sex = Literal["male", "female"]
Rank = Literal["chief", "deputy", "member", ""]
Attribute = Literal["district", "sex", "age_band", "bloc", "position"]
Pair = tuple[str, str]

YEARS_IN_A_BAND = 10


class InvalidProblemError(ValueError):
    """The data of the question contradict themselves. ``code`` is translated, with ``facts`` filled in."""

    def __init__(self, code: str, facts: Mapping[str, str]) -> None:
        super().__init__(f"{code}: {dict(facts)}")
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Candidate:
    """An accepted person. ``order`` is the place in the accepted order; ``wish`` the id of a class asked for.

    An empty attribute (``""`` or ``None``) is an unknown fact and is left out of the balance.
    """

    id: str
    name: str
    unit: str
    district: str
    order: int
    bloc: str = ""
    sex: Sex | None = None
    birth_year: int | None = None
    position: str = ""
    rank: Rank = ""
    unavailable: tuple[Window, ...] = ()
    wish: str | None = None

    def is_free_for(self, window: Window) -> bool:
        """Whether no unavailable window shares a day with this one."""
        return not any(window.overlaps(busy) for busy in self.unavailable)


@dataclass(frozen=True, slots=True)
class ClassSlot:
    """A class to be filled: its dates and the least and the most people it may hold."""

    id: str
    name: str
    window: Window
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Aim: nobody is left without a class. Costs ``weight`` per person left out."""

    weight: int = 1


@dataclass(frozen=True, slots=True)
class EvenSizes:
    """Aim: classes as even in size as their bounds allow. Costs ``weight`` per person above or below the even size."""

    weight: int = 1


@dataclass(frozen=True, slots=True)
class Balance:
    """Aim: each value of an attribute is spread over the classes in proportion to their size.

    Costs ``weight`` per person by which a class's count of a value lies outside the fair share rounded down and up.
    """

    attribute: Attribute
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Wishes:
    """Aim: people sit in the class they asked for. Costs ``weight`` per wish not granted."""

    weight: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """Aim: whoever sat in a class before keeps that seat. Costs ``weight`` per person who sits elsewhere or nowhere."""

    weight: int = 1


Term = Unplaced | EvenSizes | Balance | Wishes | Moved


@dataclass(frozen=True, slots=True)
class Level:
    """Aims weighed against each other. A later level may never spoil what an earlier one reached."""

    name: str
    terms: tuple[Term, ...]


def default_levels() -> tuple[Level, ...]:
    """Everyone seated; then even sizes; then balance; then wishes."""
    return (
        Level("unplaced", (Unplaced(),)),
        Level("sizes", (EvenSizes(),)),
        Level(
            "balance",
            (
                Balance("district", 3),
                Balance("bloc", 3),
                Balance("position", 2),
                Balance("sex", 2),
                Balance("age_band"),
            ),
        ),
        Level("wishes", (Wishes(),)),
    )


@dataclass(frozen=True, slots=True)
class FormingProblem:
    """Candidates, classes, and what binds them. Raises InvalidProblemError when the data contradicts itself.

    ``forced`` is also how a person's seat is locked. Pairs have no order. Rules that clash with each other are no fault
    of the data: ``solve`` answers "infeasible" and ``clashes`` names them. ``before`` says who sat where so far
    (candidate id → class id); only a level with ``Moved`` asks for it, and it is no part of how the problem is written.
    """

    candidates: tuple[Candidate, ...]
    classes: tuple[ClassSlot, ...]
    forced: Mapping[str, str] = field(default_factory=dict)
    forbidden: frozenset[tuple[str, str]] = frozenset()
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    chief_and_deputy_apart: bool = False
    levels: tuple[Level, ...] = field(default_factory=default_levels)
    before: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for code, facts in _faults(self):
            raise InvalidProblemError(code, facts)

    def candidates_by_id(self) -> dict[str, Candidate]:
        return {candidate.id: candidate for candidate in self.candidates}

    def classes_by_id(self) -> dict[str, ClassSlot]:
        return {slot.id: slot for slot in self.classes}

    def balances(self) -> tuple[Balance, ...]:
        """The balance terms of all levels, in order."""
        return tuple(term for level in self.levels for term in level.terms if isinstance(term, Balance))

    def seats_to_keep(self) -> Mapping[str, str]:
        """Candidate id → the class of ``before`` that some level asks to keep; empty when none does."""
        return self.before if any(isinstance(term, Moved) for level in self.levels for term in level.terms) else {}

    def rival_pairs(self) -> tuple[Pair, ...]:
        """Each (chief, deputy) of one unit, in the order of the candidates; none when the line does not ask for it."""
        if not self.chief_and_deputy_apart:
            return ()
        deputies: dict[str, list[str]] = {}
        for candidate in self.candidates:
            if candidate.rank == "deputy":
                deputies.setdefault(candidate.unit, []).append(candidate.id)
        return tuple(
            (candidate.id, deputy)
            for candidate in self.candidates
            if candidate.rank == "chief"
            for deputy in deputies.get(candidate.unit, ())
        )

    def value(self, candidate: Candidate, attribute: Attribute) -> str:
        """A candidate's value of an attribute, "" when unknown. Ages are counted in the year the first class begins."""
        if attribute == "age_band":
            return self._age_band(candidate)
        return getattr(candidate, attribute) or ""

    def _age_band(self, candidate: Candidate) -> str:
        if candidate.birth_year is None:
            return ""
        age = min(slot.window.first for slot in self.classes).year - candidate.birth_year
        youngest = age // YEARS_IN_A_BAND * YEARS_IN_A_BAND
        return f"{youngest}-{youngest + YEARS_IN_A_BAND - 1}"


Fault = tuple[str, Mapping[str, str]]


def _faults(problem: FormingProblem) -> Iterator[Fault]:
    yield from _faults_of_lists(problem)
    yield from _faults_of_references(problem)
    yield from _faults_of_levels(problem.levels)


def _faults_of_lists(problem: FormingProblem) -> Iterator[Fault]:
    if not problem.classes:
        yield "no_classes", {}
    for code, ids in (
        ("candidate_twice", [candidate.id for candidate in problem.candidates]),
        ("class_twice", [slot.id for slot in problem.classes]),
    ):
        for twice in _repeated(ids):
            yield code, {"id": twice}
    for slot in problem.classes:
        if not 0 <= slot.minimum <= slot.maximum:
            yield "size_bounds_reversed", {"class": slot.id, "minimum": str(slot.minimum), "maximum": str(slot.maximum)}


def _repeated(ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield one
        seen.add(one)


def _faults_of_references(problem: FormingProblem) -> Iterator[Fault]:
    people = {candidate.id for candidate in problem.candidates}
    classes = {slot.id for slot in problem.classes}
    pairs = sorted(problem.together) + sorted(problem.apart)
    bindings = [*problem.forced.items(), *sorted(problem.forbidden), *problem.before.items()]
    wishes = [candidate.wish for candidate in problem.candidates if candidate.wish is not None]
    for person in [*(one for pair in pairs for one in pair), *(person for person, _ in bindings)]:
        if person not in people:
            yield "unknown_candidate", {"id": person}
    for slot in [*(slot for _, slot in bindings), *wishes]:
        if slot not in classes:
            yield "unknown_class", {"id": slot}
    for one, other in pairs:
        if one == other:
            yield "paired_with_self", {"id": one}


def _faults_of_levels(levels: tuple[Level, ...]) -> Iterator[Fault]:
    if not levels or not any(isinstance(term, Unplaced) for term in levels[0].terms):
        yield "first_level_must_seat_everyone", {}
    for twice in _repeated(level.name for level in levels):
        yield "level_twice", {"id": twice}
    for level in levels:
        for term in level.terms:
            if term.weight < 1:
                yield "weight_not_positive", {"level": level.name, "weight": str(term.weight)}
            if isinstance(term, Balance) and term.attribute not in get_args(Attribute):
                yield "unknown_attribute", {"level": level.name, "attribute": term.attribute}
