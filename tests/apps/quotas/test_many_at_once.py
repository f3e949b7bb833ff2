"""Many offices at one tree of seats at the same moment: whatever they do, no seat is made, lost or used twice."""

import random
import threading
from collections import Counter

import pytest
from django.db import connection

from apps.acting import PLANNER
from apps.nominations.test_actions import entry
from apps.quotas.trees import broken, city, granted, row
from khaigiang.apps.nominations.actions import accept, call_reserve, judge_line, put_in_reserve, receive, withdraw
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.actions import give_back, grant, reclaim, set_use_by, transfer
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import NominationState
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.nominations import Letter

UNITS = ("", "Quận 1", "Quận 2", "Phường 1.1", "Phường 1.2", "Phường 2.1", "Phường 2.2")
SENDERS = UNITS[1:]
VERBS = ("grant", "give_back", "transfer", "reclaim", "accept", "accept", "reserve", "withdraw", "call")
OFFICES, ACTS = 6, 20


def peopled() -> PlanLine:
    """A tree whose units have sent people who are eligible: more than there are seats."""
    line = city(seats=16)
    for above, unit in (("Quận 1", "Phường 1.1"), ("Quận 2", "Phường 2.1"), ("Quận 2", "Phường 2.2")):
        granted(line, above, unit, 2)
    for number, name in enumerate(SENDERS):
        unit = Unit.objects.get(name=name)
        letter = Letter(f"{number}-CV", clock.today(), "Trần Văn Ký", "Phó Bí thư", name)
        people = [entry(unit, f"Lê Văn {name} {place}") for place in range(6)]
        receive(line, unit=unit, letter=letter, entries=people, file_name="", digest="", by=PLANNER)
    judge_line(line, on=clock.today(), by=PLANNER)
    return line


def do(line: PlanLine, chance: random.Random) -> str:
    """One act with any unit, any person and any number, sensible or not."""
    verb = chance.choice(
        ["grant", "give_back", "transfer", "reclaim", "accept", "accept", "reserve", "withdraw", "call"]
    )
    one, other = (Quota.objects.filter(line=line, unit__name=name).first() for name in chance.choices(UNITS, k=2))
    one, other = (each or row(line, "") for each in (one, other))
    number = chance.randint(1, 4)
    person = chance.choice(list(Nomination.objects.filter(line=line).select_related("list__unit")))
    if verb == "grant":
        grant(one, Unit.objects.get(name=chance.choice(SENDERS)), number, by=PLANNER)
    elif verb == "give_back":
        give_back(one, number, why="thừa", by=PLANNER)
    elif verb == "transfer":
        transfer(one, other, number, why="thiếu", by=PLANNER)
    elif verb == "reclaim":
        set_use_by(one, clock.today().replace(day=1), by=PLANNER)
        reclaim(one, on=clock.today(), by=PLANNER)
    elif verb == "call":
        call_reserve(line, by=PLANNER)
    elif verb == "withdraw":
        withdraw(person, why="ốm", by=PLANNER)
    else:
        (accept if verb == "accept" else put_in_reserve)(person, by=PLANNER)
    return verb


def miscounted(line: PlanLine) -> list[str]:
    """Units whose counters do not agree with their people."""
    states = Counter(Nomination.objects.filter(line=line).values_list("list__unit", "state"))
    faults = []
    for quota in Quota.objects.filter(line=line, unit__isnull=False).select_related("unit"):
        accepted = states[quota.unit_id, NominationState.ACCEPTED]
        named = sum(n for (unit, state), n in states.items() if unit == quota.unit_id and state != "withdrawn")
        # Who was named before the unit had a row of its own was counted nowhere.
        if accepted != quota.accepted or (quota.nominated and quota.nominated > named):
            faults.append(f"{quota.unit}: {quota.accepted} accepted, {accepted} people")
    return faults


@pytest.mark.parametrize("seed", [1, 2])
def test_no_seat_is_made_lost_or_used_twice_by_many_at_once(transactional_db, seed) -> None:
    line = peopled()
    together, done, failures = threading.Barrier(OFFICES), Counter(), []

    def office(number: int) -> None:
        chance = random.Random(seed * 100 + number)
        together.wait()
        try:
            for _act in range(ACTS):
                try:
                    done[do(line, chance)] += 1
                except Refused as reason:
                    done[reason.code] += 1
        except Exception as error:  # noqa: BLE001 - a thread tells nobody of its end but here
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=office, args=[number]) for number in range(OFFICES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert (broken(line), miscounted(line)) == ([], [])
    assert done.total() == OFFICES * ACTS
    assert {"accept", "call"} <= done.keys()
    assert SeatMove.objects.exists()
