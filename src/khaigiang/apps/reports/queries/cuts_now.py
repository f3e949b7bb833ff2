"""Figures by the units of another day: where the people of old units went, and which of them nobody can place yet."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.reports.phrases import NOT_PLACED, PLACINGS, Placing
from khaigiang.apps.reports.queries.counting import Lines, Window, count_enrolments, count_reported, keys_of
from khaigiang.apps.reports.queries.figures import figures, seats_by_unit
from khaigiang.apps.reports.queries.placing import later_units
from khaigiang.apps.units.models import Share, Unit
from khaigiang.apps.units.queries import Heir, heirs

OWN = "nomination__unit"


def by_unit_now(lines: Lines, window: Window) -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What was planned and held by the unit that each learner's unit has become on ``window.units_day``.

    A key is the unit of that day; of an old unit that the successions do not place whole it is its id made negative,
    but for the people whose later post is on record. Seats go where the unit they were granted to went.
    """
    day = window.units_day
    rows = Enrolment.objects.filter(
        window.opened("training_class__"), window.people(), training_class__line__in=keys_of(lines)
    ).order_by()
    seats, left = seats_by_unit(lines, window)
    people = list(rows.values_list(OWN, f"{OWN}__valid_to", "nomination__person", "nomination").distinct())
    became = heirs({*seats, *(unit for unit, *_rest in people)}, day)
    went = {unit: _key(unit, into) for unit, into in became.items()}
    planned: dict[Any, Any] = defaultdict(int)
    for unit, each in seats.items():
        planned[went[unit]] += each
    if left:
        planned[None] = left
    held = count_enrolments(lines, window, _where(people, went, day)) if people else {}
    parts = {unit: figures(each, None) for unit, each in held.items()}
    reported = count_reported(lines, window, None)
    if any((each.classes, each.apart) != (0, 0) for each in reported.values()):
        parts[None] = figures(None, *reported.values())
    return {key: (None, each) for key, each in planned.items()}, parts


def names_now(keys: Iterable[int]) -> list[tuple[int, str]]:
    """The units of the day by their names, then the old ones that wait to be placed, with why."""
    wanted = list(keys)
    units = Unit.objects.select_related("parent").in_bulk([abs(key) for key in wanted])
    split = set(
        Unit.objects.filter(pk__in=[-key for key in wanted if key < 0], successions__isnull=False).values_list(
            "pk", flat=True
        )
    )
    placed = sorted((key for key in wanted if key > 0), key=lambda key: (units[key].sort_key, key))
    waiting = sorted((-key for key in wanted if key < 0), key=lambda key: (units[key].sort_key, key))
    return [(key, units[key].name) for key in placed] + [
        (-key, _waiting(units[key], Placing.SEVERAL if key in split else Placing.NOWHERE)) for key in waiting
    ]


def _waiting(unit: Unit, why: Placing) -> str:
    called = f"{unit.name}, {unit.parent.name}" if unit.parent else unit.name
    return str(NOT_PLACED) % {"unit": called, "why": PLACINGS[why].label}


def _key(unit: int, into: tuple[Heir, ...]) -> int:
    return into[0].unit_id if len(into) == 1 and into[0].share != Share.PART else -unit


def _where(people: Iterable[tuple[int, dt.date | None, int, int]], went: Mapping[int, int], day: dt.date) -> Case:
    """The unit of each enrolment as an expression, so that the database counts each person of it once."""
    kept = list(people)
    later = later_units({(person, unit): last for unit, last, person, _sent in kept if last and last < day}, day)
    into: dict[int, set[int]] = defaultdict(set)
    for unit, key in went.items():
        if key != unit:
            into[key].add(unit)
    chosen: dict[int, list[int]] = defaultdict(list)
    for unit, _last, person, nomination in kept:
        if (person, unit) in later:
            chosen[later[person, unit]].append(nomination)
    whens = [When(nomination__in=each, then=Value(unit)) for unit, each in sorted(chosen.items())]
    whens += [When(nomination__unit__in=sorted(each), then=Value(unit)) for unit, each in sorted(into.items())]
    return Case(*whens, default=F(OWN), output_field=IntegerField())
