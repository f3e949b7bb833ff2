"""The kinds of condition a rule may state, one class each: what must hold, and ``find``, which looks at the facts.

A condition never refuses for want of a fact: then its finding is ``unknown`` and names what is missing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.core.eligibility.facts import (
    AppraisalLevel,
    Education,
    Nominee,
    PartyStanding,
    Ranked,
    StudyForm,
    Theory,
)
from khaigiang.core.eligibility.finding import Finding, decided, unknown


def _listed(codes: Iterable[str]) -> str:
    return ",".join(sorted(codes))


@dataclass(frozen=True, slots=True)
class PositionIn:
    """Holds a post of one of these groups; with ``planned`` a post the person is planned for counts as well."""

    groups: frozenset[str]
    planned: bool = False

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        facts = {"wanted": _listed(self.groups)}
        for name, held in self._asked(nominee):
            if held is not None:
                facts[name] = _listed(held)
        if any(held is not None and held & self.groups for _, held in self._asked(nominee)):
            return decided("position_in", True, facts)
        absent = [name for name, held in self._asked(nominee) if held is None]
        return unknown("position_in", ",".join(absent), facts) if absent else decided("position_in", False, facts)

    def _asked(self, nominee: Nominee) -> tuple[tuple[str, frozenset[str] | None], ...]:
        in_post = ("positions", nominee.positions)
        return (in_post, ("planned_positions", nominee.planned_positions)) if self.planned else (in_post,)


# What a dossier can be asked to state, by the name a rule gives it; each is a field of Nominee.
KNOWABLE = (
    "full_name",
    "birth",
    "sex",
    "positions",
    "planned_positions",
    "bloc",
    "person_category",
    "party_member",
    "education",
    "theory_level",
    "appraisals",
    "programmes_completed",
    "years_in_post",
    "study_form",
)


@dataclass(frozen=True, slots=True)
class Known:
    """The dossier states this fact, whatever it is. Never a refusal: what is not stated can still be stated."""

    fact: str

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        value = getattr(nominee, self.fact)
        if value is None or (isinstance(value, str) and not value.strip()):
            return unknown("known", self.fact, {})
        shown = _listed(value) if isinstance(value, frozenset) else str(value)
        # A list of appraisals is stated or not; its contents are another rule's business.
        return decided("known", True, {"fact": self.fact, "value": "" if isinstance(value, tuple) else shown})


@dataclass(frozen=True, slots=True)
class PartyMember:
    """Is a Party member, probationary or official as the rule admits."""

    standings: frozenset[PartyStanding] = frozenset({PartyStanding.PROBATIONARY, PartyStanding.OFFICIAL})

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _one_of("party_member", "party_member", nominee.party_member, frozenset(map(str, self.standings)))


@dataclass(frozen=True, slots=True)
class BlocIn:
    """Belongs to one of these blocs (khối)."""

    blocs: frozenset[str]

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _one_of("bloc_in", "bloc", nominee.bloc, self.blocs)


@dataclass(frozen=True, slots=True)
class CategoryIn:
    """Is of one of these categories of person (cán bộ, công chức, viên chức, khác)."""

    categories: frozenset[str]

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _one_of("category_in", "person_category", nominee.person_category, self.categories)


@dataclass(frozen=True, slots=True)
class StudyFormIs:
    """Is nominated for this form of study."""

    form: StudyForm

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _one_of("study_form_is", "study_form", nominee.study_form, frozenset({str(self.form)}))


@dataclass(frozen=True, slots=True)
class EducationAtLeast:
    level: Education

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _at_least("education_at_least", "education", nominee.education, self.level)


@dataclass(frozen=True, slots=True)
class TheoryAtLeast:
    level: Theory

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        return _at_least("theory_at_least", "theory_level", nominee.theory_level, self.level)


@dataclass(frozen=True, slots=True)
class YearsInPostAtLeast:
    years: int

    def find(self, nominee: Nominee, on: dt.date) -> Finding:  # noqa: ARG002 - every kind is asked alike
        facts = {"threshold": str(self.years)}
        if nominee.years_in_post is None:
            return unknown("years_in_post_at_least", "years_in_post", facts)
        facts["years_in_post"] = str(nominee.years_in_post)
        return decided("years_in_post_at_least", nominee.years_in_post >= self.years, facts)


@dataclass(frozen=True, slots=True)
class NotCompleted:
    """Has not completed this programme; with ``cool_down_years``, not within so many years before the day.

    ``since`` limits it to one term: a completion before that day does not count.
    """

    programme: str
    cool_down_years: int | None = None
    since: dt.date | None = None

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        facts = {"programme": self.programme}
        from_day = self._from_day(on)
        if from_day is not None:
            facts["counted_from"] = from_day.isoformat()
        if nominee.programmes_completed is None:
            return unknown("not_completed", "programmes_completed", facts)
        if self.programme not in nominee.programmes_completed:
            return decided("not_completed", True, facts)
        completed_on = nominee.completed_on.get(self.programme)
        if completed_on is None:
            return (
                unknown("not_completed", "completed_on", facts) if from_day else decided("not_completed", False, facts)
            )
        facts["completed_on"] = completed_on.isoformat()
        return decided("not_completed", from_day is not None and completed_on < from_day, facts)

    def _from_day(self, on: dt.date) -> dt.date | None:
        """The first day whose completion still counts; ``None`` when all of them do."""
        if self.cool_down_years is None:
            return self.since
        year = on.year - self.cool_down_years
        # The 29th of February has its anniversary on the 1st of March.
        counted = dt.date(year, 3, 1) if (on.month, on.day) == (2, 29) else on.replace(year=year)
        return max(counted, self.since) if self.since else counted


@dataclass(frozen=True, slots=True)
class Appraised:
    """Was appraised at this level or better in each of the last ``years`` years before the year of the day."""

    years: int
    level: AppraisalLevel

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        wanted = range(on.year - self.years, on.year)
        facts = {"years": ",".join(map(str, wanted)), "threshold": str(self.level)}
        if nominee.appraisals is None:
            return unknown("appraised", "appraisals", facts)
        found = {appraisal.year: appraisal.level for appraisal in nominee.appraisals if appraisal.year in wanted}
        facts["appraisals"] = ",".join(f"{year}:{found[year]}" for year in sorted(found))
        if any(level.rank < self.level.rank for level in found.values()):
            return decided("appraised", False, facts)
        absent = [str(year) for year in wanted if year not in found]
        return unknown("appraised", "appraisals", facts) if absent else decided("appraised", True, facts)


def _one_of(kind: str, name: str, value: str | None, wanted: frozenset[str]) -> Finding:
    facts = {"wanted": _listed(wanted)}
    if value is None:
        return unknown(kind, name, facts)
    return decided(kind, value in wanted, {**facts, name: str(value)})


def _at_least(kind: str, name: str, value: Ranked | None, threshold: Ranked) -> Finding:
    facts = {"threshold": str(threshold)}
    if value is None:
        return unknown(kind, name, facts)
    return decided(kind, value.rank >= threshold.rank, {**facts, name: str(value)})
