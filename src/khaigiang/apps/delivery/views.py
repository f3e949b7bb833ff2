from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.permissions import check_may_see_class, sees_everybody
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.delivery import actions, bridge, imports, phrases, queries
from khaigiang.apps.delivery.forms import AttendanceBookForm, IncidentForm, JournalForm, ReportForm
from khaigiang.apps.delivery.permissions import check_may_deliver, check_may_run, check_may_see_absences
from khaigiang.apps.papers.actions import XLSX, slug
from khaigiang.apps.plans.permissions import check_may_see_line
from khaigiang.apps.timetables.phrases import PARTS
from khaigiang.core.calendar import HalfDay
from khaigiang.core.states import CLASSES_BEGUN, ClassState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.intake.annotating import annotated_name
from khaigiang.intake.phrases import message, place
from khaigiang.intake.refusal import FilesRefused
from khaigiang.web.pages import render_page

REFUSED = 422
FIELD = "presence-"
NOTICES_SHOWN = 100
Act = Callable[[], str]


def opening(request: HttpRequest, class_id: int) -> HttpResponse:
    """What a class still misses before it opens; confirm an item, open it, and in the end close it."""
    shown = _class_to_see(class_id)
    actor = current()

    def act() -> str:
        if item := request.POST.get("item"):
            actions.confirm(shown, item, note=request.POST.get("note", "")[:300], by=actor)
            return str(phrases.SAID_CONFIRMED)
        if request.POST.get("act") == "finish":
            actions.finish_class(shown, on=clock.today(), by=actor)
            return str(phrases.SAID_FINISHED)
        actions.open_class(shown, on=clock.today(), by=actor)
        return str(phrases.SAID_OPENED)

    refusal = _acted(request, act)
    if request.method == "POST" and not refusal:
        return redirect("delivery:opening", class_id=class_id)
    begun = shown.state in CLASSES_BEGUN
    rows = bridge.checklist(shown, actor) if not begun else ()
    last = max(queries.periods_by_half_day(shown), default=None) if begun else None
    context = {
        "head": class_head(shown, actor),
        "rows": rows,
        "confirmations": queries.confirmations_of(shown) if begun else (),
        "left": sum(bool(row.missing) for row in rows),
        "begun": begun,
        "over": shown.state == ClassState.OPEN and last is not None and last.day <= clock.today(),
        "last": last,
        "may_open": allowed(check_may_deliver, actor),
        "sees_line": shown.line.delegated and allowed(check_may_see_line, actor, shown.line),
        "refusal": refusal,
    }
    return render_page(request, "delivery/opening.html", context, status=REFUSED if refusal else 200)


def attendance(request: HttpRequest, class_id: int) -> HttpResponse:
    """The half-days of a class and what each trainee missed; hand in a filled-in workbook."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    actor = current()
    check_may_see_absences(actor, shown)
    sent = request.method == "POST"
    form = AttendanceBookForm(request.POST if sent else None, request.FILES if sent else None, label_suffix="")
    faults: list[tuple[str, str]] = []
    if form.is_valid():
        book = form.cleaned_data["book"]
        name, data = str(book.name), book.read()
        try:
            if request.POST.get("act") == "check":
                return _given_back(request, shown, name, imports.checked_book(shown, name, data, by=actor))
            count = imports.take_from_book(shown, name, data, by=actor)
        except FilesRefused as refused:
            form.add_error(None, str(refused))
            faults = [(place(fault), message(fault)) for fault in refused.findings]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(phrases.SAID_READ) % {"count": count}, extra_tags="good")
            return redirect("delivery:attendance", class_id=class_id)
    context = {
        "head": class_head(shown, actor),
        "rolls": queries.roll_rows(shown, on=clock.today()) if sees_everybody(actor) else (),
        **_absences(shown, actor),
        "form": form,
        "faults": faults,
        "may_run": allowed(check_may_run, actor) and shown.state == ClassState.OPEN,
    }
    return render_page(request, "delivery/attendance.html", context, status=REFUSED if form.errors else 200)


def _given_back(request: HttpRequest, shown: TrainingClass, name: str, book: bytes | None) -> HttpResponse:
    """A checked workbook with its cells marked; where nothing was found, that is said."""
    if book is None:
        messages.success(request, str(phrases.SAID_FAULTLESS), extra_tags="good")
        return redirect("delivery:attendance", class_id=shown.pk)
    disposition = content_disposition_header(as_attachment=True, filename=annotated_name(name))
    return HttpResponse(book, headers={"Content-Type": XLSX, "Content-Disposition": disposition or ""})


def _absences(shown: TrainingClass, actor: Actor) -> dict[str, Any]:
    """What each trainee missed; where a profile's file is faulty, what is wrong with it stands in the place."""
    try:
        return {"table": queries.absences_seen_by(shown, actor), "no_table": ""}
    except Refused as refused:
        return {"table": None, "no_table": str(refused)}


