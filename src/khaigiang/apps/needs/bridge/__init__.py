"""Rows of surveys, records and inspections as the core asks about them, and what is added up of them."""

from khaigiang.apps.needs.bridge.consolidating import (
    AskedFor,
    Branch,
    Consolidated,
    Ground,
    Inspected,
    Line,
    OnRecord,
    Sources,
    compare,
    consolidated,
)
from khaigiang.apps.needs.bridge.gap import Gap, Lacking, RowGap, gap
from khaigiang.apps.needs.bridge.yearly import PersonYear, UnitYear, YearlyNeeds, yearly_needs, yearly_of_unit
from khaigiang.apps.people.bridge import minimums_on

__all__ = [
    "AskedFor",
    "Branch",
    "Consolidated",
    "Gap",
    "Ground",
    "Inspected",
    "Lacking",
    "Line",
    "OnRecord",
    "PersonYear",
    "RowGap",
    "Sources",
    "UnitYear",
    "YearlyNeeds",
    "compare",
    "consolidated",
    "gap",
    "minimums_on",
    "yearly_needs",
    "yearly_of_unit",
]
