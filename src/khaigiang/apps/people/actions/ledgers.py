"""The two ledgers that upper slices write down into: when somebody is taken, and what they completed."""

import datetime as dt
from collections.abc import Iterable

from khaigiang.apps.people.models import Engagement, TrainingRecord
from khaigiang.apps.people.queries import keep_identities
from khaigiang.core.calendar import HalfDay
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@action
def engage(slots: Iterable[tuple[int, HalfDay]], *, source: str, by: Actor) -> int:
    """Take these persons (by id) for these half-days. Replaces what the same source had taken before.

    Refused where somebody is already taken by another source.
    """
    keep_identities()
    Engagement.objects.filter(source=source).delete()
    rows = Engagement.objects.bulk_create(
        (Engagement(person_id=person, day=slot.day, part=slot.part, source=source) for person, slot in slots),
        batch_size=5000,
    )
    audit.record("people.engaged", source, by=by, half_days=len(rows))
    return len(rows)


@action
def release(source: str, *, by: Actor) -> int:
    """Give back every half-day a source had taken."""
    keep_identities()
    count, _kinds = Engagement.objects.filter(source=source).delete()
    audit.record("people.released", source, by=by, half_days=count)
    return count


@action
def record_training(
    persons: Iterable[int], *, programme: str, title: str, source: str, finished_on: dt.date, by: Actor
) -> int:
    """Write down that these persons (by id) completed a programme, in place of what the same source said before."""
    keep_identities()
    TrainingRecord.objects.filter(source=source).delete()
    rows = TrainingRecord.objects.bulk_create(
        TrainingRecord(person_id=person, programme=programme, title=title, source=source, finished_on=finished_on)
        for person in persons
    )
    audit.record("people.training_recorded", source, by=by, persons=len(rows), programme=programme)
    return len(rows)
