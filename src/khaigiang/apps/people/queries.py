import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from khaigiang.apps.people.models import Appointment, IdentityQuestion, Merge, Person
from khaigiang.apps.people.phrases import PROPOSALS, Proposal
from khaigiang.apps.units.models import Level, Share, Unit
from khaigiang.apps.units.queries import Heir, heirs, ids_within, names_on, taken_over
from khaigiang.core.identity import Lineage
from khaigiang.core.states import IdentityState
from khaigiang.core.vietnamese import answers, fold, query_trigrams
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.locks import share
from khaigiang.web.marks import Mark

ONE_DAY = dt.timedelta(days=1)
# More than these nobody reads through; whoever is told so adds a word.
MOST_FOUND = 200
IDENTITIES_LOCK = 4_713_002


def keep_identities() -> None:
    """Nobody is merged or parted until this transaction ends: whoever a row names now is who it names then.

    Any number of acts may ask this at once, each before it holds any row; ``merge`` waits for all of them.
    """
    share(IDENTITIES_LOCK)


def people_of(actor: Actor) -> GuardedQuerySet[Person]:
    """The persons the actor may see, in Vietnamese order. A merged record is nobody any more."""
    people: GuardedQuerySet[Person] = Person.objects.filter(merged_into__isnull=True)
    if not actor.everywhere:
        people = people.filter(pk__in=Appointment.objects.filter(unit__in=actor.scope).values("person"))
    return people.order_by("sort_key", "pk")


def people_at(unit: Unit) -> QuerySet[Appointment, int]:
    """The ids of the persons with a post in one unit that has not ended."""
    return Appointment.objects.filter(unit=unit, until=None).values_list("person", flat=True)


def found(words: str, actor: Actor) -> list[int]:
    """The ids of persons whose names have each word of the question, in Vietnamese order, at most ``MOST_FOUND``.

    Diacritics, order and tone style do not matter, and a word may be begun only.
    """
    wanted = _telling(query_trigrams(words))
    if not wanted:
        return []
    rows = people_of(actor).filter(trigrams__contains=wanted).values_list("pk", "full_name")
    # A few of those found may have the trigrams in several words: more are asked for than are shown.
    return [key for key, name in rows[: MOST_FOUND + 50] if answers(name, words)][:MOST_FOUND]


def _telling(wanted: list[str]) -> list[str]:
    """Without the first letters alone of words of which more is asked: every second person has them."""
    begun = {each[1:2] for each in wanted if each[0] == " " and each[1] != " "}
    return [each for each in wanted if each[:2] != "  " or each[2] not in begun]


def held_on(day: dt.date) -> Q:
    """The appointments that are held on a day; one whose dates nobody stated is held on every day."""
    return (Q(since__isnull=True) | Q(since__lte=day)) & (Q(until__isnull=True) | Q(until__gte=day))


def with_posts(people: QuerySet[Person], *, on: dt.date) -> QuerySet[Person]:
    """The persons with the appointments they hold on a day as ``posts``, in one more query."""
    posts = Appointment.objects.filter(held_on(on)).select_related("unit").order_by("since", "pk")
    return people.prefetch_related(Prefetch("appointments", posts, to_attr="posts"))


def questions(*, state: str = IdentityState.OPEN) -> GuardedQuerySet[Any]:
    """Who may be whom, the likeliest first. A question that merges of others have settled is not asked any more."""
    rows: GuardedQuerySet[Any] = (
        IdentityQuestion.objects.filter(state=state)
        .annotate(one_now=Coalesce("one__merged_into", "one"), other_now=Coalesce("other__merged_into", "other"))
        .select_related("one__merged_into", "other__merged_into")
        .order_by("-score", "pk")
    )
    return rows.exclude(one_now=F("other_now")) if state == IdentityState.OPEN else rows


def questions_about(person: Person) -> GuardedQuerySet[Any]:
    """What is asked about one person."""
    return questions().filter(Q(one_now=person.pk) | Q(other_now=person.pk))


def merges() -> GuardedQuerySet[Merge]:
    """Every merge, the latest first."""
    rows: GuardedQuerySet[Merge] = Merge.objects.select_related("kept", "dropped")
    return rows.order_by("-merged_at", "-pk")


def now(person: Person) -> Person:
    """The person, or whom they were merged into. Wants ``merged_into`` at hand."""
    return person.merged_into or person


def units_named(text: str, *, on: dt.date) -> list[Unit]:
    """The units of this name, with that of one above behind a comma: those of the day, else those of before.

    A name may hold a comma itself, so the whole is tried first.
    """
    name, _comma, above = text.rpartition(",")
    for called, under in ((text, ""), (name, above)):
        units = Unit.objects.filter(folded=fold(called)).select_related("parent").order_by("-valid_from", "pk")
        found = [unit for unit in units if not under or (unit.parent and fold(under) in unit.parent.folded)]
        if found:
            return [unit for unit in found if is_on(unit, on)] or found
    return []


def is_on(unit: Unit, day: dt.date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day <= unit.valid_to)


