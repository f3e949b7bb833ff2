"""What there is to do, the year's board, a person's whole record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.desk import queries
from khaigiang.apps.desk.permissions import check_may_see_board, check_may_see_record, is_own
from khaigiang.apps.people.models import Person
from khaigiang.apps.people.permissions import check_may_keep
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.reports.tables import plan_bar
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import allowed
from khaigiang.web.pages import render_page


def home(request: HttpRequest) -> HttpResponse:
    """What there is to do now, role by role; a leader's page is the year as a whole."""
    actor = current()
    if actor.roles == {Role.LEADER}:
        return redirect("reports:leader")
    homes = queries.homes_of(actor, on=clock.today())
    if not homes:
        return render_page(request, "desk/nothing_yet.html", {"actor": actor})
    return render_page(request, "desk/home.html", {"homes": homes})


def latest_board(request: HttpRequest) -> HttpResponse:
    """The board of the latest year."""
    return _board(request, latest_plan())


def board(request: HttpRequest, plan_id: int) -> HttpResponse:
    return _board(request, get_object_or_404(Plan, pk=plan_id))


def _board(request: HttpRequest, plan: Plan | None) -> HttpResponse:
    actor = current()
    check_may_see_board(actor)
    shown = queries.board(plan, on=clock.today()) if plan else None
    context = {
        "board": shown,
        "by_totals": [(row, plan_bar(row.line.title, row)) for row in shown.by_totals] if shown else [],
        "may_open_lines": allowed(check_may_open, actor, "plans:line"),
        "may_submit": actor.has(Role.PLANNER),
        "opens_forming": allowed(check_may_open, actor, "classes:forming"),
        "opens_timetables": allowed(check_may_open, actor, "timetables:of_plan"),
    }
    return render_page(request, "desk/board.html", context)


def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """A person's whole record, as far as the reader may see it."""
    actor = current()
    shown = get_object_or_404(Person.objects.select_related("merged_into"), pk=person_id)
    check_may_see_record(actor, shown)
    if shown.merged_into is not None:
        return redirect("desk:person", person_id=shown.merged_into.pk)
    context = {
        "whole": queries.whole_record(shown, actor, own=is_own(actor, shown), on=clock.today()),
        "may_keep": allowed(check_may_keep, actor, shown),
        "lists_people": allowed(check_may_open, actor, "people:index"),
    }
    return render_page(request, "desk/person.html", context)
