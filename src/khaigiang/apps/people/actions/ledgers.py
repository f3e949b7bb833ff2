"""The two ledgers that upper slices write down into: when somebody is taken, and what they completed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from khaigiang.apps.people.models import Engagement, TrainingRecord
from khaigiang.apps.people.queries import keep_identities
from khaigiang.core.calendar import HalfDay
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """Somebody (by id) leaves what one source takes people for and comes into another's; "" for neither."""

    person: int
    out_of: str = ""
    into: str = ""


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
def hand_over(source: str, person: int, heir: int | None, *, by: Actor) -> int:
    """Let another (by id) be taken for the half-days that a source had taken of somebody; for None they are given back.

    Where the heir is taken already the half-day is given back: it is seen as an overlap, and stops nobody from leaving.
    """
    keep_identities()
    rows = Engagement.objects.filter(source=source, person=person)
    busy = Engagement.objects.filter(person=heir, day=OuterRef("day"), part=OuterRef("part"))
    passed = rows.filter(~Exists(busy)).update(person=heir) if heir is not None else 0
    rows.delete()
    audit.record("people.handed_over", source, by=by, half_days=passed, to=f"Person:{heir}" if heir else "")
    return passed


@action
def engage_like(persons: Iterable[int], *, source: str, like: Iterable[int], by: Actor) -> int:
    """Take these persons (by id) for every half-day that a source takes one of the others for.

    Refused where somebody is already taken by another source.
    """
    keep_identities()
    held = Engagement.objects.filter(source=source, person__in=list(like)).order_by("day", "part")
    slots = list(held.values_list("day", "part").distinct())
    rows = Engagement.objects.bulk_create(
        Engagement(person_id=person, day=day, part=part, source=source) for person in persons for day, part in slots
    )
    audit.record("people.engaged", source, by=by, half_days=len(rows))
    return len(rows)


@action
def change_places(moves: Sequence[Change], *, by: Actor) -> int:
    """Let each person give back what one source took of them, and be taken for every half-day that another takes.

    All give back before anybody is taken: two may change places. Refused where somebody is already taken elsewhere.
    """
    keep_identities()
    slots = {
        source: list(
            Engagement.objects.filter(source=source).order_by("day", "part").values_list("day", "part").distinct()
        )
        for source in dict.fromkeys(move.into for move in moves if move.into)
    }
    for move in moves:
        if move.out_of:
            Engagement.objects.filter(source=move.out_of, person=move.person).delete()
    rows = Engagement.objects.bulk_create(
        Engagement(person_id=move.person, day=day, part=part, source=move.into)
        for move in moves
        for day, part in slots.get(move.into, ())
    )
    audit.record("people.places_changed", "people", by=by, people=len(moves), half_days=len(rows))
    return len(rows)


@action
def record_training(
    persons: Iterable[int],
    *,
    programme: str,
    title: str,
    source: str,
    finished_on: dt.date,
    by: Actor,
    periods: int | None = None,
) -> int:
    """Write down that these persons (by id) completed a programme, in place of what the same source said before."""
    keep_identities()
    TrainingRecord.objects.filter(source=source).delete()
    rows = TrainingRecord.objects.bulk_create(
        TrainingRecord(
            person_id=person,
            programme=programme,
            title=title,
            source=source,
            finished_on=finished_on,
            periods=periods,
        )
        for person in persons
    )
    audit.record("people.training_recorded", source, by=by, persons=len(rows), programme=programme)
    return len(rows)