@dataclass(frozen=True, slots=True)
class DisplacedPost:
    """A post in a unit that is no more, with the units that may have it now and what else its holder holds."""

    row: Appointment
    proposal: Proposal
    candidates: tuple[tuple[int, str], ...]
    others: tuple[Appointment, ...]

    @property
    def mark(self) -> Mark:
        return PROPOSALS[self.proposal]

    @property
    def first_day(self) -> dt.date:
        """The day on which the unit was no more."""
        return (self.row.unit.valid_to or dt.date.max - ONE_DAY) + ONE_DAY


@dataclass(frozen=True, slots=True)
class Displaced:
    """The posts (by id, in the order of their units) that are held in units which are no more on a day.

    ``by_proposal`` counts them by what the successions on record propose; ``posts`` may be those of one proposal only.
    """

    day: dt.date
    posts: Sequence[int]
    by_proposal: Mapping[Proposal, int]
    people: int
    heirs: Mapping[int, tuple[Heir, ...]]

    @property
    def total(self) -> int:
        return sum(self.by_proposal.values())

    def described(self, keys: Iterable[int]) -> list[DisplacedPost]:
        """These posts with whom they are of and what is proposed, in the order given; two queries."""
        wanted = list(keys)
        holders = Appointment.objects.filter(pk__in=wanted).order_by().values("person")
        held: dict[int, list[Appointment]] = defaultdict(list)
        rows: dict[int, Appointment] = {}
        open_ones = Appointment.objects.filter(person__in=holders, until=None).select_related("person", "unit__parent")
        for row in open_ones.order_by("pk"):
            held[row.person_id].append(row)
            rows[row.pk] = row
        names = names_on(self.day, {heir.unit_id for key in wanted for heir in self.heirs[rows[key].unit_id]})
        return [
            DisplacedPost(
                row,
                _proposal(self.heirs[row.unit_id]),
                tuple((heir.unit_id, names[heir.unit_id]) for heir in self.heirs[row.unit_id]),
                tuple(each for each in held[row.person_id] if each.pk != row.pk),
            )
            for row in (rows[key] for key in wanted)
        ]


def displaced_posts(actor: Actor, *, on: dt.date, root: Unit | None = None) -> GuardedQuerySet[Appointment]:
    """The posts held in units that are no more on a day, of those the actor acts for, or below one unit.

    A unit that ended counts where it stood last.
    """
    held = Appointment.objects.filter(until=None, unit__valid_to__lt=on)
    posts: GuardedQuerySet[Appointment] = held if actor.everywhere else held.filter(unit__in=actor.scope)
    if root is not None:
        posts = posts.filter(unit__in=ids_within([root.pk]))
    return posts.order_by("unit__sort_key", "unit", "person__sort_key", "pk")


def displaced(actor: Actor, *, on: dt.date, root: Unit | None = None, words: str = "", proposal: str = "") -> Displaced:
    """Who holds a post in a unit that is no more, and what the successions on record propose. Two or three queries.

    ``words`` narrows to holders and units that have them; nothing is decided here.
    """
    posts = displaced_posts(actor, on=on, root=root)
    if words:
        posts = posts.filter(Q(person__folded__contains=fold(words)) | Q(unit__folded__contains=fold(words)))
    rows = list(posts.values_list("pk", "unit", "person"))
    became = heirs({unit for _key, unit, _person in rows}, on)
    proposed = {unit: _proposal(each) for unit, each in became.items()}
    return Displaced(
        on,
        [key for key, unit, _person in rows if proposal in {"", proposed[unit]}],
        Counter(proposed[unit] for _key, unit, _person in rows),
        len({person for _key, _unit, person in rows}),
        became,
    )


def _proposal(into: Sequence[Heir]) -> Proposal:
    if len(into) == 1 and into[0].share != Share.PART:
        return Proposal.ONE
    return Proposal.SEVERAL if into else Proposal.NONE


class Lineages:
    """How units stand to one another, asked once for all units that a list and its candidates name.

    A unit and whatever took it over are one lineage, however many mergers and splits lie between them. A province lies
    above everybody of it, which says nothing of anybody. Two queries, and none where nobody asks.
    """

    def __init__(self, units: Iterable[int]) -> None:
        self._named = set(units)

    @cached_property
    def _above(self) -> Mapping[int, set[int]]:
        return _above(self._named)

    @cached_property
    def _later(self) -> Mapping[int, frozenset[int]]:
        return taken_over(self._named)

    def __call__(self, one: frozenset[int], other: frozenset[int]) -> Lineage:
        if one & other:
            return Lineage.SAME
        if any(self._went(a, b) or self._went(b, a) for a in one for b in other):
            return Lineage.SUCCESSION
        if any(self._is_above(a, b) or self._is_above(b, a) for a in one for b in other):
            return Lineage.WITHIN
        return Lineage.NONE

    def _went(self, old: int, new: int) -> bool:
        return new in self._later.get(old, ())

    def _is_above(self, upper: int, lower: int) -> bool:
        return upper in self._above.get(lower, ())


def _above(units: set[int]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE up AS (
                SELECT id AS below, parent_id FROM units_unit WHERE id = ANY(%s)
                UNION
                SELECT up.below, unit.parent_id FROM units_unit unit JOIN up ON unit.id = up.parent_id
            )
            SELECT up.below, unit.id FROM up JOIN units_unit unit ON unit.id = up.parent_id WHERE unit.level <> %s
            """,
            [list(units), Level.PROVINCE],
        )
        for below, above in cursor.fetchall():
            found.setdefault(below, set()).add(above)
    return found
