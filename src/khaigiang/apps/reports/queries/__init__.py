"""Named questions over the whole, each in a number of SQL statements that does not grow with the answer."""

from khaigiang.apps.reports.queries.cohort import Coverage, DistrictCoverage, Post, coverage, named
from khaigiang.apps.reports.queries.cuts import Slice, breakdown
from khaigiang.apps.reports.queries.figures import (
    LineActual,
    Totals,
    plan_against_actual,
    represented_units,
    totals,
)

__all__ = [
    "Coverage",
    "DistrictCoverage",
    "LineActual",
    "Post",
    "Slice",
    "Totals",
    "breakdown",
    "coverage",
    "named",
    "plan_against_actual",
    "represented_units",
    "totals",
]
