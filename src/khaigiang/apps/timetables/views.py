from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.classes.permissions import sees_everybody
from khaigiang.apps.classes.phrases import quality
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.phrases import study_times
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.schools.permissions import check_may_state_needs
from khaigiang.apps.timetables import actions, bridge, phrases, queries, tables
from khaigiang.apps.timetables.forms import LossForm, SearchForm
from khaigiang.apps.timetables.models import TimetableSearch
from khaigiang.apps.timetables.permissions import (
    check_may_see_lecturer,
    check_may_see_timetable,
    check_may_timetable,
)
from khaigiang.core.states import SearchState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import Refused, allowed
from khaigiang.web.pages import STOP_POLLING, render_page
from khaigiang.web.tables import SEARCH, list_rows

SHOWN = 10  # versions, and searches


def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """A class's timetable, and how far it is."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_see_timetable(current(), shown)
    today = clock.today()
    lessons = queries.lessons_with_facts().filter(training_class=shown)
    context = {
        "head": class_head(shown, current()),
        "grid": queries.grid(lessons, on=today, ceremonies=True),
        "progress": queries.progress_of_classes([shown.pk], on=today).get(shown.pk),
        "extent": queries.extents([shown.pk]).get(shown.pk),
        "parallel": queries.parallel_classes(shown) if sees_everybody(current()) else (),
        "notice": queries.notice_to_class(shown),
        "study_times": study_times(shown.planned.weekdays, shown.planned.parts),
    }
    return render_page(request, "timetables/of_class.html", context)


def lecturers(request: HttpRequest) -> HttpResponse:
    """All lecturers with their load."""
    named = request.GET.get(SEARCH, "").strip()
    rows = [row for row in queries.lecturer_rows(latest_plan()) if fold(named) in row.lecturer.person.folded]
    context = {"listing": list_rows(rows, tables.LECTURERS, request.GET), "named": named}
    return render_page(request, "timetables/lecturers.html", context)


def lecturer(request: HttpRequest, lecturer_id: int) -> HttpResponse:
    """One lecturer's own timetable."""
    shown = get_object_or_404(Lecturer.objects.select_related("person", "home_venue"), pk=lecturer_id)
    check_may_see_lecturer(current(), shown)
    lessons = queries.lessons_with_facts().filter(lecturers=shown)
    context = {
        "lecturer": shown,
        "may_state_limits": allowed(check_may_state_needs, current()),
        "grid": queries.grid(lessons, on=clock.today()),
        "notice": queries.notice_to_lecturer(shown, bridge.lecturer_id(shown)),
    }
    return render_page(request, "timetables/lecturer.html", context)


def rooms(request: HttpRequest) -> HttpResponse:
    """All rooms with their load."""
    rows = queries.room_rows(latest_plan())
    return render_page(request, "timetables/rooms.html", {"listing": list_rows(rows, tables.ROOMS, request.GET)})


def room(request: HttpRequest, room_id: int) -> HttpResponse:
    """What one room is booked for."""
    shown = get_object_or_404(Room.objects.select_related("venue"), pk=room_id)
    grid = queries.grid(queries.lessons_with_facts().filter(room=shown), on=clock.today())
    return render_page(request, "timetables/room.html", {"room": shown, "grid": grid})


def of_plan(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The timetables of a plan: how good they are, what was published, and where a search or a repair is asked for."""
    plan = get_object_or_404(Plan, pk=plan_id)
    actor, act = current(), request.POST.get("act")
    searching = SearchForm(request.POST if act == "timetable" else None, label_suffix="", prefix="tim")
    loss = LossForm(request.POST if act == "repair" else None, label_suffix="", prefix="mat", of=plan)
    form = {"timetable": searching, "repair": loss}.get(act or "")
    if form is not None and form.is_valid():
        try:
            asked = (
                actions.ask_timetable(plan, seconds=searching.cleaned_data["seconds"], by=actor)
                if form is searching
                else actions.ask_repair(plan, loss=loss.loss(), by=actor)
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("timetables:search", search_id=asked.pk)
    run = queries.latest_run(plan)
    context = {
        "plan": plan,
        "run": run,
        "quality": quality(run.status, run.gap) if run else "",
        "versions": list(queries.versions_of(plan)[:SHOWN]),
        "searches": [(each, phrases.SEARCH_STATES[each.state]) for each in queries.searches_of(plan)[:SHOWN]],
        "may": allowed(check_may_timetable, actor),
        "begun": list(queries.begun_classes(plan)),
        "searching": searching,
        "loss": loss,
    }
    faulty = form is not None and bool(form.errors)
    return render_page(request, "timetables/of_plan.html", context, status=422 if faulty else 200)


def search(request: HttpRequest, search_id: int) -> HttpResponse:
    """How far a search is, asked again every two seconds; then what came of it, and the proposals to choose from."""
    shown = get_object_or_404(TimetableSearch.objects.select_related("plan"), pk=search_id)
    actor, refused = current(), ""
    if request.method == "POST":
        try:
            if request.POST.get("act") == "stop":
                actions.stop_search(shown, by=actor)
                return redirect("timetables:search", search_id=shown.pk)
            actions.publish(shown, proposal=number_asked(request.POST.get("proposal", "")) or 0, by=actor)
            return redirect("timetables:of_plan", plan_id=shown.plan.pk)
        except Refused as refusal:
            refused = str(refusal)
    ended = shown.state not in {SearchState.WAITING, SearchState.RUNNING}
    context = {
        "search": shown,
        "mark": phrases.SEARCH_STATES[shown.state],
        "ended": ended,
        "refused": refused,
        "share": min(100, round(100 * shown.spent / shown.seconds)),
        "gap": _gap(shown),
        "loss": bridge.loss_of(shown.loss) if shown.loss else None,
        "lost": phrases.LOSSES.get(shown.loss.get("kind", ""), ""),
        "why": phrases.explanation(shown.why),
        "proposals": [_offer(each) for each in shown.proposals],
        "may": allowed(check_may_timetable, actor),
    }
    polled = ended and request.headers.get("HX-Request") == "true"
    status = STOP_POLLING if polled else 422 if refused else 200
    return render_page(request, "timetables/search.html", context, status=status)


def _gap(search: TimetableSearch) -> str:
    """How good the best so far is proven to be, in words."""
    if search.best is None or search.bound is None:
        return ""
    return quality("", (search.best - search.bound) / max(1, search.best))


def _offer(proposal: dict[str, Any]) -> dict[str, object]:
    """A proposal with its changes and its way in words."""
    return proposal | {
        "said": phrases.WAYS[proposal["way"]],
        "lessons": queries.changed_lessons(proposal["changes"]),
    }
