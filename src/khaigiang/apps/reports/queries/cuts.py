"""The same figures cut one way."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, DateField, F, Q, Sum, When
from django.db.models.functions import TruncMonth
from django.utils.text import capfirst
from django.utils.translation import get_language

from khaigiang.apps.catalogue.models import Programme, ProgrammeKind
from khaigiang.apps.plans.models import PlannedClass
from khaigiang.apps.reports.phrases import MONTH, NOT_SAID, Cut
from khaigiang.apps.reports.queries.counting import (
    Key,
    Lines,
    Window,
    count_classes,
    count_enrolments,
    count_reported,
    grouped,
    keys_of,
)
from khaigiang.apps.reports.queries.cuts_now import by_unit_now, names_now
from khaigiang.apps.reports.queries.figures import Totals, figures, seats_by_line, seats_by_unit, with_classes
from khaigiang.apps.units.models import Bloc, Unit
from khaigiang.core.vietnamese import text_sort_key
from khaigiang.data.fields import fields
from khaigiang.foundation.actor import Actor

OF_LINE: Mapping[str, str] = {
    Cut.PROGRAMME: "programme__code",
    Cut.KIND: "programme__kind",
    Cut.ORGANISER: "organiser",
    Cut.FIELD: "programme__field",
    Cut.BLOC: "bloc",
}
"""The cuts that a line decides, and by what."""
SENDER = "nomination__list__unit"

Planned = dict[Key, tuple[int | None, int | None]]
"""Classes and seats by key; None where the plan does not say them by this cut."""
Parts = Mapping[Key, dict[str, Any]]
"""What was held by key, as a ``Totals`` takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice(Totals):
    """One part of a whole. ``key`` is a code, a name, a month ``2024-05`` or a unit's id; empty: nothing was said."""

    key: str
    name: str

    @property
    def name_key(self) -> str:
        return text_sort_key(self.name)


def breakdown(
    lines: Lines,
    *,
    by: str,
    on: dt.date,
    first: dt.date | None = None,
    last: dt.date | None = None,
    actor: Actor | None = None,
    units_on: dt.date | None = None,
) -> tuple[Slice, ...]:
    """The lines' figures cut by one of ``Cut``, in the order an office reads them; what nothing was said of comes last.

    Somebody who falls into two slices counts once in each. By month, a class counts where it opened, a report where its
    period lies within one month, and the plan says no seats. By sending unit, classes are those in which its people
    sit, reports have no unit, and the plan says no classes. The same by the learners' units as they are on
    ``units_on``, the day ``on`` unless told; there an old unit that nobody can place is a slice of its own. Seven
    queries at most, by units of a day nine.
    """
    window = Window(on, first, last, actor, units_on)
    cut = Cut(by)
    ways = {Cut.MONTH: _by_month, Cut.UNIT: _by_unit, Cut.UNIT_NOW: _by_unit_now}
    planned, parts = ways.get(cut, _by_line)(lines, cut, window)
    empty = {Cut.MONTH: (0, None), Cut.UNIT: (None, 0), Cut.UNIT_NOW: (None, 0)}.get(cut, (0, 0))
    said = {key for key in (*planned, *parts) if key is not None}
    named = [*NAMES[cut](said), *([(None, str(NOT_SAID[cut]))] if None in planned or None in parts else [])]
    return tuple(
        Slice(
            key=_written(key),
            name=name,
            planned_classes=planned.get(key, empty)[0],
            planned_seats=planned.get(key, empty)[1],
            **parts.get(key, figures(None, None)),
        )
        for key, name in named
    )


def _by_line(lines: Lines, cut: Cut, window: Window) -> tuple[Planned, Parts]:
    path = OF_LINE[cut]
    own = seats_by_line(lines, window)
    planned: dict[Key, tuple[int, int]] = {}
    for line, key, classes, seats in lines.order_by().values_list("pk", path, "classes", "seats"):
        so_far = planned.get(key or None, (0, 0))
        granted = seats if own is None else own.get(line, 0)
        planned[key or None] = so_far[0] + classes, so_far[1] + granted
    classes = count_classes(lines, window, f"line__{path}")
    held = count_enrolments(lines, window, f"training_class__line__{path}")
    reported = count_reported(lines, window, f"line__{path}")
    parts = {
        key or None: figures(with_classes(held.get(key), classes.get(key)), reported.get(key))
        for key in {*classes, *held, *reported}
    }
    return {**planned}, parts


