"""A tree of seats, and what must hold of it whatever is done."""

from django.db.models import F

import builders
from apps.acting import PLANNER
from khaigiang.apps.needs.models import NeedsForm, NeedsSurvey, StatedNeed, SurveyRow
from khaigiang.apps.plans.models import PlanLine, QuotaMethod, SendingUnit
from khaigiang.apps.quotas.actions import grant, share_out
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import guarded


def city(*, seats: int = 20, districts: int = 2, communes: int = 2) -> PlanLine:
    """A line whose districts list equal seats and hold them, with communes below that have none yet."""
    line = builders.line(builders.plan(), seats=seats)
    with guarded.writing("test"):
        Quota.objects.filter(line=line).delete()
        line.quota_method = QuotaMethod.LISTED
        line.save()
        for number in range(1, districts + 1):
            district = builders.unit(f"Quận {number}")
            SendingUnit.objects.create(line=line, unit=district, seats=seats // districts)
            for below in range(1, communes + 1):
                builders.unit(f"Phường {number}.{below}", parent=district)
    share_out(line, by=PLANNER)
    return line


def row(line: PlanLine, unit: str) -> Quota:
    """A unit's row as it is in the database now; the line's own for no unit."""
    return Quota.objects.get(line=line, unit__name=unit) if unit else Quota.objects.get(line=line, unit=None)


def granted(line: PlanLine, above: str, unit: str, seats: int) -> Quota:
    """Seats of one unit given to another below it."""
    return grant(row(line, above), Unit.objects.get(name=unit), seats, by=PLANNER)


def use(quota: Quota, people: int) -> None:
    """People nominated and accepted on a row's seats."""
    with guarded.writing("test"):
        Quota.objects.filter(pk=quota.pk).update(nominated=F("nominated") + people, accepted=F("accepted") + people)


def broken(line: PlanLine) -> list[str]:
    """What does not hold: seats that came from nowhere or went nowhere, or are used and granted at once."""
    rows = list(Quota.objects.filter(line=line).select_related("unit"))
    faults = []
    for each in rows:
        name = each.unit.name if each.unit else "line"
        below = sum(other.seats for other in rows if other.parent_id == each.pk)
        if below != each.granted_below:
            faults.append(f"{name}: {each.granted_below} granted, {below} held below")
        if each.accepted + each.granted_below > each.seats:
            faults.append(f"{name}: {each.accepted} used and {each.granted_below} granted of {each.seats}")
    root = next(each for each in rows if each.unit_id is None)
    if root.seats != line.seats:
        faults.append(f"line: {root.seats} of {line.seats}")
    return faults


def stated(line: PlanLine, unit: Unit, people: int, *, state: str = "submitted") -> None:
    """What a unit said in a survey of needs that it needs of a line's programme."""
    with guarded.writing("test"):
        asked = {"year": line.plan.year, "body": unit.parent, "title": "Nhu cầu"}
        survey, _known = NeedsSurvey.objects.get_or_create(**asked, defaults={"deadline": line.plan.issued_on})
        told = {"group": "commune_secretary", "programme": line.programme.code, "title": line.programme.name}
        asked_row, _known = SurveyRow.objects.get_or_create(survey=survey, **told, defaults={"place": 1})
        sent = {"submitted_on": line.plan.issued_on, "submitted_by": "Ai"} if state == "submitted" else {}
        form = NeedsForm.objects.create(survey=survey, unit=unit, state=state, **sent)
        StatedNeed.objects.create(form=form, row=asked_row, people=people)
