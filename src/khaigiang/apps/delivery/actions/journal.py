"""The class's log, and what happened in it."""

import datetime as dt

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.models import Incident, JournalEntry
from khaigiang.apps.delivery.permissions import check_may_run
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def write_journal(training_class: TrainingClass, *, day: dt.date, text: str, by: Actor) -> JournalEntry:
    """Add to the log of a day. Raises Refused on an empty text and on a day that has not come."""
    check_may_run(by)
    _refuse_day_or_text(day, text)
    entry = JournalEntry.objects.create(
        training_class=training_class, day=day, text=text.strip(), written_by=by.name, written_at=clock.now()
    )
    audit.record("delivery.journal_written", entry, by=by, name=training_class.name, day=day)
    return entry


@action
def report_incident(
    training_class: TrainingClass,
    *,
    happened_on: dt.date,
    text: str,
    by: Actor,
    urgent: bool = False,
    enrolment: Enrolment | None = None,
) -> Incident:
    """Write down what happened. An urgent one reaches the organiser and the sending unit of its trainee at once.

    One that names no trainee reaches every sending unit of the class. Raises Refused on an empty text, a day that has
    not come, and a trainee of another class.
    """
    check_may_run(by)
    _refuse_day_or_text(happened_on, text)
    if enrolment is not None and enrolment.training_class_id != training_class.pk:
        raise Refused("trainee_of_another_class", phrases.NOT_A_TRAINEE, name=training_class.name)
    incident = Incident.objects.create(
        training_class=training_class,
        enrolment=enrolment,
        happened_on=happened_on,
        urgent=urgent,
        text=text.strip(),
        told=_told(training_class, enrolment) if urgent else [],
        written_by=by.name,
        written_at=clock.now(),
    )
    audit.record(
        "delivery.incident_reported", incident, by=by, name=training_class.name, urgent=urgent, told=len(incident.told)
    )
    return incident


def _refuse_day_or_text(day: dt.date, text: str) -> None:
    if not text.strip():
        raise Refused("empty_entry", phrases.EMPTY_ENTRY)
    if day > clock.today():
        raise Refused("day_not_come", phrases.NOT_COME_DAY, day=f"{day:%d/%m/%Y}")


def _told(training_class: TrainingClass, enrolment: Enrolment | None) -> list[dict[str, str | int]]:
    """The organiser first, then the sending units in Vietnamese order, each by its name as it is today."""
    concerned = training_class.enrolments.order_by() if enrolment is None else Enrolment.objects.filter(pk=enrolment.pk)
    units = Unit.objects.filter(pk__in=concerned.values("nomination__list__unit")).order_by("sort_key", "pk")
    organiser: dict[str, str | int] = {"as": "organiser", "name": training_class.line.organiser}
    told = [organiser]
    for unit in units:
        told.append({"as": "sending_unit", "name": unit.name, "unit": unit.pk})  # noqa: PERF401 - mypy reads this one
    return told
