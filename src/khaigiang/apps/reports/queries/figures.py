"""Plan against actual: of each line, and of many together."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import Q, Sum

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.queries import OWN, holders
from khaigiang.apps.reports.queries.counting import (
    ALL,
    Held,
    Lines,
    Reported,
    Window,
    count_classes,
    count_enrolments,
    count_reported,
    grouped,
    keys_of,
)
from khaigiang.core.vietnamese import text_sort_key
from khaigiang.foundation.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What was planned and what was held. Places count each seat taken, people each person once.

    ``…_here`` come from classes run here, ``reported_…`` from what organisers report. People are None where a report
    does not say them; people run here are distinct, but somebody reported may also sit in a class here. ``completed``
    counts classes run here only: reports do not state it. A planned figure is None where the plan does not say it by
    this cut. ``reported_apart`` are places reported for periods only partly within the days asked for, counted nowhere
    else.
    """

    planned_classes: int | None
    planned_seats: int | None
    classes_here: int
    finished_here: int
    places_here: int
    people_here: int
    completed: int
    reported_classes: int
    reported_places: int
    reported_people: int | None
    reported_people_stated: int
    reported_apart: int

    @property
    def held_classes(self) -> int:
        return self.classes_here + self.reported_classes

    @property
    def finished_classes(self) -> int:
        """Classes that are over; those reported are, for a report states what was held."""
        return self.finished_here + self.reported_classes

    @property
    def places(self) -> int:
        return self.places_here + self.reported_places

    @property
    def people(self) -> int | None:
        return None if self.reported_people is None else self.people_here + self.reported_people

    @property
    def share(self) -> int | None:
        """Places held in percent of the planned seats, rounded down: 100 is all of them."""
        return percent(self.places, self.planned_seats)

    @property
    def class_share(self) -> int | None:
        """The same for classes."""
        return percent(self.held_classes, self.planned_classes)

    @property
    def seats_left(self) -> int:
        """Planned seats that nobody has taken yet."""
        return max(0, (self.planned_seats or 0) - self.places)

    @property
    def stated_people(self) -> int:
        """People as far as they are stated, where some reports do not say theirs; what unknown sorts by."""
        return self.people_here + self.reported_people_stated

    @property
    def share_place(self) -> int:
        """What an unknown share sorts by: before 0."""
        return -1 if self.share is None else self.share

    @property
    def classes_place(self) -> int:
        return -1 if self.planned_classes is None else self.planned_classes

    @property
    def seats_place(self) -> int:
        return -1 if self.planned_seats is None else self.planned_seats


@dataclass(frozen=True, slots=True, kw_only=True)
class LineActual(Totals):
    """One line of a plan with its figures; its plan and programme are at hand."""

    line: PlanLine

    @property
    def organiser_key(self) -> str:
        return text_sort_key(self.line.organiser)

    @property
    def title_key(self) -> str:
        return text_sort_key(self.line.title)


def plan_against_actual(lines: Lines, *, on: dt.date, actor: Actor | None = None) -> tuple[LineActual, ...]:
    """Of each line what was planned and what was held by a day, in the lines' order. Four queries, for a unit six."""
    window = Window(on, actor=actor)
    listed = list(lines.select_related("plan", "programme"))
    seats = seats_by_line(lines, window)
    classes = count_classes(lines, window, "line")
    held = count_enrolments(lines, window, "training_class__line")
    reported = count_reported(lines, window, "line")
    return tuple(
        LineActual(
            line=line,
            planned_classes=line.classes,
            planned_seats=line.seats if seats is None else seats.get(line.pk, 0),
            **figures(with_classes(held.get(line.pk), classes.get(line.pk)), reported.get(line.pk)),
        )
        for line in listed
    )


def totals(
    lines: Lines,
    *,
    on: dt.date,
    first: dt.date | None = None,
    last: dt.date | None = None,
    actor: Actor | None = None,
) -> Totals:
    """All these lines together, each person run here once. Four queries, for a unit six.

    ``first`` and ``last`` limit what was held, by the day a class opened or a reported period; what was planned stays
    that of the whole lines.
    """
    window = Window(on, first, last, actor)
    planned = lines.order_by().aggregate(classes=Sum("classes"), seats=Sum("seats"))
    seats = seats_by_line(lines, window)
    held = with_classes(count_enrolments(lines, window, None).get(ALL), count_classes(lines, window, None).get(ALL))
    return Totals(
        planned_classes=planned["classes"] or 0,
        planned_seats=(planned["seats"] or 0) if seats is None else sum(seats.values()),
        **figures(held, count_reported(lines, window, None).get(ALL)),
    )


def represented_units(lines: Lines, *, on: dt.date | None = None) -> int:
    """How many sending units have people in the classes of these lines; with a day, in those opened by then."""
    rows = Enrolment.objects.filter(training_class__line__in=keys_of(lines))
    if on:
        rows = rows.filter(Window(on).opened("training_class__"))
    return rows.order_by().values("nomination__list__unit").distinct().count()


def percent(part: int, whole: int | None) -> int | None:
    """Rounded down, so that 100 is never said too early; None of nothing."""
    return part * 100 // whole if whole else None


def with_classes(held: Held | None, classes: tuple[int, int] | None) -> Held:
    """The classes counted by themselves instead of by who sits in them."""
    opened, over = classes or (0, 0)
    return replace(held or Held(), classes=opened, finished=over)


def figures(held: Held | None, reported: Reported | None) -> dict[str, Any]:
    """What a ``Totals`` says was held."""
    here, told = asdict(held or Held()), asdict(reported or Reported())
    return {
        "classes_here": here["classes"],
        "finished_here": here["finished"],
        "places_here": here["places"],
        "people_here": here["people"],
        "completed": here["completed"],
        **{f"reported_{name}": value for name, value in told.items()},
    }


def seats_by_line(lines: Lines, window: Window) -> Mapping[int, int] | None:
    """For a unit, the seats it was granted, or all of a line that it organises; None for those who see everything."""
    if window.scope is None:
        return None
    granted = holders().filter(line__in=keys_of(lines), unit__in=window.scope)
    own = Q(organiser_unit__in=window.scope)
    sums = grouped(granted.filter(~Q(line__organiser_unit__in=window.scope)), "line", granted=Sum(OWN))
    return {
        **{line: each["granted"] for line, each in sums.items()},
        **dict(lines.order_by().filter(own).values_list("pk", "seats")),
    }


def seats_by_unit(lines: Lines, window: Window) -> tuple[Mapping[int, int], int]:
    """The seats granted to each unit, by its id, and those of the lines that no unit was granted."""
    granted = holders().filter(line__in=keys_of(lines), unit__isnull=False)
    own = seats_by_line(lines, window)
    if own is None:
        total = lines.order_by().aggregate(sum=Sum("seats"))["sum"] or 0
    else:
        total = sum(own.values())
        granted = granted.filter(Q(unit__in=window.scope) | Q(line__organiser_unit__in=window.scope))
    seats = {unit: each["granted"] for unit, each in grouped(granted, "unit", granted=Sum(OWN)).items()}
    return seats, max(0, total - sum(seats.values()))


def as_facts(of: Totals) -> dict[str, int | None]:
    """The figures as plain values by name, for machines; unknown is None."""
    names = (
        "planned_classes",
        "planned_seats",
        "held_classes",
        "finished_classes",
        "places",
        "people",
        "completed",
        "share",
        "reported_classes",
        "reported_places",
        "reported_people",
        "reported_apart",
    )
    return {name: getattr(of, name) for name in names}
