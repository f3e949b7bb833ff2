import json
import os
import subprocess
import sys

import pytest

from core.timetabling import examples as own
from core.timetabling.build import lecturer, lesson, plan, problem, room, topic
from core.timetabling.search.examples import little
from ground.settings import REPOSITORY
from khaigiang.core.timetabling import Timetable, cost, verify
from khaigiang.core.timetabling.search.annealing import Budget, search

NOTHING = float("-inf")


def counted(proposals, enough=NOTHING):
    return Budget(seconds=0.0, proposals=proposals, enough=enough)


def test_search_finds_a_timetable_that_its_rules_accept_at_its_price():
    held = little()

    found = search(held, budget=counted(20_000), seed=1, workers=1)

    assert found.timetable is not None
    assert (verify(held, found.timetable), cost(held, found.timetable), found.proposals) == ((), found.price, 20_000)


def test_search_fills_dated_half_days_with_lecturers_and_rooms():
    held = own.twelve(1)

    found = search(held, budget=counted(20_000), seed=1, workers=1)

    assert found.timetable is not None
    assert (verify(held, found.timetable), cost(held, found.timetable)) == ((), found.price)


def test_counted_search_repeats_itself_with_any_number_of_workers():
    for workers in (1, 2):
        one, two = (search(little(), budget=counted(10_000), seed=3, workers=workers) for _ in range(2))

        assert (one.timetable, one.price) == (two.timetable, two.price)


def test_more_workers_search_from_more_seeds():
    alone = search(little(), budget=counted(5_000), seed=1, workers=1)
    together = search(little(), budget=counted(5_000), seed=1, workers=2)

    assert together.proposals == 2 * alone.proposals
    assert together.price <= alone.price


def test_search_ends_when_the_price_is_enough():
    found = search(little(), budget=counted(1_000_000, enough=10_000), seed=1, workers=1)

    assert found.proposals < 1_000_000


def test_search_that_is_stopped_keeps_the_best_so_far():
    told = []

    found = search(
        little(),
        budget=Budget(seconds=60.0, proposals=None, enough=NOTHING),
        seed=1,
        workers=2,
        better=lambda timetable, price: told.append((timetable, price)),
        stopped=lambda: bool(told),
    )

    assert found.price is not None
    assert found.price <= told[0][1]
    assert found.seconds < 60
    assert cost(little(), told[0][0]) == told[0][1]


def test_search_by_the_clock_ends_in_time():
    found = search(little(), budget=Budget(seconds=0.3, proposals=None, enough=NOTHING), seed=1, workers=1)

    assert found.proposals > 0


def test_search_begins_where_it_is_told_to():
    held = little()
    first = search(held, budget=counted(20_000), seed=1, workers=1)

    again = search(held, budget=counted(5_000), seed=2, workers=1, start=first.timetable)

    assert again.price <= first.price


def test_start_without_a_lesson_is_refused():
    with pytest.raises(ValueError, match="no lesson to begin from"):
        search(little(), budget=counted(5_000), seed=1, workers=1, start=Timetable(()))


@pytest.mark.parametrize(
    "held",
    [
        problem(plan(topic("t1")), lecturers=[lecturer("a")]),
        problem(plan(topic("t1")), rooms=[room(capacity=1)]),
        problem(plan(topic("t1", half_days=5), slots=4)),
        problem(plan(topic("t1", after=frozenset({"t2"})), topic("t2", after=frozenset({"t1"})))),
    ],
)
def test_problem_with_an_event_that_can_stand_nowhere_is_not_searched(held):
    assert search(held, budget=counted(5_000), seed=1, workers=1).timetable is None


def test_search_that_cannot_keep_every_rule_finds_nothing():
    held = problem(plan(topic("t1"), topic("t2"), slots=1))

    assert search(held, budget=counted(20_000), seed=1, workers=1).timetable is None


def test_fault_in_a_walk_is_not_hidden(monkeypatch):
    from khaigiang.core.timetabling.search.walk import Walk

    def fail(*_words):
        raise ZeroDivisionError

    monkeypatch.setattr(Walk, "go_on", fail)

    with pytest.raises(ZeroDivisionError):
        search(little(), budget=counted(5_000), seed=1, workers=2)


def test_topic_in_a_row_and_short_topics_find_their_places():
    topics = (topic("t1", half_days=2), topic("t2", order=2, periods=2), topic("t3", order=3, periods=3))
    fixed = (lesson("x", 1, class_id="other"),)

    held = problem(plan(*topics, slots=6, begins_at_once=False), fixed=fixed)
    found = search(held, budget=counted(5_000), seed=1, workers=1)

    assert found.timetable is not None
    assert [given.topic_id for given in found.timetable.lessons] == ["t1", "t1", "t2", "t3"]


MACHINE_CODE = """
import json
from core.timetabling.search.examples import little
from khaigiang.core.timetabling.ctt import write_ctt
from khaigiang.core.timetabling.search.annealing import Budget, search
found = search(little(), budget=Budget(0.0, 20_000, 0.0), seed=5, workers=1)
print(json.dumps([found.price, write_ctt(little(), found.timetable)]))
"""


@pytest.mark.long
def test_machine_code_finds_what_plain_python_finds():
    from khaigiang.core.timetabling.ctt import write_ctt
    from khaigiang.foundation import home

    environment = {key: value for key, value in os.environ.items() if not key.startswith("NUMBA")}
    environment["PYTHONPATH"] = os.pathsep.join(str(REPOSITORY / folder) for folder in ("src", "tests"))
    environment["NUMBA_CACHE_DIR"] = str(home.compiled_code(home.current()))
    words = [sys.executable, "-c", MACHINE_CODE]
    shown = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)

    plain = search(little(), budget=Budget(0.0, 20_000, 0.0), seed=5, workers=1)
    assert plain.timetable is not None
    assert json.loads(shown.stdout) == [plain.price, write_ctt(little(), plain.timetable)]
