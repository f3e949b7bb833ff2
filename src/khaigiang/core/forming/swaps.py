"""Makes a seating better by letting two people change places, over and over. Sizes never change, no rule gets broken.

It proves nothing; it hands the solver a start so good that often only the proof is left, and often not even that. All
levels are looked at together. At first a swap is made when it makes no level dearer, so that what is granted already
stays granted; for what that leaves, when the first level it touches gets cheaper, or when it costs nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from khaigiang.core.forming.open_classes import open_classes, seatable
from khaigiang.core.forming.problem import Balance, FormingProblem, Level, Moved, Wishes
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.ties import ties_between

TRIALS_PER_PERSON = 150
SPARING = 0.75  # the share of the trials in which no level may get dearer
PICKS = 20
TWINS = 5


def can_swaps_help(level: Level) -> bool:
    """Whether a level asks for more than sizes, which swaps keep."""
    return any(isinstance(term, Balance | Wishes | Moved) for term in level.terms)


def swap_places(problem: FormingProblem, solution: Solution, *, seed: int, trials: int) -> Solution:
    """A seating no worse in the order of the levels. The same seed and number of trials give the same seating."""
    floor = _Floor(problem, solution)
    random = Random(seed)  # noqa: S311 - a repeatable search, no secret
    trials = min(trials, TRIALS_PER_PERSON * len(floor.people))
    for keeping, share in ((floor.makes_nothing_dearer, SPARING), (floor.is_no_worse, 1 - SPARING)):
        left = int(trials * share)
        while left > 0 and floor.faults:
            left -= floor.try_swap(random, keeping)
    return floor.solution(solution)


class _Pool:
    """Whole numbers to pick from at random, in an order that depends on nothing but what was added and removed."""

    def __init__(self) -> None:
        self.items: list[int] = []
        self.place: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self.items)

    def put(self, item: int, *, inside: bool) -> None:
        if inside and item not in self.place:
            self.place[item] = len(self.items)
            self.items.append(item)
        elif not inside and item in self.place:
            hole, last = self.place.pop(item), self.items.pop()
            if last != item:
                self.items[hole] = last
                self.place[last] = hole


def _by_place(pairs: Mapping[str, Sequence[str]], place_of: Mapping[str, int]) -> dict[int, list[int]]:
    """The same ties, among the people who sit somewhere, by their place in the list."""
    return {
        place_of[person]: [place_of[other] for other in others if other in place_of]
        for person, others in pairs.items()
        if person in place_of
    }


@dataclass(slots=True)
class _Group:
    """One value of one balance term: its people, and per class how many sit there and between what they should be."""

    term: int
    level: int
    weight: int
    people: list[int]
    count: list[int]
    low: list[int]
    high: list[int]

    def cost_of_change(self, slot: int, change: int) -> int:
        count, low, high = self.count[slot], self.low[slot], self.high[slot]
        after = count + change
        return self.weight * (max(0, low - after, after - high) - max(0, low - count, count - high))


@dataclass(frozen=True, slots=True)
class _Asked:
    """One aim for a class per person: the one wished for, or the one sat in before; -1 for whoever has none."""

    seat: list[int]
    level: int
    weight: int


class _Floor:
    """People and classes by number. A fault is a group out of balance in a class, or an asked seat not given."""

    def __init__(self, problem: FormingProblem, solution: Solution) -> None:
        ties = ties_between(problem)
        number = {slot.id: place for place, slot in enumerate(problem.classes)}
        self.class_ids = list(number)
        self.people = [candidate for candidate in problem.candidates if candidate.id in solution.seats]
        open_to = open_classes(problem)
        self.open = [
            frozenset() if person.id in ties.partners else frozenset(number[slot] for slot in open_to[person.id])
            for person in self.people
        ]
        self.seat = [number[solution.seats[person.id]] for person in self.people]
        self.members: list[list[int]] = [[] for _ in number]
        self.position = [0] * len(self.people)
        for person, seat in enumerate(self.seat):
            self.position[person] = len(self.members[seat])
            self.members[seat].append(person)
        place_of = {person.id: place for place, person in enumerate(self.people)}
        self.apart = _by_place(ties.apart, place_of)
        self.rivals = _by_place(ties.rivals, place_of)
        self.overlapping = [frozenset(number[other] for other in ties.overlapping[slot]) for slot in number]
        self.levels = len(problem.levels)
        self.asked = [
            _Asked(
                [number.get(seat or "", -1) for seat in self._asked_by(problem, term)],
                place,
                term.weight,
            )
            for place, level in enumerate(problem.levels)
            for term in level.terms
            if isinstance(term, Wishes | Moved)
        ]
        self.groups: list[_Group] = []
        self.terms: list[list[int]] = []  # the groups of each balance
        self.groups_of: list[list[int]] = [[] for _ in self.people]
        for place, level in enumerate(problem.levels):
            for term in level.terms:
                if isinstance(term, Balance):
                    self._add_groups(problem, term, place)
        self.alike: dict[tuple[int, ...], list[int]] = {}
        for person, groups in enumerate(self.groups_of):
            self.alike.setdefault(tuple(groups), []).append(person)
        self.faults = _Pool()
        for group in range(len(self.groups)):
            for slot in range(len(number)):
                self._note_group(group, slot)
        for person in range(len(self.people)):
            self._note_asked(person)

    def _asked_by(self, problem: FormingProblem, term: Wishes | Moved) -> list[str | None]:
        if isinstance(term, Wishes):
            return [person.wish for person in self.people]
        return [problem.before.get(person.id) for person in self.people]

    def _add_groups(self, problem: FormingProblem, term: Balance, level: int) -> None:
        shared_out = seatable(problem)
        totals = Counter(problem.value(candidate, term.attribute) for candidate in shared_out)
        group_of: dict[str, int] = {}
        for value in totals:
            if value:
                shares = [totals[value] * len(members) for members in self.members]
                low = [share // len(shared_out) for share in shares]
                high = [-(-share // len(shared_out)) for share in shares]
                group_of[value] = len(self.groups)
                self.groups.append(_Group(len(self.terms), level, term.weight, [], [0] * len(self.members), low, high))
        self.terms.append(list(group_of.values()))
        for person, candidate in enumerate(self.people):
            value = problem.value(candidate, term.attribute)
            if value:
                group = self.groups[group_of[value]]
                group.people.append(person)
                group.count[self.seat[person]] += 1
                self.groups_of[person].append(group_of[value])

    def try_swap(self, random: Random, fits: Callable[[int, int], bool]) -> int:
        """Pick a fault, and pairs whose swap might mend it; swap the first that fits.

        Returns how many pairs were looked at, at least 1.
        """
        fault = random.choice(self.faults.items)
        group, slot = divmod(fault, len(self.members))
        if group >= len(self.groups):
            aim, person = divmod(fault - len(self.groups) * len(self.members), len(self.people))
            pairs = self._pairs_for_seat(person, self.asked[aim].seat[person], random)
        else:
            pairs = self._pairs_for_group(group, slot, random)
        looked_at = 0
        for one, other in pairs:
            looked_at += 1
            if (
                self.seat[one] != self.seat[other]
                and self._may_take(one, other)
                and self._may_take(other, one)
                and fits(one, other)
            ):
                self._swap(one, other)
                break
        return max(1, looked_at)

    def _may_take(self, mover: int, seated: int) -> bool:
        """Whether one may take the other's seat, who leaves it; whoever belongs together stays out of the swaps."""
        end = self.seat[seated]
        return (
            end in self.open[mover]
            and all(self.seat[other] != end for other in self.apart.get(mover, ()) if other != seated)
            and all(self.seat[other] not in self.overlapping[end] for other in self.rivals.get(mover, ()))
        )

    def _pairs_for_seat(self, person: int, seat: int, random: Random) -> Iterator[tuple[int, int]]:
        """Everybody who sits where this person wants to: few such faults are left when they are looked at."""
        there = self.members[seat].copy()
        random.shuffle(there)
        return ((person, other) for other in there)

    def _pairs_for_group(self, number: int, slot: int, random: Random) -> Iterator[tuple[int, int]]:
        """Too many here: one of them against somebody elsewhere. Too few: one from elsewhere against somebody here.

        First against those who differ in this attribute alone, because such a swap touches nothing else.
        """
        group = self.groups[number]
        if not self.members[slot]:
            return
        too_many = group.count[slot] > group.high[slot]
        one = self._pick(self.members[slot], lambda person: (number in self.groups_of[person]) is too_many, random)
        if one is None:
            return
        for value in self._values_instead(one, number, random):
            alike = self.alike.get(value, ())
            if alike:
                yield one, random.choice(alike)
        if too_many:
            other = self._pick(range(len(self.people)), lambda person: number not in self.groups_of[person], random)
        else:
            other = self._pick(group.people, lambda person: self.seat[person] != slot, random)
        if other is not None:
            yield one, other

    def _values_instead(self, person: int, number: int, random: Random) -> Iterator[tuple[int, ...]]:
        """What a person would be with another value of this attribute, or with this one if theirs is another."""
        own, term = self.groups_of[person], self.groups[number].term
        for place, held in enumerate(own):
            if self.groups[held].term == term:
                values = random.choices(self.terms[term], k=TWINS) if held == number else [number] * TWINS
                for value in values:
                    if value != held:
                        yield (*own[:place], value, *own[place + 1 :])

    @staticmethod
    def _pick(people: Sequence[int], fits: Callable[[int], bool], random: Random) -> int | None:
        for _ in range(PICKS):
            person = random.choice(people) if people else None
            if person is not None and fits(person):
                return person
        return None

    def makes_nothing_dearer(self, one: int, other: int) -> bool:
        return max(self._changes(one, other)) <= 0

    def is_no_worse(self, one: int, other: int) -> bool:
        return next((cost for cost in self._changes(one, other) if cost), 0) <= 0

    def _changes(self, one: int, other: int) -> list[int]:
        """What each level would cost more."""
        here, there = self.seat[one], self.seat[other]
        change = [0] * self.levels
        for mover, start, end in ((one, here, there), (other, there, here)):
            against = self.groups_of[other if mover == one else one]
            for number in self.groups_of[mover]:
                if number not in against:
                    group = self.groups[number]
                    change[group.level] += group.cost_of_change(start, -1) + group.cost_of_change(end, 1)
            for asked in self.asked:
                if asked.seat[mover] in (start, end):
                    change[asked.level] += asked.weight if asked.seat[mover] == start else -asked.weight
        return change

    def _swap(self, one: int, other: int) -> None:
        here, there = self.seat[one], self.seat[other]
        at, opposite = self.position[one], self.position[other]
        self.members[here][at], self.members[there][opposite] = other, one
        self.position[one], self.position[other] = opposite, at
        self.seat[one], self.seat[other] = there, here
        for mover, start, end in ((one, here, there), (other, there, here)):
            for number in self.groups_of[mover]:
                self.groups[number].count[start] -= 1
                self.groups[number].count[end] += 1
        for mover in (one, other):
            self._note_asked(mover)
            for number in self.groups_of[mover]:
                self._note_group(number, here)
                self._note_group(number, there)

    def _note_group(self, number: int, slot: int) -> None:
        group = self.groups[number]
        out = not group.low[slot] <= group.count[slot] <= group.high[slot]
        self.faults.put(number * len(self.members) + slot, inside=out)

    def _note_asked(self, person: int) -> None:
        first = len(self.groups) * len(self.members) + person
        for place, asked in enumerate(self.asked):
            missed = asked.seat[person] not in (-1, self.seat[person])
            self.faults.put(first + place * len(self.people), inside=missed)

    def solution(self, before: Solution) -> Solution:
        seats = {person.id: self.class_ids[seat] for person, seat in zip(self.people, self.seat, strict=True)}
        return Solution(seats, before.unplaced)
