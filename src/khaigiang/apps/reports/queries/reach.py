"""How far many lines have reached their audiences, as counts: what ``coverage`` says of one line with names."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import Case, CharField, Count, Q, QuerySet, Value, When

from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import PlanLine, SendingUnit
from khaigiang.apps.quotas.queries import OWN, holders
from khaigiang.apps.reports.phrases import Status
from khaigiang.apps.reports.queries.cohort import ABOVE_COMMUNES, ORDER
from khaigiang.apps.units.models import Level, UnitParent
from khaigiang.core.states import NominationState
from khaigiang.foundation.actor import Actor

_EVER = dt.date.max
Sender = tuple[int, int]
"""A line and a unit that sends people under it."""

Sent = tuple[int, str, int]
"""The unit that somebody was sent for, how far they are, and how many are like that."""


class _Place(NamedTuple):
    """Where a commune lay between two days, with the unit between it and the one above where there was one."""

    unit: int
    between: int | None
    first: dt.date
    last: dt.date | None


def reach(lines: QuerySet[PlanLine], *, on: dt.date, actor: Actor | None = None) -> Mapping[int, Mapping[Status, int]]:
    """The posts of each line's audience by status, as ``coverage`` counts them. Five queries, however many lines."""
    days = dict(lines.order_by().values_list("pk", "plan__issued_on"))
    senders = SendingUnit.objects.filter(line__in=list(days)).order_by()
    if actor is not None and not actor.everywhere:
        senders = senders.filter(unit__in=actor.scope)
    rows = list(senders.values_list("line", "unit", "unit__level", "seats"))
    sent = _sent(days, on)
    above = {unit for _line, unit, level, _seats in rows if level in ABOVE_COMMUNES}
    communes = _Communes(above)
    senders_of: dict[int, set[int]] = defaultdict(set)
    for line, unit, _level, _seats in rows:
        senders_of[line].add(unit)
    granted = {
        (line, unit): seats
        for line, unit, seats in holders()
        .filter(line__in=list(days), unit__isnull=False)
        .order_by()
        .values_list("line", "unit", OWN)
    }
    found: dict[int, Counter[Status]] = {line: Counter() for line in days}
    for line, unit, level, seats in rows:
        of_sender = sent.get((line, unit), [])
        if level in ABOVE_COMMUNES:
            found[line] += _by_post(communes.below(unit, days[line], senders_of[line]), of_sender)
        else:
            found[line] += _by_seat(granted.get((line, unit), seats or 0), of_sender)
    return found


def _by_post(posts: set[int], sent: Iterable[Sent]) -> Counter[Status]:
    """A post counts once, by whoever is furthest; a post that nobody was sent for is absent."""
    best: dict[int, int] = {}
    for unit, status, _people in sent:
        if unit in posts:
            best[unit] = min(best.get(unit, len(ORDER)), ORDER.index(Status(status)))
    counted = Counter(ORDER[place] for place in best.values())
    counted[Status.ABSENT] += len(posts) - len(best)
    return counted


def _by_seat(seats: int, sent: Iterable[Sent]) -> Counter[Status]:
    counted: Counter[Status] = Counter()
    for _unit, status, people in sent:
        counted[Status(status)] += people
    counted[Status.ABSENT] += max(0, seats - counted.total())
    return counted


def _sent(lines: Iterable[int], on: dt.date) -> Mapping[Sender, list[Sent]]:
    held = "enrolment__training_class__"
    refused = [NominationState.NOT_ELIGIBLE, NominationState.INCOMPLETE]
    status = Case(
        When(Q(**{f"{held}finished_on__lte": on}), then=Value(Status.ATTENDED.value)),
        When(Q(**{f"{held}opened_on__lte": on}), then=Value(Status.ATTENDING.value)),
        When(Q(enrolment__isnull=True, state__in=refused), then=Value(Status.REFUSED.value)),
        default=Value(Status.WAITING.value),
        output_field=CharField(),
    )
    asked = Nomination.objects.filter(line__in=list(lines)).order_by()
    grouped = asked.values("line", "list__unit", "unit").annotate(status=status, people=Count("pk"))
    found: dict[Sender, list[Sent]] = defaultdict(list)
    for line, sender, unit, how, people in grouped.values_list("line", "list__unit", "unit", "status", "people"):
        found[line, sender].append((unit, how, people))
    return found


class _Communes:
    """The communes that have ever lain one or two levels below these units, in one query."""

    def __init__(self, above: set[int]) -> None:
        self._below: dict[int, list[_Place]] = defaultdict(list)
        places = UnitParent.objects.filter(
            Q(parent__in=above) | Q(parent__parents__parent__in=above), unit__level=Level.COMMUNE
        )
        higher = ("parent__parents__parent", "parent__parents__valid_from", "parent__parents__valid_to")
        for unit, parent, first, last, top, top_first, top_last in places.order_by().values_list(
            "unit", "parent", "valid_from", "valid_to", *higher
        ):
            self._below[parent].append(_Place(unit, None, first, last))
            if top is not None:
                self._below[top].append(
                    _Place(unit, parent, max(first, top_first), min(last or _EVER, top_last or _EVER))
                )

    def below(self, unit: int, day: dt.date, senders: set[int]) -> set[int]:
        """Those below a unit on a day, but for those whose own parent sends people itself."""
        return {
            each.unit
            for each in self._below[unit]
            if each.between not in senders and each.first <= day and (each.last is None or each.last >= day)
        }
