from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.plans import actions, phrases, queries, tables
from khaigiang.apps.plans.forms import (
    ConsentAskForm,
    ConsentGiveForm,
    EstimatesForm,
    HandBackForm,
    JoinForm,
    LecturerAnswerForm,
    LecturerRequestForm,
    ResultForm,
    ReviewForm,
    StudyTimesForm,
    TaskForm,
    TaskStepForm,
)
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, Tracking
from khaigiang.apps.plans.permissions import (
    check_may_consent,
    check_may_organise,
    check_may_plan,
    check_may_see_line,
    check_may_see_plan,
    check_may_state_study_times,
    sees_every_line,
)
from khaigiang.apps.plans.queries import LinePage, TaskRow
from khaigiang.core.states import PLANS_IN_FORCE, ConsentState, LecturerRequestState, TaskState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Phrase, Refused, allowed
from khaigiang.web.pages import UNKNOWN_ACT, render_page
from khaigiang.web.tables import SEARCH, list_rows

YEAR = "nam"
REFUSED = 422
# The acts of a line's page, each with the form it is asked by: a lecturer is promised or declined on one and the same.
FORM_OF = {
    "ask": "ask",
    "give": "give",
    "hand_back": "hand_back",
    "request": "request",
    "promise": "answer",
    "decline": "answer",
    "report": "report",
    "estimate": "estimate",
}
TASK_FORM_OF = {"assign": "assign", "chase": "step", "finish": "step"}
PLAIN_FORMS: Mapping[str, type[forms.Form]] = {
    "ask": ConsentAskForm,
    "give": ConsentGiveForm,
    "hand_back": HandBackForm,
    "report": ResultForm,
}


def index(request: HttpRequest) -> HttpResponse:
    """The plans of all years, narrowed by a year and by words."""
    everything = queries.plans_seen_by(current())
    year, words = request.GET.get(YEAR, ""), request.GET.get(SEARCH, "").strip()
    shown = [row for row in everything if year in {"", str(row.year)} and row.says(words)]
    context = {
        "listing": list_rows(shown, tables.PLANS, request.GET),
        "years": list(dict.fromkeys(row.year for row in everything)),
        "year": year,
        "words": words,
        "in_office": sees_every_line(current()),
        "may_plan": allowed(check_may_plan, current()),
    }
    return render_page(request, "plans/index.html", context)


def plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """One plan with its lines; for the office its tasks too, and the forms of them for who may plan."""
    shown = get_object_or_404(Plan.objects.prefetch_related("instruments"), pk=plan_id)
    check_may_see_plan(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sent = _task_form(act, shown, request.POST) if act in TASK_FORM_OF else None
    if sent is not None:
        check_may_plan(current())
        if sent.is_valid():
            try:
                _do_of_task(act, shown, sent.cleaned_data)
            except Refused as refused:
                sent.add_error(None, str(refused))
            else:
                messages.success(request, str(phrases.SAID_OF_TASK[act]), extra_tags="good")
                return redirect("plans:plan", plan_id=plan_id)
    rows = queries.line_rows(shown, current())
    tasks = queries.task_rows(shown, of=None if sees_every_line(current()) else current())
    offered = {TASK_FORM_OF[each]: _task_form(each, shown) for each in _offered_of_tasks(tasks)}
    context = {
        "plan": shown,
        "mark": phrases.STATES[shown.state],
        "listing": list_rows(rows, tables.LINES, request.GET),
        "classes": sum(row.line.classes for row in rows),
        "seats": sum(row.line.seats for row in rows),
        "estimate": phrases.money(known) if (known := sum(row.line.estimate or 0 for row in rows)) else "",
        "revisions": queries.revision_rows(shown),
        "may_amend": _may_amend(shown),
        "tasks": tasks,
        "in_office": sees_every_line(current()),
        "forms": {**offered, TASK_FORM_OF[act]: sent} if sent is not None else offered,
    }
    return render_page(request, "plans/plan.html", context, status=REFUSED if sent is not None else 200)


def meeting(request: HttpRequest) -> HttpResponse:
    """For the regular meeting: the tasks of all plans that are overdue or due soon, and what it concludes of each."""
    sent = ReviewForm(request.POST, label_suffix="") if request.method == "POST" else None
    if sent is not None:
        check_may_plan(current())
        if sent.is_valid():
            try:
                actions.review_task(sent.cleaned_data.pop("task"), **sent.cleaned_data, by=current())
            except Refused as refused:
                sent.add_error(None, str(refused))
            else:
                messages.success(request, str(phrases.SAID_OF_TASK["review"]), extra_tags="good")
                return redirect("plans:meeting")
    fresh = ReviewForm(label_suffix="", initial={"held_on": clock.today()})
    context = {
        "tasks": queries.tasks_pressing(),
        "today": clock.today(),
        "days": queries.TASK_SOON.days,
        "form": (sent or fresh) if allowed(check_may_plan, current()) else None,
    }
    return render_page(request, "plans/meeting.html", context, status=REFUSED if sent is not None else 200)


def _may_amend(plan: Plan) -> bool:
    return plan.state in PLANS_IN_FORCE and allowed(check_may_plan, current())


def _offered_of_tasks(tasks: Iterable[TaskRow]) -> Iterator[str]:
    if allowed(check_may_plan, current()):
        yield "assign"
        if any(row.task.state == TaskState.OPEN for row in tasks):
            yield "finish"


def _task_form(act: str, plan: Plan, said: QueryDict | None = None) -> forms.Form:
    common: dict[str, Any] = {"label_suffix": "", "auto_id": f"{TASK_FORM_OF[act]}-%s"}
    if act == "assign":
        return TaskForm(said, **common)
    return TaskStepForm(said, of=plan, finishes=act == "finish", **common)


def _do_of_task(act: str, plan: Plan, said: Mapping[str, Any]) -> None:
    match act:
        case "assign":
            actions.assign_task(plan, **said, by=current())
        case "chase":
            actions.chase_task(said["task"], note=said["note"], by=current())
        case "finish":
            actions.finish_task(said["task"], note=said["note"], by=current())


def line(request: HttpRequest, line_id: int) -> HttpResponse:
    """One line: its parties, its consent, its lecturers on request, what was reported; and the forms of its reader."""
    shown = get_object_or_404(queries.lines_with_parties(), pk=line_id)
    check_may_see_line(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sent = _sent(act, shown, request.POST) if act in FORM_OF else None
    if sent is not None and sent.is_valid():
        try:
            messages.success(request, str(_do(act, shown, sent)), extra_tags="good")
        except NotPermitted:
            raise
        except Refused as refused:
            sent.add_error(None, str(refused))
        else:
            return redirect("plans:line", line_id=line_id)
    page = queries.line_page(shown, current())
    offered = {FORM_OF[each]: _form(each, shown) for each in _offered(page)}
    context = {
        "page": page,
        "forms": {**offered, FORM_OF[act]: sent} if sent is not None else offered,
        "may_amend": _may_amend(shown.plan),
        "may_state_times": allowed(check_may_state_study_times, current()),
    }
    return render_page(request, "plans/line.html", context, status=REFUSED if sent is not None else 200)


def _offered(page: LinePage) -> Iterator[str]:
    """What the reader may do with a line as it stands."""
    line, state = page.line, page.consent.state if page.consent else ""
    if allowed(check_may_organise, current(), line):
        if line.delegated and line.tracking == Tracking.CLASSES and any(row.to_state for row in page.planned):
            yield "estimate"
        if line.delegated and state in {"", ConsentState.HANDED_BACK}:
            yield "ask"
        if line.delegated and page.topics_left:
            yield "request"
        if line.tracking == Tracking.TOTALS:
            yield "report"
    if allowed(check_may_consent, current()):
        if state == ConsentState.ASKED:
            yield from ("give", "hand_back")
        if any(row.request.state == LecturerRequestState.ASKED for row in page.requests):
            yield "promise"


def _sent(act: str, line: PlanLine, said: QueryDict) -> forms.Form:
    """What was posted; who may not do it is told so, whatever stands in the form."""
    if act in {"ask", "request", "report", "estimate"}:
        check_may_organise(current(), line)
    else:
        check_may_consent(current())
    return _form(act, line, said)


def _form(act: str, line: PlanLine, said: QueryDict | None = None) -> forms.Form:
    """The form of an act, filled with what was posted; each has ids of its own on the page."""
    common: dict[str, Any] = {"label_suffix": "", "auto_id": f"{FORM_OF[act]}-%s"}
    match act:
        case "estimate":
            return EstimatesForm(said, of=queries.classes_to_estimate(line), **common)
        case "request":
            return LecturerRequestForm(said, of=line, **common)
        case "promise" | "decline":
            return LecturerAnswerForm(said, of=line, promises=act == "promise", **common)
        case _:
            return PLAIN_FORMS[act](said, **common)


def _do(act: str, line: PlanLine, sent: forms.Form) -> Phrase:
    """Do what a form asks; gives what is said of it."""
    by, said = current(), sent.cleaned_data
    match act:
        case "estimate":
            assert isinstance(sent, EstimatesForm)
            actions.state_estimates(line, sent.estimates(), by=by)
        case "ask":
            actions.ask_consent(line, by=by)
        case "give":
            actions.give_consent(line, **said, by=by)
        case "hand_back":
            actions.hand_back(line, **said, by=by)
        case "request":
            actions.request_lecturer(line, **said, by=by)
        case "promise":
            actions.promise_lecturer(said["request"], said["lecturer"], answer=said["answer"], by=by)
        case "decline":
            actions.decline_lecturer(said["request"], answer=said["answer"], by=by)
        case "report":
            actions.report_result(line, **said, by=by)
    return phrases.SAID[act]


def study_times(request: HttpRequest, planned_id: int) -> HttpResponse:
    """On which days of the week and in which parts of the day a class studies."""
    planned = get_object_or_404(PlannedClass.objects.select_related("line__plan"), pk=planned_id)
    check_may_see_line(current(), planned.line)
    stated = {"weekdays": planned.weekdays, "parts": planned.parts}
    form = StudyTimesForm(request.POST if request.method == "POST" else None, label_suffix="", initial=stated)
    if form.is_valid():
        try:
            actions.state_study_times(planned, **form.cleaned_data, by=current())
        except NotPermitted:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(phrases.STUDY_TIMES_STATED), extra_tags="good")
            return redirect("plans:line", line_id=planned.line_id)
    context = {
        "planned": planned,
        "line": planned.line,
        "now": phrases.study_times(planned.weekdays, planned.parts),
        "form": form,
    }
    return render_page(request, "plans/study_times.html", context, status=REFUSED if form.errors else 200)


def joint(request: HttpRequest, line_id: int) -> HttpResponse:
    """Which classes of a line hear which topics together; more are joined, or parted."""
    shown = get_object_or_404(queries.lines_with_parties(), pk=line_id)
    check_may_see_line(current(), shown)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    form = JoinForm(request.POST if act == "join" else None, of=shown, label_suffix="")
    refused = ""
    if request.method == "POST" and (act != "join" or form.is_valid()):
        try:
            messages.success(request, str(_do_of_joint(act, shown, form, request.POST)), extra_tags="good")
        except NotPermitted:
            raise
        except Refused as refusal:
            if act == "join":
                form.add_error(None, str(refusal))
            else:
                refused = str(refusal)
        else:
            return redirect("plans:joint", line_id=line_id)
    context = {"line": shown, "rows": queries.joint_rows(shown), "form": form, "refused": refused}
    faulty = bool(refused or form.errors)
    return render_page(request, "plans/joint.html", context, status=REFUSED if faulty else 200)


def _do_of_joint(act: str, line: PlanLine, form: JoinForm, told: QueryDict) -> Phrase:
    if act == "join":
        actions.join_classes(line, **form.cleaned_data, by=current())
        return phrases.CLASSES_JOINED
    if act == "part":
        row = queries.joint_numbered(line, number_asked(told.get("joint", "")))
        if row is None:
            raise Refused("no_such_joint", phrases.NO_SUCH_JOINT)
        actions.part_classes(row, by=current())
        return phrases.CLASSES_PARTED
    raise Refused("unknown_act", UNKNOWN_ACT)
