"""All lessons of a version as plain values, and what differs between two versions."""

from collections.abc import Iterable, Mapping
from typing import Any

from khaigiang.apps.timetables.bridge.repairs import change_facts, lesson_facts, lesson_of, names_of
from khaigiang.apps.timetables.bridge.rows import Rows
from khaigiang.core.timetabling.diff import changes
from khaigiang.core.timetabling.problem import Lesson, Timetable


def kept_facts(rows: Rows, lessons: Iterable[Lesson]) -> dict[str, Any]:
    """``lessons`` and ``names``: what the ids of these lessons are called."""
    held, names = list(lessons), names_of(rows)
    used = {
        "classes": {lesson.class_id for lesson in held},
        "topics": {lesson.topic_id for lesson in held},
        "lecturers": {each for lesson in held for each in lesson.lecturer_ids},
        "rooms": {lesson.room_id for lesson in held if lesson.room_id},
    }
    return {
        "lessons": [lesson_facts(each) for each in held],
        "names": {kind: {each: names[kind][each] for each in sorted(ids)} for kind, ids in used.items()},
    }


def changes_between(early: Mapping[str, Any], late: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What differs between two versions, in the form in which a version keeps its own changes."""
    names = {kind: early["names"][kind] | called for kind, called in late["names"].items()}
    one, other = (Timetable(tuple(lesson_of(facts) for facts in each["lessons"])) for each in (early, late))
    return [change_facts(change, names) for change in changes(one, other)]
