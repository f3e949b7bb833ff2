from khaigiang.apps.classes import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_form(actor: Actor) -> None:
    """Planners and schools form classes."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_form", phrases.MAY_NOT_FORM)
