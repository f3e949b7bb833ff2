"""Whose verdict a rule set would change if it were put in force: everybody judged by the rules of now and by those."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Min

from khaigiang.apps.catalogue.models import RuleEdition
from khaigiang.apps.catalogue.queries import rule_sets_on
from khaigiang.apps.nominations.bridge.verdicts import (
    DOSSIER,
    DaysToJudge,
    instruments_of,
    nominees,
    rules_of,
    waivers_of,
    worded,
)
from khaigiang.apps.nominations.models import Nomination, VerdictReason
from khaigiang.apps.nominations.phrases import VERDICTS
from khaigiang.apps.nominations.queries import first_day_of
from khaigiang.apps.plans.models import PlanLine
from khaigiang.core.eligibility.changes import changes
from khaigiang.core.eligibility.rules import Rule, RuleSet, judge
from khaigiang.core.states import CLASSES_BEGUN, NominationState
from khaigiang.core.verdict import Verdict
from khaigiang.web.marks import Mark

UNDECIDED = (NominationState.NOMINATED, NominationState.NOT_ELIGIBLE, NominationState.INCOMPLETE)
SEATED = (NominationState.ACCEPTED, NominationState.RESERVE)


@dataclass(frozen=True, slots=True)
class Changed:
    """One nominee whose verdict would become another; ``stays`` where a seat or a place in the reserve was given."""

    nomination: Nomination
    on: dt.date
    before: Mark
    after: Mark
    because: tuple[VerdictReason, ...]
    stays: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How many current nominees a rule set would judge, and whose verdict would change."""

    judged: int
    changed: tuple[Changed, ...]


def current_nominees(code: str, *, since: dt.date) -> Iterator[tuple[list[Nomination], dt.date]]:
    """Whom a rule set judges from a day on and whose class has not begun: those of one line and one day together."""
    rows = Nomination.objects.filter(state__in=(*UNDECIDED, *SEATED))
    if code != DOSSIER:
        rows = rows.filter(line__rule_set=code)
    # Classes stand above: an enrolment is seen through the reverse relation, and nothing of them is imported here.
    waiting = rows.exclude(enrolment__training_class__state__in=CLASSES_BEGUN)
    waiting = waiting.select_related("person", "unit", "list__unit", "line__programme", "line__plan").order_by("pk")
    by_line: dict[int, list[Nomination]] = {}
    for row in waiting:
        by_line.setdefault(row.line_id, []).append(row)
    for people in by_line.values():
        line = people[0].line
        days = DaysToJudge(line, _next_day(line))
        for day, same in groupby(sorted(people, key=lambda row: (days.of(row), row.pk)), key=days.of):
            if day >= since:
                yield list(same), day


def _next_day(line: PlanLine) -> dt.date:
    """When the first class of a line begins that has not begun; once all have, the day of the first."""
    ahead = line.planned_classes.exclude(training_class__state__in=CLASSES_BEGUN)
    return ahead.aggregate(first=Min("first_day"))["first"] or first_day_of(line)


@dataclass(frozen=True, slots=True)
class ShelvedRules:
    """One rule set as it holds on a day: what it cites, the edition or None while packaged, and what it serves."""

    rules: RuleSet
    title: str
    edition: RuleEdition | None
    unverified: int
    lines: int


def shelf(on: dt.date) -> tuple[ShelvedRules, ...]:
    """Every rule set; those of this office that hold only later as they will. A few queries."""
    counted = PlanLine.objects.exclude(rule_set="").order_by().values_list("rule_set").annotate(lines=Count("pk"))
    lines = dict(counted)
    lines[DOSSIER] = PlanLine.objects.count()
    held = {**rule_sets_on(dt.date.max), **rule_sets_on(on)}
    begun = RuleEdition.objects.filter(in_force_from__lte=on).order_by("in_force_from", "pk")
    editions = {edition.code: edition for edition in begun}
    return tuple(
        ShelvedRules(
            rules=rules,
            title=instruments_of(rules),
            edition=editions.get(code),
            unverified=sum(not rule.citation.verified for rule in rules.rules),
            lines=lines.get(code, 0),
        )
        for code, rules in sorted(held.items())
    )


def who_would_change(rules: RuleSet, *, since: dt.date) -> Preview:
    """Everybody whose standing differs under a rule set in force from a day. Nothing is written."""
    judged, changed = 0, []
    for people, day in current_nominees(rules.code, since=since):
        judged += len(people)
        before = _verdicts(people, rules_of(people[0].line, on=day), day)
        after = _verdicts(people, rules_of(people[0].line, on=day, instead=rules), day)
        by_id = {row.pk: row for row in people}
        for each in changes(before, after):
            row = by_id[each.of]
            marks = VERDICTS[each.before.standing], VERDICTS[each.after.standing]
            changed.append(Changed(row, day, *marks, tuple(worded(each.because)), row.state in SEATED))
    return Preview(
        judged, tuple(sorted(changed, key=lambda each: (each.nomination.person.sort_key, each.nomination.pk)))
    )


def _verdicts(people: list[Nomination], rules: Iterable[Rule], on: dt.date) -> dict[int, Verdict]:
    facts, waivers, asked = nominees(people), waivers_of(people), tuple(rules)
    return {row.pk: judge(facts[row.pk], asked, on=on).waiving(waivers.get(row.pk, {}).keys()) for row in people}
