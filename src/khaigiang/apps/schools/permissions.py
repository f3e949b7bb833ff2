from khaigiang.apps.schools import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_state_needs(actor: Actor) -> None:
    """Planners and schools say what timetables have to respect: closed days, limits of lecturers, wishes."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_state_needs", phrases.MAY_NOT_STATE_NEEDS)
