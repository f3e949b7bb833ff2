"""What inspections found, as a source of needs of its own: entered with its paper, withdrawn with a reason."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as default

from khaigiang.apps.catalogue.queries import programme_named
from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import InspectedUnit, InspectionNeed
from khaigiang.apps.needs.permissions import check_may_survey
from khaigiang.apps.needs.queries import check_groups
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import InspectionNeedState, NotAllowed, next_state
from khaigiang.data.fields import fields
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class InspectionPaper:
    """An inspection's paper, one thing that it found, and what is to be taught of it; codes may be left out."""

    number: str
    issued_on: dt.date
    issuer: str
    topic: str
    found: str
    field: str = ""
    programme: str = ""
    groups: Sequence[str] = default(default=())


@action
def enter_inspection(
    body: Unit, *, year: int, paper: InspectionPaper, units: Mapping[Unit, int | None], by: Actor
) -> InspectionNeed:
    """Let what an inspection found enter the needs of a year; of each unit, how many people if that is said.

    The same thing entered twice from one paper is refused.
    """
    check_may_survey(by)
    _check(paper, units)
    made = InspectionNeed.objects.create(
        year=year,
        body=body,
        number=paper.number.strip(),
        issued_on=paper.issued_on,
        issuer=paper.issuer.strip(),
        field=paper.field,
        programme=paper.programme,
        groups=list(dict.fromkeys(paper.groups)),
        topic=paper.topic.strip(),
        found=paper.found.strip(),
        entered_on=clock.today(),
        entered_by=by.name,
    )
    InspectedUnit.objects.bulk_create(InspectedUnit(need=made, unit=unit, people=n) for unit, n in units.items())
    audit.record("needs.inspection_entered", made, by=by, number=made.number, title=made.topic, units=len(units))
    return made


@action
def withdraw_inspection(need: InspectionNeed, *, why: str, by: Actor) -> InspectionNeed:
    """Take back what was entered by mistake; it stays on record and counts no more."""
    check_may_survey(by)
    need.hold()
    try:
        need.state = next_state(InspectionNeedState, need.state, "withdraw")
    except NotAllowed as error:
        raise Refused("withdrawn_already", phrases.WITHDRAWN_ALREADY) from error
    if not why.strip():
        raise Refused("why_wanted", phrases.WHY_WANTED)
    need.withdrawn_why = why
    need.save()
    audit.record("needs.inspection_withdrawn", need, by=by, number=need.number, why=why)
    return need


def _check(paper: InspectionPaper, units: Mapping[Unit, int | None]) -> None:
    if paper.issued_on > clock.today():
        raise Refused("paper_in_future", phrases.PAPER_IN_FUTURE, day=f"{paper.issued_on:%d/%m/%Y}")
    if not units:
        raise Refused("no_units_found", phrases.NO_UNITS_FOUND)
    check_groups(paper.groups)
    if paper.programme and programme_named(paper.programme) is None:
        raise Refused("no_such_programme", phrases.NO_SUCH_PROGRAMME, value=paper.programme)
    known = {each.code: each.name for each in fields()}
    if paper.field and paper.field not in known:
        raise Refused("no_such_field", phrases.NO_SUCH_FIELD, field=paper.field, known=", ".join(known))
