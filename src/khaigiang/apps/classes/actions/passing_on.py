"""Places in classes that pass on before the class opens: to a substitute, or to whoever moves up from the reserve."""

from dataclasses import dataclass

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.models import Enrolment, StudyGroup, TrainingClass
from khaigiang.apps.nominations import actions as nominations
from khaigiang.apps.nominations.bridge import Entry
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.permissions import check_may_nominate, check_may_waive
from khaigiang.apps.people.actions import hand_over
from khaigiang.apps.plans.queries import check_line_in_force
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.states import CLASSES_BEGUN
from khaigiang.foundation import audit, jobs
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class _Place:
    training_class: TrainingClass
    group: StudyGroup | None
    person: int


@action
def step_back(nomination: Nomination, *, why: str, by: Actor) -> Nomination | None:
    """Take somebody off the list and out of the class. Gives whoever moves up, who takes the place in the class too.

    Raises Refused when the class has begun: its list is frozen then.
    """
    check_may_nominate(by, nomination.list.unit)
    place = _freed(nomination)
    heir = nominations.withdraw(nomination, why=why, by=by)
    _take(place, heir, by=by)
    audit.record("classes.seat_passed_on", nomination, by=by, why=why, **_told(place, heir))
    return heir


@action
def substitute(nomination: Nomination, entry: Entry, *, why: str, by: Actor) -> Nomination:
    """Name another in somebody's place, who takes the place in the class too. Raises Refused when it has begun."""
    check_may_nominate(by, nomination.list.unit)
    check_line_in_force(nomination.line_id)
    place = _freed(nomination)
    other = nominations.substitute(nomination, entry, why=why, by=by)
    _take(place, other, by=by)
    audit.record("classes.seat_passed_on", nomination, by=by, why=why, **_told(place, other))
    return other


@action
def take_back_waiver(nomination: Nomination, *, rule: str, why: str, by: Actor) -> Nomination | None:
    """End an exemption, also of somebody who sits in a class that has not begun; whoever moves up takes the place."""
    check_may_waive(by)
    place = _freed(nomination)
    heir = nominations.take_back_waiver(nomination, rule=rule, why=why, by=by)
    _take(place, heir, by=by)
    audit.record("classes.seat_passed_on", nomination, by=by, why=why, **_told(place, heir))
    return heir


def _freed(nomination: Nomination) -> _Place | None:
    """The place somebody had in a class, now empty. The quota row is held first, as everywhere."""
    locked(Quota.objects.filter(line=nomination.line_id, unit=nomination.list.unit_id))
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("training_class", "group")
    enrolment = rows.filter(nomination=nomination.pk).first()
    if enrolment is None:
        return None
    held = enrolment.training_class
    held.hold()
    if held.state in CLASSES_BEGUN:
        raise Refused("class_has_begun", phrases.CLASS_HAS_BEGUN, name=held.name)
    enrolment.delete()
    return _Place(held, enrolment.group, nomination.person_id)


def _take(place: _Place | None, heir: Nomination | None, *, by: Actor) -> None:
    if place is None:
        return
    hand_over(f"class:{place.training_class.pk}", place.person, heir.person_id if heir else None, by=by)
    if heir is not None:
        Enrolment.objects.create(training_class=place.training_class, group=place.group, nomination=heir)
        jobs.enqueue("delivery.summon", class_id=place.training_class.pk)


def _told(place: _Place | None, heir: Nomination | None) -> dict[str, str]:
    told = {"name": heir.person.full_name} if heir else {}
    return {**told, "into": place.training_class.name} if place else told
