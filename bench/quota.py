"""Seats under load: 2,000 nominations and acceptances by 50 connections in two processes against one tree of seats.

A province, 20 bodies, 200 units with 4 seats each. Half of the requests send a letter with one person (``receive``),
half accept somebody (``accept``), five for every four seats, so that a fifth must be refused. Each connection asks
anew as soon as it was answered; times are of the action, as the office waits for it. Before that each has sent one
letter and accepted one person, all 50 at once: a server that has just started reads its catalogue first, and an
office's has been up since the morning. What those first requests took is told apart (``cold_p95_ms``); what they did
counts for the seats. The home is one of its own on the embedded server with its usual durability. ``judge_seconds``
is what twelve conditions cost for 13,267 nominees, without the database.
"""

import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

BODIES, UNITS_EACH, SEATS_EACH = 20, 10, 4
PROCESSES, CONNECTIONS_EACH, SETTLE_SECONDS = 2, 25, 3.0
CONNECTIONS = PROCESSES * CONNECTIONS_EACH
NOMINATED, ACCEPTED = 1000, 1000
JUDGED = 13_267
DAY = dt.date(2022, 5, 9)
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Hà Trịnh Lương"
MIDDLE = "Thị Văn Đức Hữu Thanh Ngọc Minh Quốc Quang Thu Hoài Bá Đình Xuân Kim Công Tấn Tiến Hồng Tuấn Mạnh"
GIVEN = "An Ánh Bình Bích Cường Dũng Đức Giang Hà Hải Hòa Hoàn Hùng Huế Khánh Lan Linh Long Mai Nga Oanh Phương Quý"


