"""Rows of persons as the core knows them."""

from khaigiang.apps.people.models import Person
from khaigiang.core.vietnamese import PartialDate, Precision


def birth_of(person: Person) -> PartialDate | None:
    """The date of birth with no more precision than was stated."""
    if person.born is None:
        return None
    born = person.born
    month = born.month if person.born_precision != Precision.YEAR else None
    return PartialDate(born.year, month, born.day if person.born_precision == Precision.DAY else None)
