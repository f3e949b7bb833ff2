from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.classes import actions, phrases, queries, tables
from khaigiang.apps.classes.bridge import Seating, other_classes, seating_of, slot_id, stated_levels, swaps_of, why_here
from khaigiang.apps.classes.forms import FORMS, LevelsForm
from khaigiang.apps.classes.models import Enrolment, FormingRun, TrainingClass
from khaigiang.apps.classes.permissions import (
    check_may_form,
    check_may_see_class,
    check_may_see_enrolment,
    enrolments_of_units,
    sees_everybody,
)
from khaigiang.apps.classes.phrases import WHY
from khaigiang.apps.nominations import actions as nominations
from khaigiang.apps.nominations.bridge import entry_of
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.permissions import (
    check_may_judge,
    check_may_nominate,
    check_may_see_unit,
    check_may_waive,
)
from khaigiang.apps.papers.permissions import check_may_issue
from khaigiang.apps.papers.phrases import STATES
from khaigiang.apps.plans.models import PlanLine
from khaigiang.core.forming.explain import Consequences
from khaigiang.core.forming.levels import StatedLevels
from khaigiang.core.states import CLASSES_BEGUN, ClassState
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Phrase, Refused, allowed
from khaigiang.web.pages import UNKNOWN_ACT, render_page
from khaigiang.web.tables import SEARCH, list_rows

GROUP = "to"
REFUSED = 422


def nominee(request: HttpRequest, nomination_id: int) -> HttpResponse:
    """One nominee: verdict, place and decisions, and what its reader may decide."""
    shown = get_object_or_404(queries.nominees(), pk=nomination_id)
    check_may_see_unit(current(), shown.list.unit_id)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    sent = _sent(act, shown, request.POST) if act in FORMS else None
    if sent is not None and sent.is_valid():
        try:
            messages.success(request, str(_do(act, shown, sent.cleaned_data)), extra_tags="good")
        except NotPermitted:
            raise
        except Refused as refused:
            sent.add_error(None, str(refused))
        else:
            return redirect("classes:nominee", nomination_id=nomination_id)
    page = queries.nominee_page(shown)
    offered = {each: _form(each, shown) for each in _offered(page)}
    context = {"page": page, "forms": {**offered, act: sent} if sent is not None else offered, "act": act}
    return render_page(request, "classes/nominee.html", context, status=REFUSED if sent is not None else 200)


def _offered(page: queries.NomineePage) -> Iterator[str]:
    """What the reader may decide about a nominee as things stand."""
    row, actor = page.explained.nomination, current()
    if allowed(check_may_judge, actor):
        if page.passed and row.state in {"nominated", "reserve"} and page.counts.free > 0:
            yield "accept"
        if page.passed and row.state == "nominated":
            yield "reserve"
        if row.state in {"nominated", "reserve"}:
            yield "decline"
    if allowed(check_may_waive, actor) and not page.begun:
        if page.may_waive:
            yield "waive"
        if page.explained.waived and row.state not in {"withdrawn", "declined"}:
            yield "unwaive"
    if (
        allowed(check_may_nominate, actor, row.list.unit)
        and row.state not in {"withdrawn", "declined"}
        and not page.begun
    ):
        yield from ("withdraw", "substitute")


def _sent(act: str, row: Nomination, said: QueryDict) -> forms.Form:
    """What was posted; who may not do it is told so, whatever stands in the form."""
    if act in {"withdraw", "substitute"}:
        check_may_nominate(current(), row.list.unit)
    elif act in {"waive", "unwaive"}:
        check_may_waive(current())
    else:
        check_may_judge(current())
    return _form(act, row, said)


def _form(act: str, row: Nomination, said: QueryDict | None = None) -> forms.Form:
    form: forms.Form = FORMS[act](said, of=row, label_suffix="", auto_id=f"{act}-%s")
    return form


def _do(act: str, row: Nomination, said: dict[str, Any]) -> Phrase:
    """Do what a form asks; gives what is said of it."""
    by = current()
    match act:
        case "accept":
            nominations.accept(row, by=by)
        case "reserve":
            nominations.put_in_reserve(row, by=by)
        case "decline":
            nominations.decline(row, why=said["why"], by=by)
        case "withdraw":
            heir = actions.step_back(row, why=said["why"], by=by)
            if heir is not None:
                return str(phrases.MOVED_UP) % {"name": heir.person.full_name}
        case "waive":
            nominations.waive(row, **said, by=by)
        case "unwaive":
            heir = actions.take_back_waiver(row, **said, by=by)
            if heir is not None:
                return str(phrases.MOVED_UP_UNWAIVED) % {"name": heir.person.full_name}
        case "substitute":
            why = said.pop("why")
            actions.substitute(row, entry_of(**said), why=why, by=by)
    return phrases.SAID[act]


