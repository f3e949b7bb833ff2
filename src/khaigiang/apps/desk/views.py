from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.desk import actions, queries
from khaigiang.apps.desk.forms import YearFilesForm
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.desk.permissions import check_may_see_board, check_may_submit_year
from khaigiang.apps.desk.phrases import RUN_STATES, STAGES
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.reports.tables import plan_bar
from khaigiang.core.states import YearRunState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import Refused, allowed
from khaigiang.web.pages import STOP_POLLING, render_page

RUNS_SHOWN = 10


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
    }
    return render_page(request, "desk/board.html", context)


def submit_year(request: HttpRequest) -> HttpResponse:
    """Hand in the two kinds of workbook; the work itself is a job."""
    actor = current()
    check_may_submit_year(actor)
    sent = request.method == "POST"
    form = YearFilesForm(request.POST if sent else None, request.FILES if sent else None, label_suffix="")
    if form.is_valid():
        plan, nominations = form.named_bytes()
        try:
            run = actions.submit_year(plan=plan, nominations=nominations, by=actor)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("desk:year_run", run_id=run.pk)
    context = {"form": form, "runs": list(YearRun.objects.select_related("plan")[:RUNS_SHOWN])}
    return render_page(request, "desk/submit_year.html", context, status=422 if form.errors else 200)


def year_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far a run is, asked again every two seconds until it has ended; then its result or what was found."""
    check_may_submit_year(current())
    run = get_object_or_404(YearRun.objects.select_related("plan"), pk=run_id)
    ended = run.state not in {YearRunState.WAITING, YearRunState.RUNNING}
    context = {"run": run, "mark": RUN_STATES[run.state], "stage": STAGES.get(run.stage, ""), "ended": ended}
    polled = ended and request.headers.get("HX-Request") == "true"
    return render_page(request, "desk/year_run.html", context, status=STOP_POLLING if polled else 200)
