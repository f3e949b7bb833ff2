"""The facts behind every figure, counted in the database under any grouping.

Lines tracked by classes count the classes run here, from enrolments as frozen at opening; lines tracked by totals count
what their organisers report. The two stay apart until a ``Totals`` says how much is which.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.expressions import Combinable

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.plans.models import PlanLine, ReportedResult, Tracking
from khaigiang.core.completion import CompletionStanding
from khaigiang.foundation.actor import Actor

Lines = QuerySet[PlanLine]
Key = Any
ALL = ""
"""The key of everything together, where nothing is grouped."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which facts count.

    A class counts from the day it opened, a reported period from its last day or from the day it was reported,
    whichever came first, if that is no later than ``on``. ``first`` and ``last``, both included, keep the classes that
    opened between them and the periods that lie wholly between them. An ``actor`` who does not see everything sees the
    people that its units sent, and all of a line that they organise. ``units_on`` is the day by whose units
    figures are cut where that is asked; the day ``on`` unless told.
    """

    on: dt.date
    first: dt.date | None = None
    last: dt.date | None = None
    actor: Actor | None = None
    units_on: dt.date | None = None

    @property
    def units_day(self) -> dt.date:
        return self.units_on or self.on

    @property
    def scope(self) -> frozenset[int] | None:
        """The units whose people count; None where everybody does."""
        return None if self.actor is None or self.actor.everywhere else self.actor.scope

    def opened(self, prefix: str = "") -> Q:
        """Of classes, those that count; ``prefix`` leads to the class."""
        last = self.on if self.last is None else min(self.on, self.last)
        counted = Q(**{f"{prefix}line__tracking": Tracking.CLASSES, f"{prefix}opened_on__lte": last})
        return counted & Q(**{f"{prefix}opened_on__gte": self.first}) if self.first else counted

    def finished(self, prefix: str = "") -> Q:
        """Of those classes, the ones that were over on the day."""
        return Q(**{f"{prefix}finished_on__lte": self.on})

    def people(self) -> Q:
        """Of enrolments, those whose people count."""
        if self.scope is None:
            return Q()
        sent = Q(nomination__unit__in=self.scope) | Q(nomination__list__unit__in=self.scope)
        return sent | Q(training_class__line__organiser_unit__in=self.scope)

    def reported(self) -> Q:
        """Of reported results, those that touch the days asked for."""
        known = Q(last_day__lte=self.on) | Q(reported_on__lte=self.on)
        known &= Q(line__tracking=Tracking.TOTALS)
        known &= Q(last_day__gte=self.first) if self.first else Q()
        known &= Q(first_day__lte=self.last) if self.last else Q()
        return known if self.scope is None else known & Q(line__organiser_unit__in=self.scope)

    def within(self) -> Q:
        """Of those results, the ones whose period lies wholly within the days asked for. Never empty, as SQL wants."""
        wholly = Q(first_day__isnull=False)
        wholly &= Q(first_day__gte=self.first) if self.first else Q()
        return wholly & Q(last_day__lte=self.last) if self.last else wholly


@dataclass(frozen=True, slots=True)
class Held:
    """Classes run here, those of them that are over, places, different people, and who completed."""

    classes: int = 0
    finished: int = 0
    places: int = 0
    people: int = 0
    completed: int = 0


@dataclass(frozen=True, slots=True)
class Reported:
    """What organisers report.

    ``people`` is None where a report with places does not say how many people they were; ``people_stated`` are those of
    the reports that do. ``apart`` are places of periods that lie only partly within the days asked for: they cannot be
    split, so no other figure counts them.
    """

    classes: int = 0
    places: int = 0
    people: int | None = 0
    people_stated: int = 0
    apart: int = 0


def count_classes(lines: Lines, window: Window, by: str | Combinable | None) -> Mapping[Key, tuple[int, int]]:
    """Classes opened and classes over, in one query. ``by`` is a path or expression of the class."""
    classes = TrainingClass.objects.filter(window.opened(), line__in=keys_of(lines))
    found = grouped(classes, by, held=Count("pk"), over=Count("pk", filter=window.finished()))
    return {key: (each["held"], each["over"]) for key, each in found.items()}


def count_enrolments(lines: Lines, window: Window, by: str | Combinable | None) -> Mapping[Key, Held]:
    """The same with places, people and completions, in one query. ``by`` is a path or expression of the enrolment.

    Classes here are those in which somebody of the group sits.
    """
    to_class = "training_class__"
    rows = Enrolment.objects.filter(window.opened(to_class), window.people(), training_class__line__in=keys_of(lines))
    over = window.finished(to_class)
    done = over & Q(completion__standing=CompletionStanding.COMPLETED)
    found = grouped(
        rows,
        by,
        classes=Count("training_class", distinct=True),
        finished=Count("training_class", distinct=True, filter=over),
        places=Count("pk"),
        people=Count("nomination__person", distinct=True),
        completed=Count("pk", filter=done),
    )
    return {key: Held(**each) for key, each in found.items()}


def count_reported(lines: Lines, window: Window, by: str | Combinable | None) -> Mapping[Key, Reported]:
    """What was reported, in one query. ``by`` is a path or expression of the reported result."""
    rows = ReportedResult.objects.filter(window.reported(), line__in=keys_of(lines))
    within = window.within()
    found = grouped(
        rows,
        by,
        held=Sum("classes", filter=within),
        seats=Sum("places", filter=within),
        persons=Sum("people", filter=within),
        silent=Count("pk", filter=within & Q(people__isnull=True, places__gt=0)),
        apart=Sum("places", filter=~within),
    )
    return {
        key: Reported(
            each["held"] or 0,
            each["seats"] or 0,
            None if each["silent"] else each["persons"] or 0,
            each["persons"] or 0,
            each["apart"] or 0,
        )
        for key, each in found.items()
    }


def keys_of(lines: Lines) -> Any:
    """The lines as a subquery, whatever order and columns they were asked in."""
    return lines.order_by().values("pk")


def grouped(rows: QuerySet[Any], by: str | Combinable | None, **sums: Any) -> dict[Key, dict[str, Any]]:
    """These sums for each value of ``by``; without it, under ``ALL``."""
    if by is None:
        return {ALL: rows.order_by().aggregate(**sums)}
    asked = rows.order_by().values(cut=F(by) if isinstance(by, str) else by).annotate(**sums)
    return {row.pop("cut"): row for row in asked}
