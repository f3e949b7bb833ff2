import datetime as dt
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dateparse import parse_date

from khaigiang.apps.units import queries, tables
from khaigiang.apps.units.forms import ComparedForm
from khaigiang.apps.units.models import Level, Unit, UnitChange
from khaigiang.apps.units.permissions import check_may_add_below, check_may_reshape, lists_people, places_people
from khaigiang.apps.units.phrases import ACTS, SHARES, WHAT_CHANGED, kind_name
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, Column, address, list_rows, part_of

DAY, OPEN, WHAT = "ngay", "mo", "viec"
COLUMNS: dict[str, Sequence[Column]] = {
    "thanh-lap": tables.BEGUN,
    "ket-thuc": tables.ENDED,
    "doi-ten": tables.RENAMED,
    "chuyen": tables.MOVED,
}


def index(request: HttpRequest) -> HttpResponse:
    """The tree of a day, open where the address says; or, when words are asked for, the units of that day they name."""
    day = _day(request.GET.get(DAY)) or clock.today()
    words = request.GET.get(SEARCH, "").strip()
    opened = request.GET.get(OPEN, "")
    context = {
        "day": day,
        "words": words,
        "here": address(part_of(request.GET, DAY), **{OPEN: None}),
    }
    if words:
        listing = list_rows(queries.named_like(day, words), tables.FOUND, request.GET)
        found = queries.with_names_above(listing.rows, day)
        context |= {"listing": listing, "found": [(each, kind_name(each.unit.kind)) for each in found]}
    else:
        context["branches"] = queries.branches(day, number_asked(opened))
    return render_page(request, "units/index.html", context)


def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: its names, its parents, what it came from and became, and what may be done to it."""
    shown = get_object_or_404(Unit.objects.select_related("parent"), pk=unit_id)
    actor = current()
    day = min(shown.valid_to or clock.today(), max(clock.today(), shown.valid_from))
    own = actor.everywhere or shown.pk in actor.scope
    page = queries.unit_page(
        shown, day, counts_people=own, counts_displaced=own and places_people(actor), today=clock.today()
    )
    reshapes = shown.valid_to is None and allowed(check_may_reshape, actor, shown)
    adds = shown.valid_to is None and allowed(check_may_add_below, actor, shown)
    last = page.last_change
    context = {
        "page": page,
        "kind": kind_name(shown.kind),
        "above": list(reversed(queries.above(shown))),
        "acts": [(key, name) for key, name in ACTS.items() if (adds if key == "them" else reshapes)],
        "undone": last if last and last.verb != "loaded" and allowed(check_may_reshape, actor, shown) else None,
        "day": day,
        "lists_people": lists_people(actor),
    }
    return render_page(request, "units/unit.html", context)


def changes(request: HttpRequest) -> HttpResponse:
    """On which days anything changed, and what on one of them."""
    days = queries.change_days()
    wanted = _day(request.GET.get(DAY))
    chosen = next((each for each in days if each.day == wanted), days[0] if days else None)
    context: dict[str, object] = {"days": days, "chosen": chosen}
    if chosen is not None:
        words = request.GET.get(SEARCH, "").strip()
        counts = {
            "thanh-lap": chosen.begun,
            "ket-thuc": chosen.ended,
            "doi-ten": chosen.renamed,
            "chuyen": chosen.moved,
        }
        first = next(key for key, count in counts.items() if count)
        what = request.GET.get(WHAT, first) if counts.get(request.GET.get(WHAT, first)) else first
        listing = list_rows(queries.changed(chosen.day, what, words), COLUMNS[what], request.GET)
        context |= {
            "what": what,
            "words": words,
            "listing": listing,
            "rows": queries.as_changed(listing.rows, chosen.day, what),
            "tabs": [
                (key, WHAT_CHANGED[key], count, address(part_of(request.GET, DAY), **{WHAT: key}))
                for key, count in counts.items()
                if count
            ],
            "instruments": _instruments(chosen.day),
        }
    return render_page(request, "units/changes.html", context)


def compare(request: HttpRequest, unit_id: int) -> HttpResponse:
    """What lay below a unit on two days, side by side, with what became of what."""
    root = get_object_or_404(Unit, pk=unit_id)
    form = ComparedForm(_days_asked(request), label_suffix="")
    context: dict[str, object] = {"form": form, "root": root, "words": "", "found": None, "gone": []}
    if form.is_valid():
        earlier, later = sorted((form.cleaned_data["tu"], form.cleaned_data["den"]))
        found = queries.compare(root, earlier, later, level=form.cleaned_data["cap"])
        words = fold(request.GET.get(SEARCH, ""))
        pairs = [pair for pair in found.pairs if not words or words in pair.folded]
        listing = list_rows(pairs, tables.PAIRS, request.GET)
        context |= {
            "earlier": earlier,
            "later": later,
            "found": found,
            "words": request.GET.get(SEARCH, ""),
            "level": Level(form.cleaned_data["cap"]).label,
            "listing": listing,
            "rows": [
                (pair.after, pair.same, [(old, SHARES[share]) for old, share in pair.before]) for pair in listing.rows
            ],
            "gone": queries.under_parents(found.gone, earlier),
        }
    return render_page(request, "units/compare.html", context)


def _days_asked(request: HttpRequest) -> dict[str, str]:
    """The days of the address; else today and the eve of the latest day on which units ended."""
    asked = {name: request.GET[name] for name in ("tu", "den", "cap") if request.GET.get(name)}
    if {"tu", "den"} <= asked.keys():
        return {"cap": "commune", **asked}
    ended = next((each.day for each in queries.change_days() if each.ended), clock.today())
    eve = ended - dt.timedelta(days=1)
    return {"tu": eve.isoformat(), "den": max(clock.today(), ended).isoformat(), "cap": "commune", **asked}


def _instruments(day: dt.date) -> list[UnitChange]:
    found = UnitChange.objects.filter(day=day, undone_on=None, instrument__isnull=False).select_related("instrument")
    return list({change.instrument_id: change for change in found.order_by("pk")}.values())


def _day(text: str | None) -> dt.date | None:
    """A day of an address; nothing for what is none."""
    try:
        return parse_date(text or "")
    except ValueError:
        return None
