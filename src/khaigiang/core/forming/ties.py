"""What binds people to each other, ready to be asked while a seating is being made by hand or by swaps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khaigiang.core.forming.problem import FormingProblem, Pair


@dataclass(frozen=True, slots=True)
class Ties:
    """``partners``: everyone bound, however indirectly, to the same class. The other two: whom to keep from whom.

    ``overlapping``: class id → ids of the classes that share a day with it, itself included.
    """

    partners: dict[str, tuple[str, ...]]
    apart: dict[str, list[str]]
    rivals: dict[str, list[str]]
    overlapping: dict[str, frozenset[str]]

    def barred(self, person: str, seats: dict[str, str]) -> Iterator[str]:
        """Ids of the classes closed to a person by where others sit; some may come twice."""
        for other in self.apart.get(person, ()):
            if other in seats:
                yield seats[other]
        for other in self.rivals.get(person, ()):
            if other in seats:
                yield from self.overlapping[seats[other]]


def ties_between(problem: FormingProblem) -> Ties:
    """The pairs of a problem, seen from each person."""
    return Ties(
        partners=_bundles(problem),
        apart=_both_ways(problem.apart),
        rivals=_both_ways(problem.rival_pairs()),
        overlapping={
            slot.id: frozenset(other.id for other in problem.classes if slot.window.overlaps(other.window))
            for slot in problem.classes
        },
    )


def _both_ways(pairs: Iterable[Pair]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in sorted(pairs):
        found.setdefault(one, []).append(other)
        found.setdefault(other, []).append(one)
    return found


def _bundles(problem: FormingProblem) -> dict[str, tuple[str, ...]]:
    """Person → everyone reached over pairs that belong together, that person included; only whoever has such a pair."""
    friends = _both_ways(problem.together)
    bundles: dict[str, tuple[str, ...]] = {}
    for person in friends:
        if person in bundles:
            continue
        bundle, waiting = [person], [person]
        while waiting:
            for friend in friends[waiting.pop()]:
                if friend not in bundle:
                    bundle.append(friend)
                    waiting.append(friend)
        bundles.update(dict.fromkeys(bundle, tuple(bundle)))
    return bundles
