"""Which classes are open to a person, whoever else sits there."""

from khaigiang.core.forming.problem import FormingProblem


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
