"""How far a line has reached its audience."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.phrases import MARKS as VERDICTS
from khaigiang.apps.plans.models import PlanLine, SendingUnit
from khaigiang.apps.reports.phrases import MARKS, RESERVE, Status
from khaigiang.apps.units.models import Level, Unit
from khaigiang.apps.units.queries import communes_below
from khaigiang.core.states import NominationState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation.actor import Actor
from khaigiang.web.marks import Mark

ABOVE_COMMUNES = (Level.PROVINCE, Level.DISTRICT)
ORDER = tuple(Status)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of the audience, and who was sent for it. Without a nomination nobody was."""

    unit: Unit
    sender: Unit
    status: Status
    nomination: Nomination | None
    detail: str
    class_id: int | None

    @property
    def mark(self) -> Mark:
        return MARKS[self.status]

    @property
    def name(self) -> str:
        return self.nomination.person.full_name if self.nomination else ""

    @property
    def name_key(self) -> str:
        return self.nomination.person.sort_key if self.nomination else "~"

    @property
    def unit_key(self) -> str:
        return self.unit.sort_key

    @property
    def sender_key(self) -> tuple[str, str]:
        return self.sender.sort_key, self.unit.sort_key

    @property
    def status_place(self) -> int:
        return ORDER.index(self.status)


@dataclass(frozen=True, slots=True)
class DistrictCoverage:
    """The posts below one sending unit."""

    unit: Unit
    posts: tuple[Post, ...]
    by_status: Mapping[Status, int]

    @property
    def total(self) -> int:
        return len(self.posts)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a line has reached its audience. ``total`` counts posts; ``people`` counts different people sent.

    ``unplaced`` are people who were nominated but hold none of the posts counted, such as those of a unit that is none
    of the communes of the plan's date.
    """

    total: int
    by_status: Mapping[Status, int]
    districts: tuple[DistrictCoverage, ...]
    unplaced: tuple[Post, ...]
    people: int

    @property
    def posts(self) -> tuple[Post, ...]:
        return tuple(post for district in self.districts for post in district.posts)


def coverage(line: PlanLine, *, on: dt.date, actor: Actor | None = None) -> Coverage:
    """Of the audience's posts, how many have attended, attend, wait, were refused, or nobody was sent for, on a day.

    Below a district or province there is one post for each commune that existed on the plan's date; a commune or body
    that sends people itself has as many posts as seats. ``actor`` limits it to what the actor may see. Four queries.
    """
    senders = [row for row in SendingUnit.objects.filter(line=line).select_related("unit") if _may_see(actor, row)]
    by_sender: dict[int, list[Nomination]] = {row.unit_id: [] for row in senders}
    for nomination in _nominations(line):
        if nomination.list.unit_id in by_sender:
            by_sender[nomination.list.unit_id].append(nomination)
    communes = _communes_below([row.unit for row in senders], line.plan.issued_on)
    seats = dict(line.quotas.filter(unit__isnull=False).values_list("unit", "seats"))
    districts, unplaced = [], []
    for row in senders:
        sent = by_sender[row.unit_id]
        if row.unit.level in ABOVE_COMMUNES:
            posts, left = _posts_of_communes(row.unit, communes.get(row.unit_id, []), sent, on)
        else:
            posts, left = _posts_of_seats(row.unit, seats.get(row.unit_id, row.seats or 0), sent, on), []
        districts.append(DistrictCoverage(row.unit, posts, Counter(post.status for post in posts)))
        unplaced += left
    return Coverage(
        total=sum(district.total for district in districts),
        by_status=sum((Counter(district.by_status) for district in districts), Counter()),
        districts=tuple(districts),
        unplaced=tuple(unplaced),
        people=len({nomination.person_id for sent in by_sender.values() for nomination in sent}),
    )


def named(posts: Iterable[Post], wanted: str) -> list[Post]:
    """The posts whose holder, unit or sending unit has these letters, whatever the diacritics."""
    text = fold(wanted)
    return [
        post
        for post in posts
        if text in post.unit.folded
        or text in post.sender.folded
        or (post.nomination and text in post.nomination.person.folded)
    ]


def _may_see(actor: Actor | None, row: SendingUnit) -> bool:
    return actor is None or actor.everywhere or row.unit_id in actor.scope


def _nominations(line: PlanLine) -> Iterable[Nomination]:
    return (
        Nomination.objects.filter(line=line)
        .exclude(state=NominationState.WITHDRAWN)
        .select_related("person", "unit", "list", "enrolment__training_class")
        .order_by("list__letter_day", "list", "place")
    )


def _communes_below(senders: list[Unit], day: dt.date) -> Mapping[int, list[Unit]]:
    """The communes of each sending unit, whether they lay one or two levels below it on the day."""
    return communes_below([unit.pk for unit in senders if unit.level in ABOVE_COMMUNES], day)


def _posts_of_communes(
    sender: Unit, communes: list[Unit], sent: list[Nomination], on: dt.date
) -> tuple[tuple[Post, ...], list[Post]]:
    best: dict[int, Post] = {}
    known = {unit.pk for unit in communes}
    left = []
    for nomination in sent:
        post = _post(nomination.unit, sender, nomination, on)
        if nomination.unit_id not in known:
            left.append(post)
        elif nomination.unit_id not in best or post.status_place < best[nomination.unit_id].status_place:
            best[nomination.unit_id] = post
    return tuple(best.get(unit.pk) or _empty(unit, sender) for unit in communes), left


def _posts_of_seats(sender: Unit, seats: int, sent: list[Nomination], on: dt.date) -> tuple[Post, ...]:
    filled = tuple(_post(nomination.unit, sender, nomination, on) for nomination in sent)
    return filled + (_empty(sender, sender),) * max(0, seats - len(filled))


def _empty(unit: Unit, sender: Unit) -> Post:
    return Post(unit, sender, Status.ABSENT, None, "", None)


def _post(unit: Unit, sender: Unit, nomination: Nomination, on: dt.date) -> Post:
    enrolment = getattr(nomination, "enrolment", None)
    if enrolment is not None:
        held = enrolment.training_class
        if held.finished_on and held.finished_on <= on:
            status = Status.ATTENDED
        elif held.opened_on and held.opened_on <= on:
            status = Status.ATTENDING
        else:
            status = Status.WAITING
        return Post(unit, sender, status, nomination, held.name, held.pk)
    unsuited = {NominationState.NOT_ELIGIBLE, NominationState.INCOMPLETE, NominationState.DECLINED}
    refused = nomination.state in unsuited
    return Post(unit, sender, Status.REFUSED if refused else Status.WAITING, nomination, _detail(nomination), None)


def _detail(nomination: Nomination) -> str:
    if nomination.state == NominationState.RESERVE and nomination.reserve_place:
        return str(RESERVE) % {"place": nomination.reserve_place}
    return str(VERDICTS[nomination.state].label)
