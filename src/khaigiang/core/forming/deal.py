"""A first seating without the solver: people dealt out to the classes like cards.

Where nothing binds people it breaks no rule and is even already, or moves nobody who may stay. It is only a start:
whoever uses it verifies it.
"""

from collections import Counter
from collections.abc import Collection, Mapping

from khaigiang.core.forming.open_classes import open_classes
from khaigiang.core.forming.person_types import stated_order
from khaigiang.core.forming.problem import Candidate, FormingProblem
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.terms.even_sizes import even_sizes
from khaigiang.core.forming.ties import ties_between


def deal(problem: FormingProblem) -> Solution:
    """Seat one after the other, people of one kind in a row, each in the open class that is emptiest for its even size.

    Whoever has a seat to keep comes first and keeps it; then who has fewest classes open, then who wishes for one,
    which is granted while it is not full for its even size; who belongs together is seated together; who finds no room
    is left out. A class that is then below its minimum is filled up from others.
    """
    even = even_sizes(problem)
    maximum = {slot.id: slot.maximum for slot in problem.classes}
    wish = {candidate.id: candidate.wish for candidate in problem.candidates}
    open_to = open_classes(problem)
    kept = problem.seats_to_keep()
    ties = ties_between(problem)
    sizes = dict.fromkeys(maximum, 0)
    seats: dict[str, str] = {}
    done: set[str] = set()
    for person in _turns(problem, open_to, kept):
        if person in done:
            continue
        bundle = ties.partners.get(person, (person,))
        done.update(bundle)
        barred = {slot for one in bundle for slot in ties.barred(one, seats)}
        room = [
            slot
            for slot in open_to[person]
            if slot not in barred
            and sizes[slot] + len(bundle) <= maximum[slot]
            and all(slot in open_to[one] for one in bundle)
        ]
        if room:
            seat = min(
                room,
                key=lambda slot: (
                    slot != kept.get(person, slot),
                    sizes[slot] >= even[slot],
                    slot != wish[person],
                    sizes[slot] / max(1, even[slot]),
                ),
            )
            seats.update(dict.fromkeys(bundle, seat))
            sizes[seat] += len(bundle)
    if kept:
        _fill_up(problem, seats, open_to, tied={*ties.partners, *ties.apart, *ties.rivals})
    return Solution(seats, tuple(candidate.id for candidate in problem.candidates if candidate.id not in seats))


def _fill_up(
    problem: FormingProblem, seats: dict[str, str], open_to: Mapping[str, tuple[str, ...]], *, tied: Collection[str]
) -> None:
    """Bring classes up to their minimum with people whom nothing ties to others, from where most can be spared."""
    sizes = Counter(seats.values())
    for slot in problem.classes:
        for giver in sorted(problem.classes, key=lambda one: one.minimum - sizes[one.id]):
            for person in [one for one, seat in seats.items() if seat == giver.id]:
                if sizes[slot.id] >= slot.minimum or sizes[giver.id] <= giver.minimum:
                    break
                if person not in tied and slot.id in open_to[person]:
                    seats[person] = slot.id
                    sizes[giver.id] -= 1
                    sizes[slot.id] += 1


def _turns(problem: FormingProblem, open_to: Mapping[str, tuple[str, ...]], kept: Mapping[str, str]) -> list[str]:
    """Who keeps a seat; bundles, while there is room; then by the number of open classes; wishes; kind by kind."""
    attributes = tuple(term.attribute for term in problem.balances())
    bundled = {person for pair in problem.together for person in pair}

    def turn(candidate: Candidate) -> tuple[object, ...]:
        kind = tuple(problem.value(candidate, attribute) for attribute in attributes)
        choice = open_to[candidate.id]
        keeps = kept.get(candidate.id) in choice
        return (
            not keeps,
            candidate.id not in bundled,
            len(choice),
            candidate.wish is None,
            choice,
            kind,
            stated_order(candidate),
        )

    return [candidate.id for candidate in sorted(problem.candidates, key=turn)]
