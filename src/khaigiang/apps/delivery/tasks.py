"""Jobs of delivery."""

from khaigiang.apps.classes.queries import classes_with_lines
from khaigiang.apps.delivery.actions import draft_again as draft_anew
from khaigiang.apps.delivery.actions import summon_newcomers
from khaigiang.foundation import jobs
from khaigiang.foundation.actor import SYSTEM


@jobs.task
def summon(class_id: int) -> None:
    """Draft the second summons of whoever came into a class; a class that was taken back meanwhile needs none."""
    training_class = classes_with_lines().filter(pk=class_id).first()
    if training_class is not None:
        summon_newcomers(training_class, by=SYSTEM)


@jobs.task
def draft_again(class_id: int) -> None:
    """Draft the papers of a class anew whose people have changed; a class taken back meanwhile has none."""
    training_class = classes_with_lines().filter(pk=class_id).first()
    if training_class is not None:
        draft_anew(training_class, by=SYSTEM)
