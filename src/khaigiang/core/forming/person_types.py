"""People whom no rule and no aim can tell apart, gathered so that the solver decides how many of them go where.

Who exactly goes is settled afterwards by the stated order. This is what keeps thousands of people within reach of a
proof.
"""

from collections import Counter
from dataclasses import dataclass

from khaigiang.core.forming.problem import Candidate, FormingProblem, Wishes
from khaigiang.core.forming.solution import Solution


@dataclass(frozen=True, slots=True)
class PersonType:
    """Interchangeable people in the stated order; never empty. Whoever is bound to others is alone in the type."""

    members: tuple[Candidate, ...]

    @property
    def example(self) -> Candidate:
        return self.members[0]

    @property
    def size(self) -> int:
        return len(self.members)


def stated_order(candidate: Candidate) -> tuple[str, int, str]:
    """By unit, then by place in the accepted order: who comes first takes the seat in the class listed first."""
    return candidate.unit, candidate.order, candidate.id


def gather_types(problem: FormingProblem) -> tuple[PersonType, ...]:
    """All candidates, each in exactly one type; types in the stated order of their first members."""
    bound = {person for pair in (*problem.together, *problem.apart, *problem.rival_pairs()) for person in pair}
    forbidden: dict[str, list[str]] = {}
    for person, slot in sorted(problem.forbidden):
        forbidden.setdefault(person, []).append(slot)
    attributes = tuple(dict.fromkeys(term.attribute for term in problem.balances()))
    wishes_count = any(isinstance(term, Wishes) for level in problem.levels for term in level.terms)
    kept = problem.seats_to_keep()
    gathered: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in sorted(problem.candidates, key=stated_order):
        key = (
            tuple(problem.value(candidate, attribute) for attribute in attributes),
            tuple(slot.id for slot in problem.classes if not candidate.is_free_for(slot.window)),
            problem.forced.get(candidate.id),
            tuple(forbidden.get(candidate.id, ())),
            candidate.wish if wishes_count else None,
            kept.get(candidate.id),
            candidate.id if candidate.id in bound else None,
        )
        gathered.setdefault(key, []).append(candidate)
    return tuple(PersonType(tuple(members)) for members in gathered.values())


TypeCounts = Counter[tuple[int, str]]


def count_types(types: tuple[PersonType, ...], solution: Solution) -> TypeCounts:
    """(place of type, class id) → how many of the type sit there."""
    return Counter(
        (place, solution.seats[candidate.id])
        for place, kind in enumerate(types)
        for candidate in kind.members
        if candidate.id in solution.seats
    )


def seat_in_order(problem: FormingProblem, types: tuple[PersonType, ...], counts: TypeCounts) -> Solution:
    """Turn counts into names: within a type, in the stated order, the class listed first is filled first."""
    placed: dict[str, str] = {}
    for place, kind in enumerate(types):
        waiting = iter(kind.members)
        for slot in problem.classes:
            for _ in range(counts[place, slot.id]):
                placed[next(waiting).id] = slot.id
    by_order = sorted(problem.candidates, key=lambda candidate: (candidate.order, candidate.id))
    return Solution(
        {candidate.id: placed[candidate.id] for candidate in by_order if candidate.id in placed},
        tuple(candidate.id for candidate in by_order if candidate.id not in placed),
    )
