from khaigiang.apps.plans.models import Plan, PlanLine, Tracking
from khaigiang.foundation.guarded import GuardedQuerySet


def latest_plan() -> Plan | None:
    """The plan that pages speak of unless another is asked for: that of the latest year."""
    return Plan.objects.order_by("-year", "-issued_on", "-pk").first()


def plan_numbered(number: str, *, year: int) -> Plan | None:
    """The plan of a number in a year; the latest where several bodies use it."""
    return Plan.objects.filter(number=number, year=year).order_by("-pk").first()


def lines_of_latest_plan() -> GuardedQuerySet[PlanLine]:
    """The lines of that plan in its order, with their programmes."""
    plan = latest_plan()
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.select_related("plan", "programme").order_by("pk")
    return lines.filter(plan=plan) if plan else lines.none()


def lines_run_here(plan: Plan) -> GuardedQuerySet[PlanLine]:
    """The lines of a plan whose classes are formed, timetabled and taught here, in its order."""
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.filter(plan=plan, tracking=Tracking.CLASSES).order_by("pk")
    return lines
