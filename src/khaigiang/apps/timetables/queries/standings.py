"""How the classes of a plan stand: which have a timetable, and which may be timetabled anew."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.phrases import STATES
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.models import Lesson, TimetableRun, TimetableVersion
from khaigiang.apps.timetables.queries.lessons import ClassDays, class_days
from khaigiang.core.states import CLASSES_BEGUN, ClassState
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class Standing:
    """A class and its timetable: which version told the class last and when, and who teaches in it."""

    days: ClassDays
    version: int | None
    since: dt.datetime | None
    lecturers: tuple[str, ...]
    on: dt.date

    @property
    def training_class(self) -> TrainingClass:
        return self.days.training_class

    @property
    def mark(self) -> Mark:
        return STATES[self.training_class.state]

    @property
    def is_new(self) -> bool:
        """It has no timetable yet."""
        return self.training_class.state == ClassState.FORMED

    @property
    def has_begun(self) -> bool:
        return self.training_class.state in CLASSES_BEGUN

    @property
    def may_be_released(self) -> bool:
        """It has one that can be opened again: it has not begun, and something of it is to come."""
        return self.training_class.state == ClassState.TIMETABLED and self.days.last >= self.on

    def begins_between(self, first: dt.date | None, last: dt.date | None) -> bool:
        """By the plan."""
        day = self.training_class.planned.first_day
        return (first is None or first <= day) and (last is None or day <= last)


def standings(plan: Plan, *, on: dt.date) -> tuple[Standing, ...]:
    """The classes of a plan in the order in which they begin, in two queries."""
    told = TimetableVersion.objects.filter(classes=OuterRef("pk")).order_by("-number")
    classes = TrainingClass.objects.filter(line__plan=plan).annotate(
        version=Subquery(told.values("number")[:1]), since=Subquery(told.values("published_at")[:1])
    )
    lecturers = _lecturers_by_class(plan)
    return tuple(
        Standing(
            days=each,
            version=getattr(each.training_class, "version", None),
            since=getattr(each.training_class, "since", None),
            lecturers=tuple(lecturers.get(each.training_class.pk, ())),
            on=on,
        )
        for each in class_days(classes)
    )


def windows(days: Iterable[dt.date], *, weeks: int) -> list[tuple[dt.date, dt.date]]:
    """Windows of so many weeks one after another, from the first of the days on, without those that hold none."""
    found: list[tuple[dt.date, dt.date]] = []
    step = dt.timedelta(weeks=weeks)
    in_order = sorted(days)
    for day in in_order:
        if not found or day > found[-1][1]:
            first = in_order[0] + (day - in_order[0]) // step * step
            found.append((first, first + step - dt.timedelta(days=1)))
    return found


def _lecturers_by_class(plan: Plan) -> Mapping[int, Iterable[str]]:
    taught = Lesson.objects.filter(training_class__line__plan=plan, lecturers__isnull=False).order_by(
        "lecturers__person__sort_key", "lecturers"
    )
    found: dict[int, dict[int, str]] = {}
    for key, lecturer, name in taught.values_list("training_class", "lecturers", "lecturers__person__full_name"):
        found.setdefault(key, {})[lecturer] = name
    return {key: names.values() for key, names in found.items()}


def runs_of(plan: Plan) -> list[tuple[TimetableRun, tuple[str, ...]]]:
    """The solvings that timetables of a plan are of, with the names of their classes, in two queries."""
    runs = TimetableRun.objects.filter(plan=plan).order_by("pk").prefetch_related("classes")
    return [(run, tuple(each.name for each in run.classes.all())) for run in runs]


def classes_called(plan: Plan, codes: Collection[str]) -> list[str]:
    """Classes of a plan by name, in one query; none where there is nothing to ask."""
    if not codes:
        return []
    rows = TrainingClass.objects.filter(line__plan=plan, code__in=codes).order_by("line", "planned__number")
    return list(rows.values_list("name", flat=True))
