"""Rows of persons as the core knows them, and what the core says as columns."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from django.db.models import QuerySet

from khaigiang.apps.people.models import Appointment, Person, PrivateFact, PrivateKind
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.identity import Described
from khaigiang.core.vietnamese import PartialDate, Precision, fold, sort_key, trigrams
from khaigiang.data.rules import position_groups
from khaigiang.foundation.encryption import Keyring, Sealed, keyring
from khaigiang.foundation.home import current as current_home


def named(full_name: str) -> dict[str, Any]:
    """The columns of a name: as written, for search and in Vietnamese order."""
    return {
        "full_name": full_name,
        "folded": fold(full_name),
        "sort_key": sort_key(full_name),
        "trigrams": trigrams(full_name),
    }


def birth_of(person: Person) -> PartialDate | None:
    """The date of birth with no more precision than was stated."""
    return partial(person.born, person.born_precision)


def partial(day: dt.date | None, precision: str) -> PartialDate | None:
    """A stored day with no more precision than was stated."""
    if day is None:
        return None
    month = day.month if precision != Precision.YEAR else None
    return PartialDate(day.year, month, day.day if precision == Precision.DAY else None)


def stored(stated: PartialDate | None, *, last: bool = False) -> tuple[dt.date | None, str]:
    """A stated date as a day and its precision: the first day it may mean, or the last one where something ends."""
    if stated is None:
        return None, ""
    return stated.latest if last else stated.earliest, stated.precision.value


def groups_of(title: str) -> list[str]:
    """The codes of the position groups that a title as written belongs to, in order."""
    return sorted(_positions().match_all(title))


@cache
def _positions() -> PositionIndex:
    return PositionIndex(position_groups())


def ring() -> Keyring:
    """The keys under which private facts are sealed."""
    return keyring(current_home())


def private_fact(person: int, kind: PrivateKind, value: str, *, under: Keyring) -> PrivateFact:
    """A fact of a person (by id) as a row that is not written yet; only a citizen number can be found again."""
    sealed = under.seal(value, about=kind.value)
    digest = under.digest(value, about=kind.value) if kind == PrivateKind.CITIZEN_NUMBER else ""
    return PrivateFact(person_id=person, kind=kind, content=sealed.content, version=sealed.version, digest=digest)


def opened(fact: PrivateFact, *, under: Keyring) -> str:
    """What a row hides. Raises ``encryption.Unreadable``."""
    return under.open(Sealed(fact.version, bytes(fact.content)), about=fact.kind)


def private_facts(persons: Iterable[int], *kinds: PrivateKind) -> Mapping[int, Mapping[str, str]]:
    """The facts of these kinds by person and kind, in one query. The caller has asked whether the reader may know."""
    found: dict[int, dict[str, str]] = {}
    rows = PrivateFact.objects.filter(person__in=list(persons), kind__in=kinds)
    under = ring()
    for row in rows:
        found.setdefault(row.person_id, {})[row.kind] = opened(row, under=under)
    return found


def number_owners(numbers: Collection[str], *, under: Keyring) -> Mapping[str, Person]:
    """Whose record each of these citizen numbers stands in, in one query; a number that nobody has is left out."""
    wanted = {
        digest: number for number in numbers for digest in under.digests(number, about=PrivateKind.CITIZEN_NUMBER.value)
    }
    facts = PrivateFact.objects.filter(digest__in=wanted).select_related("person__merged_into")
    return {wanted[fact.digest]: fact.person for fact in facts}


def described(persons: QuerySet[Person]) -> list[Described]:
    """Persons as ``core.identity`` compares them, with their numbers and every unit of theirs. Three queries."""
    units: dict[int, set[int]] = {}
    for person, unit in Appointment.objects.filter(person__in=persons).order_by().values_list("person", "unit"):
        units.setdefault(person, set()).add(unit)
    facts = PrivateFact.objects.filter(person__in=persons, kind=PrivateKind.CITIZEN_NUMBER).order_by()
    under = ring()
    numbers = {fact.person_id: opened(fact, under=under) for fact in facts}
    return [
        Described(
            each.pk,
            each.full_name,
            birth_of(each),
            each.sex,
            numbers.get(each.pk, ""),
            frozenset(units.get(each.pk, ())),
        )
        for each in persons
    ]
