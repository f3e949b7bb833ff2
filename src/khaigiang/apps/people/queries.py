import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from khaigiang.apps.people.models import Appointment, IdentityQuestion, Merge, Person
from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.identity import Lineage
from khaigiang.core.states import IdentityState
from khaigiang.core.vietnamese import answers, fold, query_trigrams
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet

# More than these nobody reads through; whoever is told so adds a word.
MOST_FOUND = 200


def people_of(actor: Actor) -> GuardedQuerySet[Person]:
    """The persons the actor may see, in Vietnamese order. A merged record is nobody any more."""
    people: GuardedQuerySet[Person] = Person.objects.filter(merged_into__isnull=True)
    if not actor.everywhere:
        people = people.filter(pk__in=Appointment.objects.filter(unit__in=actor.scope).values("person"))
    return people.order_by("sort_key", "pk")


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


class Lineages:
    """How units stand to one another, asked once for all units that a list and its candidates name.

    A province lies above everybody of it, which says nothing of anybody.
    """

    def __init__(self, units: Iterable[int]) -> None:
        self._above = _above(set(units))

    def __call__(self, one: frozenset[int], other: frozenset[int]) -> Lineage:
        if one & other:
            return Lineage.SAME
        if any(self._is_above(a, b) or self._is_above(b, a) for a in one for b in other):
            return Lineage.WITHIN
        return Lineage.NONE

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
