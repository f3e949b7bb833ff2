from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from khaigiang.apps.classes.permissions import sees_everybody
from khaigiang.apps.classes.phrases import quality
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.plans.phrases import study_times
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.schools.models import Lecturer, Room
from khaigiang.apps.schools.permissions import check_may_state_needs
from khaigiang.apps.timetables import actions, bridge, phrases, queries, tables
from khaigiang.apps.timetables.forms import LossForm, PlaceForm, SearchForm, VersionsForm
from khaigiang.apps.timetables.models import HandDraft, TimetableSearch
from khaigiang.apps.timetables.permissions import (
    check_may_see_lecturer,
    check_may_see_timetable,
    check_may_timetable,
)
from khaigiang.core.states import SearchState
from khaigiang.core.timetabling.hand import lesson_at
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import Refused, allowed
from khaigiang.web.marks import Mark
from khaigiang.web.pages import STOP_POLLING, UNKNOWN_ACT, render_page
from khaigiang.web.tables import SEARCH, list_rows

SHOWN = 10  # versions, and searches
RELEASED = "mo"  # the codes of classes whose timetables are opened again
COMPARED = 200  # lessons that differ between two versions


def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """A class's timetable, and how far it is."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_see_timetable(current(), shown)
    today = clock.today()
    lessons = queries.lessons_with_facts().filter(training_class=shown)
    may = allowed(check_may_timetable, current())
    crowded = queries.crowded_rooms(on=today, plan=shown.line.plan) if may else ()
    context = {
        "head": class_head(shown, current()),
        "grid": queries.grid(lessons, on=today, ceremonies=True, heard_with=queries.heard_with([shown.pk])),
        "progress": queries.progress_of_classes([shown.pk], on=today).get(shown.pk),
        "extent": queries.extents([shown.pk]).get(shown.pk),
        "parallel": queries.parallel_classes(shown) if sees_everybody(current()) else (),
        "notice": queries.notice_to_class(shown),
        "study_times": study_times(shown.planned.weekdays, shown.planned.parts),
        "may": may,
        "crowded": [each for each in crowded if shown in each.classes],
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
    actor, act, told = current(), request.POST.get("act", ""), request.POST or request.GET
    classes = queries.standings(plan, on=clock.today())
    searching = _search_form(request, classes)
    loss = LossForm(request.POST if act == "repair" else None, label_suffix="", prefix="mat", of=plan)
    form = {"timetable": searching, "anew": searching, "repair": loss}.get(act)
    if form is not None and form.is_valid():
        try:
            asked = (
                actions.ask_repair(plan, loss=loss.loss(), by=actor)
                if form is loss
                else actions.ask_timetable(
                    plan, released=_released(request, classes, searching), by=actor, **searching.cleaned_data
                )
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("timetables:search", search_id=asked.pk)
    runs = queries.runs_of(plan)
    releasable = {each.training_class.code for each in classes if each.may_be_released}
    may = allowed(check_may_timetable, actor)
    context = {
        "plan": plan,
        "runs": [(run, quality(run.status, run.gap), names) for run, names in runs],
        "versions": list(queries.versions_of(plan)[:SHOWN]),
        "searches": [(each, _mark(each, changed=new)) for each, new in queries.searches_of(plan, most=SHOWN)],
        "may": may,
        "crowded": queries.crowded_rooms(on=clock.today(), plan=plan) if may else (),
        "classes": classes,
        "waiting": [each.training_class.name for each in classes if each.is_new],
        "begun": [each.training_class.name for each in classes if each.has_begun],
        "releasable": len(releasable),
        "chosen": [code for code in told.getlist(RELEASED) if code in releasable],
        "draft": queries.open_draft(plan),
        "searching": searching,
        "loss": loss,
    }
    faulty = form is not None and bool(form.errors)
    return render_page(request, "timetables/of_plan.html", context, status=422 if faulty else 200)


def _search_form(request: HttpRequest, classes: Sequence[queries.Standing]) -> SearchForm:
    told = request.POST if request.POST.get("act") in {"timetable", "anew"} else None
    days = {"begins_from": request.GET.get("tu", ""), "begins_to": request.GET.get("den", "")}
    form = SearchForm(told, label_suffix="", prefix="tim", initial=days)
    if len(classes) < 2:  # noqa: PLR2004 - there is nothing to choose from
        del form.fields["begins_from"], form.fields["begins_to"]
    return form


def _released(request: HttpRequest, classes: Sequence[queries.Standing], form: SearchForm) -> list[str]:
    """The classes that were chosen, or all that may be released and begin within the days."""
    if request.POST.get("act") == "timetable":
        return request.POST.getlist(RELEASED)
    days = (form.cleaned_data.get("begins_from"), form.cleaned_data.get("begins_to"))
    return [each.training_class.code for each in classes if each.may_be_released and each.begins_between(*days)]


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
    made = queries.version_of_search(shown) if shown.state == SearchState.PUBLISHED else None
    context = {
        "search": shown,
        "mark": _mark(shown, changed=made is not None),
        "ended": ended,
        "refused": refused,
        "share": min(100, round(100 * shown.spent / shown.seconds)),
        "gap": _gap(shown),
        "loss": bridge.loss_of(shown.loss) if shown.loss else None,
        "lost": phrases.LOSSES.get(shown.loss.get("kind", ""), ""),
        "why": phrases.explanation(shown.why),
        "made": made,
        "released": queries.classes_called(shown.plan, shown.released),
        "again": urlencode(
            [(RELEASED, code) for code in shown.released]
            + [(word, str(day)) for word, day in (("tu", shown.begins_from), ("den", shown.begins_to)) if day]
        ),
        "proposals": [_offer(each) for each in shown.proposals],
        "may": allowed(check_may_timetable, actor),
    }
    polled = ended and request.headers.get("HX-Request") == "true"
    status = STOP_POLLING if polled else 422 if refused else 200
    return render_page(request, "timetables/search.html", context, status=status)


def _mark(search: TimetableSearch, *, changed: bool) -> Mark:
    """Where a search stands; one that found nothing better has published nothing."""
    ended_well = search.state == SearchState.PUBLISHED
    return phrases.KEPT_AS_IT_WAS if ended_well and not changed else phrases.SEARCH_STATES[search.state]


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


def by_hand(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The working copy of a plan's timetables: a class's lessons, the one that was chosen, and what moving it costs."""
    plan = get_object_or_404(Plan, pk=plan_id)
    check_may_timetable(current())
    draft, refused = queries.open_draft(plan), ""
    if request.method == "POST":
        try:
            return _act_by_hand(request, plan, draft)
        except Refused as refusal:
            refused = str(refusal)
            draft = queries.open_draft(plan)
    context: dict[str, Any] = {"plan": plan, "draft": draft, "refused": refused}
    try:
        bench = None if draft is None else _bench(draft)
    except Refused as refusal:  # a class has no day left since
        context |= {"refused": str(refusal), "bench": None}
    else:
        context |= {"bench": bench}
        if draft is not None and bench is not None:
            context |= (
                {"renewal": bridge.renewal_of(bench, draft.changes[: draft.applied])}
                if bench.outdated
                else _on_the_bench(bench, draft, request)
            )
    return render_page(request, "timetables/by_hand.html", context, status=422 if refused else 200)


