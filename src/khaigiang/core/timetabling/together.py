"""Who hears a topic together, and how many they are."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from khaigiang.core.timetabling.problem import ClassPlan, JointTopic, Lesson, Timetable, TimetableProblem, Topic


def leaders(problem: TimetableProblem) -> Mapping[tuple[str, str], str]:
    """By class and topic, for joint topics only: the first of the classes that hear it, which stands for them all."""
    return {(class_id, joint.topic_id): joint.class_ids[0] for joint in problem.joint for class_id in joint.class_ids}


def sitting(leads: Mapping[tuple[str, str], str], lesson: Lesson) -> str:
    """Whose lesson it is: two lessons of one lecturer or room at a time are one place when this is the same."""
    return leads.get((lesson.class_id, lesson.topic_id), lesson.class_id)


def fellows(joint: Iterable[JointTopic], class_id: str, topic_id: str) -> tuple[str, ...]:
    """The other classes that hear a topic together with a class."""
    for each in joint:
        if each.topic_id == topic_id and class_id in each.class_ids:
            return tuple(other for other in each.class_ids if other != class_id)
    return ()


def among(joint: Iterable[JointTopic], class_ids: Collection[str]) -> tuple[JointTopic, ...]:
    """What is heard together by two of these classes or more."""
    heard = ((each, tuple(class_id for class_id in each.class_ids if class_id in class_ids)) for each in joint)
    return tuple(JointTopic(each.topic_id, left) for each, left in heard if len(left) > 1)


def sat_together(timetable: Timetable) -> tuple[JointTopic, ...]:
    """What classes hear together as their lessons stand, whatever is stated of it: it takes room and lecturers once."""
    found: dict[object, dict[str, str]] = {}
    for each in timetable.lessons:
        if each.room_id or each.lecturer_ids:
            held = (each.topic_id, each.half_day, each.room_id, frozenset(each.lecturer_ids))
            found.setdefault(held, {})[each.class_id] = each.topic_id
    return tuple(JointTopic(min(held.values()), tuple(held)) for held in found.values() if len(held) > 1)


def with_fellows(joint: Collection[JointTopic], class_ids: Iterable[str]) -> frozenset[str]:
    """These classes, those that hear a topic together with one of them, those that do with one of these, and so on."""
    found, before = frozenset(class_ids), frozenset[str]()
    while found != before:
        before = found
        found = found.union(*(each.class_ids for each in joint if not found.isdisjoint(each.class_ids)))
    return found


def hosts(joint: Iterable[JointTopic], lessons: Sequence[Lesson]) -> tuple[str, ...]:
    """The class in whose name each lesson holds its room and its lecturers.

    Of those that hear it together the first named, as far as they do sit together; of any other its own. Of two groups
    with a class the later counts.
    """
    places = {
        (class_id, each.topic_id): (number, place)
        for number, each in enumerate(joint)
        for place, class_id in enumerate(each.class_ids)
    }
    first: dict[object, tuple[int, str]] = {}
    sittings: list[object] = []
    for lesson in lessons:
        number, place = places.get((lesson.class_id, lesson.topic_id), (lesson.class_id, 0))
        sitting = (number, lesson.half_day, frozenset(lesson.lecturer_ids), lesson.room_id)
        sittings.append(sitting)
        first[sitting] = min(first.get(sitting, (place, lesson.class_id)), (place, lesson.class_id))
    return tuple(first[sitting][1] for sitting in sittings)


def attendances(problem: TimetableProblem) -> Mapping[tuple[str, str], int]:
    """How many come to each topic of each class."""
    sizes = {plan.id: plan.size for plan in problem.classes}
    together = {
        (class_id, joint.topic_id): sum(sizes[each] for each in joint.class_ids)
        for joint in problem.joint
        for class_id in joint.class_ids
    }
    return {
        (plan.id, topic.id): _attendance(topic, together.get((plan.id, topic.id), plan.size))
        for plan in problem.classes
        for topic in plan.topics
    }


def _attendance(topic: Topic, everybody: int) -> int:
    return everybody if topic.attendance is None else topic.attendance


def with_classes(problem: TimetableProblem, plans: Sequence[ClassPlan]) -> TimetableProblem:
    """The problem of these classes alone: a topic stays joint for those of its classes that still hold it.

    Where not as much of it is left for all of them they did not hear it together so far, and do not now.
    """
    held = {(plan.id, topic.id): topic for plan in plans for topic in plan.topics}
    joint = []
    for each in problem.joint:
        left = tuple(class_id for class_id in each.class_ids if (class_id, each.topic_id) in held)
        if len(left) > 1 and len({held[class_id, each.topic_id] for class_id in left}) == 1:
            joint.append(JointTopic(each.topic_id, left))
    return replace(problem, classes=tuple(plans), joint=tuple(joint))
