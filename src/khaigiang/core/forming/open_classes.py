"""Which classes are open to a person, whoever else sits there."""

from khaigiang.core.forming.problem import Candidate, FormingProblem


def open_classes(problem: FormingProblem) -> dict[str, tuple[str, ...]]:
    """Candidate id → the ids of the classes dates, decisions and bans leave open, in the order of the classes."""
    every = tuple(slot.id for slot in problem.classes)
    banned = {person for person, _ in problem.forbidden}
    return {
        candidate.id: _open_to(problem, candidate)
        if candidate.unavailable or candidate.id in banned or candidate.id in problem.forced
        else every
        for candidate in problem.candidates
    }


def seatable(problem: FormingProblem) -> tuple[Candidate, ...]:
    """The candidates with at least one class open. Nobody else can be shared out evenly, so nobody else is counted."""
    open_to = open_classes(problem)
    return tuple(candidate for candidate in problem.candidates if open_to[candidate.id])


def _open_to(problem: FormingProblem, candidate: Candidate) -> tuple[str, ...]:
    return tuple(
        slot.id
        for slot in problem.classes
        if candidate.is_free_for(slot.window)
        and (candidate.id, slot.id) not in problem.forbidden
        and problem.forced.get(candidate.id, slot.id) == slot.id
    )
