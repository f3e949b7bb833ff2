"""What is asked of classes whose timetables are opened again: what was taught of them stays."""

import datetime as dt
from dataclasses import replace

from khaigiang.core.timetabling.loss import ahead, renumbered
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.together import with_classes


def taught_before(stood: Timetable, first: dt.date) -> tuple[Lesson, ...]:
    """The lessons before a day."""
    return tuple(lesson for lesson in stood.lessons if lesson.half_day.day < first)


def without_taught(problem: TimetableProblem, stood: Timetable, first: dt.date) -> tuple[TimetableProblem, Timetable]:
    """What is left of a problem from a day on, and of the lessons its classes had so far.

    Only classes with lessons before that day are cut down, and left out when nothing of them is to come; a class of
    which nothing was taught has all its days. What was taught holds its lecturers and rooms, under other names. Raises
    LookupError with the id of a class that has lessons to come and no day for them.
    """
    taught = taught_before(stood, first)
    begun = {lesson.class_id for lesson in taught}
    if not begun:
        return problem, stood
    own = with_classes(problem, [plan for plan in problem.classes if plan.id in begun])
    known = Timetable(tuple(lesson for lesson in stood.lessons if lesson.class_id in begun))
    rest, to_come = ahead(own, known, first)
    left = {plan.id: plan for plan in rest.classes}
    for lesson in to_come.lessons:
        if lesson.class_id not in left:
            raise LookupError(lesson.class_id)
    plans = [left.get(plan.id, plan) for plan in problem.classes if plan.id in left or plan.id not in begun]
    others = tuple(lesson for lesson in stood.lessons if lesson.class_id not in begun)
    fixed = (*problem.fixed, *(replace(lesson, class_id=f"({lesson.class_id})") for lesson in taught))
    return replace(with_classes(problem, plans), fixed=fixed), Timetable(in_order((*others, *to_come.lessons)))


def in_order(lessons: tuple[Lesson, ...]) -> tuple[Lesson, ...]:
    """By class and time, with the parts of each topic counted anew."""
    return renumbered(sorted(lessons, key=lambda each: (each.class_id, each.half_day, each.first_period)))
