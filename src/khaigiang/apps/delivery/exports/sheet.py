"""A class read once for all its papers."""

from dataclasses import dataclass

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.calendar import HalfDay, Part


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """A class with everyone in it in the order of lists, and its half-days; read once for all its papers."""

    training_class: TrainingClass
    enrolments: tuple[Enrolment, ...]
    lessons: tuple[Lesson, ...]

    @property
    def plan(self) -> Plan:
        return self.training_class.line.plan

    @property
    def first(self) -> Lesson:
        return self.lessons[0]

    @property
    def last(self) -> Lesson:
        return self.lessons[-1]

    @property
    def half_days(self) -> int:
        return len({(lesson.day, lesson.part) for lesson in self.lessons})

    @property
    def days(self) -> int:
        return len({lesson.day for lesson in self.lessons})


def sheet_of(training_class: TrainingClass) -> ClassSheet:
    """Read a class for its papers."""
    enrolments = training_class.enrolments.select_related(
        "nomination__person", "nomination__unit", "nomination__list__unit", "group"
    ).order_by("nomination__person__sort_key", "nomination__person__born", "nomination__place")
    # The names of the parts of a day do not sort as the day goes: morning, evening, afternoon.
    lessons = sorted(training_class.lessons.all(), key=lambda row: (HalfDay(row.day, Part(row.part)), row.first_period))
    return ClassSheet(training_class, tuple(enrolments), tuple(lessons))
