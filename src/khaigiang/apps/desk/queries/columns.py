"""What the columns of a file were taken for, with the words by which each meaning is known, to be confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khaigiang.apps.intake.models import Batch, ColumnForm
from khaigiang.apps.intake.queries import form_of
from khaigiang.data.columns import known_columns
from khaigiang.intake.list_words import toned_key
from khaigiang.intake.reported import REPORTED
from khaigiang.intake.units import UNITS

ASKED = "column-"  # before a column's number in the names of the form


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column may be taken for, and what offices call it."""

    field: str
    heading: str
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A heading of a file and what it was taken for; ``meant`` is None for one that is not read."""

    asked: str
    letters: str
    heading: str
    meant: Meaning | None


def meanings_of(batch: Batch) -> tuple[Meaning, ...]:
    """Everything a column of such a file may be."""
    form = {ColumnForm.UNITS: UNITS, ColumnForm.RESULTS: REPORTED}.get(form_of(batch))
    if form is not None:
        return tuple(Meaning(each.field, each.heading, each.synonyms) for each in form.columns)
    return tuple(Meaning(each.field, each.heading, each.synonyms) for each in known_columns())


def columns_of(batch: Batch) -> Sequence[ColumnChoice]:
    """Each heading once, wherever it stands first: what is said of it holds for the whole file."""
    known = {each.field: each for each in meanings_of(batch)}
    once: dict[str, ColumnChoice] = {}
    for number, (_sheet, letters, heading, field, _score) in enumerate(batch.columns):
        if key := toned_key(heading):
            once.setdefault(key, ColumnChoice(f"{ASKED}{number}", letters, heading, known.get(field)))
    return list(once.values())


def headings_said(batch: Batch, said: Mapping[str, str]) -> dict[str, str]:
    """What somebody says of the columns beyond what they were taken for; a meaning there is none of is passed over."""
    known = {"", *(each.field for each in meanings_of(batch))}
    return {
        column.heading: field
        for column in columns_of(batch)
        if (field := said.get(column.asked)) in known and field != (column.meant.field if column.meant else "")
    }