def trainees(request: HttpRequest, class_id: int) -> HttpResponse:
    """The list of a class."""
    shown = _class_to_see(class_id)
    if request.method == "POST":
        return _seat(request, shown)
    actor = current()
    group, named = request.GET.get(GROUP, ""), request.GET.get(SEARCH, "").strip()
    rows = queries.trainees(shown, group=group, named=named)
    if not sees_everybody(actor):
        rows = rows.filter(pk__in=enrolments_of_units(shown, actor.scope))
    listing = list_rows(rows, tables.TRAINEES, request.GET, each=tables.A_WHOLE_CLASS)
    context = {
        "head": queries.class_head(shown, actor),
        "listing": listing,
        "rows": [queries.trainee_row(each, actor) for each in listing.rows],
        "groups": list(shown.groups.all()),
        "group": group,
        "named": named,
        "waiting": queries.without_class([shown.line_id]) if _may_seat(shown) else (),
    }
    return render_page(request, "classes/trainees.html", context)


def _may_seat(shown: TrainingClass) -> bool:
    return shown.state in {ClassState.FORMED, ClassState.TIMETABLED} and allowed(check_may_form, current())


def _seat(request: HttpRequest, shown: TrainingClass) -> HttpResponse:
    """Put those who were ticked into the class."""
    keys = [number_asked(each) or 0 for each in request.POST.getlist("nguoi")]
    try:
        made = actions.seat(shown, keys, by=current())
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    else:
        names = ", ".join(each.nomination.person.full_name for each in made)
        messages.success(request, str(phrases.SEATED_INTO) % {"names": names}, extra_tags="good")
    return redirect("classes:trainees", class_id=shown.pk)


def groups(request: HttpRequest, class_id: int) -> HttpResponse:
    """The study groups of a class."""
    shown = _class_to_see(class_id)
    context = {"head": queries.class_head(shown, current()), "groups": queries.group_cards(shown, current())}
    return render_page(request, "classes/groups.html", context)


def papers(request: HttpRequest, class_id: int) -> HttpResponse:
    """The papers of a class."""
    shown = _class_to_see(class_id)
    papers_shown = queries.papers_of_class(shown, current())
    context = {
        "head": queries.class_head(shown, current()),
        "papers": [(paper, STATES[paper.state]) for paper in papers_shown],
        "may_issue": allowed(check_may_issue, current()),
        "kinds": queries.papers_by_kind(papers_shown),
    }
    return render_page(request, "classes/papers.html", context)


def seat(request: HttpRequest, class_id: int, enrolment_id: int) -> HttpResponse:
    """Why one person is in this class and not in another; to be moved, swapped and locked by who may form."""
    enrolment = get_object_or_404(
        Enrolment.objects.select_related(
            "nomination__person",
            "nomination__unit",
            "nomination__list__unit",
            "group",
            *(f"training_class__{name}" for name in ("planned", "line__plan", "line__programme")),
        ).prefetch_related("nomination__reasons__waiver"),
        pk=enrolment_id,
        training_class=class_id,
    )
    check_may_see_enrolment(current(), enrolment)
    if request.method == "POST":
        return _change_seat(request, enrolment)
    seating = seating_of(enrolment.training_class.line)
    causes = why_here(seating, enrolment)
    may_change = _may_seat(enrolment.training_class)
    context = {
        "head": queries.class_head(enrolment.training_class, current()),
        "seat": queries.seat(enrolment, current(), WHY[causes[0].code] if causes else ""),
        "others": _other_classes(seating, enrolment) if sees_everybody(current()) else (),
        "may_change": may_change,
        "swaps": swaps_of(seating, enrolment) if may_change else None,
    }
    return render_page(request, "classes/seat.html", context)


@dataclass(frozen=True, slots=True)
class _Other:
    """Another class as the page of a seat shows it: the rule that bars it, else what a move would change."""

    held: TrainingClass
    size: int
    barred: Phrase
    worse: tuple[str, ...]
    better: tuple[str, ...]


def _other_classes(seating: Seating, enrolment: Enrolment) -> list[_Other]:
    held = {slot_id(each.planned): each for each in queries.classes_of(enrolment.training_class.line)}
    return [
        _Other(
            held[each.slot.id],
            each.size,
            _barred(held[each.slot.id], seating, each.told),
            tuple(phrases.aim(aim) for aim in each.told.worse),
            tuple(phrases.aim(aim) for aim in each.told.aims if aim not in each.told.worse),
        )
        for each in other_classes(seating, enrolment)
        if each.slot.id in held
    ]


def _barred(held: TrainingClass, seating: Seating, told: Consequences) -> Phrase:
    if held.state in CLASSES_BEGUN:
        return str(phrases.CLASS_HAS_BEGUN) % {"name": held.name}
    return phrases.broken(seating.problem, told.broken) if told.broken else ""


