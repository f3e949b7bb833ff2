from khaigiang.apps.catalogue import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_enact_rules(actor: Actor) -> None:
    """Only a planner puts rules in force."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_enact_rules", phrases.MAY_NOT_ENACT_RULES)
