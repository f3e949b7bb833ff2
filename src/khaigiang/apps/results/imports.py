"""The mark sheet of a class: written with everyone's name, read back whole or not at all."""

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.results import phrases
from khaigiang.apps.results.actions import record_marks
from khaigiang.apps.results.bridge import mark_sheet_of
from khaigiang.apps.results.permissions import check_may_mark
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.annotating import given_back
from khaigiang.intake.marks import MarkSheet, read_marks, write_marks
from khaigiang.intake.refusal import FilesRefused


def mark_book(training_class: TrainingClass) -> bytes:
    """The workbook to fill in. Raises Refused for a programme without an assessment."""
    return write_marks(_sheet_of(training_class))


def take_in_marks(training_class: TrainingClass, name: str, data: bytes, *, by: Actor) -> int:
    """Record the marks of a filled mark sheet; the number that changed, so 0 for the same file again.

    Raises FilesRefused with each faulty cell, and Refused as ``mark_book`` and ``record_marks`` do.
    """
    check_may_mark(by)
    reading = read_marks(name, data, _sheet_of(training_class))
    if reading.marks is None:
        raise FilesRefused(reading.findings)
    return record_marks(training_class, {(each.trainee, each.assessment): each.value for each in reading.marks}, by=by)


def checked_marks(training_class: TrainingClass, name: str, data: bytes, *, by: Actor) -> bytes | None:
    """The workbook given back with what was found in its cells, None when nothing was; nothing is written.

    Raises FilesRefused for a file that nobody can read.
    """
    check_may_mark(by)
    findings = read_marks(name, data, _sheet_of(training_class)).findings
    return given_back(name, data, findings)


def _sheet_of(training_class: TrainingClass) -> MarkSheet:
    sheet = mark_sheet_of(training_class)
    if not sheet.columns:
        raise Refused("no_assessments", phrases.NO_ASSESSMENTS, name=training_class.name)
    return sheet
