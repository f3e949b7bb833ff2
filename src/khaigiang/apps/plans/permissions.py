from django.db.models import Q

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

READERS = ("planner", "leader", "auditor", "school")


def check_may_plan(actor: Actor) -> None:
    """Only a planner draws up plans and runs the year."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_plan", phrases.MAY_NOT_PLAN)


def check_may_approve(actor: Actor) -> None:
    """The leader approves a plan or hands it back, or a planner writes down what the leader decided."""
    if not actor.has("planner", "leader"):
        raise NotPermitted("may_not_approve", phrases.MAY_NOT_APPROVE)


def check_may_organise(actor: Actor, line: PlanLine) -> None:
    """The unit that organises a line, or a planner for it, asks for consent and lecturers and reports results."""
    own = actor.has("sending_unit") and (actor.everywhere or line.organiser_unit_id in actor.scope)
    if not (own or actor.has("planner")):
        raise NotPermitted("may_not_organise", phrases.MAY_NOT_ORGANISE)


def check_may_state_study_times(actor: Actor) -> None:
    """Planners and schools say on which days of the week and in which parts of the day a class studies."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_state_study_times", phrases.MAY_NOT_STATE_STUDY_TIMES)


def check_may_join_classes(actor: Actor) -> None:
    """Planners and schools say which classes of a line hear a topic together."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_join_classes", phrases.MAY_NOT_JOIN_CLASSES)


def check_may_consent(actor: Actor) -> None:
    """A planner speaks for the upper body that consents and supplies lecturers."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_consent", phrases.MAY_NOT_CONSENT)


def sees_every_line(actor: Actor) -> bool:
    return actor.has(*READERS)


def lines_seen_by(actor: Actor) -> Q:
    """Which lines the actor sees: the office all of them, a sending unit those it organises or sends people under."""
    if sees_every_line(actor) or (actor.has("sending_unit") and actor.everywhere):
        return Q()
    if not actor.has("sending_unit"):
        return Q(pk__in=[])
    return Q(organiser_unit__in=actor.scope) | Q(sending_units__unit__in=actor.scope)


def check_may_see_plan(actor: Actor, plan: Plan) -> None:
    """Who sees any of its lines; of a plan without lines, the office."""
    if not (sees_every_line(actor) or PlanLine.objects.filter(lines_seen_by(actor), plan=plan).exists()):
        raise NotPermitted("may_not_see_plan", phrases.MAY_NOT_SEE_PLAN)


def check_may_see_line(actor: Actor, line: PlanLine) -> None:
    if not PlanLine.objects.filter(lines_seen_by(actor), pk=line.pk).exists():
        raise NotPermitted("may_not_see_line", phrases.MAY_NOT_SEE_LINE)
