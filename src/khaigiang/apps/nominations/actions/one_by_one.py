"""Decisions about one nominee. A seat is taken at acceptance; when one frees, the unit's reserve moves up in its order.

Every act holds its quota rows first, then its nominations, then the persons: the order told at ``quotas.locked``.
"""

import datetime as dt

from django.db.models import Max

from khaigiang.apps.nominations import phrases
from khaigiang.apps.nominations.actions.lists import VERB_FOR
from khaigiang.apps.nominations.bridge import (
    Entry,
    hold_persons,
    kept_away,
    nomination_of,
    nominees,
    reason_rows,
    rules_of,
    sheet_of,
    verdict_of,
    waivers_of,
)
from khaigiang.apps.nominations.models import Decision, DecisionKind, Nomination, VerdictReason, Waiver
from khaigiang.apps.nominations.permissions import check_may_judge, check_may_nominate, check_may_waive
from khaigiang.apps.nominations.queries import first_day_of, on_line, reserve_of, reserve_places_given, units_waiting
from khaigiang.apps.people.actions import register_many
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import begin_under, is_in_force
from khaigiang.apps.quotas.actions import Wanted, count, offer_again, reclaim
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked, locked_of_unit
from khaigiang.core.eligibility.rules import judge
from khaigiang.core.states import NominationState, NotAllowed, next_state
from khaigiang.core.verdict import Standing
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.statements import ask_by_name, known, tell

LONGEST_WHY = 300
_HELD = """
    SELECT nomination.id, nomination.list_id, nomination.line_id, nomination.person_id, nomination.unit_id,
        nomination.position_group, nomination.wish, nomination.state, nomination.reserve_place, nomination.standing,
        nomination.judged_on, person.full_name
    FROM nominations_nomination nomination JOIN people_person person ON person.id = nomination.person_id
    WHERE nomination.id = %s FOR NO KEY UPDATE OF nomination
"""
_HELD_WITH_PERSON = f"{_HELD.rstrip()}, person"
_DECIDED = """
    WITH decided AS (
        UPDATE nominations_nomination SET state = %s, reserve_place = %s, standing = %s, judged_on = %s WHERE id = %s
        RETURNING id
    )
    INSERT INTO nominations_decision (nomination_id, kind, day, why, done_by) SELECT id, %s, %s, %s, %s FROM decided
"""


@action
def accept(nomination: Nomination, *, by: Actor) -> Nomination:
    """Give an eligible nominee one of the unit's seats. The database refuses one too many, whoever asks at once."""
    check_may_judge(by)
    begin_under(nomination.line.plan_id)
    quota, row = _held(nomination, _HELD_WITH_PERSON)
    _refuse_unless_eligible(row)
    _refuse_when_away(row)
    if quota is None:
        raise Refused("no_seats", phrases.NO_SEATS, unit=row.list.unit.name)
    _move(row, "accept")
    if quota.seats - quota.granted_below - quota.accepted < 1:
        raise Refused("no_seat_left", phrases.NO_SEAT_LEFT, unit=row.list.unit.name, name=row.person.full_name)
    _write(row, DecisionKind.ACCEPTED, by=by)
    count(row.line, "accepted", {row.list.unit_id: 1}, by=by)
    audit.record("nominations.accepted_one", row, by=by, name=row.person.full_name)
    return row


@action
def put_in_reserve(nomination: Nomination, *, by: Actor) -> Nomination:
    """Let an eligible nominee wait behind those of the unit who wait already."""
    check_may_judge(by)
    begin_under(nomination.line.plan_id)
    _quota, row = _held(nomination)
    _refuse_unless_eligible(row)
    _move(row, "reserve")
    row.reserve_place = reserve_places_given(row.line)[row.list.unit_id] + 1
    _write(row, DecisionKind.RESERVED, by=by)
    audit.record("nominations.reserved", row, by=by, name=row.person.full_name, number=row.reserve_place)
    return row


@action
def decline(nomination: Nomination, *, why: str, by: Actor) -> Nomination:
    """Say no to a nominee, with the reason that the unit is told."""
    check_may_judge(by)
    _quota, row = _held(nomination)
    _move(row, "decline")
    _write(row, DecisionKind.DECLINED, why=why, by=by)
    audit.record("nominations.declined", row, by=by, name=row.person.full_name, why=why)
    return row


