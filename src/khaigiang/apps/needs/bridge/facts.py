"""Persons as the core asks about their needs: posts, courses, seats, and what the rules ask of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Max

from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.catalogue.queries import rule_sets_on
from khaigiang.apps.needs.models import SurveyRow
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.bridge import birth_of, partial, private_facts
from khaigiang.apps.people.models import (
    Appointment,
    PastCourse,
    Person,
    PlannedPost,
    PrivateKind,
    Qualification,
    QualificationKind,
    TrainingRecord,
)
from khaigiang.apps.people.permissions import readable_kinds, sees_planned_posts
from khaigiang.apps.people.queries import held_on
from khaigiang.core.eligibility.facts import Education, Nominee, PartyStanding, Sex, StudyForm, Theory
from khaigiang.core.eligibility.rules import in_force, judge
from khaigiang.core.needs import Demand, Held, Learner, Stated, Taken
from khaigiang.core.states import NominationState
from khaigiang.core.verdict import Verdict
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import among

Level = TypeVar("Level", Education, Theory)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a post of some groups in a unit, or is planned for one."""

    person: Person
    unit_id: int
    unit_name: str
    title: str
    groups: frozenset[str]
    held: Held


def holders_of(
    groups: Iterable[str], units: Iterable[int], *, planned: bool, on: dt.date, actor: Actor
) -> list[Holder]:
    """Who holds a post of these groups in these units on a day; who is planned for one, if the reader may know.

    One or two queries. Somebody planned in a term that has ended is planned no more.
    """
    within, wanted = among(units), list(groups)
    posts = Appointment.objects.filter(held_on(on), unit__in=within, groups__overlap=wanted)
    posts = posts.filter(person__merged_into=None).select_related("person", "unit")
    found = [
        _holder(each, Held(partial(each.since, each.since_precision), partial(each.until, each.until_precision)))
        for each in posts.order_by("person__sort_key", "person", "pk")
    ]
    if planned and sees_planned_posts(actor):
        rows = PlannedPost.objects.filter(unit__in=within, groups__overlap=wanted, person__merged_into=None)
        rows = rows.select_related("person", "unit").order_by("person__sort_key", "person", "pk")
        found += [_holder(each, Held(planned=True)) for each in rows if _is_ahead(each.term, on)]
    return found


def _holder(row: Appointment | PlannedPost, held: Held) -> Holder:
    return Holder(row.person, row.unit_id, row.unit.name, row.title, frozenset(row.groups), held)


def _is_ahead(term: str, on: dt.date) -> bool:
    """Whether a term such as 2020-2025 has not ended; one that says no year is taken as it stands."""
    last = term.rpartition("-")[2]
    return not last.isdecimal() or int(last) >= on.year


