"""Persons as a list states them: the known are found again, the others entered, the likenesses asked about."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from khaigiang.apps.people.actions.asking import ask_about
from khaigiang.apps.people.bridge import (
    PRIVATE_COLUMNS,
    birth_of,
    locked_ring,
    named,
    number_owners,
    private_values,
    stored,
)
from khaigiang.apps.people.models import Appointment, Person, PrivateFact, PrivateKind
from khaigiang.apps.people.queries import keep_identities
from khaigiang.apps.units.models import Unit
from khaigiang.core.identity import Described, Lineage, compare, is_same
from khaigiang.core.vietnamese import PartialDate, fold, tone_key
from khaigiang.core.vietnamese.citizen_numbers import LENGTH
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import among, copy_in, copy_values
from khaigiang.foundation.encryption import Keyring
from khaigiang.foundation.statements import ask

Identity = tuple[str, dt.date | None, str, int]
_KNOWN_NAMES = "SELECT DISTINCT folded FROM people_person WHERE folded = ANY(%s::text[])"
# Whoever is now meant by each record of an asked name, birth and unit; records merged into others too.
_ALIKE = """
    SELECT DISTINCT record.id, record.full_name, record.born, record.born_precision, post.unit_id, post.person_id
    FROM unnest(%s::text[], %s::date[], %s::text[], %s::bigint[]) AS asked (folded, born, born_precision, unit_id)
    JOIN people_person record ON record.folded = asked.folded
        AND record.born IS NOT DISTINCT FROM asked.born AND record.born_precision = asked.born_precision
    JOIN people_appointment post ON post.unit_id = asked.unit_id
        AND post.person_id = COALESCE(record.merged_into_id, record.id)
    ORDER BY record.id, post.unit_id
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list says of one person. ``groups`` are the position groups its title belongs to.

    ``number`` is a citizen number of twelve digits, or empty. Raises ValueError on anything else. ``phone`` is kept
    sealed as the number is; ``category`` is one of ``PersonCategory``, or empty.
    """

    full_name: str
    birth: PartialDate | None
    sex: str
    unit: Unit
    title: str
    groups: tuple[str, ...] = ()
    number: str = ""
    phone: str = ""
    category: str = ""
    identity: Identity = field(init=False)
    """Name however its tones are placed, birth date with its precision, and unit."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "identity", (tone_key(self.full_name), *stored(self.birth), self.unit.pk))
        if self.number and not (len(self.number) == LENGTH and self.number.isascii() and self.number.isdecimal()):
            raise ValueError("a citizen number has twelve digits")


@action
def register_many(sheets: Sequence[Sheet], *, by: Actor) -> list[Person]:
    """The persons of these sheets, in their order; whoever is not known yet is entered with the post stated.

    The same citizen number is the same person where name or date of birth agrees with it; without one, the same name,
    birth date and unit. Nobody is merged on less: whoever is only like somebody is entered and asked about. A number,
    telephone or category goes to whoever has none; what is stated of somebody already is not replaced.
    """
    known = KnownPeople(sheets)
    meant: dict[int, Person] = {}
    # Those with a number first: what is left of a name is then a row without one, in whatever order they were listed.
    for place in sorted(range(len(sheets)), key=lambda place: not sheets[place].number):
        meant[place] = known.find(sheets[place]) or known.enter(sheets[place])
    entered = known.write()
    if asked := ask_about(entered, names=known.names):
        audit.record("people.identity_asked", "people", by=by, questions=asked)
    audit.record("people.registered", "people", by=by, stated=len(sheets), new=len(entered))
    return [meant[place] for place in range(len(sheets))]


@dataclass(frozen=True, slots=True)
class Already:
    """Who is on record of whom a sheet speaks; ``other`` where the number is theirs and neither name nor birth is."""

    person: Person
    other: bool = False


@dataclass(eq=False, slots=True)
class _Entry:
    """Somebody who is known or being entered; ``units`` are those of the list in which they have a post.

    ``stated`` are the kinds of private facts that they have or are given.
    """

    person: Person
    stated: set[str] = field(default_factory=set)
    units: set[int] = field(default_factory=set)

    @property
    def numbered(self) -> bool:
        return PrivateKind.CITIZEN_NUMBER in self.stated


