"""What differs between two timetables of the same classes."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from khaigiang.core.timetabling.problem import Lesson, Timetable


@dataclass(frozen=True, slots=True)
class Change:
    """A lesson before and after; None before when it is new, None after when it is gone."""

    before: Lesson | None
    after: Lesson | None


def changes(before: Timetable, after: Timetable) -> tuple[Change, ...]:
    """Every lesson whose half-day, lecturer or room changed, in order of class and time after.

    Lessons of a topic that only change places among themselves are no change; the rest are told apart by their parts.
    """
    old, new = _by_topic(before.lessons), _by_topic(after.lessons)
    found: list[Change] = []
    for key in sorted(old.keys() | new.keys()):
        stays = {_stand(lesson) for lesson in old.get(key, ())} & {_stand(lesson) for lesson in new.get(key, ())}
        gone = [lesson for lesson in old.get(key, ()) if _stand(lesson) not in stays]
        come = [lesson for lesson in new.get(key, ()) if _stand(lesson) not in stays]
        found += [Change(one, other) for one, other in zip_longest(gone, come)]
    return tuple(sorted(found, key=_order))


def _by_topic(lessons: Iterable[Lesson]) -> dict[tuple[str, str], list[Lesson]]:
    held: dict[tuple[str, str], list[Lesson]] = {}
    for lesson in sorted(lessons, key=lambda lesson: (lesson.half_day, lesson.part)):
        held.setdefault((lesson.class_id, lesson.topic_id), []).append(lesson)
    return held


def _stand(lesson: Lesson) -> object:
    return lesson.half_day, tuple(sorted(lesson.lecturer_ids)), lesson.room_id


def _order(change: Change) -> tuple[str, object, str]:
    lesson = change.after or change.before
    assert lesson is not None
    return lesson.class_id, lesson.half_day, lesson.topic_id


def classes_told(differs: Iterable[Change]) -> tuple[str, ...]:
    """The classes that changes are told to: who else teaches what, when and where they expect it, is not told."""
    sides = [(change.before, change.after) for change in differs]
    here, there = ({_seen(lesson) for pair in sides if (lesson := pair[at])} for at in (0, 1))
    return tuple(sorted({class_id for class_id, *_rest in here ^ there}))


def _seen(lesson: Lesson) -> tuple[str, str, object, str | None]:
    return lesson.class_id, lesson.topic_id, lesson.half_day, lesson.room_id


def lecturers_told(differs: Iterable[Change]) -> tuple[str, ...]:
    """The lecturers of the lessons before and after the changes."""
    sides = (lesson for change in differs for lesson in (change.before, change.after) if lesson is not None)
    return tuple(sorted({lecturer for lesson in sides for lecturer in lesson.lecturer_ids}))
