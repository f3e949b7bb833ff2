"""Who hears a topic together, and how many they are."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from khaigiang.core.timetabling.problem import ClassPlan, JointTopic, Lesson, TimetableProblem, Topic


def leaders(problem: TimetableProblem) -> Mapping[tuple[str, str], str]:
    """By class and topic, for joint topics only: the first of the classes that hear it, which stands for them all."""
    return {(class_id, joint.topic_id): joint.class_ids[0] for joint in problem.joint for class_id in joint.class_ids}


def sitting(leads: Mapping[tuple[str, str], str], lesson: Lesson) -> str:
    """Whose lesson it is: two lessons of one lecturer or room at a time are one place when this is the same."""
    return leads.get((lesson.class_id, lesson.topic_id), lesson.class_id)


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
    """The problem of these classes alone: a topic stays joint for those of its classes that still hold it."""
    held = {(plan.id, topic.id) for plan in plans for topic in plan.topics}
    joint = []
    for each in problem.joint:
        left = tuple(class_id for class_id in each.class_ids if (class_id, each.topic_id) in held)
        if len(left) > 1:
            joint.append(JointTopic(each.topic_id, left))
    return replace(problem, classes=tuple(plans), joint=tuple(joint))
