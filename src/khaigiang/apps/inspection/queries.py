import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from khaigiang.apps.inspection.phrases import FACTS, THINGS, VERBS
from khaigiang.foundation import clock
from khaigiang.foundation.audit.models import Event, Seal, Unsealed
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


def unsealed() -> int:
    """How many events wait for their seal."""
    return Unsealed.objects.count()


@dataclass(frozen=True, slots=True)
class Acts:
    """One kind of act in a span of days: how often, by how many users, and when last."""

    verb: str
    label: Phrase
    times: int
    users: int
    latest: dt.datetime


def acts_since(day: dt.date) -> tuple[Acts, ...]:
    """What was done from a day on, by kind, the most frequent first; one query."""
    begin = dt.datetime.combine(day, dt.time(), clock.VIET_NAM)
    kinds = Event.objects.filter(happened_at__gte=begin).order_by().values("verb")
    counted = kinds.annotate(times=Count("pk"), users=Count("actor_id", distinct=True), latest=Max("happened_at"))
    return tuple(
        Acts(row["verb"], said_of_verb(row["verb"]), row["times"], row["users"], row["latest"])
        for row in counted.order_by("-times", "verb")
    )


def said_of_verb(verb: str) -> Phrase:
    return VERBS.get(verb, verb)


def said_of_thing(thing: str) -> str:
    """``TrainingClass:12`` as ``lớp 12``; what has no words is shown as it is."""
    kind, _sign, number = thing.partition(":")
    return f"{THINGS[kind]} {number}".rstrip() if kind in THINGS else thing


def said_of_facts(facts: Mapping[str, str]) -> tuple[tuple[Phrase, str], ...]:
    """An event's facts, each by its name in words."""
    return tuple((FACTS.get(name, name), value) for name, value in facts.items())
