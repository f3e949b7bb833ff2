"""Who keeps records of persons, who sees them, and who reads the sensitive facts in them."""

from collections.abc import Mapping

from khaigiang.apps.people import phrases
from khaigiang.apps.people.models import Appointment, Person, PrivateKind
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted, Refused

# Who reads which sensitive fact of people in their scope; everybody else learns only that it is stated.
READERS: Mapping[PrivateKind, tuple[str, ...]] = {
    PrivateKind.CITIZEN_NUMBER: ("planner", "sending_unit"),
    PrivateKind.ETHNICITY: ("planner", "sending_unit"),
    PrivateKind.PARTY_JOINED: ("planner", "sending_unit", "school"),
    PrivateKind.PARTY_OFFICIAL: ("planner", "sending_unit", "school"),
    PrivateKind.PHONE: ("planner", "sending_unit", "school"),
}
OFFICE = ("planner", "leader", "auditor", "school")


def check_may_see_people(actor: Actor) -> None:
    """Whoever works for the whole, and a sending unit for its own people."""
    if not actor.has(*OFFICE, "sending_unit"):
        raise NotPermitted("people_not_for_role", phrases.NOT_YOUR_PEOPLE)


def check_may_see_people_of(actor: Actor, unit: Unit) -> None:
    """The people of one unit: whoever works for the whole, and a sending unit for the units it acts for."""
    check_may_see_people(actor)
    if not (actor.everywhere or unit.pk in actor.scope):
        raise NotPermitted("unit_not_yours", phrases.NOT_YOUR_UNIT)


def is_within(actor: Actor, person: Person) -> bool:
    """Whether somebody works, or once worked, in a unit of the actor's scope."""
    return actor.everywhere or Appointment.objects.filter(person=person, unit__in=actor.scope).exists()


def check_may_see_person(actor: Actor, person: Person) -> None:
    check_may_see_people(actor)
    if not is_within(actor, person):
        raise NotPermitted("person_not_yours", phrases.NOT_YOUR_PERSON)


def check_may_enter(actor: Actor, unit: Unit) -> None:
    """A planner or a sending unit enters people of the units it acts for."""
    if not actor.has("planner", "sending_unit") or not (actor.everywhere or unit.pk in actor.scope):
        raise NotPermitted("may_not_keep_record", phrases.MAY_NOT_KEEP)


def check_may_keep(actor: Actor, person: Person) -> None:
    """A planner or a sending unit writes to the records of its own people; nobody writes to a merged record."""
    if not actor.has("planner", "sending_unit") or not is_within(actor, person):
        raise NotPermitted("may_not_keep_record", phrases.MAY_NOT_KEEP)
    if person.merged_into is not None:
        raise Refused("record_is_merged", phrases.IS_MERGED, name=person.merged_into.full_name)


def check_may_decide_identity(actor: Actor) -> None:
    """Only planners say that two records are one person's: a merge reaches into everybody's lists and classes."""
    if not actor.has("planner") or not actor.everywhere:
        raise NotPermitted("may_not_decide_identity", phrases.MAY_NOT_DECIDE)


def check_may_see_questions(actor: Actor) -> None:
    """Planners decide them, auditors read them."""
    if not actor.has("planner", "auditor") or not actor.everywhere:
        raise NotPermitted("questions_not_for_role", phrases.MAY_NOT_DECIDE)


def sees_planned_posts(actor: Actor) -> bool:
    """Planning for posts may be a secret of the office: schools and lecturers have no need of it."""
    return actor.has("planner", "leader", "auditor", "sending_unit")


def check_may_renew_key(actor: Actor) -> None:
    if not actor.has("planner") or not actor.everywhere:
        raise NotPermitted("may_not_renew_key", phrases.MAY_NOT_RENEW_KEY)


def readable_kinds(actor: Actor) -> frozenset[PrivateKind]:
    """The sensitive facts that the actor's roles may read, of people they may see."""
    return frozenset(kind for kind, roles in READERS.items() if actor.has(*roles))
