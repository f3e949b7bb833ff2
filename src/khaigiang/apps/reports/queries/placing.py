"""The reach of a line asked as it is now: where each post of its audience went through mergers and splits."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from khaigiang.apps.people.models import Appointment
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.phrases import PLACINGS, Placing, Status
from khaigiang.apps.reports.queries.cohort import Post, coverage
from khaigiang.apps.units.models import Share
from khaigiang.apps.units.queries import Heir, Standing, heirs, standings
from khaigiang.foundation.actor import Actor
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class PlacedPost:
    """A post with the unit it belongs to on the day, or with the units that it may belong to."""

    post: Post
    how: Placing
    unit: Standing | None
    candidates: tuple[Standing, ...]

    @property
    def mark(self) -> Mark:
        return PLACINGS[self.how]


@dataclass(frozen=True, slots=True)
class CoveredUnit:
    """A unit of the day with the posts placed there. ``possible`` counts those that may belong there, unplaced yet."""

    unit: Standing
    posts: tuple[PlacedPost, ...]
    by_status: Mapping[Status, int]
    possible: int

    @property
    def total(self) -> int:
        return len(self.posts)

    @property
    def name_key(self) -> str:
        return self.unit.sort_key


@dataclass(frozen=True, slots=True)
class CoverageNow:
    """Every post of a line's audience by the units of a day; ``unplaced`` are those that only the sender can place."""

    total: int
    units: tuple[CoveredUnit, ...]
    unplaced: tuple[PlacedPost, ...]
    by_placing: Mapping[Placing, int]


def coverage_now(line: PlanLine, *, on: dt.date, day: dt.date, actor: Actor | None = None) -> CoverageNow:
    """What ``coverage`` says of a line, by the units of another day: placed by the table, by the sender, or not yet.

    A post goes where its unit went whole; where its unit was split, or left nothing on record, it is placed only when
    somebody has written down a later post of its holder. Nothing is guessed. Seven queries.
    """
    posts = coverage(line, on=on, actor=actor).posts
    became = heirs({post.unit.pk for post in posts}, day)
    later = _later_posts(posts, day)
    known = standings(day, {heir.unit_id for each in became.values() for heir in each} | set(later.values()))
    placed = [_place(post, became[post.unit.pk], later, known) for post in posts]
    by_unit: dict[int, list[PlacedPost]] = defaultdict(list)
    possible: Counter[int] = Counter()
    for each in placed:
        if each.unit is not None:
            by_unit[each.unit.id].append(each)
        else:
            possible.update(candidate.id for candidate in each.candidates)
    units = sorted(known.values(), key=attrgetter("sort_key", "id"))
    return CoverageNow(
        total=len(posts),
        units=tuple(
            CoveredUnit(
                unit,
                tuple(by_unit.get(unit.id, ())),
                Counter(each.post.status for each in by_unit.get(unit.id, ())),
                possible[unit.id],
            )
            for unit in units
        ),
        unplaced=tuple(each for each in placed if each.unit is None),
        by_placing=Counter(each.how for each in placed),
    )


def _place(
    post: Post, into: tuple[Heir, ...], later: Mapping[tuple[int, int], int], known: Mapping[int, Standing]
) -> PlacedPost:
    candidates = tuple(known[heir.unit_id] for heir in into)
    person = post.nomination.person_id if post.nomination else None
    chosen = later.get((person, post.unit.pk)) if person is not None else None
    if chosen is not None and chosen in known:
        return PlacedPost(post, Placing.CHOSEN, known[chosen], candidates)
    if len(into) == 1 and into[0].share != Share.PART:
        how = Placing.SAME if into[0].share == Share.UNCHANGED else Placing.TABLE
        return PlacedPost(post, how, candidates[0], candidates)
    return PlacedPost(post, Placing.SEVERAL if into else Placing.NOWHERE, None, candidates)


def _later_posts(posts: Iterable[Post], day: dt.date) -> Mapping[tuple[int, int], int]:
    ended = {
        (post.nomination.person_id, post.unit.pk): post.unit.valid_to
        for post in posts
        if post.nomination is not None and post.unit.valid_to is not None and post.unit.valid_to < day
    }
    return later_units(ended, day)


def later_units(ended: Mapping[tuple[int, int], dt.date], day: dt.date) -> Mapping[tuple[int, int], int]:
    """For a person and the unit of an ended post, the unit of the first post that began after that unit had ended.

    ``ended`` has the last day of each such unit. One query.
    """
    olds: dict[int, list[int]] = defaultdict(list)
    for person, unit in ended:
        olds[person].append(unit)
    found: dict[tuple[int, int], int] = {}
    begun = Appointment.objects.filter(person__in=olds, since__lte=day).order_by("since", "pk")
    for person, unit, since in begun.values_list("person", "unit", "since"):
        for old in olds[person]:
            if since is not None and since > ended[person, old]:
                found.setdefault((person, old), unit)
    return found