@action
def withdraw(nomination: Nomination, *, why: str, by: Actor) -> Nomination | None:
    """Take a nominee off the unit's list. Gives whoever moves up from the reserve to the seat that frees, if anybody.

    Raises Refused for somebody who sits in a class: ``classes.step_back`` frees that place too.
    """
    check_may_nominate(by, nomination.list.unit)
    quota, row = _held(nomination)
    had_seat = _leave(row, DecisionKind.WITHDRAWN, why=why, by=by)
    audit.record("nominations.withdrawn", row, by=by, name=row.person.full_name, why=why)
    return _move_up(row.line, quota, in_place_of=row, by=by) if had_seat and quota is not None else None


@action
def substitute(nomination: Nomination, entry: Entry, *, why: str, by: Actor) -> Nomination:
    """Name another person in somebody's place, also when the unit's deadline is over; seat or reserve place passes on.

    The other is judged at once by the same rules. Raises Refused, and nothing changes, unless they find them eligible.
    """
    check_may_nominate(by, nomination.list.unit)
    begin_under(nomination.line.plan_id)
    _quota, row = _held(nomination)
    state, place = row.state, row.reserve_place
    _leave(row, DecisionKind.SUBSTITUTED, why=why, by=by)
    other = _named(row, entry, by=by)
    _judge(other, on=first_day_of(row.line))
    if state == NominationState.ACCEPTED:
        hold_persons([other])
        _refuse_when_away(other)
        _move(other, "accept")
        count(row.line, "accepted", {row.list.unit_id: 1}, by=by)
    elif state == NominationState.RESERVE:
        _move(other, "reserve")
        other.reserve_place = place
    if other.state == NominationState.NOMINATED:
        other.save()
    else:
        kind = DecisionKind.ACCEPTED if other.state == NominationState.ACCEPTED else DecisionKind.RESERVED
        _write(other, kind, why=phrases.IN_PLACE_OF % {"name": row.person.full_name}, by=by)
    told = {"name": other.person.full_name, "before": row.person.full_name}
    audit.record("nominations.substituted", other, by=by, why=why, **told)
    return other


@action
def waive(
    nomination: Nomination, *, rule: str, instrument: str, dated: dt.date, decided_by: str, why: str, by: Actor
) -> Nomination:
    """Write down that an authority exempts a nominee from one rule. Whom nothing else stops can then be accepted.

    The verdict keeps the rule and what was found; only what follows from it changes.
    """
    check_may_waive(by)
    _quota, row = _held(nomination)
    reason = row.reasons.filter(rule=rule).first()
    if reason is None or not rule:
        raise Refused("not_asked", phrases.NOT_ASKED, name=row.person.full_name, rule=rule)
    if reason.standing == Standing.ELIGIBLE:
        raise Refused("nothing_to_waive", phrases.NOTHING_TO_WAIVE, name=row.person.full_name)
    if dated > clock.today():
        raise Refused("waived_in_future", phrases.WAIVED_IN_FUTURE, day=f"{dated:%d/%m/%Y}")
    _move(row, "reconsider")
    told = {"instrument": instrument, "decided_by": decided_by, "why": why}
    Waiver.objects.create(nomination=row, rule=rule, dated=dated, done_on=clock.today(), done_by=by.name, **told)
    _weigh(row)
    _write(row, DecisionKind.WAIVED, why=phrases.waived(dated=dated, **told)[:LONGEST_WHY], by=by)
    audit.record("nominations.waived", row, by=by, name=row.person.full_name, rule=rule, instrument=instrument, why=why)
    return row


