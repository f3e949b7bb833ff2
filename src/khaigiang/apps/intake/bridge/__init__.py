"""Files and rows of people, units and results as the room of workbooks knows them, and what their words mean here."""

from khaigiang.apps.intake.bridge.bodies import placed_bodies, read_unit_batch, staged_units
from khaigiang.apps.intake.bridge.people import (
    UnitReader,
    accepted_of,
    birth_of,
    file_of,
    finding_rows,
    hidden_of,
    keep_file,
    new_of,
    read_batch,
    read_nomination_batch,
    staged_rows,
    take_file_away,
    too_long,
)
from khaigiang.apps.intake.bridge.reported import read_result_batch, staged_results

__all__ = [
    "UnitReader",
    "accepted_of",
    "birth_of",
    "file_of",
    "finding_rows",
    "hidden_of",
    "keep_file",
    "new_of",
    "placed_bodies",
    "read_batch",
    "read_nomination_batch",
    "read_result_batch",
    "read_unit_batch",
    "staged_results",
    "staged_rows",
    "staged_units",
    "take_file_away",
    "too_long",
]
