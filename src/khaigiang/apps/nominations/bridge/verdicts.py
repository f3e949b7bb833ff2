"""Nominations ⇄ the facts and rules of the core."""

import datetime as dt
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from django.db.models import Min

from khaigiang.apps.catalogue.queries import rule_set_on, rule_sets_on
from khaigiang.apps.nominations.models import Nomination, NominationList, VerdictReason, Waiver
from khaigiang.apps.people.actions import Sheet
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.people.models import Person, QualificationKind, TrainingRecord
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.core.eligibility.conditions import PositionIn
from khaigiang.core.eligibility.facts import (
    Appraisal,
    AppraisalLevel,
    Education,
    Nominee,
    PartyStanding,
    Sex,
    StudyForm,
    Theory,
)
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.eligibility.rules import Rule, RuleSet, in_force, judge
from khaigiang.core.verdict import Citation, Reason, Standing, Verdict
from khaigiang.core.vietnamese import PartialDate, fold
from khaigiang.core.vietnamese.citizen_numbers import citizen_number_in
from khaigiang.data.rules import position_groups
from khaigiang.intake.nominations import Letter, NomineeRow

Level = TypeVar("Level")
DOSSIER = "dossier"
EDUCATED, SCHOOLED = QualificationKind.EDUCATION, QualificationKind.THEORY
AUDIENCE = "audience"
YEARS_APPRAISED = 2

# How lists write these; a wording that is not here is an unknown fact, not a refusal.
EDUCATION = {
    "thcs": Education.LOWER_SECONDARY,
    "thpt": Education.UPPER_SECONDARY,
    "12/12": Education.UPPER_SECONDARY,
    "trung cap": Education.INTERMEDIATE,
    "cao dang": Education.COLLEGE,
    "dai hoc": Education.UNIVERSITY,
    "cu nhan": Education.UNIVERSITY,
    "thac si": Education.MASTER,
    "thac sy": Education.MASTER,
    "tien si": Education.DOCTOR,
    "tien sy": Education.DOCTOR,
}
THEORY = {
    "chua": Theory.NONE,
    "so cap": Theory.ELEMENTARY,
    "trung cap": Theory.INTERMEDIATE,
    "cao cap": Theory.ADVANCED,
    "cu nhan": Theory.ADVANCED,
}


def rules_of(line: PlanLine, *, on: dt.date, instead: RuleSet | None = None) -> tuple[Rule, ...]:
    """What everyone on this line is judged by on a day: the dossier, the plan's audience, and the line's own rule set.

    Each set is the edition in force on that day; a class of that day which has opened keeps the one it opened with.
    ``instead`` is asked in place of the set of its code.
    """
    opened = line.training_classes.filter(planned__first_day=on).aggregate(first=Min("opened_on"))["first"]
    sets = [
        instead if instead is not None and instead.code == code else rule_set_on(code, on, enacted_before=opened)
        for code in dict.fromkeys((DOSSIER, line.rule_set))
        if code
    ]
    asked = [rule for each in sets for rule in each.rules]
    return (*asked[:1], _audience_rule(line), *asked[1:])


class DaysToJudge:
    """The day each nominee of a line is judged on: that of the class asked for, else the line's first."""

    def __init__(self, line: PlanLine, first: dt.date) -> None:
        self._first = first
        self._by_number = dict(line.planned_classes.values_list("number", "first_day"))

    def of(self, nomination: Nomination) -> dt.date:
        return self._by_number.get(nomination.wish or 0, self._first)


def _audience_rule(line: PlanLine) -> Rule:
    plan = line.plan
    return Rule(
        code=AUDIENCE,
        citation=Citation(f"{plan.number} ({plan.issued_on:%d/%m/%Y}), {plan.issuer}", f"dòng {line.code}"),
        valid_from=dt.date(1900, 1, 1),
        valid_to=None,
        condition=PositionIn(frozenset(line.audience)),
        text_vi=f"Đối tượng: {line.audience_text}",
        text_en=f"Audience: {line.audience_text}",
    )


def nominees(nominations: Iterable[Nomination]) -> dict[int, Nominee]:
    """The facts of each nomination, by its id. Asks once for all training records."""
    rows = list(nominations)
    records = _completed(rows)
    return {row.pk: _nominee(row, records.get(row.person_id, {})) for row in rows}


