from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.foundation.guarded import GuardedQuerySet


def latest_plan() -> Plan | None:
    """The plan that pages speak of unless another is asked for: that of the latest year."""
    return Plan.objects.order_by("-year", "-issued_on", "-pk").first()


def lines_of_year(year: int) -> GuardedQuerySet[PlanLine]:
    """The lines of every plan of a year, plan by plan in their order."""
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.select_related("plan", "programme").filter(plan__year=year)
    return lines.order_by("plan", "pk")


def lines_of_latest_plan() -> GuardedQuerySet[PlanLine]:
    """The lines of that plan in its order, with their programmes."""
    plan = latest_plan()
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.select_related("plan", "programme").order_by("pk")
    return lines.filter(plan=plan) if plan else lines.none()
