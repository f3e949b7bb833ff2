"""Which lines a report is about."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.core.vietnamese import text_sort_key
from khaigiang.foundation.guarded import GuardedQuerySet


@dataclass(frozen=True, slots=True)
class Selection:
    """What narrows the lines; an empty part asks for all. ``plan`` is the plan's id, kind, field and bloc are codes."""

    year: int | None = None
    plan: int | None = None
    organiser: str = ""
    kind: str = ""
    field: str = ""
    bloc: str = ""
    tracking: str = ""
    abroad: bool | None = None

    def of(self, lines: GuardedQuerySet[PlanLine]) -> GuardedQuerySet[PlanLine]:
        """Those of the lines that it asks for."""
        wanted = {
            "plan__year": self.year,
            "plan": self.plan,
            "organiser": self.organiser,
            "programme__kind": self.kind,
            "programme__field": self.field,
            "bloc": self.bloc,
            "tracking": self.tracking,
        }
        chosen: GuardedQuerySet[PlanLine] = lines.filter(**{path: value for path, value in wanted.items() if value})
        return chosen if self.abroad is None else chosen.filter(abroad=self.abroad)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the lines can be narrowed to, in the order of a form: years from the latest, plans as (id, number)."""

    years: tuple[int, ...]
    plans: tuple[tuple[int, str], ...]
    organisers: tuple[str, ...]
    kinds: frozenset[str]
    fields: frozenset[str]
    blocs: frozenset[str]

    def year_on(self, day: dt.date) -> int | None:
        """The year that a report speaks of unless another is asked for: the latest that has begun, else the first."""
        begun = [year for year in self.years if year <= day.year]
        return begun[0] if begun else self.years[-1] if self.years else None


def offered(lines: GuardedQuerySet[PlanLine]) -> Offered:
    """What these lines can be narrowed to, in one query."""
    paths = ("plan__year", "plan", "plan__number", "organiser", "programme__kind", "programme__field", "bloc")
    rows = list(lines.order_by().values_list(*paths).distinct())
    plans = {(year, plan, number) for year, plan, number, *_rest in rows}
    return Offered(
        years=tuple(sorted({row[0] for row in rows}, reverse=True)),
        plans=tuple((plan, f"{number} ({year})") for year, plan, number in sorted(plans, key=lambda each: -each[0])),
        organisers=tuple(sorted({row[3] for row in rows}, key=text_sort_key)),
        kinds=_said(row[4] for row in rows),
        fields=_said(row[5] for row in rows),
        blocs=_said(row[6] for row in rows),
    )


def issuing_plan(lines: GuardedQuerySet[PlanLine]) -> Plan | None:
    """The plan whose issuer heads a report on these lines; none where plans of several issuers are mixed."""
    plans = list(Plan.objects.filter(lines__in=lines.order_by().values("pk")).distinct())
    issuers = {(plan.parent_body, plan.issuer) for plan in plans}
    return plans[0] if len(issuers) == 1 else None


def _said(values: Iterable[str]) -> frozenset[str]:
    return frozenset(value for value in values if value)
