"""The two kinds of workbook of a year handed in, and how far their run is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.desk import actions
from khaigiang.apps.desk.forms import YearFilesForm
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.desk.permissions import check_may_submit_year
from khaigiang.apps.desk.phrases import RUN_STATES, STAGES
from khaigiang.core.states import YearRunState
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import Refused
from khaigiang.web.pages import STOP_POLLING, render_page

RUNS_SHOWN = 10


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
