from khaigiang.apps.catalogue import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_arrange_topics(actor: Actor) -> None:
    """Planners and schools say how a topic is held."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_arrange_topics", phrases.MAY_NOT_ARRANGE_TOPICS)


def check_may_enact_rules(actor: Actor) -> None:
    """Only a planner puts rules in force."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_enact_rules", phrases.MAY_NOT_ENACT_RULES)
