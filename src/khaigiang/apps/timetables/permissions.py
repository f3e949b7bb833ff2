from khaigiang.apps.timetables import phrases
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_timetable(actor: Actor) -> None:
    """Planners and schools draw up timetables."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_timetable", phrases.MAY_NOT_TIMETABLE)
