import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khaigiang.apps.inspection.phrases import THINGS, VERBS
from khaigiang.foundation import clock
from khaigiang.foundation.audit.models import Event, Seal
from khaigiang.foundation.audit.verification import VERIFIED, last_verification
from khaigiang.foundation.refusal import Phrase


@dataclass(frozen=True, slots=True)
class Trail:
    """How the trail stands: its latest seal, and when it was last computed anew, with what result."""

    latest: Seal | None
    verified: Event | None

    @property
    def in_order(self) -> bool:
        return self.verified is not None and self.verified.verb == VERIFIED


def trail() -> Trail:
    return Trail(Seal.objects.order_by("-number").first(), last_verification())


def events(*, actor: str = "", verb: str = "", thing: str = "", day: dt.date | None = None) -> QuerySet[Event]:
    """The events, the latest first, narrowed by the actor's name, the act, the kind of thing, and the day."""
    found: QuerySet[Event] = Event.objects.order_by("-pk")
    if actor:
        found = found.filter(actor_name__icontains=actor)
    if verb:
        found = found.filter(verb=verb)
    if thing:
        found = found.filter(Q(thing=thing) | Q(thing__startswith=f"{thing}:"))
    if day:
        begin = dt.datetime.combine(day, dt.time(), clock.VIET_NAM)
        found = found.filter(happened_at__gte=begin, happened_at__lt=begin + dt.timedelta(days=1))
    return found


def said_of_verb(verb: str) -> Phrase:
    return VERBS.get(verb, verb)


def said_of_thing(thing: str) -> str:
    """``TrainingClass:12`` as ``lớp 12``; what has no words is shown as it is."""
    kind, _sign, number = thing.partition(":")
    return f"{THINGS[kind]} {number}".rstrip() if kind in THINGS else thing
