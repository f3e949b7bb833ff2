"""A list of people beside the records there are: who is known, and what the list says otherwise."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from khaigiang.apps.people.actions import Already, KnownPeople, Sheet
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.people.models import Appointment
from khaigiang.apps.units.models import Unit
from khaigiang.core.vietnamese import fold, tone_key
from khaigiang.core.vietnamese.citizen_numbers import citizen_number_in
from khaigiang.foundation.copying import among
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.lists import PersonLine

_BIRTHS = ("birth", "birth_male", "birth_female", "birth_year", "male", "female")
Posts = Mapping[tuple[int, int], Collection[str]]


def on_record(rows: Sequence[PersonLine], units: Sequence[Unit | None]) -> list[Finding]:
    """What is to be said of those who have a record: that they do, and where it says something else than the list.

    A record is never changed by a list, so nothing that differs may go unsaid.
    """
    placed = [(row, unit) for row, unit in zip(rows, units, strict=True) if unit is not None and row.full_name]
    sheets = [_sheet(row, unit) for row, unit in placed]
    known_people = KnownPeople(sheets)
    known = [known_people.recognised(sheet) for sheet in sheets]
    posts = _posts({each.person.pk for each in known if each})
    told = zip(placed, known, strict=True)
    return [finding for (row, unit), each in told if each for finding in _said(row, unit, each, posts)]


def _sheet(row: PersonLine, unit: Unit) -> Sheet:
    number = citizen_number_in(row.citizen_number)
    return Sheet(row.full_name, row.birth, row.sex or "", unit, row.position, number=number)


def _posts(persons: Collection[int]) -> Posts:
    """The titles that somebody holds in a unit."""
    posts: dict[tuple[int, int], set[str]] = {}
    held = Appointment.objects.filter(person__in=among(persons), until=None).order_by()
    for person, unit, title in held.values_list("person", "unit", "title"):
        posts.setdefault((person, unit), set()).add(title)
    return posts


def _said(row: PersonLine, unit: Unit, known: Already, posts: Posts) -> Iterator[Finding]:
    person, name = known.person, "full_name" if "full_name" in row.at.columns else "family_name"
    if known.other:
        yield found(row.at, "citizen_number", "number_of_other", Severity.PROBLEM, name=person.full_name)
        return
    yield found(row.at, name, "person_known", Severity.NOTE, name=person.full_name)
    if tone_key(person.full_name) != tone_key(row.full_name):
        yield found(row.at, name, "record_says_other", Severity.PROBLEM, known=person.full_name)
    born = birth_of(person)
    if born and row.birth and not row.birth.earliest <= born.earliest <= born.latest <= row.birth.latest:
        column = next((each for each in _BIRTHS if each in row.at.columns), name)
        yield found(row.at, column, "record_says_other", Severity.PROBLEM, known=born)
    titles = posts.get((person.pk, unit.pk), ())
    if titles and row.position and fold(row.position) not in map(fold, titles):
        yield found(row.at, "position", "record_says_other", Severity.PROBLEM, known="; ".join(sorted(titles)))
