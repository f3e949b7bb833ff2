"""Named questions over the whole, each in a number of SQL statements that does not grow with the answer."""

from khaigiang.apps.reports.queries.cohort import Coverage, DistrictCoverage, Post, coverage, named
from khaigiang.apps.reports.queries.cuts import Slice, breakdown, field_names
from khaigiang.apps.reports.queries.figures import (
    LineActual,
    Totals,
    as_facts,
    plan_against_actual,
    represented_units,
    totals,
)
from khaigiang.apps.reports.queries.placing import CoverageNow, CoveredUnit, PlacedPost, coverage_now
from khaigiang.apps.reports.queries.reach import reach
from khaigiang.apps.reports.queries.selection import Offered, Selection, issuing_plan, offered
from khaigiang.apps.reports.queries.standing import DUE_WITHIN, Behind, Due, Running, behind, due, running, year_gone

__all__ = [
    "DUE_WITHIN",
    "Behind",
    "Coverage",
    "CoverageNow",
    "CoveredUnit",
    "DistrictCoverage",
    "Due",
    "LineActual",
    "Offered",
    "PlacedPost",
    "Post",
    "Running",
    "Selection",
    "Slice",
    "Totals",
    "as_facts",
    "behind",
    "breakdown",
    "coverage",
    "coverage_now",
    "due",
    "field_names",
    "issuing_plan",
    "named",
    "offered",
    "plan_against_actual",
    "reach",
    "represented_units",
    "running",
    "totals",
    "year_gone",
]