def _by_month(lines: Lines, _cut: Cut, window: Window) -> tuple[Planned, Parts]:
    dated = PlannedClass.objects.filter(line__in=keys_of(lines))
    dated = dated.filter(first_day__gte=window.first) if window.first else dated
    dated = dated.filter(first_day__lte=window.last) if window.last else dated
    months = grouped(dated, TruncMonth("first_day"), classes=Count("pk"))
    planned: Planned = {month: (each["classes"], None) for month, each in months.items()}
    undated = lines.order_by().filter(~Q(pk__in=PlannedClass.objects.values("line"))).aggregate(sum=Sum("classes"))
    if undated["sum"] and not (window.first or window.last):
        planned[None] = (undated["sum"], None)
    in_one_month = Q(first_day__month=F("last_day__month"), first_day__year=F("last_day__year"))
    month_of_report = TruncMonth(Case(When(in_one_month, F("first_day")), default=None, output_field=DateField()))
    classes = count_classes(lines, window, TruncMonth("opened_on"))
    held = count_enrolments(lines, window, TruncMonth("training_class__opened_on"))
    reported = count_reported(lines, window, month_of_report)
    return planned, {
        key: figures(with_classes(held.get(key), classes.get(key)), reported.get(key))
        for key in {*classes, *held, *reported}
    }


def _by_unit(lines: Lines, _cut: Cut, window: Window) -> tuple[Planned, Parts]:
    seats, left = seats_by_unit(lines, window)
    planned: Planned = {unit: (None, each) for unit, each in seats.items()}
    if left:
        planned[None] = (None, left)
    held = count_enrolments(lines, window, SENDER)
    parts = {unit: figures(each, None) for unit, each in held.items()}
    reported = count_reported(lines, window, None)
    if any((each.classes, each.apart) != (0, 0) for each in reported.values()):
        parts[None] = figures(None, *reported.values())
    return planned, parts


def _by_unit_now(lines: Lines, _cut: Cut, window: Window) -> tuple[Planned, Parts]:
    return by_unit_now(lines, window)


def _written(key: Key) -> str:
    return f"{key:%Y-%m}" if isinstance(key, dt.date) else str(key or "")


def _programmes(codes: Iterable[str]) -> list[tuple[Key, str]]:
    """Each programme by the name of its latest version."""
    versions = Programme.objects.filter(code__in=list(codes)).order_by("version").values_list("code", "name")
    return sorted(dict(versions).items(), key=lambda each: (text_sort_key(each[1]), each[0]))


def _kinds(codes: Iterable[str]) -> list[tuple[Key, str]]:
    return [(kind.value, capfirst(str(kind.label))) for kind in ProgrammeKind if kind in set(codes)]


def _organisers(names: Iterable[str]) -> list[tuple[Key, str]]:
    return [(name, name) for name in sorted(names, key=text_sort_key)]


def field_names(codes: Iterable[str]) -> list[tuple[Key, str]]:
    """In the order of the list of fields; a code that is no longer on it keeps its own word, after them."""
    english = (get_language() or "").startswith("en")
    known = {field.code: field.english if english else field.name for field in fields()}
    wanted = set(codes)
    return [(code, name) for code, name in known.items() if code in wanted] + [
        (code, code) for code in sorted(wanted - known.keys())
    ]


def _blocs(codes: Iterable[str]) -> list[tuple[Key, str]]:
    return [(bloc.value, capfirst(str(bloc.label))) for bloc in Bloc if bloc in set(codes)]


def _months(days: Iterable[dt.date]) -> list[tuple[Key, str]]:
    return [(day, str(MONTH) % {"month": day.month, "year": day.year}) for day in sorted(days)]


def _units(keys: Iterable[int]) -> list[tuple[Key, str]]:
    return list(Unit.objects.filter(pk__in=list(keys)).order_by("sort_key", "pk").values_list("pk", "name"))


NAMES: Mapping[Cut, Callable[[Iterable[Any]], list[tuple[Key, str]]]] = {
    Cut.PROGRAMME: _programmes,
    Cut.KIND: _kinds,
    Cut.ORGANISER: _organisers,
    Cut.FIELD: field_names,
    Cut.BLOC: _blocs,
    Cut.MONTH: _months,
    Cut.UNIT: _units,
    Cut.UNIT_NOW: names_now,
}
"""What each cut calls its keys, in order."""
