"""Questions on what was planned and held, each with the reports' page that is narrowed to the same lines."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.forms import ABROAD, AT_HOME
from khaigiang.apps.reports.permissions import lines_seen
from khaigiang.apps.reports.phrases import Cut
from khaigiang.apps.reports.queries import (
    LineActual,
    Selection,
    Slice,
    Totals,
    breakdown,
    plan_against_actual,
    represented_units,
    totals,
)
from khaigiang.demo.figures import Page, Played, Question, Value
from khaigiang.foundation.actor import SYSTEM
from khaigiang.foundation.guarded import GuardedQuerySet

Period = tuple[dt.date, dt.date]
"""The first and the last day, both included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesOf:
    """Lines of a case as the form of the reports narrows them. ``plan`` is a number; an empty part asks for all."""

    year: int
    plan: str = ""
    organiser: str = ""
    kind: str = ""
    bloc: str = ""
    tracking: str = ""
    abroad: bool | None = None

    def rows(self) -> Question:
        """Each line, what was planned and what was held."""
        return Question(
            plan_against_actual,
            lambda played: {"lines": self._lines(played), "on": played.today},
            self._page("reports:plan_actual"),
        )

    def whole(self, period: Period | None = None) -> Question:
        """All of them together."""
        return Question(
            totals,
            lambda played: {"lines": self._lines(played), "on": played.today, **_days(period)},
            self._page("reports:breakdown", theo=Cut.FIELD, **_asked(period))
            if period
            else self._page("reports:plan_actual"),
        )

    def cut(self, by: Cut, period: Period | None = None) -> Question:
        """Their figures cut one way."""
        return Question(
            breakdown,
            lambda played: {"lines": self._lines(played), "by": by, "on": played.today, **_days(period)},
            self._page("reports:breakdown", theo=by, **_asked(period)),
        )

    def units(self) -> Question:
        """How many units have people in their classes."""
        return Question(
            represented_units,
            lambda played: {"lines": self._lines(played), "on": played.today},
            self._page("reports:breakdown", theo=Cut.UNIT),
        )

    def _lines(self, played: Played) -> GuardedQuerySet[PlanLine]:
        return Selection(
            year=self.year,
            plan=played.plan_numbered(self.plan, self.year).pk if self.plan else None,
            organiser=self.organiser,
            kind=self.kind,
            bloc=self.bloc,
            tracking=self.tracking,
            abroad=self.abroad,
        ).of(lines_seen(SYSTEM))

    def _page(self, route: str, **asked: str) -> Page:
        def page(played: Played) -> str:
            parts = {
                "nam": self.year,
                "ke_hoach": played.plan_numbered(self.plan, self.year).pk if self.plan else "",
                "don_vi": self.organiser,
                "loai": self.kind,
                "khoi": self.bloc,
                "noi_hoc": "" if self.abroad is None else ABROAD if self.abroad else AT_HOME,
                "theo_doi": self.tracking,
                **asked,
            }
            return f"{reverse(route)}?{urlencode({name: value for name, value in parts.items() if value})}"

        return page


def planned(of: Totals) -> Value:
    """Planned classes and seats; a plan says both by every cut but that of months and units."""
    return of.planned_classes or 0, of.planned_seats or 0


def held(of: Totals) -> Value:
    """Classes and places held."""
    return of.held_classes, of.places


def part(slices: Sequence[Slice], key: str) -> Slice:
    """The part of this key. Raises StopIteration when there is none."""
    return next(each for each in slices if each.key == key)


def row(rows: Sequence[LineActual], code: str) -> LineActual:
    """The line of this code. Raises StopIteration when there is none."""
    return next(each for each in rows if each.line.code == code)


def _days(period: Period | None) -> Mapping[str, dt.date]:
    return dict(zip(("first", "last"), period, strict=True)) if period else {}


def _asked(period: Period | None) -> Mapping[str, str]:
    return {name: f"{day:%Y-%m-%d}" for name, day in zip(("tu", "den"), period, strict=True)} if period else {}
