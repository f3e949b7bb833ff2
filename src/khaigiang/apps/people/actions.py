"""Writes to persons and to the two ledgers."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khaigiang.apps.people.models import Appointment, Engagement, Person, TrainingRecord
from khaigiang.apps.units.models import Unit
from khaigiang.core.calendar import HalfDay
from khaigiang.core.vietnamese import PartialDate, fold, sort_key
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list says of one person. ``groups`` are the position groups its title belongs to."""

    full_name: str
    birth: PartialDate | None
    sex: str
    unit: Unit
    title: str
    groups: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, dt.date | None, str, int]:
        """Name, birth date with its precision, and unit: the same person when all agree."""
        return fold(self.full_name), *_born(self.birth), self.unit.pk


@action
def register_many(sheets: Sequence[Sheet], *, by: Actor) -> list[Person]:
    """The persons of these sheets, in their order; whoever is not known yet is entered with the post stated.

    Nobody is merged on a likeness: only the same name, birth date and unit make the same person.
    """
    known = _known(sheets)
    new = {sheet.identity: sheet for sheet in sheets if sheet.identity not in known}
    made = Person.objects.bulk_create([_person(sheet) for sheet in new.values()])
    known.update(zip(new, made, strict=True))
    Appointment.objects.bulk_create(
        Appointment(person=known[key], unit=sheet.unit, title=sheet.title, groups=list(sheet.groups))
        for key, sheet in new.items()
    )
    audit.record("people.registered", "people", by=by, stated=len(sheets), new=len(new))
    return [known[sheet.identity] for sheet in sheets]


@action
def engage(slots: Iterable[tuple[int, HalfDay]], *, source: str, by: Actor) -> int:
    """Take these persons (by id) for these half-days. Replaces what the same source had taken before.

    Refused where somebody is already taken by another source.
    """
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
    count, _kinds = Engagement.objects.filter(source=source).delete()
    audit.record("people.released", source, by=by, half_days=count)
    return count


@action
def record_training(
    persons: Iterable[int], *, programme: str, title: str, source: str, finished_on: dt.date, by: Actor
) -> int:
    """Write down that these persons (by id) completed a programme, in place of what the same source said before."""
    TrainingRecord.objects.filter(source=source).delete()
    rows = TrainingRecord.objects.bulk_create(
        TrainingRecord(person_id=person, programme=programme, title=title, source=source, finished_on=finished_on)
        for person in persons
    )
    audit.record("people.training_recorded", source, by=by, persons=len(rows), programme=programme)
    return len(rows)


def _born(birth: PartialDate | None) -> tuple[dt.date | None, str]:
    return (birth.earliest, birth.precision.value) if birth else (None, "")


def _person(sheet: Sheet) -> Person:
    born, precision = _born(sheet.birth)
    return Person(
        full_name=sheet.full_name,
        folded=fold(sheet.full_name),
        sort_key=sort_key(sheet.full_name),
        sex=sheet.sex,
        born=born,
        born_precision=precision,
    )


def _known(sheets: Sequence[Sheet]) -> dict[tuple[str, dt.date | None, str, int], Person]:
    posts = Appointment.objects.filter(
        person__folded__in={fold(sheet.full_name) for sheet in sheets}, unit__in={sheet.unit.pk for sheet in sheets}
    ).select_related("person")
    return {
        (post.person.folded, post.person.born, post.person.born_precision, post.unit_id): post.person
        for post in posts.order_by("-id")
    }
