"""A unit's chief and its deputy are never away on the same days, where the line asks for it.

Many classes, like a ward's, take them together on purpose: then ``chief_and_deputy_apart`` is off.
"""

from collections.abc import Iterator

from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.seats import Demand, Seats
from khaigiang.core.forming.solution import Solution, Violation

NAME = "chief_and_deputy"


def post(problem: FormingProblem, seats: Seats) -> Iterator[Demand]:
    """On each first day of a class: of the two, at most one sits in the classes held on that day.

    Two windows that overlap share the first day of the later one, so these days are enough; and one sum per day binds
    tighter than one condition per pair of classes.
    """
    for chief, deputy in problem.rival_pairs():
        for day in sorted({slot.window.first for slot in problem.classes}):
            held = [slot.id for slot in problem.classes if day in slot.window]
            away = sum(seats.of(person, slot) for person in (chief, deputy) for slot in held)
            yield Demand("not_both_away", {"chief": chief, "deputy": deputy, "day": str(day)}, away <= 1)


def violations(problem: FormingProblem, solution: Solution) -> Iterator[Violation]:
    if not problem.chief_and_deputy_apart:
        return
    classes = problem.classes_by_id()
    seated = [candidate for candidate in problem.candidates if solution.seats.get(candidate.id) in classes]
    chiefs = [candidate for candidate in seated if candidate.rank == "chief"]
    deputies: dict[str, list[str]] = {}
    for candidate in seated:
        if candidate.rank == "deputy":
            deputies.setdefault(candidate.unit, []).append(candidate.id)
    for chief in chiefs:
        for deputy in deputies.get(chief.unit, ()):
            one, other = solution.seats[chief.id], solution.seats[deputy]
            if classes[one].window.overlaps(classes[other].window):
                facts = {"chief": chief.id, "deputy": deputy, "class": one, "other": other}
                yield Violation(NAME, "both_away", facts)
