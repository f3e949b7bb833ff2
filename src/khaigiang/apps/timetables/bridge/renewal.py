"""A draft whose timetables became others meanwhile: which of its changes can be made again on the lessons of now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge.hand import Bench, change_to_keep
from khaigiang.apps.timetables.bridge.repairs import lesson_of
from khaigiang.core.timetabling.hand import NoLonger, applied, made_again
from khaigiang.core.timetabling.problem import Lesson
from khaigiang.foundation.refusal import Phrase


@dataclass(frozen=True, slots=True)
class Renewal:
    """The changes that are made again, as a draft keeps them, and in words why each of the others is not."""

    made: tuple[list[dict[str, Any]], ...]
    dropped: tuple[Phrase, ...]


def renewal_of(bench: Bench, made: Sequence[Sequence[Mapping[str, Any]]]) -> Renewal:
    """The changes one after another, in their order, on the published lessons."""
    timetable, kept, dropped = bench.published, [], []
    for facts in made:
        try:
            change = made_again(timetable, _sides(facts), on=bench.on)
            _check_is_known(bench, change)
        except NoLonger as no_longer:
            dropped.append(_why(bench, no_longer))
        else:
            kept.append(change_to_keep(change, timetable))
            timetable = applied(timetable, change)
    return Renewal(tuple(kept), tuple(dropped))


def _sides(change: Iterable[Mapping[str, Any]]) -> list[tuple[Lesson, Lesson]]:
    """Drafts of earlier releases do not know how their lessons stood."""
    sides = []
    for facts in change:
        after = lesson_of(facts)
        if "before" not in facts:
            raise NoLonger("untold", after)
        sides.append((lesson_of(facts["before"]), after))
    return sides


def _check_is_known(bench: Bench, change: Iterable[Lesson]) -> None:
    rooms = {None, *bench.rows.rooms}
    for lesson in change:
        if not (bench.rows.lecturers.keys() >= set(lesson.lecturer_ids) and lesson.room_id in rooms):
            raise NoLonger("unknown", lesson)


def _why(bench: Bench, no_longer: NoLonger) -> Phrase:
    lesson = no_longer.lesson
    class_row, topic_row = bench.rows.classes.get(lesson.class_id), bench.rows.topics.get(lesson.topic_id)
    lecturers = (bench.rows.lecturers.get(each) for each in lesson.lecturer_ids)
    room = bench.rows.rooms.get(lesson.room_id or "")
    return phrases.dropped(
        no_longer.code,
        class_name=class_row.name if class_row else lesson.class_id,
        topic=topic_row.name if topic_row else lesson.topic_id,
        when=lesson.half_day,
        beside=[*(each.person.full_name for each in lecturers if each), *([room.name] if room else [])],
    )
