from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.results.actions import record_marks
from khaigiang.apps.results.bridge import mark_sheet_of
from khaigiang.foundation.actor import Actor
from khaigiang.intake.marks import read_marks
from khaigiang.intake.refusal import FilesRefused


def take_in_marks(training_class: TrainingClass, name: str, data: bytes, *, by: Actor) -> int:
    """Record the marks of a filled mark sheet; the number that changed. Raises FilesRefused with each faulty cell."""
    reading = read_marks(name, data, mark_sheet_of(training_class))
    if reading.marks is None:
        raise FilesRefused(reading.findings)
    return record_marks(training_class, {(each.trainee, each.assessment): each.value for each in reading.marks}, by=by)
