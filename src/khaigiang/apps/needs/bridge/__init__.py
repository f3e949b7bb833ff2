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
    "RowGap",
    "Sources",
    "compare",
    "consolidated",
    "gap",
]
