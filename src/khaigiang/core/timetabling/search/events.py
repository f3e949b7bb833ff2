"""What the local search moves about: each lesson, or a topic of several half-days in a row as one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from khaigiang.core.timetabling.problem import TimetableProblem, Topic
from khaigiang.core.timetabling.together import leaders


@dataclass(frozen=True, slots=True)
class Event:
    """``classes`` are places in the problem's list, the leading one first; ``length`` is in half-days."""

    classes: tuple[int, ...]
    topic: Topic
    length: int


def events_of(problem: TimetableProblem) -> Iterator[Event]:
    """Every event, class by class in the order of topics; a joint topic stands with the class that leads it."""
    place = {plan.id: number for number, plan in enumerate(problem.classes)}
    leads = leaders(problem)
    together: Mapping[tuple[str, str], tuple[int, ...]] = {
        (joint.class_ids[0], joint.topic_id): tuple(place[class_id] for class_id in joint.class_ids)
        for joint in problem.joint
    }
    for plan in problem.classes:
        for topic in plan.topics:
            if leads.get((plan.id, topic.id), plan.id) != plan.id:
                continue
            classes = together.get((plan.id, topic.id), (place[plan.id],))
            times, length = (topic.parts, 1) if topic.spread else (1, topic.parts)
            for _ in range(times):
                yield Event(classes, topic, length)