def _change_seat(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Move, swap, lock or unlock, and say what came of it."""
    try:
        said = _do_by_hand(request.POST, enrolment)
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    else:
        messages.success(request, said, extra_tags="good")
    return redirect("classes:seat", class_id=enrolment.training_class_id, enrolment_id=enrolment.pk)


def _do_by_hand(said: QueryDict, enrolment: Enrolment) -> str:
    by, name, chosen = current(), enrolment.nomination.person.full_name, number_asked(said.get("chon", "")) or 0
    match said.get("act", ""):
        case "move":
            into = get_object_or_404(TrainingClass, pk=chosen)
            return _told(phrases.MOVED_INTO, actions.move(enrolment, into=into, by=by), name=name, title=into.name)
        case "swap":
            other = get_object_or_404(Enrolment.objects.select_related("nomination__person"), pk=chosen)
            done = actions.swap(enrolment, other, by=by)
            return _told(phrases.SWAPPED_WITH, done, name=name, other=other.nomination.person.full_name)
        case "lock":
            actions.lock(enrolment, by=by)
            return str(phrases.LOCKED_IN) % {"name": name}
        case "unlock":
            actions.unlock(enrolment, by=by)
            return str(phrases.UNLOCKED) % {"name": name}
        case _:
            raise Refused("unknown_act", UNKNOWN_ACT)


def _told(phrase: Phrase, done: actions.ByHand, **facts: str) -> str:
    """What was done, each aim it changed with its cost before and after, and the classes split into groups anew."""
    aims = "; ".join(phrases.aim(each) for each in done.aims)
    regrouped = (str(phrases.REGROUPED) % {"title": each.name} for each in done.regrouped)
    return " ".join((str(phrase) % facts, *([f"{aims}."] if aims else []), *regrouped))


def forming(request: HttpRequest, line_id: int) -> HttpResponse:
    """How the classes of a line are formed: its aims in order, what the last forming reached, and to form again."""
    line = queries.line_by_key(line_id)
    if line is None:
        raise Http404
    stated = stated_levels(line)
    sent = None
    if request.method == "POST":
        sent = LevelsForm(request.POST, stated=stated, label_suffix="")
        if request.POST.get("act") != "levels" or sent.is_valid():
            return _form_or_state(request, line, sent)
    seats, run = queries.seats_of(line), line.forming_runs.first()
    order, weights = phrases.levels_in_words(stated)
    begun = [each.held is not None and each.held.state in CLASSES_BEGUN for each in seats]
    context = {
        "line": line,
        "seats": seats,
        "formed": any(each.held is not None for each in seats),
        "waiting": queries.without_class([line.pk]).count(),
        "accepted": queries.accepted_of(line),
        "run": run,
        "quality": phrases.quality(run.status, run.gap) if run else "",
        "levels": _levels_of(run) if run else (),
        "form": sent or LevelsForm(stated=stated, label_suffix=""),
        "order": order,
        "weights": weights,
        "is_usual": stated == StatedLevels(),
        "may_form": allowed(check_may_form, current()),
        "all_begun": bool(begun) and all(begun),
        "some_begun": any(begun),
    }
    return render_page(request, "classes/forming.html", context, status=REFUSED if sent is not None else 200)


def _levels_of(run: FormingRun) -> list[tuple[Phrase, Mapping[str, Any], float]]:
    """Each level of a run by its name, with how far it may be from the best in per cent."""
    return [(phrases.LEVEL_NAMES[each["name"]], each, round(100 * each["gap"], 1)) for each in run.levels]


def _form_or_state(request: HttpRequest, line: PlanLine, sent: LevelsForm) -> HttpResponse:
    try:
        said = _do_for_line(request.POST.get("act", ""), line, sent)
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, str(refused), extra_tags="bad")
    else:
        messages.success(request, str(said), extra_tags="good")
    return redirect("classes:forming", line_id=line.pk)


def _do_for_line(act: str, line: PlanLine, sent: LevelsForm) -> Phrase:
    by = current()
    match act:
        case "levels":
            actions.state_levels(line, stated=sent.stated(), by=by)
            return phrases.LEVELS_STATED
        case "usual":
            actions.take_usual_levels(line, by=by)
            return phrases.LEVELS_USUAL
        case "form" | "from_scratch":
            run = actions.form_line(line, by=by, from_scratch=act == "from_scratch")
            return phrases.formed(run.moved, phrases.quality(run.status, run.gap))
        case _:
            raise Refused("unknown_act", UNKNOWN_ACT)


def _class_to_see(class_id: int) -> TrainingClass:
    shown = get_object_or_404(queries.classes_with_lines(), pk=class_id)
    check_may_see_class(current(), shown)
    return shown
