from khaigiang.apps.delivery import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_deliver(actor: Actor) -> None:
    """Planners and schools open and close classes."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_deliver", phrases.MAY_NOT_DELIVER)
