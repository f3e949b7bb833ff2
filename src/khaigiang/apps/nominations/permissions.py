from khaigiang.apps.nominations import phrases
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_nominate(actor: Actor, unit: Unit) -> None:
    """A sending unit nominates its own; a planner may enter any unit's letter."""
    if not (actor.has("planner") or (actor.has("sending_unit") and unit.pk in actor.scope)):
        raise NotPermitted("may_not_nominate", phrases.MAY_NOT_NOMINATE, unit=unit.name)


def check_may_judge(actor: Actor) -> None:
    """Only a planner judges and accepts."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_judge", phrases.MAY_NOT_JUDGE)


def check_may_waive(actor: Actor) -> None:
    """Who keeps the plan writes down what the competent authority decided."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_waive", phrases.MAY_NOT_WAIVE)


def check_may_see_unit(actor: Actor, unit_id: int) -> None:
    """A unit's list is seen by those whose scope holds the unit."""
    if not (actor.everywhere or unit_id in actor.scope):
        raise NotPermitted("unit_not_in_scope", phrases.NOT_YOUR_UNIT)
