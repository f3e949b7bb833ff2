"""What a move is said to cost beforehand against what making it costs, at random states."""

import numpy as np
import pytest

from core.timetabling.build import plan, problem, topic
from core.timetabling.search.examples import little
from core.timetabling.search.test_pricing import anywhere, standing_in, stood
from khaigiang.core.timetabling.search.compiling import build_ground, first_chance, tabulated
from khaigiang.core.timetabling.search.ground import EVENTS, PLAIN
from khaigiang.core.timetabling.search.moves import propose
from khaigiang.core.timetabling.search.steps import attempt

WEIGHT, ANY = 20.0, 1e9


@pytest.fixture(scope="module")
def ground():
    tables = tabulated(little())
    return tables, *build_ground(tables)


def moves(tables, g, s, seed):
    """Moves from a random state, each with its cost; ``chance`` draws the same again."""
    state, _ = stood(tables, g, s, anywhere(tables, seed))
    chance = first_chance(seed)
    for _ in range(400):
        before, drawn = state.copy(), chance.copy()
        planned, hard, uncounted = propose(g, state, chance, WEIGHT, ANY, 0.0)
        if planned:
            taken, hard, soft = attempt(g, state, planned, hard, uncounted, WEIGHT, ANY)
            assert taken
            yield before, drawn, WEIGHT * hard + soft


@pytest.mark.parametrize("seed", range(8))
def test_move_is_refused_beforehand_when_it_costs_more_than_the_limit_and_only_then(ground, seed):
    tables, g, s = ground
    costs = []
    for state, chance, costly in moves(tables, g, s, seed):
        costs.append(costly)
        for limit, passes in ((costly, True), (costly - 0.5, False)):
            free = limit + ANY  # so that the half-days are drawn alike, whatever clashes they have
            planned, _hard, uncounted = propose(g, state.copy(), chance.copy(), WEIGHT, limit, free)
            assert not uncounted
            assert (planned > 0) == passes
    assert len(costs) > 100
    assert min(costs) < 0 < max(costs)


def test_parts_of_one_topic_do_not_change_half_days_and_rooms_with_each_other(ground):
    tables, g, s = ground
    state, _ = stood(tables, g, s, anywhere(tables, 3))
    chance = first_chance(3)
    for _ in range(3000):
        before = standing_in(g, state)
        planned, hard, uncounted = propose(g, state, chance, WEIGHT, ANY, 0.0)
        if planned:
            attempt(g, state, planned, hard, uncounted, WEIGHT, ANY)
            after = standing_in(g, state)
            moved = (before != after)[: g[EVENTS]].any()
            assert not moved or occupied(tables, before) != occupied(tables, after)


def occupied(tables, standing):
    """Which topic stands where, its parts not told apart."""
    times, lecturers, rooms = np.split(standing, 3)
    topics = [(event.classes, event.topic.id) for event in tables.events]
    return sorted(zip(topics, times.tolist(), lecturers.tolist(), rooms.tolist(), strict=True))


def test_only_whole_events_of_one_half_day_without_order_or_lecturer_are_foretold(ground):
    _tables, g, _s = ground
    other, _ = build_ground(tabulated(problem(plan(topic("t1"), topic("t2", half_days=2), topic("t3", order=2)))))

    assert g[g[PLAIN] : g[PLAIN] + g[EVENTS]].all()
    assert not other[other[PLAIN] : other[PLAIN] + other[EVENTS]].all()
