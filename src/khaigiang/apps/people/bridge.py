"""Rows of persons as the core knows them, and what the core says as columns."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from khaigiang.apps.people.models import (
    Appointment,
    PastCourse,
    Person,
    PlannedPost,
    PrivateFact,
    PrivateKind,
    Qualification,
    TrainingRecord,
)
from khaigiang.apps.people.permissions import readable_kinds
from khaigiang.apps.people.phrases import LEVELS, MASKED, YEARLY_FAULTY
from khaigiang.apps.people.queries import found
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.identity import Described
from khaigiang.core.vietnamese import PartialDate, Precision, fold, sort_key, trigrams
from khaigiang.core.vietnamese.citizen_numbers import LENGTH
from khaigiang.core.yearly import Finished, Yearly, YearlyMinimum, yearly_of
from khaigiang.data.office_files import FileFaultError
from khaigiang.data.rules import position_groups
from khaigiang.data.yearly import yearly_minimums
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import among
from khaigiang.foundation.encryption import Keyring, Sealed, keyring
from khaigiang.foundation.home import current as current_home
from khaigiang.foundation.locks import share
from khaigiang.foundation.refusal import Phrase, Refused

# Whoever seals holds this together; whoever renews the key holds it alone. The number is ours, it means nothing.
RING_LOCK = 4_713_001


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


def locked_ring() -> Keyring:
    """The keys, of which none is added until this transaction ends: else a fact could be sealed past a renewal."""
    share(RING_LOCK)
    return ring()


PRIVATE_COLUMNS = ("person_id", "kind", "content", "version", "digest")


def private_values(person: int, kind: PrivateKind, value: str, *, under: Keyring) -> tuple[int, str, bytes, int, str]:
    """A fact of a person (by id) as ``PRIVATE_COLUMNS``; only a citizen number can be found again."""
    about = kind.value
    sealed = under.seal(value, about=about)
    digest = under.digest(value, about=about) if kind == PrivateKind.CITIZEN_NUMBER else ""
    return person, about, sealed.content, sealed.version, digest


def private_fact(person: int, kind: PrivateKind, value: str, *, under: Keyring) -> PrivateFact:
    """The same as a row that is not written yet."""
    return PrivateFact(**dict(zip(PRIVATE_COLUMNS, private_values(person, kind, value, under=under), strict=True)))


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


def number_owners(numbers: Collection[str], *, under: Keyring) -> Mapping[str, int]:
    """Whose each of these citizen numbers is, by id of whoever is now meant; one that nobody has is left out."""
    wanted = {
        digest: number for number in numbers for digest in under.digests(number, about=PrivateKind.CITIZEN_NUMBER.value)
    }
    facts = PrivateFact.objects.filter(digest__in=among(wanted, "text")).order_by()
    rows = facts.values_list("digest", "person_id", "person__merged_into_id")
    return {wanted[digest]: merged_into or person for digest, person, merged_into in rows}


def sought(words: str, actor: Actor) -> list[int]:
    """The ids of the persons a search means: by name, or by a whole citizen number where the reader knows numbers."""
    digits = "".join(words.split())
    if not (len(digits) == LENGTH and digits.isascii() and digits.isdecimal()):
        return found(words, actor)
    if PrivateKind.CITIZEN_NUMBER not in readable_kinds(actor):
        return []
    return list(number_owners({digits}, under=ring()).values())


def described(persons: QuerySet[Person]) -> list[Described]:
    """Persons as ``core.identity`` compares them, with their numbers and every unit of theirs. Three queries."""
    rows = list(persons.values_list("pk", "full_name", "born", "born_precision", "sex"))
    keys = among([row[0] for row in rows])
    units: dict[int, set[int]] = {}
    for person, unit in Appointment.objects.filter(person__in=keys).order_by().values_list("person", "unit"):
        units.setdefault(person, set()).add(unit)
    facts = PrivateFact.objects.filter(person__in=keys, kind=PrivateKind.CITIZEN_NUMBER).order_by()
    under = ring()
    numbers = {fact.person_id: opened(fact, under=under) for fact in facts}
    return [
        Described(key, name, partial(born, precision), sex, numbers.get(key, ""), frozenset(units.get(key, ())))
        for key, name, born, precision, sex in rows
    ]


@dataclass(frozen=True, slots=True)
class Post:
    """An appointment with its dates as they were stated."""

    row: Appointment
    since: PartialDate | None
    until: PartialDate | None


@dataclass(frozen=True, slots=True)
class Learnt:
    """A qualification or a course of before, with its name in words and the date as it was stated."""

    row: Qualification | PastCourse
    name: Phrase
    finished: PartialDate | None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What was entered of one person; ``held`` are the posts of the day, ``past`` those before and after it."""

    person: Person
    birth: PartialDate | None
    held: tuple[Post, ...]
    past: tuple[Post, ...]
    planned: tuple[PlannedPost, ...]
    qualifications: tuple[Learnt, ...]
    courses: tuple[Learnt, ...]

    @property
    def levels(self) -> frozenset[tuple[str, str]]:
        """Kind and level of every qualification."""
        rows = (each.row for each in self.qualifications)
        return frozenset((row.kind, row.level) for row in rows if isinstance(row, Qualification))


