from khaigiang.apps.certificates import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_certify(actor: Actor) -> None:
    """Planners and schools issue certificates and revoke them."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_certify", phrases.MAY_NOT_CERTIFY)
