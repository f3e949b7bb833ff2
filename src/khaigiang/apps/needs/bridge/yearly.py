"""Who has not yet learnt in a year what instruments ask: by unit, and in one unit person by person."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from khaigiang.apps.needs.permissions import sees_all_needs
from khaigiang.apps.people.bridge import minimums_on, yearly
from khaigiang.apps.people.models import Appointment, Person
from khaigiang.apps.people.phrases import YEARLY, why_yearly_unknown, yearly_in_words
from khaigiang.apps.people.queries import held_on
from khaigiang.apps.units.models import Unit
from khaigiang.core.yearly import Yearly, YearlyMinimum, YearlyStanding
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.web.marks import Mark

ORDER = tuple(YearlyStanding)


@dataclass(frozen=True, slots=True)
class UnitYear:
    """How many people of a unit stand how; of whom nothing is asked is not among them."""

    unit: Unit
    below: int
    unknown: int
    met: int


@dataclass(frozen=True, slots=True)
class YearlyNeeds:
    """The year of a day, unit by unit. ``people`` counts each person once, whatever number of posts they hold."""

    on: dt.date
    minimums: tuple[YearlyMinimum, ...]
    units: tuple[UnitYear, ...]
    people: Mapping[YearlyStanding, int]

    @property
    def below(self) -> int:
        return self.people[YearlyStanding.BELOW]

    @property
    def unknown(self) -> int:
        return self.people[YearlyStanding.UNKNOWN]


@dataclass(frozen=True, slots=True)
class PersonYear:
    """One person of a unit with the posts they hold there, in the year."""

    person: Person
    posts: tuple[str, ...]
    yearly: Yearly

    @property
    def mark(self) -> Mark:
        return YEARLY[self.yearly.standing]

    @property
    def said(self) -> str:
        return yearly_in_words(self.yearly)

    @property
    def why(self) -> str:
        return why_yearly_unknown(self.yearly)


def yearly_needs(actor: Actor, *, on: dt.date) -> YearlyNeeds:
    """Where people still have to learn this year, by the units the reader sees; four queries. Raises Refused."""
    minimums = minimums_on(on)
    rows = list(_held(actor, on).values_list("unit", "person", "person__category")) if minimums else []
    stands = yearly({person: category for _unit, person, category in rows}, minimums, on=on)
    people: dict[int, set[int]] = defaultdict(set)
    for unit, person, _category in rows:
        if person in stands:
            people[unit].add(person)
    units = Unit.objects.filter(pk__in=people).select_related("parent").order_by("sort_key", "pk")
    return YearlyNeeds(
        on,
        minimums,
        tuple(UnitYear(unit, **_counted(stands[each] for each in people[unit.pk])) for unit in units),
        {YearlyStanding(standing): found for standing, found in _counted(stands.values()).items()},
    )


def _counted(stands: Iterable[Yearly]) -> dict[str, int]:
    found = dict.fromkeys((standing.value for standing in YearlyStanding), 0)
    for each in stands:
        found[each.standing.value] += 1
    return found


def _held(actor: Actor, on: dt.date) -> GuardedQuerySet[Appointment]:
    posts: GuardedQuerySet[Appointment] = Appointment.objects.filter(held_on(on), person__merged_into=None).order_by()
    return posts if sees_all_needs(actor) else posts.filter(unit__in=actor.scope)


def yearly_of_unit(unit: Unit, *, on: dt.date) -> Sequence[PersonYear]:
    """The people of one unit of whom something is asked this year, those below it first; three queries."""
    minimums = minimums_on(on)
    held = Appointment.objects.filter(held_on(on), person__merged_into=None, unit=unit).select_related("person")
    posts: dict[Person, list[str]] = defaultdict(list)
    for row in held.order_by("since", "pk") if minimums else ():
        posts[row.person].append(row.title)
    stands = yearly({person.pk: person.category for person in posts}, minimums, on=on)
    found = [
        PersonYear(person, tuple(titles), stands[person.pk]) for person, titles in posts.items() if person.pk in stands
    ]
    return sorted(found, key=_place)


def _place(each: PersonYear) -> tuple[int, int, str, int]:
    return ORDER.index(each.yearly.standing), each.yearly.done, each.person.sort_key, each.person.pk
