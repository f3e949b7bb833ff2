"""Opening a class, and bringing it to its end."""

import datetime as dt
from collections import Counter

from django.db.models import Max, Min

from khaigiang.apps.catalogue.actions import freeze
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.bridge import opening_facts
from khaigiang.apps.delivery.models import Confirmation, OpeningItem
from khaigiang.apps.delivery.permissions import check_may_confirm, check_may_deliver
from khaigiang.apps.plans.queries import check_line_in_force, held_classes
from khaigiang.apps.quotas.actions import count
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.opening import find_gaps
from khaigiang.core.states import ClassState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def confirm(training_class: TrainingClass, item: str, *, by: Actor, note: str = "") -> Confirmation:
    """Somebody answers for one item of the opening checklist. Raises Refused once the class has opened."""
    check_may_confirm(by, item)
    if item not in OpeningItem:
        raise Refused("nothing_to_confirm", phrases.NOTHING_TO_CONFIRM, item=item)
    if training_class.state not in {ClassState.FORMED, ClassState.TIMETABLED}:
        raise Refused("already_begun", phrases.ALREADY_BEGUN, name=training_class.name)
    confirmation = Confirmation.objects.create(
        training_class=training_class, item=item, confirmed_by=by.name, confirmed_at=clock.now(), note=note
    )
    audit.record("delivery.confirmed", training_class, by=by, name=training_class.name, item=item)
    return confirmation


@action
def open_class(training_class: TrainingClass, *, on: dt.date, by: Actor) -> TrainingClass:
    """The opening: titles and units are frozen as they stand, the programme's version too, and seats count as attended.

    Raises Refused with everything that the checklist still misses, and before the first day of the timetable.
    """
    check_may_deliver(by)
    check_line_in_force(training_class.line_id)
    locked(Quota.objects.filter(line=training_class.line_id))  # seats first, as whoever withdraws somebody does
    training_class.hold()
    if training_class.line.delegated:
        held_classes(training_class.line)  # what is left of the line's budget is shared by one class at a time
    if training_class.state != ClassState.FORMED:  # a formed class misses its timetable, which the checklist says
        _next(training_class, "open", phrases.OPENS, phrases.NEEDS_TIMETABLE)
    _refuse_gaps(training_class)
    state = _next(training_class, "open", phrases.OPENS, phrases.NEEDS_TIMETABLE)
    first = training_class.lessons.aggregate(day=Min("day"))["day"]
    if on < first:
        raise Refused("too_early_to_open", phrases.TOO_EARLY, name=training_class.name, first=f"{first:%d/%m/%Y}")
    training_class.state, training_class.opened_on = state, on
    training_class.save(update_fields=["state", "opened_on"])
    enrolments = _freeze_enrolments(training_class)
    freeze(training_class.line.programme, by=by)
    count(training_class.line, "attending", _by_unit(enrolments), by=by)
    audit.record("delivery.opened", training_class, by=by, name=training_class.name, on=on, people=len(enrolments))
    return training_class


@action
def finish_class(training_class: TrainingClass, *, on: dt.date, by: Actor) -> TrainingClass:
    """The closing: no more lessons. Who has completed is judged afterwards, from rolls and marks."""
    check_may_deliver(by)
    training_class.hold()
    state = _next(training_class, "finish", phrases.CLOSES, phrases.NEEDS_OPEN)
    last = training_class.lessons.aggregate(day=Max("day"))["day"]
    if on < last:
        raise Refused("class_not_over", phrases.NOT_OVER, name=training_class.name, last=f"{last:%d/%m/%Y}")
    training_class.state, training_class.finished_on = state, on
    training_class.save(update_fields=["state", "finished_on"])
    people = training_class.enrolments.count()
    audit.record("delivery.finished", training_class, by=by, name=training_class.name, on=on, people=people)
    return training_class


def _refuse_gaps(training_class: TrainingClass) -> None:
    gaps = find_gaps(opening_facts(training_class))
    if gaps:
        why = phrases.gaps_in_words(gaps)
        raise Refused("class_not_ready", phrases.NOT_READY, name=training_class.name, why=why)


def _next(training_class: TrainingClass, verb: str, said: object, needed: object) -> str:
    try:
        return next_state(ClassState, training_class.state, verb)
    except NotAllowed as error:
        raise Refused(
            f"cannot_{verb}_class", phrases.NOT_YET, name=training_class.name, verb=said, needed=needed
        ) from error


def _freeze_enrolments(training_class: TrainingClass) -> list[Enrolment]:
    rows = list(training_class.enrolments.select_related("nomination__unit", "nomination__list"))
    for row in rows:
        row.title_then, row.unit_then = row.nomination.position_title, row.nomination.unit.name
    Enrolment.objects.bulk_update(rows, ["title_then", "unit_then"], batch_size=500)
    return rows


def _by_unit(enrolments: list[Enrolment]) -> Counter[int]:
    return Counter(row.nomination.list.unit_id for row in enrolments)
