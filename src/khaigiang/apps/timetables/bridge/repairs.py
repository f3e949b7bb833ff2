"""What a search on a page is about and comes to, as plain values that a row can keep.

Ids are the words of ``rows``; names of classes and topics stand beside them, so that nothing is asked to show them.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge.holding import Holder, named
from khaigiang.apps.timetables.bridge.rows import Rows, problem_of, timetable_of
from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.diff import Change
from khaigiang.core.timetabling.explain import Clash
from khaigiang.core.timetabling.loss import Loss, LossKind, ahead, without
from khaigiang.core.timetabling.precheck import Obstacle
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.releases import Release, ReleaseKind
from khaigiang.core.timetabling.repair import Proposal
from khaigiang.foundation.refusal import Refused

Names = Mapping[str, Mapping[str, str]]

_BY_ID = ("class", "classes", "topic", "topics")


def loss_facts(loss: Loss) -> dict[str, str]:
    return {"kind": loss.kind.value, "of": loss.of, "first": loss.first.isoformat(), "last": loss.last.isoformat()}


def loss_of(facts: Mapping[str, str]) -> Loss:
    first, last = (dt.date.fromisoformat(facts[word]) for word in ("first", "last"))
    return Loss(LossKind(facts["kind"]), facts["of"], first, last)


def question_of_repair(rows: Rows, loss: Loss, *, on: dt.date) -> tuple[TimetableProblem, Timetable]:
    """What is to be mended from a day on, and the lessons as people know them. Classes may use their whole windows.

    Raises Refused when nothing lies ahead or a class has no day left.
    """
    before = timetable_of(rows)
    try:
        whole = without(problem_of(rows, whole_window=True), loss)
    except ValueError as error:
        raise Refused("no_days_left", phrases.NO_DAYS_LEFT) from error
    problem, known = ahead(whole, before, on)
    if not known.lessons:
        raise Refused("nothing_ahead", phrases.NOTHING_AHEAD)
    return problem, known


def digest_of_lessons(timetable: Timetable) -> str:
    return hashlib.sha256(repr(timetable).encode()).hexdigest()


def lesson_facts(lesson: Lesson) -> dict[str, Any]:
    return {
        "class": lesson.class_id,
        "topic": lesson.topic_id,
        "half_day": str(lesson.half_day),
        "first_period": lesson.first_period,
        "periods": lesson.periods,
        "lecturers": list(lesson.lecturer_ids),
        "room": lesson.room_id,
        "part": lesson.part,
    }


def lesson_of(facts: Mapping[str, Any]) -> Lesson:
    return Lesson(
        class_id=facts["class"],
        topic_id=facts["topic"],
        half_day=HalfDay.parse(facts["half_day"]),
        first_period=facts["first_period"],
        periods=facts["periods"],
        lecturer_ids=tuple(facts["lecturers"]),
        room_id=facts["room"],
        part=facts["part"],
    )


def proposal_facts(proposal: Proposal, rows: Rows) -> dict[str, Any]:
    """``after`` are all lessons ahead of the classes that change, ``changes`` what differs."""
    names = names_of(rows)
    changed = {lesson.class_id for change in proposal.changes for lesson in (change.before, change.after) if lesson}
    return {
        "way": proposal.way.value,
        "people": proposal.people,
        "cost": proposal.cost,
        "proven": proposal.proven,
        "classes": list(proposal.classes),
        "lecturers": list(proposal.lecturers),
        "class_names": [names["classes"][each] for each in proposal.classes],
        "lecturer_names": [names["lecturers"][each] for each in proposal.lecturers],
        "changes": [change_facts(change, names) for change in proposal.changes],
        "after": [lesson_facts(each) for each in proposal.timetable.lessons if each.class_id in changed],
    }


def names_of(rows: Rows) -> Names:
    """What every id is called, by kind."""
    return {
        "classes": {key: row.name for key, row in rows.classes.items()},
        "topics": {key: row.name for key, row in rows.topics.items()},
        "lecturers": {key: row.person.full_name for key, row in rows.lecturers.items()},
        "rooms": {key: row.name for key, row in rows.rooms.items()},
    }


def change_facts(change: Change, names: Names) -> dict[str, Any]:
    lesson = change.after or change.before
    assert lesson is not None
    return {
        "class": lesson.class_id,
        "class_name": names["classes"][lesson.class_id],
        "topic_name": names["topics"][lesson.topic_id],
        "before": _shown_facts(change.before, names) if change.before else None,
        "after": _shown_facts(change.after, names) if change.after else None,
    }


def _shown_facts(lesson: Lesson, names: Names) -> dict[str, Any]:
    """With the names that people go by beside the ids."""
    return lesson_facts(lesson) | {
        "lecturer_names": [names["lecturers"][each] for each in lesson.lecturer_ids],
        "room_name": names["rooms"][lesson.room_id] if lesson.room_id else "",
    }


def why_facts(
    problem: TimetableProblem,
    obstacles: Iterable[Obstacle],
    clash: Clash | None,
    ways_out: Sequence[Release],
    held: Mapping[str, Holder] = MappingProxyType({}),
) -> dict[str, Any]:
    """Why there is no timetable: what counting finds, what clashes, and what would mend it; by names, not ids.

    ``held`` are the classes whose fixed lessons are in the way. One that is to be opened again is told with its code
    and the key of its plan, by which that can be asked for.
    """
    often = Counter(plan.name for plan in problem.classes)
    names = {plan.id: f"{plan.name} ({plan.id})" if often[plan.name] > 1 else plan.name for plan in problem.classes}
    names |= {topic.id: topic.name for plan in problem.classes for topic in plan.topics}
    return {
        "obstacles": [{"code": each.code, "facts": _named(each.facts, names)} for each in obstacles],
        "clash": asdict(clash)
        | {
            "classes": [names[each] for each in clash.classes],
            "topics": list(dict.fromkeys(names[topic] for _class, topic in clash.topics)),
            "fixed_classes": named(clash.fixed_classes, held),
            "whole": _has_whole_classes(problem, clash),
            "only": [
                {"topic": names[topic], "lecturers": list(people)} for topic, people in _taught_by_busy(problem, clash)
            ],
        }
        if clash
        else None,
        "ways_out": [
            {"kind": each.kind.value, "facts": _named(each.facts, names), "mends": each.mends} | _opened(each, held)
            for each in ways_out
        ],
    }


def _opened(way_out: Release, held: Mapping[str, Holder]) -> dict[str, Any]:
    holder = held.get(way_out.facts.get("class", ""))
    if holder is None or way_out.kind is not ReleaseKind.RELEASE_CLASS:
        return {}
    facts = {"class": f"{holder.name} ({holder.code})"} | ({"plan": holder.elsewhere} if holder.elsewhere else {})
    return {"facts": facts, "opens": {"plan": holder.plan_id, "code": "" if holder.elsewhere else holder.code}}


def _has_whole_classes(problem: TimetableProblem, clash: Clash) -> bool:
    """Whether every topic of the classes matters."""
    every = {(plan.id, topic.id) for plan in problem.classes if plan.id in clash.classes for topic in plan.topics}
    return every <= set(clash.topics)


def _taught_by_busy(problem: TimetableProblem, clash: Clash) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Topics of the clash that nobody gives but lecturers whose busy half-days matter, with these."""
    busy = set(clash.busy_lecturers)
    for topic in dict.fromkeys(topic for _class, topic in clash.topics):
        people = tuple(lecturer.id for lecturer in problem.lecturers if topic in lecturer.topics)
        if people and busy.issuperset(people):
            yield topic, people


def _named(facts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The same with the names of classes and topics; some facts list several, with commas."""
    return {
        word: ", ".join(names.get(each, each) for each in value.split(", ")) if word in _BY_ID else value
        for word, value in facts.items()
    }