class KnownPeople:
    """Everybody who may be meant by a list, and those whom it enters; written at the end in a few statements.

    Whoever only wants to know who is meant asks ``recognised`` and writes nothing. ``names`` are those of the list,
    folded, that somebody on record has.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        keep_identities()
        # Where nothing is to be sealed or found by a number the keys are not fetched.
        self._ring = locked_ring() if any(sheet.number or sheet.phone for sheet in sheets) else Keyring({})
        self._entries: dict[int, _Entry] = {}
        self._by_identity: dict[Identity, list[_Entry]] = {}
        self._by_number: dict[str, _Entry] = {}
        self._entered: list[tuple[_Entry, Sheet]] = []
        self._posts: list[tuple[Person, Sheet]] = []
        self._facts: list[tuple[Person, PrivateKind, str]] = []
        self._categories: dict[str, list[int]] = {}
        self.names = _names_known(sheets)
        if self.names:
            self._load_alike(sheets)
        if numbers := {sheet.number for sheet in sheets if sheet.number}:
            self._load_numbers(numbers)
        if self._entries:
            self._load_posts({sheet.unit.pk for sheet in sheets})
            self._load_facts()

    def find(self, sheet: Sheet) -> Person | None:
        """Who is meant, when that is certain; what the list says more of them is written down."""
        entry = self._numbered(sheet) or self._alike(sheet)
        if entry is None:
            return None
        self._give_facts(entry, sheet)
        if sheet.category and not entry.person.category:
            entry.person.category = sheet.category
            self._categories.setdefault(sheet.category, []).append(entry.person.pk)
        if sheet.unit.pk not in entry.units:
            self._give_post(entry, sheet)
        return entry.person

    def recognised(self, sheet: Sheet) -> Already | None:
        """Who is meant, or whose number it is."""
        entry = self._numbered(sheet) or self._alike(sheet)
        if entry is not None:
            return Already(entry.person)
        owner = self._by_number.get(sheet.number) if sheet.number else None
        return Already(owner.person, other=True) if owner else None

    def enter(self, sheet: Sheet) -> Person:
        """Somebody new. A number that is another's already is not given to them."""
        _name, born, precision, _unit = sheet.identity
        person = Person(
            **named(sheet.full_name), sex=sheet.sex, born=born, born_precision=precision, category=sheet.category
        )
        entry = _Entry(person)
        self._entered.append((entry, sheet))
        self._give_facts(entry, sheet)
        self._give_post(entry, sheet)
        return person

    def write(self) -> list[Described]:
        """Those who were entered, as the list describes them."""
        copy_in([entry.person for entry, _sheet in self._entered])
        copy_values(
            Appointment,
            ("person_id", "unit_id", "title", "groups"),
            ((person.pk, sheet.unit.pk, sheet.title, sheet.groups) for person, sheet in self._posts),
        )
        facts = (private_values(person.pk, kind, said, under=self._ring) for person, kind, said in self._facts)
        copy_values(PrivateFact, PRIVATE_COLUMNS, facts)
        for category, persons in self._categories.items():
            Person.objects.filter(pk__in=among(persons)).update(category=category)
        return [_described(sheet, entry) for entry, sheet in self._entered]

    def _numbered(self, sheet: Sheet) -> _Entry | None:
        entry = self._by_number.get(sheet.number) if sheet.number else None
        if entry is None:
            return None
        person = entry.person
        known = Described(0, person.full_name, birth_of(person), person.sex, sheet.number)
        likeness = compare(_described(sheet, entry), known, lineage=lambda _one, _other: Lineage.NONE)
        return entry if likeness is not None and is_same(likeness) else None

    def _alike(self, sheet: Sheet) -> _Entry | None:
        """The one of the same name, birth and unit, unless another number speaks against it."""
        others = self._by_identity.get(sheet.identity, [])
        without = [each for each in others if not each.numbered]
        if without:
            return without[0]
        return others[0] if len(others) == 1 and not sheet.number else None

    def _give_facts(self, entry: _Entry, sheet: Sheet) -> None:
        """A number that is another's is nobody else's; two people may share a telephone."""
        if sheet.number and sheet.number not in self._by_number and not entry.numbered:
            self._by_number[sheet.number] = entry
            self._give_fact(entry, PrivateKind.CITIZEN_NUMBER, sheet.number)
        if sheet.phone and PrivateKind.PHONE not in entry.stated:
            self._give_fact(entry, PrivateKind.PHONE, sheet.phone)

    def _give_fact(self, entry: _Entry, kind: PrivateKind, said: str) -> None:
        entry.stated.add(kind)
        self._facts.append((entry.person, kind, said))

    def _give_post(self, entry: _Entry, sheet: Sheet) -> None:
        self._posts.append((entry.person, sheet))
        entry.units.add(sheet.unit.pk)
        self._place(entry, sheet.identity)

    def _place(self, entry: _Entry, identity: Identity) -> None:
        """Let somebody be found in a unit, by the name and birth of one of their records."""
        found = self._by_identity.setdefault(identity, [])
        if entry not in found:
            found.append(entry)

    def _load_alike(self, sheets: Sequence[Sheet]) -> None:
        """Records of these names and births where the person has a post in the unit."""
        named = ((fold(sheet.full_name), sheet) for sheet in sheets)
        asked = {(name, *sheet.identity[1:]) for name, sheet in named if name in self.names}
        rows = ask(_ALIKE, *(list(column) for column in zip(*asked, strict=True)))
        persons = _persons({row[-1] for row in rows})
        for _record, name, born, precision, unit, person in rows:
            self._place(self._entry(persons[person]), (tone_key(name), born, precision, unit))

    def _load_facts(self) -> None:
        """Which private facts are stated of all these already."""
        facts = PrivateFact.objects.filter(person__in=among(self._entries)).order_by()
        for person, kind in facts.values_list("person", "kind"):
            self._entries[person].stated.add(kind)

    def _load_posts(self, units: set[int]) -> None:
        """Who of all these has a post in which of the units already."""
        held = Appointment.objects.filter(person__in=among(self._entries), unit__in=among(units)).order_by()
        for person, unit in held.values_list("person", "unit"):
            self._entries[person].units.add(unit)

    def _load_numbers(self, numbers: set[str]) -> None:
        owners = number_owners(numbers, under=self._ring)
        persons = _persons(set(owners.values()))
        for number, person in owners.items():
            self._by_number[number] = self._entry(persons[person])

    def _entry(self, person: Person) -> _Entry:
        return self._entries.setdefault(person.pk, _Entry(person))


def _names_known(sheets: Sequence[Sheet]) -> set[str]:
    """Those of these names, folded, that somebody on record has: mostly none, and nothing else need be asked."""
    return {name for (name,) in ask(_KNOWN_NAMES, list({fold(sheet.full_name) for sheet in sheets}))}


def _persons(keys: set[int]) -> dict[int, Person]:
    return Person.objects.filter(pk__in=among(keys)).defer("trigrams").in_bulk() if keys else {}


def _described(sheet: Sheet, entry: _Entry) -> Described:
    return Described(
        entry.person.pk or 0, sheet.full_name, sheet.birth, sheet.sex, sheet.number, frozenset(entry.units)
    )
