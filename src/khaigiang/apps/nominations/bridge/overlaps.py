"""Who else is away in the same days, in whatever plan and line: the person, the chief or deputy of the same unit."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from khaigiang.apps.nominations import phrases
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import Engagement, Person
from khaigiang.apps.plans.models import PlannedClass
from khaigiang.core.calendar import Window
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.core.eligibility.positions import PositionRank
from khaigiang.core.overlaps import Overlap, Stay, shared, unavoidable
from khaigiang.core.states import NominationState
from khaigiang.data.rules import position_groups
from khaigiang.foundation.refusal import Phrase
from khaigiang.foundation.statements import ask

LIVING = (NominationState.NOMINATED, NominationState.RESERVE, NominationState.ACCEPTED)
GONE = (NominationState.DECLINED, NominationState.WITHDRAWN)
RIVALS = {PositionRank.CHIEF: PositionRank.DEPUTY, PositionRank.DEPUTY: PositionRank.CHIEF}

# A little more than binds: of a chief and a deputy who may be away together it does not know.
_ANYBODY_SEATED = """
    SELECT EXISTS (
        SELECT FROM nominations_nomination WHERE state = %s AND line_id <> ALL(%s::bigint[])
            AND (person_id = ANY(%s::bigint[]) OR unit_id = ANY(%s::bigint[]) AND position_group = ANY(%s::text[]))
    )
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody in another class in the same days: the nominee, or the chief or deputy of the same unit.

    ``binds`` when the other has a seat, and the days of both are certain.
    """

    nomination: Nomination
    overlap: Overlap
    same_person: bool

    @property
    def binds(self) -> bool:
        return self.nomination.state == NominationState.ACCEPTED and self.overlap.sure

    @property
    def phrase(self) -> Phrase:
        return phrases.AWAY[self.same_person, self.nomination.state == NominationState.ACCEPTED]

    @property
    def facts(self) -> dict[str, str]:
        row, overlap = self.nomination, self.overlap
        return {
            "name": row.person.full_name,
            "title": row.position_title,
            "class_name": overlap.other.name,
            "plan": row.line.plan.number,
            "line": row.line.code,
            "first": f"{overlap.first:%d/%m/%Y}",
            "last": f"{overlap.last:%d/%m/%Y}",
        }

    @property
    def sentence(self) -> str:
        return str(self.phrase) % self.facts


def elsewhere(nominations: Iterable[Nomination]) -> Mapping[int, tuple[Elsewhere, ...]]:
    """Each nomination's overlaps with other lines, by its id; what binds stands first. A few queries for all.

    Wants ``line`` at hand. Between the classes of one line the forming keeps people apart.
    """
    pairs = _pairs(nominations)
    stays = _Stays.of(pairs)
    found: dict[int, list[Elsewhere]] = {}
    for row, other in pairs:
        overlap = unavoidable(stays.open_to(row), stays.open_to(other))
        if overlap is not None:
            found.setdefault(row.pk, []).append(Elsewhere(other, overlap, row.person_id == other.person_id))
    return {key: tuple(sorted(each, key=_binding_first)) for key, each in found.items()}


def taken_elsewhere(nominations: Iterable[Nomination]) -> Mapping[int, tuple[Window, ...]]:
    """The days on which each cannot come to a class of its line, by its id: the person, or the other of the two, has a
    seat in one certain class of another line then.
    """
    pairs = [pair for pair in _pairs(nominations) if pair[1].state == NominationState.ACCEPTED]
    stays = _Stays.of(pairs)
    found: dict[int, list[Window]] = {}
    for row, other in pairs:
        certain = stays.open_to(other)
        for option in stays.open_to(row) if len(certain) == 1 else ():
            overlap = shared(option, certain[0])
            if overlap is not None and overlap.sure:
                found.setdefault(row.pk, []).append(Window(overlap.first, overlap.last))
    return {key: tuple(windows) for key, windows in found.items()}


def hold_persons(rows: Sequence[Nomination]) -> None:
    """Hold whom these name, in the order of their ids: of two lines that accept somebody at once the second sees it."""
    people = Person.objects.select_for_update(no_key=True).filter(pk__in={row.person_id for row in rows})
    list(people.order_by("pk").values_list("pk", flat=True))


def kept_away(rows: Sequence[Nomination]) -> dict[int, Elsewhere]:
    """Who of these cannot get a seat because of a certain class elsewhere in the same days, by the nomination's id.

    The persons must be held.
    """
    # Mostly nobody has a seat elsewhere: the query of many joins is asked only where somebody does.
    if not _anybody_seated(rows):
        return {}
    found = {key: next((each for each in told if each.binds), None) for key, told in elsewhere(rows).items()}
    return {key: each for key, each in found.items() if each is not None}


def _anybody_seated(rows: Sequence[Nomination]) -> bool:
    """Whether somebody whom one of these concerns has a seat; where all are of one line, in another one."""
    lines = {row.line_id for row in rows}
    posts = {row.unit_id for row in rows if row.position_group in _ranks()}
    ((seated,),) = ask(
        _ANYBODY_SEATED,
        NominationState.ACCEPTED.value,
        list(lines) if len(lines) == 1 else [],
        list({row.person_id for row in rows}),
        list(posts),
        list(_ranks()) if posts else [],
    )
    return bool(seated)


def _binding_first(each: Elsewhere) -> tuple[bool, bool, dt.date, int]:
    return (not each.binds, not each.same_person, each.overlap.first, each.nomination.pk)


def _pairs(nominations: Iterable[Nomination]) -> list[tuple[Nomination, Nomination]]:
    rows = [row for row in nominations if row.state not in GONE]
    others = _others(rows)
    return [(row, other) for row in rows for other in others.of(row)]


@dataclass(frozen=True, slots=True)
class _Others:
    """Nominations under other lines, by person, and those of chiefs and deputies by unit and rank."""

    by_person: Mapping[int, Sequence[Nomination]]
    by_post: Mapping[tuple[int, PositionRank], Sequence[Nomination]] = field(default_factory=dict)

    def of(self, row: Nomination) -> Iterable[Nomination]:
        for other in self.by_person.get(row.person_id, ()):
            if other.line_id != row.line_id:
                yield other
        rival = RIVALS.get(_ranks().get(row.position_group, PositionRank.MEMBER))
        for other in self.by_post.get((row.unit_id, rival), ()) if rival else ():
            asked = not (row.line.chief_and_deputy_together and other.line.chief_and_deputy_together)
            if asked and other.line_id != row.line_id and other.person_id != row.person_id:
                yield other


def _others(rows: Sequence[Nomination]) -> _Others:
    living = Nomination.objects.filter(state__in=LIVING).select_related(
        "person", "line__programme", "line__plan", "enrolment__training_class"
    )
    by_person: dict[int, list[Nomination]] = {}
    by_post: dict[tuple[int, PositionRank], list[Nomination]] = {}
    # Everybody's rows of their own line come along: one query that needs no list of lines.
    for row in living.filter(_concerning(rows)).order_by("pk") if rows else ():
        by_person.setdefault(row.person_id, []).append(row)
        if (rank := _ranks().get(row.position_group)) is not None:
            by_post.setdefault((row.unit_id, rank), []).append(row)
    return _Others(by_person, by_post)


def _concerning(rows: Sequence[Nomination]) -> Q:
    """Nominations of the same persons, and where it may matter of the chiefs and deputies of the same units."""
    posts = [row for row in rows if _ranks().get(row.position_group) in RIVALS]
    same_person = Q(person__in={row.person_id for row in rows})
    if not posts:
        return same_person
    in_post = Q(unit__in={row.unit_id for row in posts}, position_group__in=list(_ranks()))
    if all(row.line.chief_and_deputy_together for row in posts):
        in_post &= Q(line__chief_and_deputy_together=False)
    return same_person | in_post


@cache
def _ranks() -> Mapping[str, PositionRank]:
    return {group.code: group.rank for group in position_groups() if group.rank in RIVALS}


@dataclass(frozen=True, slots=True)
class _Stays:
    """What classes each nomination may still come into, by its line or, once seated, its class."""

    by_line: Mapping[int, Sequence[tuple[int, Stay]]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[Nomination, Nomination]]) -> "_Stays":
        rows = [row for pair in pairs for row in pair]
        if not rows:
            return cls({})
        forms = {row.line_id: row.line.programme.study_form for row in rows}
        by_line: dict[int, list[tuple[int, Stay]]] = {}
        planned = PlannedClass.objects.filter(line__in=forms).annotate(days=_days_taken())
        for each in planned.order_by("line", "number"):
            spread = forms[each.line_id] == StudyForm.PART_TIME
            stay = Stay(each.name, Window(each.first_day, each.last_day), frozenset(each.days), spread)
            by_line.setdefault(each.line_id, []).append((each.pk, stay))
        return cls(by_line)

    def open_to(self, row: Nomination) -> Sequence[Stay]:
        """The class somebody sits in, or every class of the line."""
        # Classes stand above: an enrolment is seen through the reverse relation, and nothing of them is imported here.
        seat = row.enrolment.training_class.planned_id if hasattr(row, "enrolment") else None
        return [stay for planned, stay in self.by_line.get(row.line_id, ()) if seat in {None, planned}]


def _days_taken() -> ArraySubquery:
    """The days of a planned class that has a timetable, from the ledger of who is taken when; else none."""
    source = Concat(Value("class:"), Cast(OuterRef("training_class__pk"), CharField()))
    return ArraySubquery(Engagement.objects.filter(source=source).order_by().values("day").distinct())
