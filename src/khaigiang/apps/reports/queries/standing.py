"""Where a year stands for its leader: what runs, what is due and not ready, what is behind the plan."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.bridge import opening_gaps
from khaigiang.apps.delivery.phrases import gap_in_words
from khaigiang.apps.plans.models import Consent, PlanLine, PlannedClass, Tracking
from khaigiang.apps.reports import phrases
from khaigiang.apps.reports.queries.counting import keys_of
from khaigiang.apps.reports.queries.figures import LineActual, percent
from khaigiang.apps.timetables.queries import progress_of_classes
from khaigiang.core.states import ConsentState
from khaigiang.foundation.refusal import Phrase

MISSING_SHOWN = 2
DUE_WITHIN = 30
"""Days ahead within which a leader asks whether a class is ready."""


@dataclass(frozen=True, slots=True)
class Running:
    """A class that runs on the day, with how many of its topics are behind it."""

    training_class: TrainingClass
    size: int
    last_day: dt.date
    done: int
    topics: int


@dataclass(frozen=True, slots=True)
class Due:
    """A class that is to begin soon and may not open yet. ``key`` is that of the class once it is formed."""

    planned: PlannedClass
    name: str
    key: int | None
    missing: tuple[Phrase, ...]

    @property
    def first_missing(self) -> tuple[Phrase, ...]:
        """As many as a list of classes has room for."""
        return self.missing[:MISSING_SHOWN]

    @property
    def more_missing(self) -> int:
        return len(self.missing) - len(self.first_missing)


@dataclass(frozen=True, slots=True)
class Behind:
    """A line that is behind its plan: why, and by how much, the most first."""

    line: PlanLine
    why: Phrase
    weight: int


def running(lines: QuerySet[PlanLine], *, on: dt.date) -> tuple[Running, ...]:
    """The classes that have opened and are not over on the day, whichever ends first. Three queries."""
    classes = list(
        TrainingClass.objects.filter(line__in=keys_of(lines), opened_on__lte=on)
        .exclude(finished_on__lte=on)
        .select_related("planned", "line")
        .annotate(size=Count("enrolments"))
        .order_by("planned__last_day", "pk")
    )
    progress = progress_of_classes([each.pk for each in classes], on=on)
    found = []
    for each in classes:
        so_far = progress.get(each.pk)
        found.append(
            Running(
                each,
                each.size,
                so_far.last_day if so_far else each.planned.last_day,
                so_far.done if so_far else 0,
                so_far.total if so_far else 0,
            )
        )
    return tuple(found)


def due(lines: QuerySet[PlanLine], *, on: dt.date, within: int = DUE_WITHIN) -> tuple[Due, ...]:
    """The classes planned to begin within so many days from the day that miss something, in order of time. Six queries.

    Whether a timetable still keeps every rule is asked on the page of the opening only.
    """
    agreed = Consent.objects.filter(line=OuterRef("line"), state=ConsentState.GIVEN)
    rows = list(
        PlannedClass.objects.filter(line__in=keys_of(lines), first_day__range=(on, on + dt.timedelta(days=within)))
        .filter(Q(training_class__isnull=True) | Q(training_class__opened_on__isnull=True))
        .select_related("training_class__line", "training_class__planned", "line__plan")
        .annotate(agreed=Exists(agreed))
        .order_by("first_day", "line", "number")
    )
    formed = {row.pk: row.training_class for row in rows if hasattr(row, "training_class")}
    gaps = opening_gaps(formed.values())
    found = []
    for row in rows:
        held = formed.get(row.pk)
        missing: list[Phrase] = [gap_in_words(gap) for gap in gaps[held.pk]] if held else _before_forming(row)
        if missing:
            found.append(Due(row, held.name if held else row.name, held.pk if held else None, tuple(missing)))
    return tuple(found)


def _before_forming(row: Any) -> list[Phrase]:
    waits = row.line.delegated and not row.agreed
    return [phrases.NO_CONSENT, phrases.NOT_FORMED] if waits else [phrases.NOT_FORMED]


def behind(rows: Iterable[LineActual], *, on: dt.date) -> tuple[Behind, ...]:
    """The lines behind their plan on the day, the furthest first. One query.

    A line tracked by classes is behind when a class's planned first day has passed and it has not opened; one tracked
    by totals when its share of the seats is below the share of its year that has passed.
    """
    listed = {row.line.pk: row for row in rows}
    overdue = PlannedClass.objects.filter(line__in=list(listed), first_day__lt=on).exclude(
        training_class__opened_on__lte=on
    )
    late = dict(overdue.order_by().values_list("line").annotate(classes=Count("pk")))
    found = []
    for key, row in listed.items():
        if row.line.tracking == Tracking.CLASSES:
            if key in late:
                weight = percent(late[key], row.line.classes) or 0
                found.append(Behind(row.line, phrases.late_classes(late[key]), weight))
        elif (gone := year_gone(row.line.plan.year, on)) > (row.share or 0):
            reported = row.reported_classes or row.reported_places
            why = phrases.slow_totals(row.share or 0, gone) if reported else phrases.NO_REPORT
            found.append(Behind(row.line, why, gone - (row.share or 0)))
    return tuple(sorted(found, key=lambda each: -each.weight))


def year_gone(year: int, on: dt.date) -> int:
    """How much of a year has passed by the end of the day, in percent."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    days = (min(max(on, first - dt.timedelta(days=1)), last) - first).days + 1
    return percent(days, (last - first).days + 1) or 0
