from khaigiang.apps.plans import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_plan(actor: Actor) -> None:
    """Only a planner draws up plans and runs the year."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_plan", phrases.MAY_NOT_PLAN)
