from khaigiang.apps.quotas import phrases
from khaigiang.apps.quotas.models import Quota
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_share(actor: Actor, quota: Quota) -> None:
    """A planner shares and moves any seats; a unit gives its own to those below it and hands its own back."""
    own = actor.has("sending_unit") and quota.unit_id in actor.scope
    if not (own or actor.has("planner")):
        raise NotPermitted("may_not_share", phrases.MAY_NOT_SHARE)


def check_may_move(actor: Actor) -> None:
    """Only a planner takes seats from one unit for another."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_move", phrases.MAY_NOT_MOVE)
