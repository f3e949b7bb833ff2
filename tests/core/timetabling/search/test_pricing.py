"""What the search counts step by step against what the rules say of the timetable, at random states."""

import random

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from core.timetabling.strategies import small_problems
from khaigiang.core.timetabling import cost, verify
from khaigiang.core.timetabling.rules import KeptByShape
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES, SOFT_RULES
from khaigiang.core.timetabling.rules.class_in_one_place import ClassInOnePlace
from khaigiang.core.timetabling.rules.half_day_periods import HalfDayPeriods
from khaigiang.core.timetabling.search.compiling import build_ground, empty_totals, first_chance, tabulated
from khaigiang.core.timetabling.search.ground import EVENTS, LOG, TIME
from khaigiang.core.timetabling.search.standing import read_standing
from khaigiang.core.timetabling.search.steps import anneal, stand

property_test = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


# Lessons of a class that meet in one half-day are lined up in it, and then the half-day is too short.
TOGETHER = (ClassInOnePlace(), HalfDayPeriods())


def meets(held, timetable):
    return any(list(rule.violations(held, timetable)) for rule in TOGETHER)


def anywhere(tables, seed):
    """Every event in some place it may have."""
    chance = random.Random(seed)
    columns = [
        [chance.choice(np.flatnonzero(row).tolist()) if row.any() else -1 for row in may]
        for may in (tables.may_start, tables.may_teach, tables.may_hold)
    ]
    return np.array(columns, np.int32).ravel()


def stood(tables, g, s, standing):
    totals = empty_totals(tables)
    state = s.copy()
    stand(g, state, standing, totals)
    return state, totals


def standing_in(g, state):
    return state[g[TIME] : g[TIME] + 3 * g[EVENTS]].copy()


def settled(held, seed, **rules):
    """A problem's arrays, and events that stand anywhere or, for odd seeds, where a few hundred moves have led them."""
    tables = tabulated(held, **rules)
    assume(tables.may_stand())
    g, s = build_ground(tables)
    state, totals = stood(tables, g, s, anywhere(tables, seed))
    if seed % 2:
        best = np.full(3 * g[EVENTS], -1, np.int32)
        anneal(g, state, first_chance(seed), 300, 1.0, 20.0, 3.0, totals, best)
    return tables, totals, standing_in(g, state)


@property_test
@given(small_problems(), st.integers(0, 9))
def test_counts_are_what_the_rules_say_wherever_events_stand(held, seed):
    tables, totals, standing = settled(held, seed)

    timetable = read_standing(tables, standing)
    assert (totals[0] == 0) == (verify(held, timetable) == ())
    if not meets(held, timetable):
        assert totals[1] == cost(held, timetable)


@property_test
@given(small_problems(), st.integers(0, 9), st.sampled_from(HARD_RULES))
def test_each_hard_rule_is_broken_for_the_search_when_it_is_for_the_judge(held, seed, rule):
    always = [*TOGETHER, *(each for each in HARD_RULES if isinstance(each, KeptByShape))]
    tables, totals, standing = settled(held, seed, hard={each.name: each for each in (*TOGETHER, rule)}.values())

    timetable = read_standing(tables, standing)
    assert (totals[0] == 0) == (not any(list(each.violations(held, timetable)) for each in (rule, *always)))


@property_test
@given(small_problems(), st.integers(0, 9), st.sampled_from(SOFT_RULES))
def test_each_soft_rule_costs_the_search_what_it_costs_the_judge(held, seed, rule):
    tables, totals, standing = settled(held, seed, soft=[rule])

    timetable = read_standing(tables, standing)
    assume(not meets(held, timetable))
    assert totals[1] == rule.weight(held.weights) * rule.cost(held, timetable)


@property_test
@given(small_problems(), st.integers(0, 9))
def test_moves_change_the_counts_by_what_a_full_recount_finds(held, seed):
    tables = tabulated(held)
    assume(tables.may_stand())
    g, s = build_ground(tables)
    state, totals = stood(tables, g, s, anywhere(tables, seed))

    for temperature in (100.0, 2.0, 0.1):
        best = np.full(3 * g[EVENTS], -1, np.int32)
        anneal(g, state, first_chance(seed), 60, temperature, 3.0, 3.0, totals, best)

        recounted, again = stood(tables, g, s, standing_in(g, state))
        assert again[:2].tolist() == totals[:2].tolist()
        assert (recounted[: g[LOG]] == state[: g[LOG]]).all()