def attendance_book(request: HttpRequest, class_id: int) -> HttpResponse:
    """The workbook to fill in."""
    del request
    shown = _class_to_see(class_id)
    name = f"diem-danh-{slug(shown.code)}.xlsx"
    headers = {"Content-Type": XLSX, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(imports.attendance_book(shown), headers=headers)


def roll(request: HttpRequest, class_id: int, half_day: str) -> HttpResponse:
    """The roll of one half-day: everybody present in one tap, exceptions by name, then signed off."""
    shown, wanted = _class_to_see(class_id), _half_day(half_day)
    actor = current()
    if wanted not in queries.periods_by_half_day(shown):
        raise Http404

    def act() -> str:
        verb = request.POST.get("act", "")
        if entries := _entries(request, wanted):
            actions.take_rolls(shown, entries, by=actor)
        if verb == "all_present":
            actions.mark_all_present(shown, wanted, by=actor)
        if verb == "sign_off":
            actions.sign_off(shown, wanted, by=actor)
            return str(phrases.SAID_SIGNED)
        return str(phrases.SAID_TAKEN)

    refusal = _acted(request, act)
    if request.method == "POST" and not refusal:
        return redirect("delivery:roll", class_id=class_id, half_day=half_day)
    page = queries.roll_page(shown, wanted, actor)
    may_take = (
        allowed(check_may_run, actor)
        and shown.state == ClassState.OPEN
        and wanted.day <= clock.today()
        and not page.signed
    )
    context = {
        "head": class_head(shown, actor),
        "page": _as_typed(page, _entries(request, wanted)) if refusal and may_take else page,
        "part": PARTS[wanted.part],
        "presences": tuple(phrases.PRESENCES.items()),
        "refusal": refusal,
        "may_take": may_take,
    }
    return render_page(request, "delivery/roll.html", context, status=REFUSED if refusal else 200)


def journal(request: HttpRequest, class_id: int) -> HttpResponse:
    """The class's log, its incidents, and the reports made of them."""
    shown = _class_to_see(class_id)
    actor, today = current(), clock.today()
    verb = request.POST.get("act", "") if request.method == "POST" else ""

    def sent(name: str) -> QueryDict | None:
        return request.POST if verb == name else None

    forms = {
        "entry": JournalForm(sent("entry"), initial={"day": today}, label_suffix=""),
        "happened": IncidentForm(sent("happened"), of=shown, initial={"happened_on": today}, label_suffix=""),
        "report": ReportForm(sent("report"), initial={"first": shown.opened_on, "last": today}, label_suffix=""),
    }
    form = forms.get(verb)
    refusal = ""
    if form is not None and form.is_valid():
        refusal = _acted(request, lambda: _write(shown, verb, form.cleaned_data))
        if not refusal:
            return redirect("delivery:journal", class_id=class_id)
    entries, incidents = queries.journal_of(shown)
    context = {
        "head": class_head(shown, actor),
        "entries": entries,
        "incidents": incidents,
        "forms": forms,
        "may_run": allowed(check_may_run, actor),
        "refusal": refusal,
    }
    wrong = refusal or (form is not None and form.errors)
    return render_page(request, "delivery/journal.html", context, status=REFUSED if wrong else 200)


def notices(request: HttpRequest) -> HttpResponse:
    """The urgent incidents that reached the reader."""
    context = {"notices": list(queries.notices_for(current())[:NOTICES_SHOWN])}
    return render_page(request, "delivery/notices.html", context)


def _write(shown: TrainingClass, verb: str, said: dict[str, object]) -> str:
    """Do what one of the journal's forms asks; gives what is said of it."""
    if verb == "entry":
        actions.write_journal(shown, day=said["day"], text=said["text"], by=current())  # type: ignore[arg-type]  # the form checked it
        return str(phrases.SAID_WRITTEN)
    if verb == "report":
        papers = actions.draft_reports(shown, first=said["first"], last=said["last"], by=current())  # type: ignore[arg-type]  # the form checked it
        return str(phrases.SAID_REPORTED) % {"count": len(papers)}
    incident = actions.report_incident(
        shown,
        happened_on=said["happened_on"],  # type: ignore[arg-type]  # the form checked it
        text=said["incident"],  # type: ignore[arg-type]  # the form checked it
        urgent=bool(said["urgent"]),
        enrolment=said["enrolment"],  # type: ignore[arg-type]  # the form checked it
        by=current(),
    )
    names = ", ".join(each["name"] for each in incident.told)
    return str(phrases.SAID_TOLD) % {"names": names} if names else str(phrases.SAID_INCIDENT)


def _acted(request: HttpRequest, act: Act) -> str:
    """Do what was posted and say so on the next page; gives why it was refused, or nothing."""
    if request.method != "POST":
        return ""
    try:
        messages.success(request, act(), extra_tags="good")
    except NotPermitted:
        raise
    except Refused as refused:
        return str(refused)
    return ""


def _entries(request: HttpRequest, half_day: HalfDay) -> list[actions.Entry]:
    """What the page says of each trainee; somebody nobody has marked is left out. The action asks whose they are."""
    said = {name.removeprefix(FIELD): value for name, value in request.POST.dict().items() if name.startswith(FIELD)}
    return [
        actions.Entry(
            number_asked(key) or 0,
            half_day,
            presence,
            request.POST.get(f"note-{key}", "").strip(),
        )
        for key, presence in said.items()
        if presence
    ]


def _as_typed(page: queries.RollPage, entries: list[actions.Entry]) -> queries.RollPage:
    """The roll as it was sent, so that nothing has to be marked again after a refusal."""
    sent = {entry.enrolment: entry for entry in entries}
    lines = tuple(
        replace(line, presence=entry.presence, note=entry.note or "")
        if (entry := sent.get(line.row.enrolment.pk))
        else line
        for line in page.lines
    )
    return replace(page, lines=lines)


def _half_day(text: str) -> HalfDay:
    """``2022-05-12-morning`` as addresses write it."""
    day, _dash, part = text.rpartition("-")
    try:
        return HalfDay.parse(f"{day}/{part}")
    except ValueError as error:
        raise Http404 from error


def _class_to_see(class_id: int) -> TrainingClass:
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_see_class(current(), shown)
    return shown