@action
def take_back_waiver(nomination: Nomination, *, rule: str, why: str, by: Actor) -> Nomination | None:
    """End an exemption: the verdict is again what the rule says. Gives whoever moves up to the seat that frees.

    Raises Refused for somebody who sits in a class: ``classes.take_back_waiver`` frees that place too.
    """
    check_may_waive(by)
    quota, row = _held(nomination)
    waiver = row.waivers.filter(rule=rule, taken_back_on=None).first()
    if waiver is None:
        raise Refused("not_waived", phrases.NOT_WAIVED, name=row.person.full_name, rule=rule)
    _refuse_seated(row)
    had_seat = row.state == NominationState.ACCEPTED
    _move(row, "reconsider")
    waiver.taken_back_on, waiver.taken_back_by, waiver.taken_back_why = clock.today(), by.name, why
    waiver.save()
    row.reserve_place = None
    _weigh(row)
    _write(row, DecisionKind.UNWAIVED, why=why, by=by)
    audit.record("nominations.waiver_taken_back", row, by=by, name=row.person.full_name, rule=rule, why=why)
    if not had_seat:
        return None
    count(row.line, "accepted", {row.list.unit_id: -1}, by=by)
    return _move_up(row.line, quota, in_place_of=row, by=by) if quota is not None else None


@action
def call_reserve(line: PlanLine, *, by: Actor) -> list[Nomination]:
    """Take back seats that are overdue and give them to units whose reserve waits; gives who moved up.

    The unit whose letter came first comes first; within a unit its own order holds.
    """
    check_may_judge(by)
    begin_under(line.plan_id)
    # All rows at once: what is reclaimed and offered comes before other units' rows in any order of ids.
    root = next(row for row in locked(Quota.objects.filter(line=line)) if row.unit_id is None)
    reclaim(root, on=clock.today(), by=by)
    waiting = units_waiting(line)
    keys = dict(Quota.objects.filter(parent=root, unit__in=waiting).values_list("unit", "pk"))
    wanted = [Wanted(keys[unit], people) for unit, people in waiting.items() if unit in keys]
    offer_again(root, wanted, why=phrases.ORDER_OF_LETTERS, by=by)
    hold_persons(list(reserve_of(line, waiting).select_for_update(of=("self",))))
    moved = []
    for quota in locked(Quota.objects.filter(line=line, unit__in=waiting)):
        while (up := _move_up(line, quota, in_place_of=None, by=by)) is not None:
            moved.append(up)
    audit.record("nominations.reserve_called", line, by=by, people=len(moved), order=phrases.ORDER_OF_LETTERS)
    return moved


def _held(nomination: Nomination, question: str = _HELD) -> tuple[Quota | None, Nomination]:
    """The quota row that the nominee's seat would come from, and the nomination, as now and held.

    The person is held too only by who seats nobody else: whoever holds several holds them at once, in their order.
    """
    quota = locked_of_unit(nomination.line_id, nomination.list.unit_id)
    found = ask_by_name(question, nomination.pk)
    if not found:
        raise Nomination.DoesNotExist
    row = known(Nomination, found[0])
    row.person = known(Person, {"id": row.person_id, "full_name": found[0]["full_name"]})
    row.list, row.line = nomination.list, nomination.line  # they never change
    return quota, row


def _refuse_unless_eligible(row: Nomination) -> None:
    if row.standing != Standing.ELIGIBLE:
        raise Refused("not_found_eligible", phrases.NOT_FOUND_ELIGIBLE, name=row.person.full_name)


def _refuse_when_away(row: Nomination) -> None:
    away = kept_away([row]).get(row.pk)
    if away is not None:
        raise Refused("away_already", away.phrase, **away.facts)


def _move(row: Nomination, verb: str) -> None:
    try:
        row.state = next_state(NominationState, row.state, verb)
    except NotAllowed as error:
        state = phrases.STATES[row.state]
        raise Refused("wrong_state", phrases.WRONG_STATE, name=row.person.full_name, state=state) from error


def _write(row: Nomination, kind: DecisionKind, *, why: str = "", by: Actor) -> None:
    now = (str(row.state), row.reserve_place, row.standing, row.judged_on, row.pk)
    tell(Decision, _DECIDED, *now, str(kind), clock.today(), why, by.name)


