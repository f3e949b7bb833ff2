"""Reads of what timetables have to respect."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import asdict

from django.db.models import Prefetch

from khaigiang.apps.catalogue.models import Module, Programme, Topic
from khaigiang.apps.schools import phrases
from khaigiang.apps.schools.models import ClosedDay, Lecturer, TimetableWishes, Venue
from khaigiang.core.timetabling.problem import Weights
from khaigiang.core.vietnamese import fold
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused

HEAVIEST = 20
SPREAD = 5  # a topic is spread because somebody wants it so: unlike elsewhere, not reaching it costs


def usual_weights() -> Mapping[str, int]:
    """What each wish weighs where nothing is stated, and how many half-days in a row are free of cost."""
    usual: dict[str, int] = asdict(Weights(working_days=SPREAD))
    return {name: usual[name] for name in phrases.WISHES}


def bounds_of(wish: str) -> tuple[int, int]:
    return (1 if wish == "consecutive_limit" else 0, HEAVIEST)


def wishes_of(venue: Venue | None) -> TimetableWishes | None:
    """What a venue states itself, or what holds for all that state nothing."""
    return TimetableWishes.objects.filter(venue=venue).first()


def weights_for(venues: Collection[str]) -> Weights:
    """How much each wish weighs for classes at these venues: as the only one states, else as is stated for all.

    One search weighs everything alike, so what one of several venues wishes does not count.
    """
    stated = {
        row.venue.name if row.venue else "": row.weights for row in TimetableWishes.objects.select_related("venue")
    }
    (only,) = venues if len(venues) == 1 else ("",)
    known = usual_weights()
    chosen = stated.get(only, stated.get("", {}))
    return Weights(**{**known, **{wish: weight for wish, weight in chosen.items() if wish in known}})


def programmes_with_topics() -> GuardedQuerySet[Programme]:
    """With their modules and topics in order, in three queries."""
    topics = Topic.objects.order_by("number")
    modules = Prefetch("modules", Module.objects.order_by("number").prefetch_related(Prefetch("topics", topics)))
    programmes: GuardedQuerySet[Programme] = Programme.objects.prefetch_related(modules)
    return programmes


def closed_days() -> GuardedQuerySet[ClosedDay]:
    """Every closed day with its venue, the latest first."""
    rows: GuardedQuerySet[ClosedDay] = ClosedDay.objects.select_related("venue")
    return rows.order_by("-day", "venue__name", "pk")


def days_closed_by_venue() -> Mapping[str, frozenset[dt.date]]:
    """The closed days by the name of their venue; those of all under an empty name."""
    days: dict[str, set[dt.date]] = {}
    for venue, day in ClosedDay.objects.order_by().values_list("venue__name", "day"):
        days.setdefault(venue or "", set()).add(day)
    return {venue: frozenset(each) for venue, each in days.items()}


def venue_called(name: str) -> Venue:
    """Whatever the diacritics. Raises Refused with the names there are."""
    venues = list(Venue.objects.all())
    for venue in venues:
        if fold(venue.name) == fold(name):
            return venue
    raise Refused("no_such_venue", phrases.NO_SUCH_VENUE, venue=name, known=", ".join(each.name for each in venues))


def lecturer_called(name: str, *, unit: str = "") -> Lecturer:
    """The only one of a name, or of a name and a unit. Raises Refused where there is none, or several."""
    found = list(Lecturer.objects.filter(person__folded=fold(name)).select_related("person", "home_venue"))
    if unit:
        found = [each for each in found if fold(each.unit_name) == fold(unit)]
    if not found:
        raise Refused("no_such_lecturer", phrases.NO_SUCH_LECTURER, lecturer=name)
    if len(found) > 1:
        raise Refused("several_lecturers", phrases.SEVERAL_LECTURERS, lecturer=name)
    return found[0]
