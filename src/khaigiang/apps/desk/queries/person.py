"""A person's whole record: what was entered, what they were nominated for and attended, what the rules still ask."""

import datetime as dt
from dataclasses import dataclass

from khaigiang.apps.classes.queries import seats_of_person
from khaigiang.apps.desk.phrases import RULE_SETS
from khaigiang.apps.desk.queries.home import Record
from khaigiang.apps.desk.queries.trainee import records
from khaigiang.apps.nominations.bridge import KnownPerson, Standard, standards_for, worded
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.phrases import VERDICTS
from khaigiang.apps.nominations.queries import Answer, answers, mark_of
from khaigiang.apps.people.bridge import (
    PersonRecord,
    ShownFact,
    minimums_on,
    private_facts,
    record,
    shown_facts,
    yearly,
)
from khaigiang.apps.people.models import Person, PrivateKind, TrainingRecord
from khaigiang.apps.people.permissions import readable_kinds, sees_planned_posts
from khaigiang.apps.people.phrases import YEARLY, why_yearly_unknown, yearly_in_words
from khaigiang.apps.people.queries import questions_about
from khaigiang.core.verdict import Citation
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class Asked:
    """What one set of rules says of somebody today, and whether all of them are met."""

    title: str
    mark: Mark
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ThisYear:
    """How much somebody has learnt this year, of what an instrument asks; ``why`` says what is missing on record.

    ``fault`` is what is wrong with the office's own file, and then there is nothing else.
    """

    said: str = ""
    mark: Mark | None = None
    why: str = ""
    citation: Citation | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class WholeRecord:
    """Everything of one person that one reader may see. ``asked`` is how many likenesses wait to be decided.

    ``this_year`` is None where no instrument asks anything of the person this year.
    """

    record: PersonRecord
    facts: tuple[ShownFact, ...]
    planned: bool
    seats: tuple[Record, ...]
    nominations: tuple[tuple[Nomination, Mark], ...]
    completed: tuple[TrainingRecord, ...]
    rules: tuple[Asked, ...]
    asked: int
    this_year: ThisYear | None


def whole_record(person: Person, actor: Actor, *, own: bool, on: dt.date) -> WholeRecord:
    """The record of a person as the actor may read it; ``own`` when it is the actor's own."""
    entered = record(person, on=on)
    planned = own or sees_planned_posts(actor)
    sent = Nomination.objects.filter(person=person).select_related("line__plan", "list__unit").order_by("-pk")
    return WholeRecord(
        record=entered,
        facts=shown_facts(person, actor, own=own),
        planned=planned,
        seats=tuple(records(list(seats_of_person(person)))),
        nominations=tuple((each, mark_of(each)) for each in sent),
        completed=tuple(person.training_records.order_by("-finished_on", "-pk")),
        rules=_rules(entered, planned=planned, party=own or _reads_party(actor), on=on),
        asked=questions_about(person).count() if actor.has("planner", "auditor") else 0,
        this_year=_this_year(person, on),
    )


def _this_year(person: Person, on: dt.date) -> ThisYear | None:
    try:
        found = yearly({person.pk: person.category}, minimums_on(on), on=on).get(person.pk)
    except Refused as refused:
        return ThisYear(fault=str(refused))
    if found is None:
        return None
    citation = found.minimum.citation if found.minimum else None
    return ThisYear(yearly_in_words(found), YEARLY[found.standing], why_yearly_unknown(found), citation)


def _reads_party(actor: Actor) -> bool:
    return PrivateKind.PARTY_JOINED in readable_kinds(actor)


def _rules(entered: PersonRecord, *, planned: bool, party: bool, on: dt.date) -> tuple[Asked, ...]:
    """The rules judged by what the reader may know: a fact that is masked is an unknown one."""
    person = entered.person
    party_kinds = (PrivateKind.PARTY_JOINED, PrivateKind.PARTY_OFFICIAL)
    known = KnownPerson(
        person,
        posts=frozenset(group for post in entered.held for group in post.row.groups),
        planned=frozenset(group for post in entered.planned for group in post.groups) if planned else frozenset(),
        levels=entered.levels,
        party=party and bool(private_facts([person.pk], *party_kinds)),
    )
    return tuple(_asked(each) for each in standards_for(known, on=on))


def _asked(standard: Standard) -> Asked:
    said = answers(worded(standard.verdict.reasons))
    name = RULE_SETS.get(standard.code)
    return Asked(f"{name} · {standard.title}" if name else standard.title, VERDICTS[standard.verdict.standing], said)
