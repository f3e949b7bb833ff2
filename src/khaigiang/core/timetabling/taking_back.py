"""Takes back every part of a change that nothing needs: a price for a change does not ask how much of it changed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from khaigiang.core.timetabling.diff import changes
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.verify import verify

_MOST = 60  # changes; of more than that nobody reads the single ones


def taken_back(
    problem: TimetableProblem, before: Timetable, mended: Timetable, *, over: Callable[[], bool] = lambda: False
) -> Timetable:
    """``mended``, with lessons at their old place, by their old lecturer and in their old room wherever rules allow.

    Whoever reads the changes asks of each why it must be. ``mended`` breaks no rule, nor does the answer. What is not
    looked at when ``over`` says so stays changed.
    """
    for change in changes(before, mended)[:_MOST]:
        if change.before is None or change.after is None:
            continue
        for wished in _closer(change.before, change.after):
            if over():
                return mended
            if _is_free(problem, mended, change.after, wished) and not verify(
                problem, tried := _with(mended, change.after, wished)
            ):
                mended = tried
                break
    return mended


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


def _with(timetable: Timetable, old: Lesson, new: Lesson) -> Timetable:
    lessons = [new if lesson == old else lesson for lesson in timetable.lessons]
    place = {class_id: number for number, class_id in enumerate(dict.fromkeys(each.class_id for each in lessons))}
    lessons.sort(key=lambda each: (place[each.class_id], each.half_day, each.first_period))
    return Timetable(tuple(lessons))
