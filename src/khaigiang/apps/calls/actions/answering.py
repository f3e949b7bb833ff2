"""What a unit answers to a call: filled from its own records or from its workbook, submitted, handed back, taken in."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Max

from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.bridge import candidates
from khaigiang.apps.calls.models import Dossier, DossierPerson
from khaigiang.apps.calls.permissions import check_may_call
from khaigiang.apps.calls.queries import is_called, why_not_start, why_not_submit
from khaigiang.apps.nominations.actions import Entry, Named, receive
from khaigiang.apps.nominations.actions import take_in as take_in_list
from khaigiang.apps.nominations.bridge import nomination_of, sheet_of
from khaigiang.apps.nominations.models import NominationList
from khaigiang.apps.nominations.permissions import check_may_nominate
from khaigiang.apps.nominations.queries import on_line
from khaigiang.apps.people.actions import register_many
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import DossierState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.intake.nominations import Letter


@action
def start_dossier(line: PlanLine, *, unit: Unit, by: Actor) -> Dossier:
    """The dossier in which a unit answers a call about a line: the one under way, or an empty one."""
    check_may_nominate(by, unit)
    check_in_force(line.plan_id)
    _refuse("cannot_start", why_not_start(line, unit, on=clock.today()))
    locked(Quota.objects.filter(line=line, unit=unit))
    rows = Dossier.objects.filter(line=line, unit=unit).exclude(state=DossierState.TAKEN_IN)
    dossier = rows.first() or Dossier.objects.create(line=line, unit=unit)
    audit.record("calls.dossier_started", dossier, by=by, unit=unit.name, line=line.code)
    return dossier


@action
def name_people(dossier: Dossier, persons: Sequence[int], *, by: Actor) -> int:
    """Put people (by id) of the unit's records behind those in the dossier, in the order given. Says how many."""
    _fill(dossier, by)
    known = candidates(dossier.line, dossier.unit, persons, by)
    for key in persons:
        if key not in known:
            person = Person.objects.filter(pk=key).first()
            raise Refused("not_units_person", phrases.NOT_UNITS_PERSON, name=person.full_name if person else key)
        if on_line(dossier.line).filter(person=key).exists() or dossier.people.filter(person=key).exists():
            raise Refused("named_already", phrases.NAMED_ALREADY, name=known[key].person.full_name)
    _append(dossier, [(known[key].person, known[key].row) for key in persons])
    audit.record("calls.people_named", dossier, by=by, people=len(persons))
    return len(persons)


@action
def take_off(dossier: Dossier, person: int, *, by: Actor) -> None:
    """Take somebody (by id) out of the dossier; those behind move up."""
    _fill(dossier, by)
    row = _of(dossier, person)
    row.delete()
    dossier.people.filter(place__gt=row.place).update(place=F("place") - 1)
    audit.record("calls.person_taken_off", dossier, by=by, name=row.person.full_name)


@action
def put_before(dossier: Dossier, person: int, *, by: Actor) -> None:
    """Put somebody (by id) before the one who stands just before; the first stays the first."""
    _fill(dossier, by)
    row = _of(dossier, person)
    before = dossier.people.filter(place=row.place - 1).first()
    if before is not None:
        before.place, row.place = row.place, before.place
        before.save(update_fields=["place"])
        row.save(update_fields=["place"])
    audit.record("calls.order_changed", dossier, by=by, name=row.person.full_name, number=row.place)


@action
def state_letter(
    dossier: Dossier, *, number: str, day: dt.date, signer: str, signer_title: str = "", by: Actor
) -> Dossier:
    """Write down the unit's own letter."""
    _fill(dossier, by)
    dossier.letter_number, dossier.letter_day = number, day
    dossier.signer, dossier.signer_title = signer, signer_title
    dossier.save()
    audit.record("calls.letter_stated", dossier, by=by, letter=number, day=day)
    return dossier


@action
def submit(dossier: Dossier, *, by: Actor) -> Dossier:
    """Send the dossier to the planner. Refused, with the deadline, once that is over and was not extended."""
    check_may_nominate(by, dossier.unit)
    check_in_force(dossier.line.plan_id)
    locked(Quota.objects.filter(line=dossier.line, unit=dossier.unit))
    dossier.hold()
    _refuse("cannot_submit", why_not_submit(dossier, on=clock.today()))
    _move(dossier, "submit")
    dossier.submitted_on = clock.today()
    dossier.save()
    audit.record("calls.dossier_submitted", dossier, by=by, unit=dossier.unit.name, people=dossier.people.count())
    return dossier


