"""What the reports of one district's year cost: 100 lines of a class each, 13,267 places of 9,000 people, 30 units.

The rows are written in bulk, without the acts of a year; figures are seconds, the median of five.
"""

import datetime as dt
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khaigiang.apps.classes.models import TrainingClass

LINES, PLACES, PEOPLE, UNITS, TIMES = 100, 13_267, 9_000, 30, 5
FIRST, ON = dt.date(2024, 1, 8), dt.date(2024, 12, 31)


def run() -> dict[str, float]:
    """Seconds of each report over the whole year."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        return measured()


def measured() -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.apps.plans.models import PlanLine
    from khaigiang.apps.reports import queries
    from khaigiang.apps.reports.phrases import Cut

    write_year()
    lines = PlanLine.objects.order_by("pk")
    whole = queries.totals(lines, on=ON)
    figures: dict[str, float] = {"lines": LINES, "places": whole.places, "people": whole.people or 0}
    figures["plan_against_actual"] = seconds(lambda: queries.plan_against_actual(lines, on=ON))
    figures["totals"] = seconds(lambda: queries.totals(lines, on=ON))
    figures["reach"] = seconds(lambda: queries.reach(lines, on=ON))
    for cut in Cut:
        figures[f"breakdown_{cut.value}"] = seconds(lambda cut=cut: queries.breakdown(lines, by=cut, on=ON))
    return figures


def seconds(ask: Callable[[], object]) -> float:
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - began)
    return round(statistics.median(taken), 4)


def write_year() -> None:
    from khaigiang.apps.classes.models import Enrolment
    from khaigiang.apps.nominations.models import Nomination, NominationList
    from khaigiang.apps.people.models import Person
    from khaigiang.apps.plans.models import SendingUnit
    from khaigiang.apps.quotas.models import Quota
    from khaigiang.apps.units.models import Level, Unit
    from khaigiang.foundation import guarded

    with guarded.writing("bench"):
        units = list(Unit.objects.filter(level=Level.DISTRICT).order_by("pk")[:UNITS])
        classes = write_classes()
        lines = [each.line for each in classes]
        people = Person.objects.bulk_create(
            Person(full_name=f"Người {number}", folded=f"nguoi {number}", sort_key=f"{number:06}")
            for number in range(PEOPLE)
        )
        SendingUnit.objects.bulk_create(SendingUnit(line=line, unit=unit) for line in lines for unit in units)
        roots = Quota.objects.bulk_create(Quota(line=line, seats=line.seats) for line in lines)
        Quota.objects.bulk_create(
            Quota(line=root.line, unit=unit, parent=root, seats=5) for root in roots for unit in units
        )
        letters = NominationList.objects.bulk_create(
            NominationList(line=line, unit=unit, letter_number="1-CV/HU") for line in lines for unit in units
        )
        # Line and unit go round; a person's second place is under another line than the first.
        nominations = Nomination.objects.bulk_create(
            Nomination(
                list=letters[place % LINES * UNITS + place // LINES % UNITS],
                line=lines[place % LINES],
                person=people[(place + place // PEOPLE) % PEOPLE],
                unit=units[place // LINES % UNITS],
                place=place,
                state="accepted",
            )
            for place in range(PLACES)
        )
        Enrolment.objects.bulk_create(
            Enrolment(training_class=classes[place % LINES], nomination=nomination)
            for place, nomination in enumerate(nominations)
        )


def write_classes() -> list["TrainingClass"]:
    """A line and a finished class of it for each programme, spread over the year and over the fields."""
    from khaigiang.apps.catalogue.models import Programme
    from khaigiang.apps.classes.models import TrainingClass
    from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass
    from khaigiang.data.fields import fields

    codes = [field.code for field in fields()]
    plan = Plan.objects.create(
        number="1-KH/HU", issued_on=FIRST, issuer="Huyện ủy", place="Hà Nội", year=FIRST.year, title="", pack="party"
    )
    programmes = Programme.objects.bulk_create(
        Programme(
            code=f"ct-{number}", name=f"Chương trình {number}", kind="refresher", field=codes[number % len(codes)]
        )
        for number in range(LINES)
    )
    lines = PlanLine.objects.bulk_create(
        PlanLine(
            plan=plan,
            code=programme.code,
            title=programme.name,
            programme=programme,
            classes=1,
            seats=PLACES // LINES + 1,
        )
        for programme in programmes
    )
    days = [FIRST + dt.timedelta(days=3 * number) for number in range(LINES)]
    planned = PlannedClass.objects.bulk_create(
        PlannedClass(line=line, number=1, name="Lớp 1", minimum=1, maximum=500, first_day=day, last_day=day)
        for line, day in zip(lines, days, strict=True)
    )
    return TrainingClass.objects.bulk_create(
        TrainingClass(
            planned=each,
            line=each.line,
            code=each.line.code,
            name=each.name,
            state="finished",
            opened_on=each.first_day,
            finished_on=each.last_day,
        )
        for each in planned
    )
