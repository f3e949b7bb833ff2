from khaigiang.apps.results import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_mark(actor: Actor) -> None:
    """Planners, schools and class boards write marks and remarks."""
    if not actor.has("planner", "school", "class_board"):
        raise NotPermitted("may_not_mark", phrases.MAY_NOT_MARK)


def check_may_judge(actor: Actor) -> None:
    """Planners and schools judge who has completed, and write the decision."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_judge", phrases.MAY_NOT_JUDGE)
