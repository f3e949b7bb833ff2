"""Classes that hear a topic together sit in one room, before one lecturer, at one time."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.problem import JointTopic, Lesson, Timetable, TimetableProblem, Violation
from khaigiang.core.timetabling.rules import KeptByShape
from khaigiang.core.timetabling.variables import Piece

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import BoolVarT, CpModel

    from khaigiang.core.timetabling.variables import Variables

    Slots = dict[HalfDay, int]


class JointLessons(KeptByShape):
    """Every class has the lesson in its own timetable; the first class named stands for all before other rules."""

    name = "joint_lessons"

    def post(self, model: "CpModel", variables: "Variables", problem: TimetableProblem, on: "BoolVarT") -> None:
        plans = {plan.id: plan for plan in problem.classes}
        slots = {plan.id: {half_day: slot for slot, half_day in enumerate(plan.half_days)} for plan in problem.classes}
        topics = {(plan.id, topic.id): topic for plan in problem.classes for topic in plan.topics}
        for joint in problem.joint:
            first, *others = joint.class_ids
            for other in others:
                mine = variables.of_topic(plans[first], topics[first, joint.topic_id])
                theirs = variables.of_topic(plans[other], topics[other, joint.topic_id])
                for pair in zip(mine, theirs, strict=True):
                    self._together(model, variables, pair, (slots[first], slots[other]), on)

    def _together(
        self,
        model: "CpModel",
        variables: "Variables",
        pair: tuple[Piece, Piece],
        slots: "tuple[Slots, Slots]",
        on: "BoolVarT",
    ) -> None:
        one, two = pair
        held = (on, variables.by[one][-1], variables.by[two][-1])
        for piece, own, other in ((one, slots[0], slots[1]), (two, slots[1], slots[0])):
            for half_day in sorted(own.keys() - other.keys()):
                model.add_bool_or(~variables.at[piece][own[half_day]]).only_enforce_if(*held)
        for half_day in sorted(slots[0].keys() & slots[1].keys()):
            here, there = (each[half_day] for each in slots)
            model.add(variables.at[one][here] == variables.at[two][there]).only_enforce_if(*held)
            if one in variables.taught:
                for lecturer, literal in variables.taught[one][here].items():
                    model.add(literal == variables.taught[two][there][lecturer]).only_enforce_if(*held)
            if one.topic.wants_room:
                both = (on, variables.at[one][here], variables.at[two][there])
                for room, literal in variables.room[one.class_id][here].items():
                    model.add(literal == variables.room[two.class_id][there][room]).only_enforce_if(*both)

    def violations(self, problem: TimetableProblem, timetable: Timetable) -> Iterator[Violation]:
        held: dict[tuple[str, str], list[Lesson]] = {}
        for lesson in timetable.lessons:
            held.setdefault((lesson.class_id, lesson.topic_id), []).append(lesson)
        for joint in problem.joint:
            lessons = [lesson for class_id in joint.class_ids for lesson in held.get((class_id, joint.topic_id), ())]
            for part in sorted({lesson.part for lesson in lessons}):
                yield from self._apart(joint, tuple(lesson for lesson in lessons if lesson.part == part))

    def _apart(self, joint: JointTopic, lessons: tuple[Lesson, ...]) -> Iterator[Violation]:
        facts = {"topic": joint.topic_id, "classes": ", ".join(joint.class_ids), "part": str(lessons[0].part)}
        if len({lesson.half_day for lesson in lessons}) > 1:
            yield Violation(self.name, "joint_lesson_at_two_times", facts, lessons)
            return
        if len({tuple(sorted(lesson.lecturer_ids)) for lesson in lessons}) > 1:
            yield Violation(self.name, "joint_lesson_by_two_lecturers", facts, lessons)
        if len({lesson.room_id for lesson in lessons}) > 1:
            yield Violation(self.name, "joint_lesson_in_two_rooms", facts, lessons)
