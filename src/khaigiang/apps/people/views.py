from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from khaigiang.apps.people import actions, bridge, forms, phrases, queries, tables
from khaigiang.apps.people.models import (
    Appointment,
    IdentityQuestion,
    Merge,
    PastCourse,
    Person,
    PlannedPost,
    PrivateKind,
    Qualification,
    QualificationKind,
)
from khaigiang.apps.people.permissions import (
    check_may_decide_identity,
    check_may_keep,
    check_may_see_people,
    check_may_see_people_of,
    check_may_see_questions,
)
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import IdentityState, MergeState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import Phrase, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, address, list_rows, part_of

UNIT, PROPOSAL, CHOSEN = "don_vi", "de_xuat", "chon"

# What can be struck, by the word that the page sends.
STRIKES: Mapping[str, type[Any]] = {
    "post": Appointment,
    "planned": PlannedPost,
    "qualification": Qualification,
    "course": PastCourse,
}


def index(request: HttpRequest) -> HttpResponse:
    """The people the reader may see; sought by name without diacritics, or by a whole citizen number."""
    actor = current()
    check_may_see_people(actor)
    words, unit = request.GET.get(SEARCH, "").strip(), _unit_asked(request)
    people, keys = queries.people_of(actor), bridge.sought(words, actor) if words else None
    if unit is not None:
        people = people.filter(pk__in=queries.people_at(unit))
    if keys is not None:
        people = people.filter(pk__in=keys)
    listing = list_rows(queries.with_posts(people, on=clock.today()), tables.PEOPLE, request.GET)
    context = {
        "listing": listing,
        "words": words,
        "unit": unit,
        "many": keys is not None and len(keys) == queries.MOST_FOUND,
        "may_add": actor.has("planner", "sending_unit"),
        "asked": queries.questions().count() if allowed(check_may_see_questions, actor) else None,
    }
    return render_page(request, "people/index.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Somebody new, with the post they hold."""
    form = forms.NewPersonForm(_sent(request), label_suffix="")

    def write() -> HttpResponse:
        said = form.cleaned_data
        made = actions.add_person(form.details(), unit=said["unit"], title=said["title"], by=current())
        asked = queries.questions_about(made).exists()
        messages.success(request, phrases.PERSON_ADDED_ASKED if asked else phrases.PERSON_ADDED)
        return redirect("desk:person", person_id=made.pk)

    return _form_page(request, _Page(form, phrases.ADD, None), write)


def correct(request: HttpRequest, person_id: int) -> HttpResponse:
    """What is said of somebody as a person."""
    person = _record(person_id)
    initial = {name: getattr(person, name) for name in forms.PersonForm.base_fields if name != "birth"}
    form = forms.PersonForm(
        _sent(request), initial={**initial, "birth": str(bridge.birth_of(person) or "")}, label_suffix=""
    )

    def write() -> HttpResponse:
        actions.correct_person(person, form.details(), by=current())
        return _saved(request, person)

    return _form_page(request, _Page(form, phrases.CORRECT, person), write)


def entries(request: HttpRequest, person_id: int) -> HttpResponse:
    """Everything that was entered into a record, with what can be added, ended or struck."""
    person = _record(person_id)
    refusal = ""
    if request.method == "POST":
        table = STRIKES.get(request.POST.get("what", ""))
        key = number_asked(request.POST.get("entry", ""))
        if table is None or key is None:
            refusal = str(phrases.NOTHING_CHOSEN)
        else:
            actions.strike(get_object_or_404(table, pk=key, person=person), by=current())
            messages.success(request, phrases.STRUCK)
            return redirect("people:entries", person_id=person.pk)
    context = {
        "person": person,
        "record": bridge.record(person, on=clock.today()),
        "kinds": phrases.ENTRIES.items(),
        "refusal": refusal,
    }
    return render_page(request, "people/entries.html", context, status=422 if refusal else 200)


def enter(request: HttpRequest, person_id: int, entry_kind: str) -> HttpResponse:
    """The form of one kind of entry."""
    person = _record(person_id)
    if entry_kind not in WRITERS:
        raise Http404
    form_class, writer = WRITERS[entry_kind]
    form = form_class(_sent(request), label_suffix="")

    def write() -> HttpResponse:
        writer(person, form, current())
        return _saved(request, person)

    return _form_page(request, _Page(form, phrases.ENTRIES[entry_kind], person), write)


def end(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """The last day of a post."""
    post = get_object_or_404(Appointment.objects.select_related("person__merged_into", "unit"), pk=appointment_id)
    check_may_keep(current(), post.person)
    form = forms.EndForm(_sent(request), label_suffix="")

    def write() -> HttpResponse:
        actions.end_appointment(post, until=form.cleaned_data["until"], by=current())
        return _saved(request, post.person)

    return _form_page(request, _Page(form, phrases.END, post.person, f"{post.title}, {post.unit.name}"), write)


def questions(request: HttpRequest) -> HttpResponse:
    """Who may be whom: what has to be decided, the likeliest first."""
    check_may_see_questions(current())
    listing = list_rows(queries.questions(), tables.QUESTIONS, request.GET)
    rows = [
        (each, queries.now(each.one), queries.now(each.other), phrases.signs(each.reasons)) for each in listing.rows
    ]
    return render_page(request, "people/questions.html", {"listing": listing, "rows": rows})


def question(request: HttpRequest, identity_id: int) -> HttpResponse:
    """Two records side by side, and the decision."""
    check_may_see_questions(current())
    asked = get_object_or_404(
        IdentityQuestion.objects.select_related("one__merged_into", "other__merged_into"), pk=identity_id
    )
    refusal = ""
    if request.method == "POST":
        try:
            _decide(request, asked)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("people:questions")
    persons = (queries.now(asked.one), queries.now(asked.other))
    is_open = asked.state == IdentityState.OPEN
    context = {
        "question": asked,
        "mark": phrases.IDENTITY[asked.state],
        "signs": phrases.signs(asked.reasons),
        "sides": [bridge.record(each, on=clock.today()) for each in persons],
        "may_decide": is_open and persons[0] != persons[1] and allowed(check_may_decide_identity, current()),
        "may_ask_again": asked.state == IdentityState.DIFFERENT and allowed(check_may_decide_identity, current()),
        "refusal": refusal,
    }
    return render_page(request, "people/question.html", context, status=422 if refusal else 200)


def merges(request: HttpRequest) -> HttpResponse:
    """Every merge, and the way back."""
    check_may_see_questions(current())
    refusal = ""
    if request.method == "POST":
        key = request.POST.get("merge", "")
        try:
            actions.unmerge(_merge_chosen(key), by=current())
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, phrases.UNMERGED)
            return redirect("people:merges")
    context = {
        "listing": list_rows(queries.merges(), tables.MERGES, request.GET),
        "standing": MergeState.MERGED,
        "may_undo": allowed(check_may_decide_identity, current()),
        "refusal": refusal,
    }
    return render_page(request, "people/merges.html", context, status=422 if refusal else 200)


def displaced(request: HttpRequest) -> HttpResponse:
    """Who is still on record in units that are no more: what the successions propose, and what the clerk says."""
    actor, root = current(), _unit_asked(request)
    form = forms.WhereaboutsForm(_sent(request), label_suffix="")
    if form.is_bound and (refusal := _place(request, form, root)) is None:
        return redirect(request.get_full_path())
    words, proposal = request.GET.get(SEARCH, "").strip(), request.GET.get(PROPOSAL, "")
    kept = proposal if proposal in set(phrases.Proposal) else ""
    found = queries.displaced(actor, on=clock.today(), root=root, words=words, proposal=kept)
    listing = list_rows(found.posts, (), request.GET)
    chosen = request.GET.get(CHOSEN) == "1"
    context = {
        "form": form,
        "refusal": refusal if form.is_bound else "",
        "root": root,
        "words": words,
        "found": found,
        "listing": listing,
        "rows": [_displaced_row(each, form, chosen=chosen) for each in found.described(listing.rows)],
        "split": [(key, mark, found.by_proposal.get(key, 0)) for key, mark in phrases.PROPOSALS.items()],
        "proposal": kept,
        "same": address(part_of(request.GET, UNIT, SEARCH), **{PROPOSAL: None}),
        "chosen": chosen,
        "choose": address(request.GET, **{CHOSEN: None if chosen else "1"}),
    }
    return render_page(request, "people/displaced.html", context, status=422 if form.is_bound else 200)


def _displaced_row(post: queries.DisplacedPost, form: forms.WhereaboutsForm, *, chosen: bool) -> dict[str, Any]:
    """A post with what the page that was sent says of it; else nothing is chosen, or its one successor where asked."""
    key = post.row.pk
    proposed = str(post.candidates[0][0]) if chosen and post.proposal == phrases.Proposal.ONE else ""
    return {
        "post": post,
        "place": form.place_of(key) if form.is_bound else proposed,
        "candidates": [(str(unit), name) for unit, name in post.candidates],
        "other": form.other_of(key),
        "title": form.title_of(key) or post.row.title,
        "wrong": form.wrong.get(key, ""),
    }


def _place(request: HttpRequest, form: forms.WhereaboutsForm, root: Unit | None) -> str | None:
    """Write what the page says of the posts the reader may place; else a sentence of what is wrong, if it is one."""
    actor = current()
    rows = Appointment.objects.filter(pk__in=form.asked()).select_related("unit").order_by("pk")
    if not form.read([row for row in rows if actor.everywhere or row.unit_id in actor.scope]):
        return ""
    try:
        placed = actions.place(form.told, day=form.day_told(), basis=form.basis(), by=actor)
    except Refused as refused:
        return str(refused)
    left = queries.displaced_posts(actor, on=clock.today(), root=root).count()
    messages.success(request, phrases.PLACED % {"moved": placed.moved, "left": placed.left, "n": left})
    if placed.before:
        messages.info(request, phrases.PLACED_BEFORE % {"n": placed.before})
    return None


def _unit_asked(request: HttpRequest) -> Unit | None:
    """The unit that the address narrows to, when the reader acts for it."""
    key = number_asked(request.GET.get(UNIT, ""))
    if key is None:
        return None
    unit = get_object_or_404(Unit, pk=key)
    check_may_see_people_of(current(), unit)
    return unit


def _merge_chosen(key: str) -> Merge:
    number = number_asked(key)
    if number is None:
        raise Refused("nothing_chosen", phrases.NOTHING_CHOSEN)
    return get_object_or_404(Merge, pk=number)


def _decide(request: HttpRequest, asked: IdentityQuestion) -> None:
    act, actor = request.POST.get("act", ""), current()
    if act == "different":
        actions.say_different(asked, by=actor)
        messages.success(request, phrases.TOLD_APART)
    elif act == "again":
        actions.ask_again(asked, by=actor)
        messages.success(request, phrases.ASKED_AGAIN)
    elif act in {"keep_one", "keep_other"}:
        keep = queries.now(asked.one if act == "keep_one" else asked.other)
        actions.say_same(asked, keep=keep, by=actor)
        messages.success(request, phrases.MERGED)
    else:
        raise Refused("nothing_chosen", phrases.NOTHING_CHOSEN)


def _plan(person: Person, form: django_forms.Form, by: Actor) -> None:
    actions.plan_post(person, **form.cleaned_data, by=by)


def _appoint(person: Person, form: django_forms.Form, by: Actor) -> None:
    actions.appoint(person, **form.cleaned_data, by=by)


def _educate(person: Person, form: forms.EducationForm, by: Actor) -> None:
    said = form.cleaned_data
    kind = QualificationKind.EDUCATION
    actions.record_qualification(
        person, kind=kind, level=said["level"], subject=said["subject"], taken=form.taken(), by=by
    )


def _teach_theory(person: Person, form: forms.TheoryForm, by: Actor) -> None:
    level = form.cleaned_data["level"]
    actions.record_qualification(
        person, kind=QualificationKind.THEORY, level=level, subject="", taken=form.taken(), by=by
    )


def _note_course(person: Person, form: forms.PastCourseForm, by: Actor) -> None:
    said = form.cleaned_data
    told = {name: said[name] for name in ("title", "source", "periods")}
    actions.record_past_course(person, **told, taken=form.taken(), by=by)


def _state(person: Person, form: django_forms.Form, by: Actor) -> None:
    actions.state_fact(person, kind=PrivateKind(form.cleaned_data["kind"]), value=form.cleaned_data["value"], by=by)


WRITERS: Mapping[str, tuple[type[Any], Callable[[Person, Any, Actor], None]]] = {
    "chuc-danh": (forms.PostForm, _appoint),
    "quy-hoach": (forms.PlannedPostForm, _plan),
    "hoc-van": (forms.EducationForm, _educate),
    "ly-luan": (forms.TheoryForm, _teach_theory),
    "khoa-hoc": (forms.PastCourseForm, _note_course),
    "thong-tin-rieng": (forms.PrivateFactForm, _state),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A form under its heading, about somebody who is there already or not yet."""

    form: django_forms.Form
    heading: Phrase
    person: Person | None
    about: str = ""


def _form_page(request: HttpRequest, page: _Page, write: Callable[[], HttpResponse]) -> HttpResponse:
    """Write what a valid form says and go on; else show it with what is wrong."""
    if page.form.is_valid():
        try:
            return write()
        except Refused as refused:
            page.form.add_error(None, str(refused))
    return render_page(request, "people/form.html", {"page": page}, status=422 if page.form.errors else 200)


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _record(person_id: int) -> Person:
    """A record that the reader keeps."""
    person = get_object_or_404(Person.objects.select_related("merged_into"), pk=person_id)
    check_may_keep(current(), person)
    return person


def _saved(request: HttpRequest, person: Person) -> HttpResponse:
    messages.success(request, phrases.SAVED)
    return redirect("desk:person", person_id=person.pk)
