"""Mends a timetable that no longer holds, with the fewest changes to what people already know."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.timetabling.diff import Change, changes, classes_told, lecturers_told
from khaigiang.core.timetabling.extract import Extract, Reach, extract
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.size import decisions
from khaigiang.core.timetabling.solve import solve
from khaigiang.core.timetabling.taking_back import taken_back
from khaigiang.core.timetabling.verify import cost, verify


class Way(StrEnum):
    """What a repair may touch."""

    STAND_IN = "stand_in"  # every lesson stays in its half-day: somebody else teaches, or another room is taken
    FEWEST = "fewest"  # whatever changes least
    MOVE = "move"  # the lessons hit go to other half-days


_STAND_IN = (Reach(stay=True), Reach(stay=True, others=True))
# What is made anew around the lessons hit, tried one after another: around all of them, else around one at a time.
AT_ONCE: Mapping[Way, tuple[Reach, ...]] = {
    Way.STAND_IN: _STAND_IN,
    Way.FEWEST: tuple(Reach(days) for days in (3, 14, 45, 400)),
    Way.MOVE: tuple(Reach(days, leave=True) for days in (3, 14, 45, 400)),
}
IN_TURN: Mapping[Way, tuple[Reach, ...]] = {
    Way.STAND_IN: _STAND_IN,
    Way.FEWEST: (*_STAND_IN, *(Reach(days) for days in (3, 14, 45, 400))),
    Way.MOVE: tuple(Reach(days, leave=True) for days in (3, 14, 45)),
}
_SHARES = {Way.STAND_IN: 0.25, Way.FEWEST: 0.8, Way.MOVE: 1.0}  # of the time, by when each must have ended
_QUESTIONS = 6  # so many of the longest questions fit into the time
_AT_ONCE = 20_000  # decisions of a question that constraint programming answers in a second or two
_TOPICS_OF_OTHERS = frozenset({"topic_missing", "topic_repeated", "topic_not_of_class"})


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
    seconds: float = 8.0,
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
    began, least = time.perf_counter(), _least(breaches)
    found: list[Proposal] = []
    hit = _hit(problem, breaches)
    for way in Way if hit else ():
        ends = began + seconds * _SHARES[way]
        asked = _Asked(seconds / _QUESTIONS, seed, workers, deterministic, stopped, ends)
        mended = _mend_at_once(problem, before, hit, way, asked) or _mend_in_turn(problem, before, hit, way, asked)
        # Order outside of the parts made anew was not looked at, so the whole is judged.
        if mended is not None and not verify(problem, mended):
            mended = taken_back(problem, before, mended, over=asked.over)
            found.append(_proposal(problem, before, mended, way=way, least=least))
    return _three_best(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """How long each question may take and how it is searched; after ``ends`` no more is asked."""

    seconds: float
    seed: int
    workers: int
    deterministic: bool
    stopped: Callable[[], bool]
    ends: float

    def over(self) -> bool:
        return self.stopped() or time.perf_counter() > self.ends

    def answer(self, part: Extract) -> Timetable | None:
        """The whole timetable with the part made anew."""
        found = solve(
            part.problem,
            seconds=self.seconds,
            seed=self.seed,
            workers=self.workers,
            deterministic=self.deterministic,
            local_search=False,  # a small question is answered sooner than the search is loaded
            stopped=self.stopped,
        )
        return None if found.timetable is None else part.put_back(found.timetable)


def _mend_at_once(
    problem: TimetableProblem, before: Timetable, hit: frozenset[Lesson], way: Way, asked: _Asked
) -> Timetable | None:
    """All lessons hit in one question, as far around them as it takes; None when that grows too big."""
    for reach in AT_ONCE[way]:
        part = extract(problem, before, hit, reach)
        if asked.over() or decisions(part.problem) > _AT_ONCE:
            return None
        if part.free and (mended := asked.answer(part)) is not None:
            return mended
    return None


def _mend_in_turn(
    problem: TimetableProblem, before: Timetable, hit: frozenset[Lesson], way: Way, asked: _Asked
) -> Timetable | None:
    """The lessons hit one after another, each with what is around it."""
    timetable = before
    waiting = sorted(hit, key=lambda lesson: (lesson.half_day, lesson.class_id))
    while waiting:
        for reach in IN_TURN[way]:
            part = extract(problem, timetable, waiting[:1], reach, known=before)
            if asked.over():
                return None
            if part.free and (mended := asked.answer(part)) is not None:
                break
        else:
            return None
        timetable = mended
        waiting = [lesson for lesson in waiting[1:] if (lesson.class_id, lesson.topic_id) not in part.free]
    return timetable


def _hit(problem: TimetableProblem, breaches: Iterable[Violation]) -> frozenset[Lesson]:
    own = {plan.id for plan in problem.classes}
    return frozenset(lesson for breach in breaches for lesson in breach.lessons if lesson.class_id in own)


def least_changes(problem: TimetableProblem, before: Timetable) -> int:
    """Lessons that cannot stay whatever becomes of the others: lecturer, room, topic or half-day is lost to them."""
    return _least(verify(problem, before))


def _least(breaches: Iterable[Violation]) -> int:
    lost = ("lecturer_available", "room_available", "topic_available", "competence", "room_suitable")
    return len(
        {
            lesson
            for breach in breaches
            if breach.rule in lost or breach.code == "half_day_not_of_class"
            for lesson in breach.lessons
        }
    )


def _proposal(problem: TimetableProblem, before: Timetable, timetable: Timetable, *, way: Way, least: int) -> Proposal:
    differs = changes(before, timetable)
    classes, lecturers = classes_told(differs), lecturers_told(differs)
    people = sum(plan.size for plan in problem.classes if plan.id in classes) + len(lecturers)
    price = cost(problem, timetable)
    return Proposal(way, timetable, differs, classes, lecturers, people, price, proven=len(differs) <= least)


def _three_best(found: Iterable[Proposal]) -> tuple[Proposal, ...]:
    """Of proposals with the same changes the one is kept that says more of what they are."""
    least_telling_first = sorted(found, key=lambda proposal: proposal.way is not Way.FEWEST)
    different = {proposal.changes: proposal for proposal in least_telling_first}
    return tuple(sorted(different.values(), key=lambda proposal: (proposal.lessons, proposal.people, proposal.cost)))
