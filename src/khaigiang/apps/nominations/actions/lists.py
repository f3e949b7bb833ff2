"""Writes to nominations: receive a list, judge everyone on it, accept in order within the seats."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from khaigiang.apps.catalogue import actions as catalogue
from khaigiang.apps.catalogue.models import RuleEdition
from khaigiang.apps.nominations import phrases
from khaigiang.apps.nominations.bridge import (
    UNDECIDED,
    DaysToJudge,
    Entry,
    current_nominees,
    hold_persons,
    kept_away,
    list_of,
    nomination_of,
    nominees,
    reason_rows,
    rules_of,
    sheet_of,
    waivers_of,
)
from khaigiang.apps.nominations.exports import verdict_book
from khaigiang.apps.nominations.models import Nomination, NominationList, Unavailability, VerdictReason
from khaigiang.apps.nominations.permissions import check_may_judge, check_may_nominate
from khaigiang.apps.nominations.queries import reserve_places_given
from khaigiang.apps.papers.actions import XLSX, PaperOrder, draft
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.people.actions import register_many
from khaigiang.apps.plans.models import Plan, PlanLine, Tracking
from khaigiang.apps.plans.queries import begin_under
from khaigiang.apps.quotas.actions import count
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked, locked_of_unit
from khaigiang.apps.units.models import Unit
from khaigiang.core.eligibility.rules import judge
from khaigiang.core.states import NominationState, next_state
from khaigiang.core.verdict import Standing
from khaigiang.documents import excel
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.copying import copy_in
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.nominations import Letter

VERB_FOR = {Standing.NOT_ELIGIBLE: "refuse", Standing.NOT_ENOUGH_INFORMATION: "ask_for_facts"}


@action
def receive(
    line: PlanLine, *, unit: Unit, letter: Letter, entries: Sequence[Entry], file_name: str, digest: str, by: Actor
) -> NominationList:
    """Take in a unit's letter and list. Whoever is already on a list of this line must not be among the entries.

    Raises Refused for a line tracked by totals: its people are not known here.
    """
    check_may_nominate(by, unit)
    if line.tracking == Tracking.TOTALS:
        raise Refused("line_by_totals", phrases.BY_TOTALS, line=line.code)
    begin_under(line.plan_id)
    _refuse_when_late(line, unit, by)
    if locked_of_unit(line.pk, unit.pk) is None:
        locked(Quota.objects.filter(line=line, unit=None))  # a row that is made meanwhile counts these people
    dossier = list_of(line, unit, letter, file_name=file_name, digest=digest)
    copy_in([dossier])
    persons = register_many([sheet_of(entry) for entry in entries], by=by)
    rows = copy_in(
        [
            nomination_of(dossier, entry, person_id=person.pk, place=place)
            for place, (entry, person) in enumerate(zip(entries, persons, strict=True), start=1)
        ]
    )
    Unavailability.objects.bulk_create(
        Unavailability(nomination=row, first_day=spell.first, last_day=spell.last)
        for row, entry in zip(rows, entries, strict=True)
        for spell in entry.row.unavailable
    )
    count(line, "nominated", {unit.pk: len(rows)}, by=by)
    audit.record("nominations.received", dossier, by=by, unit=unit.name, letter=letter.number, people=len(rows))
    return dossier


@action
def judge_line(line: PlanLine, *, on: dt.date, by: Actor) -> Counter[Standing]:
    """Judge everyone nominated under a line by the rules in force on the day their class opens.

    Who lacked a fact is judged again, for it may have been told since; who was refused stays so.

    ``on`` is the day of the line's first class; who asked for another is judged by the rules of its day.
    """
    check_may_judge(by)
    locked(Quota.objects.filter(line=line))
    counted = _judge(line, _nominated(line), on=on)
    audit.record("nominations.judged", line, by=by, on=on, **{key.value: value for key, value in counted.items()})
    return counted


@action
def enact_rules(text: str, *, instrument: str, in_force_from: dt.date, by: Actor) -> RuleEdition:
    """Put a rule set in force from a day, and judge anew whoever it judges and nobody has decided about yet.

    Who was given a seat or a place in the reserve keeps it; a class that has opened keeps the set it opened with.
    """
    edition = catalogue.enact_rules(text, instrument=instrument, in_force_from=in_force_from, by=by)
    judged = list(current_nominees(edition.code, since=in_force_from))
    locked(Quota.objects.filter(line__in={people[0].line_id for people, _day in judged}))
    for people, day in judged:
        line = people[0].line
        # Who was never judged waits for the first judging of the line.
        wanted = [row.pk for row in people if row.state in UNDECIDED and row.standing]
        rows = list(_rows(line).filter(pk__in=wanted, state__in=UNDECIDED))
        for row in rows:
            row.state = next_state(NominationState, row.state, "reconsider")
        counted = _judge(line, rows, on=day)
        if rows:
            told = {key.value: value for key, value in counted.items()}
            audit.record("nominations.judged", line, by=by, on=day, **told)
    return edition


def _rows(line: PlanLine) -> GuardedQuerySet[Nomination]:
    rows: GuardedQuerySet[Nomination] = Nomination.objects.filter(line=line).select_for_update(of=("self",))
    return rows.select_related("person", "line__programme", "line__plan").order_by("pk")


def _nominated(line: PlanLine) -> list[Nomination]:
    rows = list(_rows(line).filter(state__in=[NominationState.NOMINATED, NominationState.INCOMPLETE]))
    for row in rows:
        row.state = next_state(NominationState, row.state, "reconsider")
    return rows


def _judge(line: PlanLine, rows: Sequence[Nomination], *, on: dt.date) -> Counter[Standing]:
    """Write each one's verdict, reasons and state; ``on`` is the day of the line's first class."""
    days, facts, waivers = DaysToJudge(line, on), nominees(rows), waivers_of(rows)
    rules = {day: rules_of(line, on=day) for day in sorted({days.of(row) for row in rows})}
    reasons: list[VerdictReason] = []
    counted: Counter[Standing] = Counter()
    for row in rows:
        day, waived = days.of(row), waivers.get(row.pk, {})
        verdict = judge(facts[row.pk], rules[day], on=day).waiving(waived.keys())
        row.standing, row.judged_on = verdict.standing.value, day
        if verdict.standing in VERB_FOR:
            row.state = next_state(NominationState, row.state, VERB_FOR[verdict.standing])
        reasons += reason_rows(row, verdict.reasons, waived)
        counted[verdict.standing] += 1
    Nomination.objects.bulk_update(rows, ["standing", "judged_on", "state"], batch_size=500)
    # Whoever was found eligible and still waits is judged anew when a later letter comes.
    VerdictReason.objects.filter(nomination__in=rows).delete()
    VerdictReason.objects.bulk_create(reasons, batch_size=2000)
    return counted


@action
def accept_line(line: PlanLine, *, by: Actor) -> Counter[str]:
    """Accept the eligible in the order of their unit's list while it has seats; the others wait as its reserve.

    Who has a seat in another class in the same days is left as nominated, for somebody to decide.
    """
    check_may_judge(by)
    begin_under(line.plan_id)
    free = {
        quota.unit_id: quota.seats - quota.granted_below - quota.accepted
        for quota in locked(Quota.objects.filter(line=line, unit__isnull=False))
    }
    rows = list(
        Nomination.objects.filter(line=line, state=NominationState.NOMINATED, standing=Standing.ELIGIBLE.value)
        .select_related("list", "line__programme")
        .order_by("list__unit__sort_key", "list_id", "place")
    )
    hold_persons(rows)
    away = kept_away(rows)
    rows = [row for row in rows if row.pk not in away]
    waiting = reserve_places_given(line)
    reserved: Counter[int] = Counter()
    accepted: Counter[int] = Counter()
    for row in rows:
        unit = row.list.unit_id
        if free.get(unit, 0) > 0:
            free[unit] -= 1
            accepted[unit] += 1
            row.state = next_state(NominationState, row.state, "accept")
        else:
            waiting[unit] += 1
            reserved[unit] += 1
            row.state = next_state(NominationState, row.state, "reserve")
            row.reserve_place = waiting[unit]
    Nomination.objects.bulk_update(rows, ["state", "reserve_place"], batch_size=500)
    count(line, "accepted", accepted, by=by)
    outcome = Counter({"accepted": accepted.total(), "reserve": reserved.total()})
    if away:
        outcome["overlapping"] = len(away)
    audit.record("nominations.accepted", line, by=by, **outcome)
    return outcome


@action
def draft_verdicts(plan: Plan, *, by: Actor) -> Paper:
    """Write the verdict book of a plan: everyone nominated, with rule, article and fact."""
    check_may_judge(by)
    return draft(
        PaperOrder(
            PaperKind.VERDICTS,
            f"plan:{plan.pk}",
            f"Kết quả xét, kế hoạch {plan.number}",
            "ket-qua-xet.xlsx",
            XLSX,
            lambda _number: excel.render(verdict_book(plan, clock.now())),
        ),
        by=by,
    )


def _refuse_when_late(line: PlanLine, unit: Unit, by: Actor) -> None:
    """Once the last day of its seats is over a unit may withdraw and substitute; only a planner still takes lists."""
    if by.has("planner"):
        return
    quota = Quota.objects.filter(line=line, unit=unit, use_by__lt=clock.today()).first()
    if quota is not None:
        raise Refused("after_deadline", phrases.AFTER_DEADLINE, day=f"{quota.use_by:%d/%m/%Y}")
