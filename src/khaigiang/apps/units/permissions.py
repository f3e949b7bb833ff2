from khaigiang.apps.units import phrases
from khaigiang.apps.units.models import Level, Unit
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_reshape(actor: Actor, unit: Unit) -> None:
    """A planner changes the units of their scope; a sending unit the local bodies below its own units."""
    if actor.has("planner") and _sees(actor, unit.pk):
        return
    if actor.has("sending_unit") and unit.level == Level.BODY and unit.parent_id and _sees(actor, unit.parent_id):
        return
    raise NotPermitted("may_not_reshape", phrases.MAY_NOT_RESHAPE, unit=unit.name)


def check_may_add_below(actor: Actor, parent: Unit) -> None:
    """Who may enter a local body below a unit: a planner, and a sending unit below its own."""
    if not (actor.has("planner", "sending_unit") and _sees(actor, parent.pk)):
        raise NotPermitted("may_not_add_below", phrases.MAY_NOT_ADD_BELOW, unit=parent.name)


def lists_people(actor: Actor) -> bool:
    """Who is led from a unit to the list of its people; the slice of people says who opens it."""
    return actor.has("planner", "leader", "auditor", "school", "sending_unit")


def places_people(actor: Actor) -> bool:
    """Who is told that people are still on record in units that are no more: those who can say where they are."""
    return actor.has("planner", "sending_unit")


def _sees(actor: Actor, unit: int) -> bool:
    return actor.everywhere or unit in actor.scope
