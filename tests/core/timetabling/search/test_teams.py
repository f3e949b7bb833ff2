"""Lecturers who give a topic together, the same ones for all its parts, and half-days of a week, in the search."""

import sys

import numpy as np
import pytest

from core.timetabling.build import SLOTS, lecturer, lesson, only, plan, problem, room, topic
from core.timetabling.search.test_annealing import counted
from core.timetabling.search.test_pricing import anywhere, meets, standing_in, stood
from khaigiang.core.timetabling import Timetable, Weights, cost, solve, verify
from khaigiang.core.timetabling.search.annealing import search
from khaigiang.core.timetabling.search.compiling import build_ground, first_chance, tabulated
from khaigiang.core.timetabling.search.ground import EVENTS, LECTURER, LOG, WEEKS
from khaigiang.core.timetabling.search.standing import read_standing, write_standing
from khaigiang.core.timetabling.search.steps import anneal
from khaigiang.core.timetabling.search.teams import teams_of

NAMES = ("a", "b", "c", "d")


def staffed(**weights):
    """Two classes over two weeks, with pairs of lecturers, short topics and spread ones."""
    topics = (
        topic("t1", lecturers=2),
        topic("t2", order=2, half_days=3, spread=True, one_lecturer=True),
        topic("t3", order=2, half_days=2, spread=True, one_lecturer=True, lecturers=2),
        topic("t4", order=3, periods=2, lecturers=2),
        topic("t5", order=3, periods=2),
        topic("t6", order=3, half_days=2, lecturers=3),
    )
    people = [
        lecturer(name, *(held.id for held in topics), busy=(place,), max_per_week=7 - place % 2, home_venue="A")
        for place, name in enumerate(NAMES)
    ]
    plans = [plan(*topics, id=f"lop{place}", slots=18, first=2 * place) for place in range(2)]
    return problem(
        *plans,
        lecturers=people,
        rooms=[room("p1", venue="A"), room("p2", venue="B")],
        fixed=(lesson("x", 6, class_id="other", lecturer_ids=("a", "b"), room_id=None),),
        kept=(lesson("t1", 3, class_id="lop0", lecturer_ids=("b", "a")), lesson("t5", 9, class_id="lop1")),
        weights=Weights(**weights),
    )


@pytest.mark.parametrize("seed", range(6))
def test_costs_of_moves_are_what_the_rules_find(seed):
    held = staffed(travel=3, changes=2, fairness=2)
    tables = tabulated(held)
    g, s = build_ground(tables)
    state, totals = stood(tables, g, s, anywhere(tables, seed))
    priced = 0
    for temperature in (1000.0, 100.0, 10.0, 1.0, 0.1):
        best = np.full(3 * g[EVENTS], -1, np.int32)
        anneal(g, state, first_chance(seed), 300, temperature, 20.0, 3.0, totals, best)
        recounted, again = stood(tables, g, s, standing_in(g, state))
        timetable = read_standing(tables, standing_in(g, state))

        assert again[:2].tolist() == totals[:2].tolist()
        assert (recounted[: g[LOG]] == state[: g[LOG]]).all()
        assert (totals[0] == 0) == (verify(held, timetable) == ())
        if not meets(held, timetable):
            priced += 1
            assert totals[1] == cost(held, timetable)
    assert priced


def test_search_finds_what_keeps_every_rule_and_reads_it_back_as_it_was_written_down():
    found = search(staffed(), budget=counted(20_000, enough=10_000), seed=1, workers=1)

    assert found.timetable is not None
    assert verify(staffed(), found.timetable) == ()
    tables = tabulated(staffed())
    assert read_standing(tables, write_standing(tables, found.timetable)) == found.timetable
    together = {given.topic_id: len(given.lecturer_ids) for given in found.timetable.lessons}
    assert together == {"t1": 2, "t2": 1, "t3": 2, "t4": 2, "t5": 1, "t6": 3}


def test_lecturer_of_all_parts_changes_with_them():
    tables = tabulated(problem(plan(topic("t1", half_days=3, spread=True, one_lecturer=True), slots=8),
                               lecturers=[lecturer(name, "t1") for name in NAMES]))  # fmt: skip
    g, s = build_ground(tables)
    state, totals = stood(tables, g, s, np.array([0, 2, 4, 0, 0, 0, 0, 0, 0], np.int32))
    seen = set()
    for turn in range(20):
        anneal(g, state, first_chance(turn), 50, 5.0, 1000.0, 3.0, totals, np.full(9, -1, np.int32))
        given = state[g[LECTURER] : g[LECTURER] + 3].tolist()
        assert len(set(given)) == 1
        seen.add(given[0])
    assert len(seen) > 1


def test_limit_of_the_week_is_counted_only_where_it_can_be_reached():
    free, bound = (
        problem(plan(topic("t1"), slots=8), lecturers=[lecturer("a", "t1", max_per_week=most)]) for most in (8, 7)
    )

    assert build_ground(tabulated(free))[0][WEEKS] == 0
    assert build_ground(tabulated(bound))[0][WEEKS] == 1


def test_teams_are_lecturers_alone_and_those_who_may_give_something_together():
    people = [lecturer("a", "t1"), lecturer("b", "t2"), lecturer("c", "t1", "t2")]
    held = problem(plan(topic("t1", lecturers=2), topic("t2")), lecturers=people)

    assert teams_of(held) == (("a",), ("b",), ("c",), ("a", "c"))


def test_of_very_many_teams_some_are_drawn_and_the_same_each_time():
    people = [lecturer(f"gv{number}", "t1") for number in range(60)]
    held = problem(plan(topic("t1", lecturers=4)), lecturers=people)

    teams = teams_of(held)

    assert 4000 < len(teams) < 6000
    assert teams == teams_of(held)
    assert all(len(set(team)) == 4 for team in teams[60:])


def test_timetable_without_enough_lecturers_is_not_looked_for():
    held = problem(plan(topic("t1", lecturers=2)))

    assert search(held, budget=counted(5_000), seed=1, workers=1).timetable is None


def test_standing_of_a_single_lecturer_of_two_is_put_where_it_may_be():
    held = problem(plan(topic("t1", lecturers=2)), lecturers=[lecturer(name, "t1") for name in ("a", "b")])
    tables = tabulated(held)

    standing = write_standing(tables, Timetable((lesson("t1", 1),)))

    assert read_standing(tables, standing).lessons[0].lecturer_ids == ("a", "b")
    assert read_standing(tables, standing).lessons[0].half_day == SLOTS[1]


def test_both_ways_of_solving_find_the_same_best_timetable(monkeypatch):
    topics = [topic("t1", lecturers=2), topic("t2", half_days=2, spread=True, one_lecturer=True)]
    people = [lecturer(name, "t1", "t2", busy=(place,), max_per_week=2) for place, name in enumerate("abc")]
    held = problem(plan(*topics, slots=4), lecturers=people, weights=only(fairness=1, fair_share=1, compactness=2))
    exact = solve(held, seconds=2)
    monkeypatch.setattr(sys.modules[solve.__module__], "EXACT_DECISIONS", 0)

    searched = solve(held, seconds=0.2)

    assert (exact.status, searched.violations) == ("optimal", ())
    assert searched.objective == exact.objective
