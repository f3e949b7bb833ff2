"""What stands in a case before its lists come, and what is reported of lines by totals, before and after."""

from django.db import transaction

from khaigiang.apps.accounts.models import Role, User
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.plans.actions import approve, enter, report_result, submit
from khaigiang.apps.plans.imports import understand
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.plans.queries import plan_numbered
from khaigiang.demo import accounts, cases
from khaigiang.demo.accounts import Office
from khaigiang.demo.case import DemoCase
from khaigiang.foundation import clock
from khaigiang.foundation.actor import SYSTEM, Actor
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.refusal import FilesRefused


def prepare(case: DemoCase) -> None:
    """Let the plans of a case be issued, and happen what happens before its lists are judged; once in each home.

    All of it or nothing, so that a home it broke off in can begin anew.
    """
    if not case.entered or any(_known(workbook) for workbook in case.entered):
        return
    with transaction.atomic():
        with clock.standing_at(case.judged_on):
            office = accounts.add_office(by=SYSTEM)
        for workbook in case.entered:
            with clock.standing_at(workbook.head.issued_on):
                _issue(workbook, by=SYSTEM)
        if beforehand := cases.load(case.name).beforehand:
            beforehand(office)
        report(case, later=False, office=office)


def report(case: DemoCase, *, later: bool, office: Office) -> None:
    """Report what was reported before the lists were judged, or ``later``; each on its own day.

    An organiser that has an account reports by itself, a planner for the others.
    """
    for result in sorted(case.results, key=lambda each: each.reported_on):
        if (result.reported_on > case.judged_on) == later:
            line = PlanLine.objects.get(plan__number=result.plan, code=result.line)
            with clock.standing_at(result.reported_on):
                report_result(
                    line,
                    first_day=result.first_day,
                    last_day=result.last_day,
                    classes=result.classes,
                    places=result.places,
                    people=result.people,
                    source=result.source,
                    by=_organiser(line) or office[Role.PLANNER],
                )


def _organiser(line: PlanLine) -> Actor | None:
    account = User.objects.filter(units=line.organiser_unit_id).first() if line.organiser_unit_id else None
    return actor_of(account) if account else None


def _known(workbook: PlanWorkbook) -> Plan | None:
    return plan_numbered(workbook.head.number, year=workbook.head.year)


def _issue(workbook: PlanWorkbook, *, by: Actor) -> Plan:
    meanings = understand(workbook, by=by)
    if meanings.findings:
        raise FilesRefused(meanings.findings)
    plan = enter(workbook, units=meanings.units, audiences=meanings.audiences, by=by)
    return approve(submit(plan, by=by), by=by)
