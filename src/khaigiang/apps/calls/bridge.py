"""Rules of the core in the words of a call, and a unit's people as its records have them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from khaigiang.apps.calls.models import DossierPerson
from khaigiang.apps.calls.phrases import UNVERIFIED
from khaigiang.apps.nominations.bridge import AUDIENCE, DOSSIER, nominees, rules_of
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.phrases import FACTS
from khaigiang.apps.nominations.phrases import reason as say_reason
from khaigiang.apps.nominations.queries import first_day_of, on_line
from khaigiang.apps.people.bridge import private_facts
from khaigiang.apps.people.models import (
    Appointment,
    Person,
    PrivateKind,
    Qualification,
    QualificationKind,
    TrainingRecord,
)
from khaigiang.apps.people.permissions import readable_kinds
from khaigiang.apps.people.queries import found, held_on
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import ids_within
from khaigiang.core.eligibility.rules import Rule, judge
from khaigiang.core.verdict import Standing, Verdict
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

MOST_SUGGESTED = 200
"""More posts than these nobody reads through."""
COLUMN = {QualificationKind.EDUCATION: "education", QualificationKind.THEORY: "theory_level"}


def conditions_of(lines: Iterable[PlanLine]) -> list[str]:
    """The conditions of these lines in words, each with its source and once: what is unverified says so.

    The audience is left out: a letter states it of each line by itself.
    """
    days = [(line, first_day_of(line)) for line in lines]
    rules = (rule for line, on in days for rule in rules_of(line, on=on) if rule.is_in_force(on))
    said = (_in_words(rule) for rule in rules if rule.code != AUDIENCE)
    return list(dict.fromkeys(said))


def _in_words(rule: Rule) -> str:
    """A rule with its source; what a dossier must state is a condition of the call itself and cites nothing."""
    if rule.code.startswith(f"{DOSSIER}."):
        return rule.text_vi
    cited = [rule.citation.article, rule.citation.instrument, "" if rule.citation.verified else UNVERIFIED]
    return f"{rule.text_vi.rstrip('.')} ({', '.join(part for part in cited if part)})."


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of a unit's people as the record has them, with what the rules of a line say; ``missing`` in words."""

    person: Person
    post: Appointment
    row: dict[str, Any]
    standing: Standing
    why: str

    @property
    def sure(self) -> bool:
        return self.standing == Standing.ELIGIBLE


def suggestions(line: PlanLine, unit: Unit, actor: Actor) -> list[Candidate]:
    """The unit's people who need the course, in the order of ``phrases.ORDER_OF_NEED``. Five queries."""
    posts = _posts(unit).filter(groups__overlap=line.audience) if line.audience else _posts(unit)
    learnt = TrainingRecord.objects.filter(programme=line.programme.code).values("person")
    free = posts.exclude(person__in=learnt).exclude(person__in=_taken(line, unit))
    wanted = [
        each for each in _candidates(line, free[:MOST_SUGGESTED], actor) if each.standing != Standing.NOT_ELIGIBLE
    ]
    return sorted(wanted, key=lambda each: (not each.sure, each.post.since or dt.date.max, each.person.sort_key))


def own_people(line: PlanLine, unit: Unit, words: str, actor: Actor) -> list[Candidate]:
    """The unit's people of these words, in Vietnamese order, with what the rules say; whoever is named is left out."""
    posts = _posts(unit).filter(person__in=found(words, actor)).exclude(person__in=_taken(line, unit))
    return sorted(_candidates(line, posts[:MOST_SUGGESTED], actor), key=lambda each: each.person.sort_key)


def candidates(line: PlanLine, unit: Unit, persons: Iterable[int], actor: Actor) -> dict[int, Candidate]:
    """These persons (by id) as far as they hold a post in the unit or below it."""
    rows = _candidates(line, _posts(unit).filter(person__in=list(persons)), actor)
    return {each.person.pk: each for each in rows}


def _posts(unit: Unit) -> QuerySet[Appointment]:
    held = Appointment.objects.filter(held_on(clock.today()), unit__in=ids_within([unit.pk]))
    return held.filter(person__merged_into=None).select_related("person", "unit").order_by("since", "pk")


def _taken(line: PlanLine, unit: Unit) -> list[int]:
    """Who stands on a list of the line, or in the unit's dossier under way."""
    named = DossierPerson.objects.filter(dossier__line=line, dossier__unit=unit).exclude(dossier__state="taken_in")
    return [*on_line(line).values_list("person", flat=True), *named.values_list("person", flat=True)]


def _candidates(line: PlanLine, posts: Iterable[Appointment], actor: Actor) -> list[Candidate]:
    """One row a person, by the post that the line is for where they hold several; judged as a list would be."""
    chosen: dict[int, Appointment] = {}
    for post in posts:
        known = chosen.get(post.person_id)
        if known is None or (not set(known.groups) & set(line.audience) and set(post.groups) & set(line.audience)):
            chosen[post.person_id] = post
    stated = _stated(chosen, actor)
    rows = {key: _row(post, stated.get(key, {})) for key, post in chosen.items()}
    facts = nominees([Nomination(pk=key, line=line, person=chosen[key].person, **row) for key, row in rows.items()])
    on = first_day_of(line)
    rules = rules_of(line, on=on)
    return [
        Candidate(post.person, post, rows[key], verdict.standing, _why(verdict))
        for key, post in chosen.items()
        for verdict in [judge(facts[key], rules, on=on)]
    ]


def _row(post: Appointment, stated: dict[str, str]) -> dict[str, Any]:
    group = post.groups[0] if post.groups else ""
    return {"unit": post.unit, "position_title": post.title, "position_group": group, "stated": stated}


def _why(verdict: Verdict) -> str:
    if verdict.standing == Standing.ELIGIBLE:
        return ""
    said = (say_reason(each.code, each.facts) for each in verdict.reasons if each.standing == verdict.standing)
    return " ".join(dict.fromkeys(said))


def _stated(persons: Iterable[int], actor: Actor) -> dict[int, dict[str, str]]:
    """What the records say that a list would state, in the words of lists; of the Party only who may read it."""
    keys, told = list(persons), defaultdict[int, dict[str, str]](dict)
    with override("vi"):
        for row in Qualification.objects.filter(person__in=keys).order_by("finished", "pk"):
            told[row.person_id][COLUMN[QualificationKind(row.kind)]] = str(FACTS.get(row.level, row.level))
    if PrivateKind.PARTY_JOINED in readable_kinds(actor):
        for key, facts in private_facts(keys, PrivateKind.PARTY_JOINED).items():
            told[key]["party_joined"] = facts[PrivateKind.PARTY_JOINED]
    return told
