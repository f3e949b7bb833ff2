"""Which lesson when, where and by whom, over dated half-days. OR-Tools is loaded only when something is solved."""

from khaigiang.core.timetabling.explain import Clash, explain
from khaigiang.core.timetabling.precheck import Obstacle, precheck
from khaigiang.core.timetabling.problem import (
    ClassPlan,
    JointTopic,
    Lecturer,
    Lesson,
    Outcome,
    Room,
    Status,
    Timetable,
    TimetableProblem,
    Topic,
    TopicKind,
    Violation,
    Weights,
)
from khaigiang.core.timetabling.solve import MODEL_VERSION, SearchNotInstalled, solve, warm_up
from khaigiang.core.timetabling.verify import cost, costs, verify

__all__ = [
    "MODEL_VERSION",
    "Clash",
    "ClassPlan",
    "JointTopic",
    "Lecturer",
    "Lesson",
    "Obstacle",
    "Outcome",
    "Room",
    "SearchNotInstalled",
    "Status",
    "Timetable",
    "TimetableProblem",
    "Topic",
    "TopicKind",
    "Violation",
    "Weights",
    "cost",
    "costs",
    "explain",
    "precheck",
    "solve",
    "verify",
    "warm_up",
]
