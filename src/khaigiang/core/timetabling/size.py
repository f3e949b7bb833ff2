"""How big a problem is, for the choice between ways to solve it."""

from collections import Counter

from khaigiang.core.timetabling.problem import ClassPlan, TimetableProblem


def decisions(problem: TimetableProblem) -> int:
    """How many yes-or-no decisions a problem's model has: which topic stands when, by whom, and which room when."""
    able = Counter(topic_id for lecturer in problem.lecturers for topic_id in lecturer.topics)
    return sum(decisions_of(plan, able, len(problem.rooms)) for plan in problem.classes)


def decisions_of(plan: ClassPlan, able: Counter[str], rooms: int) -> int:
    """Those of one class. ``able``: how many lecturers each topic has."""
    each = sum(topic.parts * (2 + (1 + able[topic.id] if topic.wants_lecturer else 0)) for topic in plan.topics)
    housed = any(topic.wants_room for topic in plan.topics)
    return len(plan.half_days) * (each + (1 + rooms if housed else 0))