@action
def hand_back(dossier: Dossier, *, remarks: str, by: Actor) -> Dossier:
    """Give a submitted dossier back to its unit, saying what to mend."""
    check_may_call(by)
    dossier.hold()
    _move(dossier, "hand_back")
    if not remarks.strip():
        raise Refused("remarks_wanted", phrases.REMARKS_WANTED)
    dossier.remarks = remarks
    dossier.save()
    audit.record("calls.dossier_handed_back", dossier, by=by, unit=dossier.unit.name, remarks=remarks)
    return dossier


@action
def take_in(dossier: Dossier, *, by: Actor) -> NominationList:
    """Make a submitted dossier the unit's list: its people are nominated from now on, in their order."""
    check_may_call(by)
    check_in_force(dossier.line.plan_id)
    locked(Quota.objects.filter(line=dossier.line, unit=dossier.unit))
    dossier.hold()
    _move(dossier, "take_in")
    letter = Letter(dossier.letter_number, dossier.letter_day, dossier.signer, dossier.signer_title, dossier.unit.name)
    named = [_named(row) for row in dossier.people.select_related("person", "unit").order_by("place")]
    files = {"file_name": dossier.file_name, "digest": dossier.digest}
    dossier.list = take_in_list(dossier.line, unit=dossier.unit, letter=letter, named=named, **files, by=by)
    dossier.save()
    audit.record("calls.dossier_taken_in", dossier, by=by, unit=dossier.unit.name, people=len(named))
    return dossier.list


@action
def answer(
    line: PlanLine, *, unit: Unit, letter: Letter, entries: Sequence[Entry], file_name: str, digest: str, by: Actor
) -> Dossier | NominationList:
    """Take what a unit's workbook says: into its dossier where a call asks it, else as its list by ``receive``."""
    check_may_nominate(by, unit)
    if by.has("planner") or not is_called(line, unit):
        kept = receive(line, unit=unit, letter=letter, entries=entries, file_name=file_name, digest=digest, by=by)
        audit.record("calls.list_received", kept, by=by, unit=unit.name)
        return kept
    dossier = start_dossier(line, unit=unit, by=by)
    _fill(dossier, by)
    persons = register_many([sheet_of(entry) for entry in entries], by=by)
    inside = set(dossier.people.values_list("person", flat=True))
    said = [(person, _as_stated(line, entry)) for person, entry in zip(persons, entries, strict=True)]
    _append(dossier, [each for each in said if each[0].pk not in inside])
    dossier.letter_number, dossier.letter_day = letter.number, letter.day
    dossier.signer, dossier.signer_title = letter.signer, letter.signer_title
    dossier.file_name, dossier.digest = file_name, digest
    dossier.save()
    audit.record("calls.people_named", dossier, by=by, people=len(entries), file=file_name)
    return dossier


def _fill(dossier: Dossier, by: Actor) -> None:
    """Hold a dossier that its unit, or the planner for it, may still change."""
    check_may_nominate(by, dossier.unit)
    dossier.hold()
    _move(dossier, "fill")


def _move(dossier: Dossier, verb: str) -> None:
    try:
        dossier.state = next_state(DossierState, dossier.state, verb)
    except NotAllowed as error:
        state = phrases.DOSSIER_STATES[dossier.state].label
        raise Refused("dossier_wrong_state", phrases.WRONG_STATE, state=state) from error


def _append(dossier: Dossier, people: Sequence[tuple[Person, dict[str, Any]]]) -> None:
    last = dossier.people.aggregate(last=Max("place"))["last"] or 0
    DossierPerson.objects.bulk_create(
        DossierPerson(dossier=dossier, person=person, place=place, **row)
        for place, (person, row) in enumerate(people, start=last + 1)
    )


def _of(dossier: Dossier, person: int) -> DossierPerson:
    row = dossier.people.select_related("person").filter(person=person).first()
    if row is None:
        raise Refused("not_in_dossier", phrases.NOT_IN_DOSSIER)
    return row


COLUMNS = ("unit", "position_title", "position_group", "stated", "wish", "sheet", "cell")


def _named(row: DossierPerson) -> Named:
    away = [(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) for first, last in row.unavailable]
    return Named(row.person, {name: getattr(row, name) for name in COLUMNS}, away)


def _as_stated(line: PlanLine, entry: Entry) -> dict[str, Any]:
    """A row of a workbook as the dossier keeps it."""
    row = nomination_of(NominationList(line=line), entry, person_id=0, place=0)
    away = [(spell.first.isoformat(), spell.last.isoformat()) for spell in entry.row.unavailable]
    return {**{name: getattr(row, name) for name in COLUMNS}, "unavailable": away}


def _refuse(code: str, why: Phrase) -> None:
    if why:
        raise Refused(code, why)
