"""Takes back every part of a change that nothing needs: a price for a change does not ask how much of it changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations, product

from khaigiang.core.timetabling.diff import Change, changes
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.verify import verify

_MOST = 60  # changes; of more than that nobody reads the single ones


def taken_back(
    problem: TimetableProblem, before: Timetable, mended: Timetable, *, over: Callable[[], bool] = lambda: False
) -> Timetable:
    """``mended``, with lessons at their old place, by their old lecturer and in their old room wherever rules allow.

    Whoever reads the changes asks of each why it must be. Of lecturers who give a lesson together as many stay as can.
    ``mended`` breaks no rule, nor does the answer. What is not looked at when ``over`` says so stays changed.
    """
    for change in changes(before, mended)[:_MOST]:
        if change.before is None or change.after is None:
            continue
        for wished in _closer(change.before, change.after):
            if over():
                return mended
            if (tried := _tried(problem, mended, {change.after: wished})) is not None:
                mended = tried
                break
    return _with_old_partners(problem, before, mended, over)


def _with_old_partners(
    problem: TimetableProblem, before: Timetable, mended: Timetable, over: Callable[[], bool]
) -> Timetable:
    """Lecturers who gave a lesson together with one who cannot give it go on with another."""
    differs = [each for each in changes(before, mended)[:_MOST] if each.before is not None and each.after is not None]
    for change in differs:
        # What rules want alike, other parts and other classes that hear them, is changed alike.
        alike = [each.after for each in differs if each.after is not None and _people(each) == _people(change)]
        for team in _closer_teams(change):
            if over():
                return mended
            wished = {lesson: replace(lesson, lecturer_ids=team) for lesson in alike}
            if (tried := _tried(problem, mended, wished)) is not None:
                mended = tried
                break
    return mended


def _people(change: Change) -> object:
    assert change.before is not None
    assert change.after is not None
    return change.after.topic_id, change.before.lecturer_ids, change.after.lecturer_ids


def _closer_teams(change: Change) -> Iterator[tuple[str, ...]]:
    """Some of the lecturers there were in place of some of the new ones, the most first."""
    assert change.before is not None
    assert change.after is not None
    old, new = change.before.lecturer_ids, change.after.lecturer_ids
    gone = [lecturer for lecturer in old if lecturer not in new]
    come = [lecturer for lecturer in new if lecturer not in old]
    for number in range(min(len(gone), len(come)), 0, -1):
        for back, away in product(combinations(gone, number), combinations(come, number)):
            if len(new) > 1:
                yield tuple(sorted({*new, *back} - {*away}))


def _tried(problem: TimetableProblem, mended: Timetable, wished: Mapping[Lesson, Lesson]) -> Timetable | None:
    """The timetable with some lessons otherwise, unless that breaks a rule or they have been changed meanwhile."""
    if not wished.keys() <= set(mended.lessons):
        return None
    if not all(_is_free(problem, mended, old, new) for old, new in wished.items()):
        return None
    tried = _with(mended, wished)
    return None if verify(problem, tried) else tried


def _closer(old: Lesson, new: Lesson) -> Iterator[Lesson]:
    """From all as it was to only the lecturer as before; nothing where that is what there is."""
    people, room = {"lecturer_ids": old.lecturer_ids}, {"room_id": old.room_id}
    stays = {"half_day": old.half_day, "first_period": old.first_period}
    for parts in (stays | people | room, stays | room, stays | people, people | room, room, people):
        wished = replace(new, **parts)
        if wished != new:
            yield wished


def _is_free(problem: TimetableProblem, timetable: Timetable, old: Lesson, new: Lesson) -> bool:
    """Whether class, lecturers and room are not wanted there by another: told at once, unlike what all rules say."""
    plan = next(plan for plan in problem.classes if plan.id == new.class_id)
    return new.half_day in plan.half_days and not any(
        held.half_day == new.half_day and held != old and _is_in_the_way(held, new)
        for held in (*timetable.lessons, *problem.fixed)
    )


def _is_in_the_way(one: Lesson, other: Lesson) -> bool:
    if one.first_period >= other.first_period + other.periods or other.first_period >= one.first_period + one.periods:
        return False
    rooms = {one.room_id, other.room_id}
    return (
        one.class_id == other.class_id
        or (one.topic_id != other.topic_id and rooms != {None} and len(rooms) == 1)
        or (one.topic_id != other.topic_id and not set(one.lecturer_ids).isdisjoint(other.lecturer_ids))
    )


def _with(timetable: Timetable, wished: Mapping[Lesson, Lesson]) -> Timetable:
    lessons = [wished.get(lesson, lesson) for lesson in timetable.lessons]
    place = {class_id: number for number, class_id in enumerate(dict.fromkeys(each.class_id for each in lessons))}
    lessons.sort(key=lambda each: (place[each.class_id], each.half_day, each.first_period))
    return Timetable(tuple(lessons))