@dataclass(frozen=True, slots=True)
class Trial:
    """What is asked of a trial: by which rules, on which day, for which form of study.

    ``appraised`` is the level of each of the two years before that day; None where nobody states it.
    """

    rule_set: str
    on: dt.date
    study_form: StudyForm
    appraised: AppraisalLevel | None = None


def try_rules(nomination: Nomination, trial: Trial) -> Verdict:
    """What the rules in force on another day would say to somebody as the dossier states them. Nothing is written.

    The plan's own audience is not asked: it is that of a call which is not this one. Where the set is not in force on
    that day nobody can be called eligible, whatever the dossier states.
    """
    facts = nominees([nomination])[nomination.pk]
    years = range(trial.on.year - YEARS_APPRAISED, trial.on.year)
    asked = replace(
        facts,
        study_form=trial.study_form,
        appraisals=tuple(Appraisal(year, trial.appraised) for year in years) if trial.appraised else None,
    )
    own = in_force(rule_set_on(trial.rule_set, trial.on), trial.on)
    return judge(asked, (*rule_set_on(DOSSIER, trial.on).rules, *own) if own else (), on=trial.on)


def _completed(rows: list[Nomination]) -> Mapping[int, dict[str, dt.date]]:
    found: dict[int, dict[str, dt.date]] = {}
    records = TrainingRecord.objects.filter(person__in={row.person_id for row in rows}).order_by("finished_on")
    for person, programme, day in records.values_list("person", "programme", "finished_on"):
        found.setdefault(person, {})[programme] = day
    return found


def _nominee(row: Nomination, completed: Mapping[str, dt.date]) -> Nominee:
    person = row.person
    return Nominee(
        id=str(row.pk),
        full_name=person.full_name,
        birth=birth_of(person),
        sex=Sex(person.sex) if person.sex else None,
        positions=_positions(row),
        person_category=person.category or None,
        party_member=PartyStanding.OFFICIAL if row.stated.get("party_joined") else None,
        education=_read(EDUCATION, row.stated.get("education", "")),
        theory_level=_read(THEORY, row.stated.get("theory_level", "")),
        programmes_completed=frozenset(completed),
        completed_on=completed,
        study_form=StudyForm(row.line.programme.study_form) if row.line.programme.study_form else None,
    )


def _positions(row: Nomination) -> frozenset[str] | None:
    """The groups of every post that the title names: who is chairman and deputy secretary at once is judged as both."""
    held = {*_position_index().match_all(row.position_title), row.position_group} - {""}
    return frozenset(held) if held else None


@cache
def _position_index() -> PositionIndex:
    return PositionIndex(position_groups())


def _read(words: Mapping[str, Level], text: str) -> Level | None:
    key = fold(text)
    return next((value for word, value in words.items() if key.startswith(word)), None)


def instruments_of(rules: RuleSet) -> str:
    """A rule set as people know it: the instruments its rules cite."""
    return "; ".join(dict.fromkeys(rule.citation.instrument for rule in rules.rules))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What a record tells of somebody, as far as its reader may know it.

    ``posts`` and ``planned`` are codes of position groups, ``levels`` pairs of a kind of qualification and its level.
    """

    person: Person
    posts: frozenset[str]
    planned: frozenset[str]
    levels: frozenset[tuple[str, str]]
    party: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A set of rules by its code and as people know it, and what it says of somebody."""

    code: str
    title: str
    verdict: Verdict


def standards_for(known: KnownPerson, *, on: dt.date) -> tuple[Standard, ...]:
    """What each set of rules in force on a day says of somebody by their record; whatever is not in it is unknown."""
    facts = _facts_of(known)
    sets = ((rules, in_force(rules, on)) for code, rules in rule_sets_on(on).items() if code != DOSSIER)
    return tuple(Standard(rules.code, instruments_of(rules), judge(facts, held, on=on)) for rules, held in sets if held)


def _facts_of(known: KnownPerson) -> Nominee:
    person = known.person
    records = TrainingRecord.objects.filter(person=person).order_by("finished_on")
    completed = dict(records.values_list("programme", "finished_on"))
    return Nominee(
        id=str(person.pk),
        full_name=person.full_name,
        birth=birth_of(person),
        sex=Sex(person.sex) if person.sex else None,
        positions=known.posts or None,
        planned_positions=known.planned or None,
        person_category=person.category or None,
        party_member=PartyStanding.OFFICIAL if known.party else None,
        education=max(
            (Education(level) for kind, level in known.levels if kind == "education"), key=_rank, default=None
        ),
        theory_level=max((Theory(level) for kind, level in known.levels if kind == "theory"), key=_rank, default=None),
        programmes_completed=frozenset(completed),
        completed_on=completed,
    )


