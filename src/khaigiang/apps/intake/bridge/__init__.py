"""Files and rows of people and units as the room of workbooks knows them, and what their words mean here."""

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
    "read_unit_batch",
    "staged_rows",
    "staged_units",
    "take_file_away",
    "too_long",
]
