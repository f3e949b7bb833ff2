"""Many offices at one tree of seats at the same moment: whatever they do, no seat is made, lost or used twice."""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import connection

import builders
from apps.acting import PLANNER
from apps.nominations.test_actions import entry
from apps.quotas.trees import broken, city, granted, row
from khaigiang.apps.nominations.actions import (
    Entry,
    accept,
    accept_line,
    call_reserve,
    decline,
    judge_line,
    put_in_reserve,
    receive,
    substitute,
    withdraw,
)
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.actions import merge
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.actions import Basis, give_back, grant, reclaim, set_use_by, share_below, transfer
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import NominationState
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.nominations import Letter

UNITS = ("", "Quận 1", "Quận 2", "Phường 1.1", "Phường 1.2", "Phường 2.1", "Phường 2.2")
SENDERS = UNITS[1:]
PLACES = range(5)
VERBS = (
    *("grant", "share", "give_back", "transfer", "reclaim", "call", "line", "judge", "merge"),
    *("accept", "accept", "accept", "reserve", "decline", "withdraw", "withdraw", "substitute", "send", "send"),
)


def sent(line: PlanLine, name: str, number: str, *people: str) -> None:
    unit = Unit.objects.get(name=name)
    letter = Letter(number, clock.today(), "Trần Văn Ký", "Phó Bí thư", name)
    entries = [entry(unit, each) for each in people]
    receive(line, unit=unit, letter=letter, entries=entries, file_name="", digest="", by=PLANNER)


def peopled() -> tuple[PlanLine, PlanLine]:
    """A tree whose units have sent more people who are eligible than there are seats; the same people stand on another
    line whose class is held in the same days.
    """
    line = city(seats=16)
    other = builders.line(line.plan, seats=99, study=line.programme)
    for each in (line, other):
        builders.planned_class(each)
    for above, unit in (("Quận 1", "Phường 1.1"), ("Quận 2", "Phường 2.1"), ("Quận 2", "Phường 2.2")):
        granted(line, above, unit, 2)
    for number, name in enumerate(SENDERS):
        builders.grant(other, Unit.objects.get(name=name), 3)
        for each in (line, other):
            sent(each, name, f"{number}-CV", *(f"Lê Văn {name} {place}" for place in PLACES))
    for each in (line, other):
        judge_line(each, on=clock.today(), by=PLANNER)
    return line, other


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody who does one act after another, with any unit, any person and any number, sensible or not."""

    name: str
    lines: tuple[PlanLine, PlanLine]
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)

    def work(self, acts: int) -> None:
        for number in range(acts):
            verb = self.chance.choice(VERBS)
            try:
                (self.move if verb in VERBS[:5] else self.decide)(verb, f"{self.name}-{number}")
                self.done[verb] += 1
            except Refused as reason:
                self.done[reason.code] += 1

    def move(self, verb: str, _number: str) -> None:
        line, chance = self.lines[0], self.chance
        one, other = (Quota.objects.filter(line=line, unit__name=name).first() for name in chance.choices(UNITS, k=2))
        one, other = (each or row(line, "") for each in (one, other))
        seats, unit = chance.randint(1, 4), Unit.objects.get(name=chance.choice(SENDERS))
        if verb == "grant":
            grant(one, unit, seats, by=PLANNER)
        elif verb == "share":
            share_below(one, Basis({unit.pk: seats}), by=PLANNER)
        elif verb == "give_back":
            give_back(one, seats, why="thừa", by=PLANNER)
        elif verb == "transfer":
            transfer(one, other, seats, why="thiếu", by=PLANNER)
        else:
            set_use_by(one, clock.today().replace(day=1), by=PLANNER)
            reclaim(one, on=clock.today(), by=PLANNER)

    def decide(self, verb: str, number: str) -> None:
        line = self.chance.choice(self.lines)
        people = list(Nomination.objects.filter(line=line).select_related("list__unit", "unit", "person"))
        one = self.chance.choice(people)
        if verb == "call":
            call_reserve(line, by=PLANNER)
        elif verb == "line":
            accept_line(line, by=PLANNER)
        elif verb == "judge":
            judge_line(line, on=clock.today(), by=PLANNER)
        elif verb == "merge":
            merge(builders.person(f"{one.person.full_name} {number}"), one.person, by=PLANNER)
        elif verb == "send":
            name = self.chance.choice(SENDERS)
            sent(line, name, number, f"Lê Văn {name} {self.chance.randint(0, 20)}", f"Lê Thị {number}")
        elif verb == "substitute":
            substitute(one, self.somebody(one, number), why="ốm", by=PLANNER)
        elif verb in {"withdraw", "decline"}:
            (withdraw if verb == "withdraw" else decline)(one, why="ốm", by=PLANNER)
        else:
            (accept if verb == "accept" else put_in_reserve)(one, by=PLANNER)

    def somebody(self, instead: Nomination, number: str) -> Entry:
        return entry(instead.unit, f"Vũ Thị {number}")


def miscounted(line: PlanLine) -> list[str]:
    """Units whose counters do not agree with their people."""
    states = Counter(Nomination.objects.filter(line=line).values_list("list__unit", "state"))
    faults = []
    for quota in Quota.objects.filter(line=line, unit__isnull=False).select_related("unit"):
        accepted = states[quota.unit_id, NominationState.ACCEPTED]
        named = sum(n for (unit, state), n in states.items() if unit == quota.unit_id and state != "withdrawn")
        if (quota.nominated, quota.accepted) != (named, accepted):
            faults.append(f"{quota.unit}: {quota.nominated}/{quota.accepted} counted, {named}/{accepted} there")
    return faults


def twice() -> list[str]:
    """Who has two seats: under one line, or under both, whose classes are held in the same days."""
    seated = Nomination.objects.filter(state=NominationState.ACCEPTED).values_list("person__full_name", "person")
    return [name for (name, _person), seats in Counter(seated).items() if seats > 1]


@pytest.mark.parametrize(
    ("seed", "offices", "acts"),
    [
        *((seed, 6, 10) for seed in (1, 2)),
        *(pytest.param(seed, 12, 100, marks=pytest.mark.long) for seed in (3, 4, 5)),
    ],
)
def test_no_seat_is_made_lost_or_used_twice_by_many_at_once(transactional_db, seed, offices, acts) -> None:
    lines = peopled()
    together, failures = threading.Barrier(offices), []
    staff = [Office(str(number), lines, random.Random(seed * 100 + number)) for number in range(offices)]

    def do(office: Office) -> None:
        together.wait()
        try:
            office.work(acts)
        except Exception as error:  # noqa: BLE001 - a thread tells nobody of its end but here
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[office]) for office in staff]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    done = sum((office.done for office in staff), Counter())
    assert failures == []
    assert [fault for line in lines for fault in broken(line) + miscounted(line)] == []
    assert twice() == []
    assert done.total() == offices * acts
    # What came of the acts: verbs that were done, codes of refusals. Chance and the machine decide which.
    assert len(done) > len(VERBS) // 2
