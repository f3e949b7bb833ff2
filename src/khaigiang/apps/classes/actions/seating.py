"""Whoever was accepted after the classes were formed is put into one of them, and summoned."""

from collections.abc import Collection, Sequence

from django.db.models import Count

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.models import Enrolment, StudyGroup, TrainingClass
from khaigiang.apps.classes.permissions import check_may_form
from khaigiang.apps.classes.queries import without_class
from khaigiang.apps.nominations.bridge import taken_elsewhere
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.actions import engage_like
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.calendar import Window
from khaigiang.core.states import CLASSES_BEGUN
from khaigiang.foundation import audit, jobs
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def seat(training_class: TrainingClass, nominations: Collection[int], *, by: Actor) -> list[Enrolment]:
    """Put people (by their nominations) who were accepted and sit nowhere into a class that has not begun.

    Each gets into the smallest study group, is taken on the days of the class and summoned by a further paper. Raises
    Refused for somebody else, for who cannot come in those days, and for more than the class holds.
    """
    check_may_form(by)
    locked(Quota.objects.filter(line=training_class.line_id))
    training_class.hold()
    if training_class.state in CLASSES_BEGUN:
        raise Refused("class_has_begun", phrases.CLASS_HAS_BEGUN, name=training_class.name)
    rows = list(without_class([training_class.line_id]).filter(pk__in=nominations).select_for_update(of=("self",)))
    if not rows or len(rows) < len(set(nominations)):
        raise Refused("not_to_be_seated", phrases.NOT_TO_BE_SEATED, name=training_class.name)
    there = list(training_class.enrolments.values_list("nomination__person", flat=True))
    room = training_class.planned.maximum - len(there)
    if len(rows) > room:
        raise Refused("class_full", phrases.CLASS_FULL, name=training_class.name, room=max(0, room))
    _refuse_who_cannot_come(training_class, rows)
    made = [
        Enrolment.objects.create(training_class=training_class, nomination=row, group=_smallest(training_class))
        for row in rows
    ]
    engage_like([row.person_id for row in rows], source=f"class:{training_class.pk}", like=there, by=by)
    jobs.enqueue("delivery.summon", class_id=training_class.pk)
    names = ", ".join(row.person.full_name for row in rows)
    audit.record("classes.seated", training_class, by=by, name=training_class.name, people=len(made), names=names)
    return made


def _smallest(training_class: TrainingClass) -> StudyGroup | None:
    return training_class.groups.alias(size=Count("enrolments")).order_by("size", "number").first()


def _refuse_who_cannot_come(training_class: TrainingClass, rows: Sequence[Nomination]) -> None:
    days, away = Window(training_class.planned.first_day, training_class.planned.last_day), taken_elsewhere(rows)
    for row in rows:
        own = [Window(each.first_day, each.last_day) for each in row.unavailable.all()]
        if any(each.first <= days.last and days.first <= each.last for each in (*own, *away.get(row.pk, ()))):
            raise Refused("cannot_come", phrases.CANNOT_COME, name=row.person.full_name, title=training_class.name)
