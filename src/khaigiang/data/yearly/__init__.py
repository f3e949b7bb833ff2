"""Yearly minimums of training: what instruments ask of who is in service, as files that an office edits.

SOURCES.md says where the packaged one comes from; a file of the same name in the folder ``yearly`` of the data folder
takes its place, and one of another name adds to it.
"""

import datetime as dt
from typing import Any

from khaigiang.core.verdict import Citation
from khaigiang.core.yearly import YearlyMinimum
from khaigiang.data.office_files import FileFaultError, office_tables

CATEGORIES = frozenset({"official", "civil_servant", "public_employee", "other"})


def yearly_minimums() -> tuple[YearlyMinimum, ...]:
    """Every minimum on record here, in order of code. Raises FileFaultError on a file that says something else."""
    return tuple(parse_minimum(code, table) for code, table in office_tables(__name__, "yearly"))


def parse_minimum(code: str, table: dict[str, Any]) -> YearlyMinimum:
    """A minimum from its file. Raises FileFaultError on a missing or unknown word."""
    try:
        minimum = YearlyMinimum(
            code,
            str(table["name"]),
            frozenset(table["categories"]),
            table["periods"],
            table["valid_from"],
            table.get("valid_to"),
            Citation(table["instrument"], table.get("article", ""), bool(table["verified"])),
        )
    except (KeyError, TypeError) as error:
        raise FileFaultError(f"{code}.toml", error) from error
    if fault := _fault(minimum):
        raise FileFaultError(f"{code}.toml", fault)
    return minimum


def _fault(minimum: YearlyMinimum) -> str:
    """Which word says something that cannot be, empty where none does."""
    days = (minimum.valid_from, minimum.valid_to or minimum.valid_from)
    if not all(type(day) is dt.date for day in days):
        return "valid_from, valid_to"
    if type(minimum.periods) is not int or minimum.periods <= 0:
        return "periods"
    return "" if minimum.categories and minimum.categories <= CATEGORIES else "categories"
