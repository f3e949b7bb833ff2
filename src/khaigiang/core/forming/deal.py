"""A first seating without the solver: people dealt out to the classes like cards.

Where nothing binds people it breaks no rule and is even already. It is only a start: whoever uses it verifies it.
"""

from khaigiang.core.forming.person_types import stated_order
from khaigiang.core.forming.problem import Candidate, FormingProblem
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.terms.even_sizes import even_sizes


def open_classes(problem: FormingProblem) -> dict[str, tuple[str, ...]]:
    """Candidate id → the ids of the classes dates, decisions and bans leave open, in the order of the classes."""
    return {
        candidate.id: tuple(
            slot.id
            for slot in problem.classes
            if candidate.is_free_for(slot.window)
            and (candidate.id, slot.id) not in problem.forbidden
            and problem.forced.get(candidate.id, slot.id) == slot.id
        )
        for candidate in problem.candidates
    }


def deal(problem: FormingProblem) -> Solution:
    """Seat one after the other, people of one kind in a row, each in the open class that is emptiest for its even size.

    Whoever has fewest classes open comes first. Pairs are not looked at.
    """
    even = even_sizes(problem)
    maximum = {slot.id: slot.maximum for slot in problem.classes}
    open_to = open_classes(problem)
    attributes = tuple(term.attribute for term in problem.balances())

    def turn(candidate: Candidate) -> tuple[object, ...]:
        kind = tuple(problem.value(candidate, attribute) for attribute in attributes)
        return len(open_to[candidate.id]), open_to[candidate.id], kind, stated_order(candidate)

    sizes = dict.fromkeys(maximum, 0)
    seats: dict[str, str] = {}
    for candidate in sorted(problem.candidates, key=turn):
        room = [slot for slot in open_to[candidate.id] if sizes[slot] < maximum[slot]]
        if room:
            seat = min(room, key=lambda slot: (sizes[slot] >= even[slot], sizes[slot] / max(1, even[slot])))
            seats[candidate.id] = seat
            sizes[seat] += 1
    return Solution(seats, tuple(candidate.id for candidate in problem.candidates if candidate.id not in seats))
