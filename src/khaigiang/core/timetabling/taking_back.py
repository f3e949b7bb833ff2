"""Takes back every part of a change that nothing needs: a price for a change does not ask how much of it changed."""

from collections.abc import Iterator
from dataclasses import replace

from khaigiang.core.timetabling.diff import changes
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.verify import verify

_MOST = 60  # changes; of more than that nobody reads the single ones


def taken_back(problem: TimetableProblem, before: Timetable, mended: Timetable) -> Timetable:
    """``mended``, with lessons at their old place, by their old lecturer and in their old room wherever rules allow.

    Whoever reads the changes asks of each why it must be. ``mended`` breaks no rule, nor does the answer.
    """
    for change in changes(before, mended)[:_MOST]:
        if change.before is None or change.after is None:
            continue
        for wished in _closer(change.before, change.after):
            tried = _with(mended, change.after, wished)
            if not verify(problem, tried):
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


def _with(timetable: Timetable, old: Lesson, new: Lesson) -> Timetable:
    lessons = [new if lesson == old else lesson for lesson in timetable.lessons]
    place = {class_id: number for number, class_id in enumerate(dict.fromkeys(each.class_id for each in lessons))}
    lessons.sort(key=lambda each: (place[each.class_id], each.half_day, each.first_period))
    return Timetable(tuple(lessons))