def _act_by_hand(request: HttpRequest, plan: Plan, draft: HandDraft | None) -> HttpResponse:
    actor, act, told = current(), request.POST.get("act", ""), request.POST
    page = reverse("timetables:by_hand", args=[plan.pk])
    if act == "open":
        actions.open_draft(plan, by=actor)
        return redirect(page)
    if draft is None:
        raise Refused("draft_is_over", phrases.DRAFT_IS_OVER)
    if act == "publish":
        actions.publish_draft(draft, by=actor)
        return redirect("timetables:of_plan", plan_id=plan.pk)
    if act == "discard":
        actions.discard_draft(draft, by=actor)
        return redirect(page)
    if act == "renew":
        _say(request, actions.renew_draft(draft, by=actor))
        return redirect(page)
    if act == "move":
        bench = _bench(draft)
        chosen = None if bench.outdated else _chosen(bench, _class_asked(bench, told), told)
        if chosen is None or not chosen.form.is_valid():
            raise Refused("no_such_lesson", phrases.NO_SUCH_LESSON)
        swap = told.get("swap") == "1"
        actions.move_lesson(draft, lesson=chosen.key, to=chosen.form.place(), swap=swap, by=actor)
    elif act == "redo":
        actions.redo_move(draft, by=actor)
    elif act == "undo":
        actions.undo_move(draft, by=actor)
    else:
        raise Refused("unknown_act", UNKNOWN_ACT)
    return redirect(f"{page}?{urlencode({'lop': told.get('lop', '')})}")


