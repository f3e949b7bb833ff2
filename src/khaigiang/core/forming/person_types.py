"""People whom no rule and no aim can tell apart, gathered so that the solver decides how many of them go where.

Who exactly goes is settled afterwards by the stated order. This is what keeps thousands of people within reach of a proof.
"""

from dataclasses import dataclass

from khaigiang.core.forming.problem import Candidate, FormingProblem, Wishes


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
    gathered: dict[tuple[object, ...], list[Candidate]] = {}
    for candidate in sorted(problem.candidates, key=stated_order):
        key = (
            tuple(problem.value(candidate, attribute) for attribute in attributes),
            tuple(slot.id for slot in problem.classes if not candidate.is_free_for(slot.window)),
            problem.forced.get(candidate.id),
            tuple(forbidden.get(candidate.id, ())),
            candidate.wish if wishes_count else None,
            candidate.id if candidate.id in bound else None,
        )
        gathered.setdefault(key, []).append(candidate)
    return tuple(PersonType(tuple(members)) for members in gathered.values())