def run() -> dict[str, float]:
    """How many were asked and accepted, what went wrong, and how long it took."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        return measured()


def measured() -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from django.conf import settings
    from django.db import connections

    from khaigiang.apps.quotas.models import Quota
    from khaigiang.foundation import postgres

    first, jobs = written()
    told = ask_at_once(first, jobs, time.time() + SETTLE_SECONDS)
    began, ended = min(each["began"] for each in told), max(each["ended"] for each in told)
    outcomes = sum((Counter(each["outcomes"]) for each in told), Counter())
    taken = sorted(millisecond for each in told for millisecond in each["taken"])
    cold = sorted(millisecond for each in told for millisecond in each["cold"])
    rows = list(Quota.objects.filter(unit__isnull=False, children__isnull=True))
    expected = sum(outcomes[each] for each in ("accept", "receive", "no_seat_left", "deadlock"))
    figures = {
        "requests": len(taken),
        "units": len(rows),
        "accepted": outcomes["accept"],
        "refused": outcomes["no_seat_left"],
        "oversold": sum(max(0, row.accepted - row.seats) for row in rows),
        "miscounted": abs(sum(row.accepted for row in rows) - outcomes["accept"]),
        "deadlocks": outcomes["deadlock"],
        "failures": len(taken) + len(cold) - expected,
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(taken[int(len(taken) * 0.95)], 1),
        "max_ms": round(taken[-1], 1),
        "cold_p95_ms": round(cold[int(len(cold) * 0.95)], 1),
        "per_second": round(len(taken) / (ended - began), 1),
        "judge_seconds": round(judging(), 2),
    }
    connections.close_all()
    postgres.leave(settings.HOME)
    return figures


def ask_at_once(first: list[list[Any]], jobs: list[list[Any]], begins: float) -> list[dict[str, Any]]:
    """What each process tells; all connections begin at the same moment, with two requests of ``first`` each."""
    processes = []
    for number in range(PROCESSES):
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve())], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        process.stdin.write(
            json.dumps({"begins": begins, "first": first[number::PROCESSES], "jobs": jobs[number::PROCESSES]})
        )
        process.stdin.close()
        processes.append(process)
    told = []
    for process in processes:
        assert process.stdout is not None
        told.append(json.loads(process.stdout.read()))
        process.wait()
    return told


def ask(order: dict[str, Any]) -> dict[str, Any]:
    """One process: its connections have each asked both kinds, then take the next request until none is left."""
    from khaigiang.cli.home import open_database

    open_database()
    from django.db import connection

    jobs, taken, cold, outcomes = list(reversed(order["jobs"])), [], [], Counter()
    all_warm, began = threading.Barrier(CONNECTIONS_EACH), []

    def timed(job: list[Any], into: list[float]) -> None:
        begun = time.perf_counter()
        outcome = answered(job)
        into.append((time.perf_counter() - begun) * 1000)
        outcomes[outcome] += 1

    def connected(first: list[list[Any]]) -> None:
        connection.ensure_connection()
        time.sleep(max(0.0, order["begins"] - time.time()))
        for job in first:
            timed(job, cold)
        all_warm.wait()
        began.append(time.time())
        while True:
            try:
                job = jobs.pop()
            except IndexError:
                break
            timed(job, taken)
        connection.close()

    each_first = [order["first"][place::CONNECTIONS_EACH] for place in range(CONNECTIONS_EACH)]
    threads = [threading.Thread(target=connected, args=(first,)) for first in each_first]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"taken": taken, "cold": cold, "outcomes": outcomes, "began": min(began), "ended": time.time()}


def answered(job: list[Any]) -> str:
    """Do one request as a page would; tells how it ended."""
    from django.db import OperationalError

    from khaigiang.apps.nominations import actions
    from khaigiang.apps.nominations.bridge import entry_of
    from khaigiang.apps.nominations.models import Nomination
    from khaigiang.apps.plans.models import PlanLine
    from khaigiang.apps.units.models import Unit
    from khaigiang.foundation.actor import SYSTEM
    from khaigiang.foundation.refusal import Refused
    from khaigiang.intake.nominations import Letter

    verb, line, key, number = job
    try:
        if verb == "accept":
            actions.accept(Nomination.objects.select_related("list", "line").get(pk=key), by=SYSTEM)
        else:
            unit = Unit.objects.get(pk=key)
            letter = Letter(f"{number}-CV", DAY, "Trần Văn Ký", "Phó Bí thư", unit.name)
            entry = entry_of(name(number), born(number), "male", "Bí thư Đảng ủy", unit)
            actions.receive(
                PlanLine.objects.get(pk=line),
                unit=unit,
                letter=letter,
                entries=[entry],
                file_name="",
                digest="",
                by=SYSTEM,
            )
    except Refused as refused:
        return refused.code
    except OperationalError as error:
        return "deadlock" if "deadlock" in str(error) else "failed"
    return str(verb)


def written() -> tuple[list[list[Any]], list[list[Any]]]:
    """A tree of seats with people who wait to be accepted; gives the first requests, of each kind one for each
    connection, and the 2,000 that follow in a seeded order.
    """
    from khaigiang.apps.nominations.models import Nomination, NominationList
    from khaigiang.apps.people.bridge import named
    from khaigiang.apps.people.models import Person
    from khaigiang.apps.quotas.models import Quota
    from khaigiang.foundation import guarded

    nominated, accepted = NOMINATED + CONNECTIONS, ACCEPTED + CONNECTIONS
    with guarded.writing("bench"):
        line, units = tree()
        lists = NominationList.objects.bulk_create(
            NominationList(line=line, unit=unit, letter_number="1-CV", letter_day=DAY) for unit in units
        )
        persons = Person.objects.bulk_create(
            Person(**named(name(number + nominated)), sex="male", born=born(number), born_precision="day")
            for number in range(accepted)
        )
        nominations = Nomination.objects.bulk_create(
            Nomination(
                list=lists[number % len(lists)],
                line=line,
                person=person,
                unit=units[number % len(units)],
                place=number,
                position_title="Bí thư Đảng ủy",
                standing="eligible",
            )
            for number, person in enumerate(persons)
        )
        for unit, waiting in Counter(nomination.unit_id for nomination in nominations).items():
            Quota.objects.filter(line=line, unit=unit).update(nominated=waiting)
    accepting = [["accept", line.pk, each.pk, 0] for each in nominations]
    receiving = [["receive", line.pk, units[number % len(units)].pk, number + 10] for number in range(nominated)]
    jobs = accepting[CONNECTIONS:] + receiving[CONNECTIONS:]
    random.Random(7).shuffle(jobs)
    return accepting[:CONNECTIONS] + receiving[:CONNECTIONS], jobs


def name(number: int) -> str:
    """Names as they are: many share a family name, few the whole."""
    chance = random.Random(number)
    return " ".join(chance.choice(words.split()) for words in (FAMILY, MIDDLE, MIDDLE, GIVEN))


def born(number: int) -> dt.date:
    return dt.date(1965, 1, 1) + dt.timedelta(days=number * 37 % 9000)


def tree() -> tuple[Any, list[Any]]:
    """A line whose seats go from the province to bodies and from them to the units that use them."""
    from khaigiang.apps.catalogue.models import Programme
    from khaigiang.apps.plans.models import Plan, PlanLine
    from khaigiang.apps.quotas.models import Quota
    from khaigiang.apps.units.models import Level, Unit
    from khaigiang.core.states import PlanState

    programme = Programme.objects.create(
        code="CT-DO", name="Đo", kind="refresher", study_form="full_time", digest="0" * 64
    )
    body = "Ban Tổ chức Thành ủy"
    plan = Plan.objects.create(
        number="1-KH/TU", issued_on=DAY, issuer=body, place="Hà Nội", year=2022, title="Đo", pack="party",
        state=PlanState.APPROVED,
    )  # fmt: skip
    all_seats = BODIES * UNITS_EACH * SEATS_EACH
    line = PlanLine.objects.create(
        plan=plan, code="DO", title="Đo", programme=programme, audience=["commune_secretary"], audience_text="Bí thư",
        classes=1, seats=all_seats, organiser=body, school=body, venue="A", quota_method="listed",
    )  # fmt: skip
    root = Quota.objects.create(line=line, unit=None, seats=all_seats, granted_below=all_seats)
    districts = list(Unit.objects.filter(level=Level.DISTRICT).order_by("pk")[:BODIES])
    communes = list(Unit.objects.filter(level=Level.COMMUNE).order_by("pk")[: BODIES * UNITS_EACH])
    share = UNITS_EACH * SEATS_EACH
    above = Quota.objects.bulk_create(
        Quota(line=line, unit=unit, parent=root, seats=share, granted_below=share) for unit in districts
    )
    Quota.objects.bulk_create(
        Quota(line=line, unit=unit, parent=above[number // UNITS_EACH], seats=SEATS_EACH)
        for number, unit in enumerate(communes)
    )
    return line, communes


def judging() -> float:
    """Seconds of judging so many nominees by twelve conditions, every reason with its facts."""
    from khaigiang.core.eligibility import conditions, facts
    from khaigiang.core.eligibility.age import AgeAtLeast, AgeAtMost
    from khaigiang.core.eligibility.rules import Rule, judge
    from khaigiang.core.verdict import Citation
    from khaigiang.core.vietnamese import PartialDate

    asked = (
        conditions.Known("full_name"),
        conditions.Known("birth"),
        conditions.PositionIn(frozenset({"commune_secretary"})),
        conditions.PartyMember(frozenset({facts.PartyStanding.OFFICIAL})),
        conditions.BlocIn(frozenset({"party", "government"})),
        conditions.CategoryIn(frozenset({"official"})),
        conditions.StudyFormIs(facts.StudyForm.FULL_TIME),
        conditions.EducationAtLeast(facts.Education.COLLEGE),
        conditions.TheoryAtLeast(facts.Theory.INTERMEDIATE),
        conditions.NotCompleted("CT-DO"),
        AgeAtLeast(dict.fromkeys(facts.Sex, 25)),
        AgeAtMost(dict.fromkeys(facts.Sex, 55)),
    )
    rules = [
        Rule(f"rule-{place}", Citation("Nghị quyết 04-NQ/TU"), dt.date(2020, 1, 1), None, condition, "", "")
        for place, condition in enumerate(asked)
    ]
    chance = random.Random(7)
    people = [
        facts.Nominee(
            id=str(number),
            full_name=f"Lê Văn Người {number}",
            birth=PartialDate(1960 + chance.randrange(40), 6, 1) if number % 50 else None,
            sex=facts.Sex.MALE,
            positions=frozenset({"commune_secretary" if number % 20 else "commune_deputy_secretary"}),
            bloc="party",
            person_category="official",
            party_member=facts.PartyStanding.OFFICIAL,
            education=chance.choice(list(facts.Education)),
            theory_level=chance.choice(list(facts.Theory)),
            programmes_completed=frozenset(),
            study_form=facts.StudyForm.FULL_TIME,
        )
        for number in range(JUDGED)
    ]
    began = time.perf_counter()
    answered_by = sum(len(judge(each, rules, on=DAY).reasons) for each in people)
    assert answered_by == JUDGED * len(rules)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(json.dumps(ask(json.loads(sys.stdin.read()))))