def _say(request: HttpRequest, renewal: bridge.Renewal) -> None:
    """What became of a draft's changes, and why the first of those that were dropped were."""
    told = str(phrases.DRAFT_RENEWED) % {"kept": len(renewal.made), "dropped": len(renewal.dropped)}
    messages.success(request, " ".join((told, *map(str, renewal.dropped[:SHOWN]))), extra_tags="good")


def _bench(draft: HandDraft) -> bridge.Bench:
    return bridge.bench_of(draft.plan, draft.changes[: draft.applied], base=draft.base, on=clock.today())


def _on_the_bench(bench: bridge.Bench, draft: HandDraft, request: HttpRequest) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    code = _class_asked(bench, asked)
    changed, days = bench.change_facts(), bridge.hand_days(bench, code)
    return {
        "classes": list(bench.rows.classes.values()),
        "shown": bench.rows.classes[code],
        "days": days,
        "parts": [half.label for day in days[:1] for half in day.halves],
        "chosen": _chosen(bench, code, asked),
        "verdict": bench.verdict,
        "broken": bench.said(bench.verdict.broken),
        "shifts": bridge.shifts_said(bench.verdict),
        "changes": queries.changed_lessons(changed["changes"]),
        "told": bench.names(changed),
        "redo": len(draft.changes) > draft.applied,
    }


def _class_asked(bench: bridge.Bench, asked: Mapping[str, str]) -> str:
    """The code of the class that was asked for, else of the first with lessons to come."""
    key = number_asked(asked.get("lop", ""))
    codes = [code for code, row in bench.rows.classes.items() if row.pk == key]
    codes += [each.class_id for each in bench.drafted.lessons if each.half_day.day >= bench.on]
    return codes[0] if codes else next(iter(bench.rows.classes))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The lesson that was chosen, where it may go, and what the places asked for come to."""

    key: tuple[str, str, int]
    card: str
    name: str
    stands: queries.Place
    form: PlaceForm
    looks: tuple[bridge.Look, ...]
    others: tuple[str, ...]
    heard_with: tuple[str, ...]

    @property
    def asked(self) -> list[tuple[str, str]]:
        """The places asked for, to be sent again."""
        return [(name, str(self.form[name].value() or "")) for name in self.form.fields]


def _chosen(bench: bridge.Bench, code: str, asked: Mapping[str, str]) -> Chosen | None:
    key = bridge.key_asked(code, asked.get("chon", ""))
    try:
        lesson = lesson_at(bench.drafted, key)
    except LookupError:
        return None
    if lesson.half_day.day < bench.on:
        return None
    told = {name: asked.get(name, "") for name in PlaceForm.base_fields if name in asked}
    form = PlaceForm(told or None, bench=bench, lesson=lesson)
    others: tuple[str, ...] = ()
    looks = []
    if form.is_bound and form.is_valid():
        to = form.place()
        others = bench.in_the_way(lesson, to.half_day) if to.half_day != lesson.half_day else ()
        try:
            looks = [bridge.look_at(bench, key, to, swap=swap) for swap in ((True, False) if others else (False,))]
        except Refused as refused:
            form.add_error(None, str(refused))
    row = bench.rows.topics[lesson.topic_id]
    return Chosen(
        key=key,
        card=bridge.card_key(lesson),
        name=row.name,
        stands=bench.place_of(lesson),
        form=form,
        looks=tuple(looks),
        others=others,
        heard_with=bench.heard_with(lesson),
    )


def compare(request: HttpRequest, plan_id: int) -> HttpResponse:
    """What differs between two published versions of a plan's timetables."""
    plan = get_object_or_404(Plan, pk=plan_id)
    numbers = list(queries.versions_of(plan).values_list("number", flat=True))
    form = VersionsForm(request.GET or None, numbers=numbers)
    context: dict[str, Any] = {"plan": plan, "form": form, "versions": len(numbers)}
    pair = form.pair()
    if pair is not None:
        kept = queries.kept_of(plan, pair)
        missing = [number for number in pair if number not in kept]
        context |= {"early": pair[0], "late": pair[1]}
        if missing:
            context["not_kept"] = str(phrases.NOT_KEPT) % {"n": missing[0]}
        else:
            early, late = ({"lessons": kept[each].lessons, "names": kept[each].names} for each in pair)
            found = queries.changed_lessons(bridge.changes_between(early, late))
            context |= {"changes": found[:COMPARED], "left": max(0, len(found) - COMPARED), "found": len(found)}
    return render_page(request, "timetables/compare.html", context)