def record(person: Person, *, on: dt.date) -> PersonRecord:
    """Everything that was entered of one person, in four queries."""
    posts = [
        Post(row, partial(row.since, row.since_precision), partial(row.until, row.until_precision))
        for row in person.appointments.select_related("unit", "instrument", "end_instrument").order_by("since", "pk")
    ]
    held = tuple(post for post in posts if _is_held(post.row, on))
    return PersonRecord(
        person,
        birth_of(person),
        held,
        tuple(post for post in posts if post not in held),
        tuple(person.planned_posts.select_related("unit")),
        tuple(_learnt(row, LEVELS[row.kind][row.level]) for row in person.qualifications.all()),
        tuple(_learnt(row, row.title) for row in person.past_courses.all()),
    )


def _is_held(row: Appointment, on: dt.date) -> bool:
    return (row.since is None or row.since <= on) and (row.until is None or row.until >= on)


def _learnt(row: Qualification | PastCourse, name: Phrase) -> Learnt:
    return Learnt(row, name, partial(row.finished, row.finished_precision))


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A sensitive fact for one reader: what it says, or only that it is stated."""

    name: Phrase
    value: Phrase
    masked: bool


def shown_facts(person: Person, actor: Actor, *, own: bool = False) -> tuple[ShownFact, ...]:
    """The facts that are stated of a person, each masked unless the reader's role reads it or it is their own."""
    stated = set(PrivateFact.objects.filter(person=person).values_list("kind", flat=True))
    kinds = frozenset(PrivateKind) if own else readable_kinds(actor)
    values = private_facts([person.pk], *kinds).get(person.pk, {})
    return tuple(
        ShownFact(kind.label, values.get(kind, MASKED), kind not in values) for kind in PrivateKind if kind in stated
    )


def minimums_on(day: dt.date) -> tuple[YearlyMinimum, ...]:
    """What instruments ask to be learnt in the year of a day. Raises Refused for an office's file that is wrong."""
    try:
        return tuple(each for each in yearly_minimums() if each.is_in_force(day))
    except FileFaultError as error:
        raise Refused("yearly_faulty", YEARLY_FAULTY, file=error.file, fault=error.fault) from error


def yearly(categories: Mapping[int, str], minimums: Collection[YearlyMinimum], *, on: dt.date) -> Mapping[int, Yearly]:
    """How each of these persons, by id with their category, stands in the year; of whom nothing is asked is left out.

    Two queries, and none where no instrument is in force.
    """
    if not minimums:
        return {}
    finished = _finished(categories, on)
    found = {key: yearly_of(category, finished.get(key, ()), minimums, on=on) for key, category in categories.items()}
    return {key: each for key, each in found.items() if each is not None}


def _finished(persons: Iterable[int], on: dt.date) -> Mapping[int, Sequence[Finished]]:
    """The courses of the year by person, and those of which nobody stated the day."""
    keys = among(list(persons))
    found: dict[int, list[Finished]] = defaultdict(list)
    records = TrainingRecord.objects.filter(person__in=keys, finished_on__year=on.year).order_by()
    for person, day, periods in records.values_list("person", "finished_on", "periods"):
        found[person].append(Finished(PartialDate.of(day), periods))
    courses = PastCourse.objects.filter(Q(finished=None) | Q(finished__year=on.year), person__in=keys).order_by()
    stated = courses.values_list("person", "finished", "finished_precision", "periods")
    for person, finished, precision, periods in stated:
        found[person].append(Finished(partial(finished, precision), periods))
    return found
