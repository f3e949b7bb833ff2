"""Age, counted as the instrument counts it, on as much of the birth date as is known."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.core.eligibility.facts import Nominee, Sex
from khaigiang.core.eligibility.finding import Finding, decided, unknown
from khaigiang.core.vietnamese.dates import PartialDate


class AgeBasis(StrEnum):
    """``BIRTH_YEAR``: year of the day less year of birth, as calls for nominations count; ``DATE``: years completed."""

    BIRTH_YEAR = "birth_year"
    DATE = "date"


Years = Mapping[Sex, int]


def age_range(birth: PartialDate, on: dt.date, basis: AgeBasis) -> tuple[int, int]:
    """The least and the greatest age the person can have on that day; they differ where the birth date is partial."""
    if basis is AgeBasis.BIRTH_YEAR:
        return (on.year - birth.year, on.year - birth.year)
    return (_completed_years(birth.latest, on), _completed_years(birth.earliest, on))


def _completed_years(birth: dt.date, on: dt.date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


@dataclass(frozen=True, slots=True)
class AgeAtLeast:
    """Is at least so many years old, by sex."""

    years: Years
    basis: AgeBasis = AgeBasis.BIRTH_YEAR

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        return _find("age_at_least", nominee, on, self.years, self.basis)


@dataclass(frozen=True, slots=True)
class AgeAtMost:
    """Is at most so many years old, by sex."""

    years: Years
    basis: AgeBasis = AgeBasis.BIRTH_YEAR

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        return _find("age_at_most", nominee, on, self.years, self.basis)


def _find(kind: str, nominee: Nominee, on: dt.date, years: Years, basis: AgeBasis) -> Finding:
    """Decided as soon as every age and sex the person can have gives the same answer."""
    thresholds = sorted({years[sex] for sex in ([nominee.sex] if nominee.sex else Sex)})
    facts = {"basis": str(basis), "threshold": "-".join(map(str, thresholds))}
    if nominee.sex is not None:
        facts["sex"] = str(nominee.sex)
    if nominee.birth is None:
        return unknown(kind, "birth", facts)
    ages = sorted(set(age_range(nominee.birth, on, basis)))
    facts |= {"birth": str(nominee.birth), "age": "-".join(map(str, ages))}
    answers = {age >= limit if kind == "age_at_least" else age <= limit for age in ages for limit in thresholds}
    if len(answers) == 1:
        return decided(kind, answers.pop(), facts)
    absent = (["sex"] if len(thresholds) > 1 else []) + (["birth"] if len(ages) > 1 else [])
    return unknown(kind, ",".join(absent), facts)
