from khaigiang.apps.accounts.models import Role
from khaigiang.apps.inspection import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_inspect(actor: Actor) -> None:
    """An event names no unit, so only an auditor of the whole office reads the trail."""
    if not (actor.has(Role.AUDITOR) and actor.everywhere):
        raise NotPermitted("may_not_inspect", phrases.MAY_NOT_INSPECT)
