"""Some classes of a plan as a question of their own: the lessons of all others hold their lecturers and rooms."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.bridge.repairs import change_facts, names_of
from khaigiang.apps.timetables.bridge.rows import Rows, problem_of
from khaigiang.core.calendar import Window
from khaigiang.core.states import CLASSES_BEGUN, ClassState
from khaigiang.core.timetabling.diff import changes, classes_told, lecturers_told
from khaigiang.core.timetabling.opened_again import in_order, taught_before, without_taught
from khaigiang.core.timetabling.problem import Lesson, Timetable, TimetableProblem
from khaigiang.core.timetabling.together import sat_together, with_classes, with_fellows
from khaigiang.core.timetabling.verify import cost, verify
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """``known`` is what stands of the lessons asked for, complete or not."""

    problem: TimetableProblem
    known: Timetable

    @property
    def price(self) -> int | None:
        """What the known lessons cost; nothing where they answer the question no more, or not yet."""
        return None if verify(self.problem, self.known) else cost(self.problem, self.known)


@dataclass(frozen=True, slots=True)
class Asked:
    """Classes that are to be timetabled: their rows, and the lessons they had so far; what was taught before ``on``
    stays.
    """

    rows: Rows
    stood: Timetable
    on: dt.date

    @property
    def has_timetables(self) -> bool:
        """Whether each of the classes has one."""
        return all(row.state == ClassState.TIMETABLED for row in self.rows.classes.values())

    def question(self, *, whole_window: bool = False) -> Question:
        """Raises Refused when a class has no day."""
        problem = problem_of(self.rows, whole_window=whole_window)
        begun = {lesson.class_id for lesson in taught_before(self.stood, self.on)}
        if begun and not whole_window:  # the fewest days of a window may be over while lessons are to come
            whole = {plan.id: plan for plan in problem_of(self.rows, whole_window=True).classes}
            plans = [whole[plan.id] if plan.id in begun else plan for plan in problem.classes]
            problem = with_classes(problem, plans)
        try:
            return Question(*without_taught(problem, self.stood, self.on))
        except LookupError as error:
            name = self.rows.classes[error.args[0]].name
            raise Refused("class_without_days", phrases.CLASS_WITHOUT_DAYS, name=name) from error

    def answered(self, found: Timetable) -> tuple[Lesson, ...]:
        """All lessons of these classes from now on."""
        return in_order((*taught_before(self.stood, self.on), *found.lessons))


def asked_of(rows: Rows, codes: Collection[str], stood: Timetable, *, on: dt.date) -> Asked:
    """These of the classes of a plan; ``stood`` are the lessons of all of them."""
    own = tuple(lesson for lesson in stood.lessons if lesson.class_id in codes)
    classes = {code: row for code, row in rows.classes.items() if code in codes}
    return Asked(replace(rows, classes=classes), Timetable(own), on)


def codes_asked(
    rows: Rows,
    stood: Timetable,
    *,
    released: Collection[str] = (),
    begins_from: dt.date | None = None,
    begins_to: dt.date | None = None,
) -> tuple[str, ...]:
    """The classes that have no timetable yet, of those that begin between two days; and those that are released.

    Classes that hear something together, or do as their lessons stood, are asked for together; those of them that have
    begun keep what they have.
    Raises Refused for a released class that is none of the plan's, or where it or one that hears something with it has
    begun; for one that keeps its timetable while others that hear something with it are asked for; and for days that
    are reversed.
    """
    if begins_from and begins_to and begins_to < begins_from:
        raise Refused("days_reversed", phrases.DAYS_REVERSED)
    within = Window(begins_from or dt.date.min, begins_to or dt.date.max)
    for code in released:
        if code not in rows.classes:
            raise Refused("no_such_class", phrases.NO_SUCH_CLASS, wanted=code)
    # What several hear together holds its room and its lecturers in the name of one of them.
    together = (*rows.joint, *sat_together(stood))
    for code in sorted(with_fellows(together, released)):
        if rows.classes[code].state in CLASSES_BEGUN:
            raise Refused("class_already_open", phrases.ALREADY_OPEN, name=rows.classes[code].name)
    wanted = {
        code
        for code, row in rows.classes.items()
        if code in released or (row.state == ClassState.FORMED and row.planned.first_day in within)
    }
    asked = with_fellows(together, wanted)
    for code in sorted(asked - wanted):
        if rows.classes[code].state == ClassState.TIMETABLED:
            raise Refused("heard_with_others", phrases.HEARD_WITH_OTHERS, name=rows.classes[code].name)
    return tuple(code for code, row in rows.classes.items() if code in asked and row.state not in CLASSES_BEGUN)


def changed_facts(before: Timetable, after: Timetable, rows: Rows) -> dict[str, Any]:
    """What differs between two timetables of a plan and who is told, as a version keeps it."""
    differs, names = changes(before, after), names_of(rows)
    return {
        "changes": [change_facts(each, names) for each in differs],
        "classes": list(classes_told(differs)),
        "lecturers": list(lecturers_told(differs)),
    }


def with_lessons(stood: Timetable, codes: Collection[str], lessons: Iterable[Lesson]) -> Timetable:
    """The timetable of a plan with other lessons of these classes."""
    others = (lesson for lesson in stood.lessons if lesson.class_id not in codes)
    return Timetable(in_order((*others, *lessons)))