def demands_of(rows: Sequence[SurveyRow]) -> Mapping[int, Demand]:
    """What each row asks, by its id; one query for what the programmes are called."""
    codes = {code for row in rows for code in (row.programme, *row.also) if code}
    names: dict[str, list[str]] = defaultdict(list)
    for code, name in Programme.objects.filter(code__in=codes).order_by("code", "version").values_list("code", "name"):
        names[code].append(name)
    return {
        row.pk: Demand(
            row.programme,
            tuple(dict.fromkeys((row.title, *(name for code in (row.programme, *row.also) for name in names[code])))),
            frozenset(row.also),
            row.again_after,
        )
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Courses:
    """What is on record of courses, by person: completed here, stated from elsewhere, and seats still to be used."""

    taken: Mapping[int, Sequence[Taken]]
    stated: Mapping[int, Sequence[Stated]]
    seats: Mapping[int, Mapping[str, str]]

    def of(self, person: int, posts: Iterable[Held], demand: Demand) -> Learner:
        seats = self.seats.get(person, {})
        seated = next((seats[code] for code in sorted(demand.codes) if code in seats), "")
        return Learner(tuple(posts), tuple(self.taken.get(person, ())), tuple(self.stated.get(person, ())), seated)


def courses_of(persons: Iterable[int], codes: Iterable[str], *, on: dt.date) -> Courses:
    """What persons have learnt of some programmes, and where they have a seat still to be used. Three queries."""
    keys, wanted = among(list(persons)), list(codes)
    taken: dict[int, list[Taken]] = defaultdict(list)
    records = TrainingRecord.objects.filter(person__in=keys, programme__in=wanted).order_by("finished_on", "pk")
    for person, code, day in records.values_list("person", "programme", "finished_on"):
        taken[person].append(Taken(code, day))
    stated: dict[int, list[Stated]] = defaultdict(list)
    for row in PastCourse.objects.filter(person__in=keys).order_by("pk"):
        stated[row.person_id].append(Stated(row.title, partial(row.finished, row.finished_precision), row.source))
    seats: dict[int, dict[str, str]] = defaultdict(dict)
    accepted = Nomination.objects.filter(
        person__in=keys, state=NominationState.ACCEPTED, line__programme__code__in=wanted
    )
    running = accepted.annotate(last=Max("line__planned_classes__last_day")).filter(last__gte=on).order_by("pk")
    for person, code, title in running.values_list("person", "line__programme__code", "line__title"):
        seats[person][code] = title
    return Courses(taken, stated, seats)


class Rules:
    """What the rule sets of rows say of persons on a day, by what is on record of them; at most seven queries.

    Whatever the reader may not know is unknown to the rules too.
    """

    def __init__(self, rows: Sequence[SurveyRow], persons: Mapping[int, Person], *, on: dt.date, actor: Actor) -> None:
        self._on = on
        self._sets = rule_sets_on(on) if any(row.rule_set for row in rows) else {}
        self._facts = _facts_of(persons, on=on, actor=actor) if self._sets else {}
        programmes = Programme.objects.filter(code__in={row.programme for row in rows if row.rule_set})
        self._forms = dict(programmes.order_by("version").values_list("code", "study_form")) if self._sets else {}

    def of(self, row: SurveyRow, person: int) -> Verdict | None:
        """None where the row names no rules: everybody in the group is asked."""
        if not row.rule_set:
            return None
        form = self._forms.get(row.programme, "")
        facts = replace(self._facts[person], study_form=StudyForm(form) if form else None)
        held = self._sets.get(row.rule_set)
        return judge(facts, in_force(held, self._on) if held else (), on=self._on)


def _facts_of(persons: Mapping[int, Person], *, on: dt.date, actor: Actor) -> Mapping[int, Nominee]:
    keys = among(list(persons))
    groups: dict[int, set[str]] = defaultdict(set)
    for person, codes in Appointment.objects.filter(held_on(on), person__in=keys).values_list("person", "groups"):
        groups[person].update(codes)
    ahead: dict[int, set[str]] = defaultdict(set)
    planned = PlannedPost.objects.filter(person__in=keys) if sees_planned_posts(actor) else PlannedPost.objects.none()
    for person, codes, term in planned.values_list("person", "groups", "term"):
        ahead[person].update(codes if _is_ahead(term, on) else ())
    levels: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for person, kind, level in Qualification.objects.filter(person__in=keys).values_list("person", "kind", "level"):
        levels[person].add((kind, level))
    completed: dict[int, dict[str, dt.date]] = defaultdict(dict)
    records = TrainingRecord.objects.filter(person__in=keys, finished_on__lte=on).order_by("finished_on", "pk")
    for person, code, day in records.values_list("person", "programme", "finished_on"):
        completed[person][code] = day
    may_know = PrivateKind.PARTY_JOINED in readable_kinds(actor)
    party = private_facts(persons, PrivateKind.PARTY_JOINED) if may_know else {}
    return {
        key: Nominee(
            id=str(key),
            full_name=person.full_name,
            birth=birth_of(person),
            sex=Sex(person.sex) if person.sex else None,
            positions=frozenset(groups[key]) or None,
            planned_positions=frozenset(ahead[key]) or None,
            person_category=person.category or None,
            party_member=PartyStanding.OFFICIAL if key in party else None,
            education=_highest(Education, QualificationKind.EDUCATION, levels[key]),
            theory_level=_highest(Theory, QualificationKind.THEORY, levels[key]),
            programmes_completed=frozenset(completed[key]),
            completed_on=completed[key],
        )
        for key, person in persons.items()
    }


def _highest(levels: type[Level], kind: str, stated: Iterable[tuple[str, str]]) -> Level | None:
    found = [levels(level) for known, level in stated if known == kind]
    return max(found, key=lambda level: level.rank, default=None)
