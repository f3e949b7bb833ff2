"""A unit's list taken in whose people are on record already."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from khaigiang.apps.nominations import phrases
from khaigiang.apps.nominations.bridge import list_of
from khaigiang.apps.nominations.models import Nomination, NominationList, Unavailability
from khaigiang.apps.nominations.permissions import check_may_judge
from khaigiang.apps.nominations.queries import on_line
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.apps.quotas.actions import count
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.nominations import Letter


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on record who is sent. ``row`` are the columns of the nomination that a list states of them."""

    person: Person
    row: dict[str, Any]
    unavailable: Sequence[tuple[dt.date, dt.date]] = field(default=())


@action
def take_in(
    line: PlanLine,
    *,
    unit: Unit,
    letter: Letter,
    named: Sequence[Named],
    file_name: str = "",
    digest: str = "",
    by: Actor,
) -> NominationList:
    """Take in a unit's letter and its people in their order. Raises Refused for somebody who is on the line already."""
    check_may_judge(by)
    check_in_force(line.plan_id)
    locked(Quota.objects.filter(line=line, unit=unit))
    known = on_line(line).filter(person__in=[each.person for each in named]).select_related("person").first()
    if known is not None:
        raise Refused("known_on_line", phrases.KNOWN_ON_LINE, name=known.person.full_name)
    kept = list_of(line, unit, letter, file_name=file_name, digest=digest)
    kept.save()
    rows = Nomination.objects.bulk_create(
        Nomination(list=kept, line=line, person=each.person, place=place, **each.row)
        for place, each in enumerate(named, start=1)
    )
    Unavailability.objects.bulk_create(
        Unavailability(nomination=row, first_day=first, last_day=last)
        for row, each in zip(rows, named, strict=True)
        for first, last in each.unavailable
    )
    count(line, "nominated", {unit.pk: len(rows)}, by=by)
    audit.record("nominations.received", kept, by=by, unit=unit.name, letter=letter.number, people=len(rows))
    return kept