def _leave(row: Nomination, kind: DecisionKind, *, why: str, by: Actor) -> bool:
    """Take somebody off the list and out of the counts; tells whether a seat frees."""
    _refuse_seated(row)
    had_seat = row.state == NominationState.ACCEPTED
    _move(row, "withdraw")
    _write(row, kind, why=why, by=by)
    if had_seat:
        count(row.line, "accepted", {row.list.unit_id: -1}, by=by)
    count(row.line, "nominated", {row.list.unit_id: -1}, by=by)
    return had_seat


def _refuse_seated(row: Nomination) -> None:
    # Classes stand above: an enrolment is seen through the reverse relation, and nothing of them is imported here.
    if hasattr(row, "enrolment"):
        raise Refused("seated", phrases.SEATED, name=row.person.full_name)


def _weigh(row: Nomination) -> None:
    """What follows from the verdict that was given, with the waivers of now: standing, state, and what each waives."""
    waivers = waivers_of([row]).get(row.pk, {})
    reasons = list(row.reasons.order_by("place"))
    verdict = verdict_of(reasons, waivers.keys())
    for kept, reason in zip(reasons, verdict.reasons, strict=True):
        kept.waiver = waivers[kept.rule] if reason.waived else None
    VerdictReason.objects.bulk_update(reasons, ["waiver"])
    row.standing = verdict.standing.value
    if verdict.standing in VERB_FOR:
        _move(row, VERB_FOR[verdict.standing])


def _move_up(line: PlanLine, quota: Quota, *, in_place_of: Nomination | None, by: Actor) -> Nomination | None:
    """Seat the first of the unit's reserve who is not in another class in those days, while the unit has a seat.

    Whoever was passed over for such a class is named with the reason: nobody is skipped in silence.
    Nobody moves up under a plan that is closed.
    """
    now = Quota.objects.get(pk=quota.pk)
    if now.unit_id is None or now.seats - now.granted_below - now.accepted < 1 or not is_in_force(line.plan_id):
        return None
    waiting = (
        reserve_of(line, [now.unit_id]).select_for_update(of=("self",)).select_related("person", "list__unit", "line")
    )
    rows = list(waiting)
    hold_persons(rows)
    away = kept_away(rows)
    first = next((row for row in rows if row.pk not in away), None)
    if first is None:
        return None
    place = first.reserve_place
    _move(first, "accept")
    why = phrases.IN_PLACE_OF % {"name": in_place_of.person.full_name} if in_place_of else phrases.ORDER_OF_LETTERS
    passed = [row.person.full_name for row in rows[: rows.index(first)]]
    if passed:
        why = (phrases.PASSED_OVER % {"why": why, "names": ", ".join(passed)})[:LONGEST_WHY]
    _write(first, DecisionKind.MOVED_UP, why=why, by=by)
    count(line, "accepted", {now.unit_id: 1}, by=by)
    audit.record("nominations.moved_up", first, by=by, name=first.person.full_name, number=place, why=why)
    return first


def _named(row: Nomination, entry: Entry, *, by: Actor) -> Nomination:
    """The substitute as a row of the same list, behind all others."""
    (person,) = register_many([sheet_of(entry)], by=by)
    if person.pk == row.person_id or on_line(row.line).filter(person=person).exists():
        raise Refused("known_on_line", phrases.KNOWN_ON_LINE, name=person.full_name)
    last = Nomination.objects.filter(list=row.list_id).aggregate(last=Max("place"))["last"] or 0
    other = nomination_of(row.list, entry, person_id=person.pk, place=last + 1)
    other.replaces = row
    other.save()
    count(row.line, "nominated", {row.list.unit_id: 1}, by=by)
    return other


def _judge(row: Nomination, *, on: dt.date) -> None:
    """Judge the substitute by the rules in force on a day. Raises Refused unless eligible."""
    verdict = judge(nominees([row])[row.pk], rules_of(row.line, on=on), on=on)
    row.standing, row.judged_on = verdict.standing.value, on
    if verdict.standing != Standing.ELIGIBLE:
        said = [phrases.reason(each.code, each.facts) for each in verdict.reasons if each.standing == verdict.standing]
        raise Refused("substitute_fails", phrases.SUBSTITUTE_FAILS, name=row.person.full_name, why=" ".join(said))
    VerdictReason.objects.bulk_create(reason_rows(row, verdict.reasons))