def _rank(level: Education | Theory) -> int:
    return level.rank


def waivers_of(nominations: Iterable[Nomination]) -> Mapping[int, Mapping[str, Waiver]]:
    """The waivers in force of each nomination, by its id and the rule they waive."""
    found: dict[int, dict[str, Waiver]] = {}
    for waiver in Waiver.objects.filter(nomination__in=list(nominations), taken_back_on=None):
        found.setdefault(waiver.nomination_id, {})[waiver.rule] = waiver
    return found


def verdict_of(reasons: Iterable[VerdictReason], waived: Container[str]) -> Verdict:
    """The verdict that was given, with just these rules waived: the facts are not looked at anew."""
    given = (
        Reason(
            row.rule,
            Standing(row.standing),
            row.code,
            Citation(row.instrument, row.article, row.verified),
            row.facts,
        )
        for row in reasons
    )
    return Verdict.of(given).waiving(waived)


def reason_rows(
    nomination: Nomination, reasons: Iterable[Reason], waivers: Mapping[str, Waiver] | None = None
) -> list[VerdictReason]:
    """A verdict's reasons as rows, in the order the rules were asked, each waived one with its waiver."""
    given = tuple(reasons)
    rows = worded(given)
    for row, reason in zip(rows, given, strict=True):
        row.nomination = nomination
        row.waiver = waivers[reason.rule] if waivers and reason.waived else None
    return rows


def worded(reasons: Iterable[Reason]) -> list[VerdictReason]:
    """Reasons as rows of nobody's, to be said in words and not kept."""
    return [
        VerdictReason(
            place=place,
            rule=reason.rule,
            standing=reason.standing.value,
            code=reason.code,
            facts=dict(reason.facts),
            instrument=reason.citation.instrument,
            article=reason.citation.article,
            verified=reason.citation.verified,
        )
        for place, reason in enumerate(reasons, start=1)
    ]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list, understood: the unit and the position group that its words mean here."""

    row: NomineeRow
    unit: Unit
    groups: tuple[str, ...]
    wish: int | None = None


def entry_of(
    full_name: str,
    birth: dt.date,
    sex: str,
    position: str,
    unit: Unit,
    *,
    party_joined: dt.date | None = None,
    education: str = "",
    theory_level: str = "",
) -> Entry:
    """A person stated one by one, as a row of a list would state them."""
    row = NomineeRow(
        order=None,
        full_name=full_name,
        birth_text=f"{birth:%d/%m/%Y}",
        birth=PartialDate.of(birth),
        sex=Sex(sex) if sex else None,
        position=position,
        unit=unit.name,
        party_joined=PartialDate.of(party_joined) if party_joined else None,
        education=education,
        theory_level=theory_level,
    )
    return Entry(row, unit, _position_index().match_all(position))


def sheet_of(entry: Entry) -> Sheet:
    """What a row states of a person, as the ledger of persons takes it."""
    row = entry.row
    return Sheet(
        row.full_name,
        row.birth,
        row.sex.value if row.sex else "",
        entry.unit,
        row.position,
        entry.groups,
        number=citizen_number_in(row.citizen_number),
        phone=row.phone,
        category=row.category,
    )


def list_of(line: PlanLine, unit: Unit, letter: Letter, *, file_name: str, digest: str) -> NominationList:
    """A unit's letter as the row that its people will stand under; not written yet."""
    return NominationList(
        line=line,
        unit=unit,
        letter_number=letter.number,
        letter_day=letter.day,
        signer=letter.signer,
        signer_title=letter.signer_title,
        file_name=file_name,
        digest=digest,
    )


def nomination_of(dossier: NominationList, entry: Entry, *, person_id: int, place: int) -> Nomination:
    """A row of a list, not yet written."""
    row = entry.row
    stated = {
        "party_joined": str(row.party_joined) if row.party_joined else "",
        "education": row.education,
        "theory_level": row.theory_level,
        "note": row.note,
    }
    return Nomination(
        list=dossier,
        line=dossier.line,
        person_id=person_id,
        unit=entry.unit,
        place=place,
        position_title=row.position,
        position_group=entry.groups[0] if entry.groups else "",
        sheet=row.at.sheet,
        cell=row.at.cell("full_name"),
        stated={key: value for key, value in stated.items() if value},
        wish=entry.wish,
    )
