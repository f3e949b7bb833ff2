from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.classes.queries import class_of_trainee
from khaigiang.apps.desk import queries
from khaigiang.apps.desk.permissions import OFFICE, check_may_see_board
from khaigiang.apps.nominations.queries import line_of_sender
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.timetables.queries import lecturer_of
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor, current
from khaigiang.web.pages import render_page


def home(request: HttpRequest) -> HttpResponse:
    """Take each role to its own first page; those of the office stay on the year's board."""
    actor = current()
    if actor.has(*OFFICE):
        return _board(request, latest_plan())
    return _own_page(actor) or render_page(request, "desk/nothing_yet.html", {"actor": actor})


def board(request: HttpRequest, plan_id: int) -> HttpResponse:
    return _board(request, get_object_or_404(Plan, pk=plan_id))


def _board(request: HttpRequest, plan: Plan | None) -> HttpResponse:
    actor = current()
    check_may_see_board(actor)
    context = {"board": queries.board(plan, on=clock.today()) if plan else None, "may_submit": actor.has(Role.PLANNER)}
    return render_page(request, "desk/board.html", context)


def _own_page(actor: Actor) -> HttpResponse | None:
    if actor.has(Role.SENDING_UNIT) and (sent := line_of_sender(actor)):
        return redirect("nominations:unit", unit_id=sent.unit_id, line_id=sent.line_id)
    if actor.has(Role.LECTURER) and (lecturer := lecturer_of(actor)):
        return redirect("timetables:lecturer", lecturer_id=lecturer.pk)
    if actor.has(Role.TRAINEE) and (enrolment := class_of_trainee(actor)):
        return redirect("timetables:of_class", class_id=enrolment.training_class_id)
    return None
