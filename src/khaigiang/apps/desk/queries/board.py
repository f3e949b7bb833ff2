"""The year's board: where a plan stands, line by line and class by class."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from khaigiang.apps.classes.models import FormingRun, TrainingClass
from khaigiang.apps.classes.phrases import NOT_FORMED, STATES, quality
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.nominations.queries import Waiting, waiting_by_line
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, Tracking
from khaigiang.apps.quotas.queries import Counts, counts_by_line, sum_of
from khaigiang.apps.reports.queries import LineActual, plan_against_actual
from khaigiang.apps.timetables.queries import Progress, progress_of_classes, weakest_run
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class ClassCard:
    """One planned class as the board shows it; ``key`` is that of the class once it is formed."""

    key: int | None
    name: str
    mark: Mark
    first_day: dt.date
    last_day: dt.date
    size: int
    minimum: int
    maximum: int
    topics_done: int
    topics: int
    finished: bool


@dataclass(frozen=True, slots=True)
class LineCard:
    """One line of the plan as the board shows it. ``forming`` says how good its seating is proven to be."""

    line: PlanLine
    counts: Counts
    classes: tuple[ClassCard, ...]
    waiting: Waiting
    forming: str


@dataclass(frozen=True, slots=True)
class Board:
    """A plan: ``lines`` are those whose classes are run here, ``by_totals`` those that organisers report.

    ``counts`` hold the seats of all of them; people are nominated, accepted and taught in the lines run here only.
    """

    plan: Plan
    instruments: tuple[Instrument, ...]
    counts: Counts
    lines: tuple[LineCard, ...]
    by_totals: tuple[LineActual, ...]
    timetabling: str

    @property
    def classes(self) -> int:
        """How many classes the plan is to hold, formed or not."""
        return sum(card.line.classes for card in self.lines) + self.classes_to_report

    @property
    def classes_to_report(self) -> int:
        """How many classes organisers are to hold, and below: how many of them they have reported."""
        return sum(row.line.classes for row in self.by_totals)

    @property
    def reported_classes(self) -> int:
        return sum(row.reported_classes for row in self.by_totals)


def board(plan: Plan, *, on: dt.date) -> Board:
    """Where a plan stands on a day: its lines, their five counts, their classes, and what waits for somebody."""
    every = list(plan.lines.select_related("programme"))
    lines = [line for line in every if line.tracking == Tracking.CLASSES]
    by_totals = PlanLine.objects.filter(plan=plan, tracking=Tracking.TOTALS).order_by("pk")
    keys = [line.pk for line in lines]
    counts, waiting = counts_by_line(keys), waiting_by_line(keys)
    classes = _classes_by_line(keys, on)
    forming = {run.line_id: quality(run.status, run.gap) for run in FormingRun.objects.filter(line__in=keys)}
    timetable = weakest_run(plan)
    cards = tuple(
        LineCard(
            line,
            counts.get(line.pk, Counts(seats=line.seats)),
            classes.get(line.pk, ()),
            waiting[line.pk],
            forming.get(line.pk, ""),
        )
        for line in lines
    )
    return Board(
        plan,
        tuple(plan.instruments.all()),
        sum_of(counts.get(line.pk, Counts(seats=line.seats)) for line in every),
        cards,
        plan_against_actual(by_totals, on=on) if len(lines) < len(every) else (),
        quality(timetable.status, timetable.gap) if timetable else "",
    )


def _classes_by_line(lines: list[int], on: dt.date) -> Mapping[int, tuple[ClassCard, ...]]:
    formed = {
        each.planned_id: each
        for each in TrainingClass.objects.filter(line__in=lines).annotate(size=Count("enrolments")).order_by("pk")
    }
    progress = progress_of_classes([each.pk for each in formed.values()], on=on)
    cards: dict[int, tuple[ClassCard, ...]] = {}
    for planned in PlannedClass.objects.filter(line__in=lines):
        held = formed.get(planned.pk)
        card = _class_card(planned, held, progress.get(held.pk) if held else None)
        cards[planned.line_id] = (*cards.get(planned.line_id, ()), card)
    return cards


def _class_card(planned: PlannedClass, held: TrainingClass | None, progress: Progress | None) -> ClassCard:
    mark = STATES[held.state] if held else NOT_FORMED
    return ClassCard(
        key=held.pk if held else None,
        name=held.name if held else planned.name,
        mark=mark,
        first_day=progress.first_day if progress else planned.first_day,
        last_day=progress.last_day if progress else planned.last_day,
        size=getattr(held, "size", 0),
        minimum=planned.minimum,
        maximum=planned.maximum,
        topics_done=progress.done if progress else 0,
        topics=progress.total if progress else 0,
        finished=mark.tone == "good",
    )
