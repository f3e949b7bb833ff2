from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.models import Call
from khaigiang.apps.papers.permissions import let_read
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import CallState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_call(actor: Actor) -> None:
    """Only a planner calls for nominations, and takes in or hands back what units answer."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_call", phrases.MAY_NOT_CALL)


def check_may_see_call(actor: Actor, call: Call) -> None:
    """The office sees every call; a unit the published ones that call it or a unit it acts for."""
    if not (actor.everywhere or (call.state == CallState.PUBLISHED and _is_called(actor, call.pk))):
        raise NotPermitted("call_not_yours", phrases.NOT_YOUR_CALL)


def _is_called(actor: Actor, call: int) -> bool:
    return Quota.objects.filter(line__called__call=call, unit__in=actor.scope).exists()


def _may_read_paper(actor: Actor, key: str, _kind: str) -> bool:
    """The letter goes to the units it calls once the call is published."""
    published = Call.objects.filter(pk=int(key), state=CallState.PUBLISHED).exists()
    return published and actor.has("sending_unit") and _is_called(actor, int(key))


let_read("call", _may_read_paper)
