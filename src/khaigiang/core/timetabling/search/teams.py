"""Who may give an event: one lecturer, or several who give it together."""

import random
from collections.abc import Iterator
from itertools import combinations
from math import comb

from khaigiang.core.timetabling.problem import TimetableProblem

Team = tuple[str, ...]

_MOST = 5_000  # teams of one topic; of more than that so many are drawn, and the search tries no others


def teams_of(problem: TimetableProblem) -> tuple[Team, ...]:
    """Each lecturer alone, in the order of the problem, then everybody who may give one of its topics together."""
    alone = [(lecturer.id,) for lecturer in problem.lecturers]
    wanted = {
        (topic.id, topic.lecturers): None
        for plan in problem.classes
        for topic in plan.topics
        if topic.wants_lecturer and topic.lecturers > 1
    }
    together: dict[Team, None] = {}
    for topic_id, number in wanted:
        able = [lecturer.id for lecturer in problem.lecturers if topic_id in lecturer.topics]
        together.update(dict.fromkeys(_some(able, number)))
    return (*alone, *together)


def _some(able: list[str], number: int) -> Iterator[Team]:
    if comb(len(able), number) <= _MOST:
        yield from combinations(able, number)
        return
    chance = random.Random(number)  # noqa: S311 - no secret
    for _ in range(_MOST):
        yield tuple(able[place] for place in sorted(chance.sample(range(len(able)), number)))
