from django.db.models import Q

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.permissions import check_may_see_class
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_deliver(actor: Actor) -> None:
    """Planners and schools open and close classes."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_deliver", phrases.MAY_NOT_DELIVER)


def check_may_confirm(actor: Actor, item: str) -> None:
    """The school alone shows its rooms ready; that the lecturers will come, the planner may confirm as well."""
    roles = ("school",) if item == OpeningItem.ROOMS_READY else ("school", "planner")
    if not actor.has(*roles):
        raise NotPermitted("may_not_confirm", phrases.MAY_NOT_CONFIRM)


def check_may_run(actor: Actor) -> None:
    """The class board and the school take the roll, keep the journal and report."""
    if not actor.has("class_board", "school"):
        raise NotPermitted("may_not_run", phrases.MAY_NOT_RUN)


def check_may_see_absences(actor: Actor, training_class: TrainingClass) -> None:
    """Who may see the class sees its absences: a sending unit those of its own people only."""
    check_may_see_class(actor, training_class)


def told_of(actor: Actor) -> Q:
    """Which urgent incidents reach the actor: the organiser all of them, a sending unit those of its own people.

    One that names no trainee concerns the whole class.
    """
    if actor.has("planner"):
        return Q()
    if not actor.has("sending_unit"):
        return Q(pk__in=[])
    own = Q(enrolment__nomination__list__unit__in=actor.scope)
    whole_class = Q(enrolment__isnull=True, training_class__enrolments__nomination__list__unit__in=actor.scope)
    return own | whole_class
