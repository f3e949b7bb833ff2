"""Mends a timetable that no longer holds, with the fewest changes to what people already know."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.timetabling.diff import Change, changes
from khaigiang.core.timetabling.extract import extract
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.size import decisions
from khaigiang.core.timetabling.solve import EXACT_DECISIONS, solve
from khaigiang.core.timetabling.verify import cost, verify

_WINDOWS = (3, 14, 45, 400)  # days before the first and after the last lesson hit, tried one after another
_TOPICS_OF_OTHERS = frozenset({"topic_missing", "topic_repeated", "topic_not_of_class"})


class Way(StrEnum):
    """What a repair may touch."""

    STAND_IN = "stand_in"  # the lessons hit stay in their half-days: somebody else teaches, or another room is taken
    MOVE = "move"  # the lessons hit go to other half-days
    FEWEST = "fewest"  # either


@dataclass(frozen=True, slots=True)
class Proposal:
    """A whole timetable that keeps every rule, and how it differs from the one before.

    ``classes`` and ``lecturers`` are those to be told, because something of theirs is at another time or place or is
    another's now; ``people`` are the trainees of these classes and the lecturers. ``proven``: no timetable changes
    fewer lessons.
    """

    way: Way
    timetable: Timetable
    changes: tuple[Change, ...]
    classes: tuple[str, ...]
    lecturers: tuple[str, ...]
    people: int
    cost: int
    proven: bool

    @property
    def lessons(self) -> int:
        return len(self.changes)


def repair(
    problem: TimetableProblem,
    before: Timetable,
    *,
    seconds: float = 9.0,
    seed: int = 1,
    workers: int = 1,
    deterministic: bool = True,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Proposal, ...]:
    """Up to three timetables of ``problem`` as it is now that differ little from ``before``, the smallest change first.

    Those that change equally many lessons come by the people to be told, then by cost. None when nothing was found in
    about ``seconds``, or nothing needs mending. Raises ValueError when ``before`` lacks a lesson, has one too many, or
    has lessons of other classes.
    """
    breaches = verify(problem, before)
    if wrong := sorted(breach.code for breach in breaches if breach.code in _TOPICS_OF_OTHERS):
        raise ValueError(f"not a timetable of these classes: {wrong[0]}")
    own = {plan.id for plan in problem.classes}
    hit = frozenset(lesson for breach in breaches for lesson in breach.lessons if lesson.class_id in own)
    least, ends = least_changes(problem, before), time.perf_counter() + seconds
    found: list[Proposal] = []
    for way in Way if hit else ():
        for days in (0,) if way is Way.STAND_IN else _WINDOWS:
            part = extract(problem, before, hit, days=days, stay=way is Way.STAND_IN, leave=way is Way.MOVE)
            too_big = days > _WINDOWS[0] and decisions(part.problem) > EXACT_DECISIONS
            if too_big or stopped() or time.perf_counter() > ends:
                break
            outcome = solve(
                part.problem,
                seconds=seconds / (2 * len(Way)),
                seed=seed,
                workers=workers,
                deterministic=deterministic,
                stopped=stopped,
            )
            if outcome.timetable is None:
                continue
            mended = part.put_back(outcome.timetable)
            if (proposal := _proposal(problem, before, mended, way=way, least=least)) is not None:
                found.append(proposal)
                break
    return _three_best(found)


def least_changes(problem: TimetableProblem, before: Timetable) -> int:
    """Lessons that cannot stay whatever becomes of the others: lecturer, room, topic or half-day is lost to them."""
    lost = ("lecturer_available", "room_available", "topic_available", "competence", "room_suitable")
    return len(
        {
            lesson
            for breach in verify(problem, before)
            if breach.rule in lost or breach.code == "half_day_not_of_class"
            for lesson in breach.lessons
        }
    )


def _proposal(
    problem: TimetableProblem, before: Timetable, timetable: Timetable, *, way: Way, least: int
) -> Proposal | None:
    """None when the answer for a part does not fit into the whole: order outside of it was not looked at."""
    if verify(problem, timetable):
        return None
    differs = changes(before, timetable)
    classes = tuple(sorted(set(_classes_told(differs))))
    lecturers = tuple(sorted(set(_lecturers_told(differs))))
    people = sum(plan.size for plan in problem.classes if plan.id in classes) + len(lecturers)
    price = cost(problem, timetable)
    return Proposal(way, timetable, differs, classes, lecturers, people, price, proven=len(differs) <= least)


def _classes_told(differs: Iterable[Change]) -> Iterator[str]:
    """A class need not be told who else teaches what it expects, when and where it expects it."""
    sides = [(change.before, change.after) for change in differs]
    for place in (0, 1):
        here, there = ({_seen(lesson) for pair in sides if (lesson := pair[at])} for at in (place, 1 - place))
        yield from {class_id for class_id, *_rest in here - there}


def _seen(lesson: Lesson) -> tuple[str, str, object, str | None]:
    return lesson.class_id, lesson.topic_id, lesson.half_day, lesson.room_id


def _lecturers_told(differs: Iterable[Change]) -> Iterator[str]:
    for change in differs:
        for lesson in (change.before, change.after):
            if lesson is not None:
                yield from lesson.lecturer_ids


def _three_best(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Of proposals with the same changes the first is kept."""
    different = {proposal.changes: proposal for proposal in reversed(list(found))}
    return tuple(sorted(different.values(), key=lambda proposal: (proposal.lessons, proposal.people, proposal.cost)))
