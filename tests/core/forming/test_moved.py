"""Forming again moves as few people as possible."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forming.problems import LEVELS as AIMS
from core.forming.problems import problems
from core.forming.samples import people, person, slot
from core.forming.test_solve import HA_NOI, cheapest_by_trying_all, scores
from khaigiang.core.forming.deal import deal
from khaigiang.core.forming.levels import LEVELS, StatedLevels
from khaigiang.core.forming.problem import (
    Balance,
    FormingProblem,
    InvalidProblemError,
    Level,
    Moved,
    Unplaced,
    default_levels,
)
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.solve import solve
from khaigiang.core.forming.terms import least_of_level, score_of_level
from khaigiang.core.forming.verify import verify

AGAIN = StatedLevels().levels(seated_before=True)
STAY = AGAIN[1]


@st.composite
def formed_before(draw, most):
    """A problem some of whose people sat in some class before, wherever that was."""
    problem = draw(problems(most))
    seats = st.one_of(st.none(), st.sampled_from([one.id for one in problem.classes]))
    before = {one.id: seat for one in problem.candidates if (seat := draw(seats)) is not None}
    place = draw(st.integers(1, len(AIMS)))
    return replace(problem, before=before, levels=(*AIMS[:place], STAY, *AIMS[place:]))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(formed_before(4))
def test_as_few_move_as_trying_every_seating_would_find(problem):
    outcome = solve(problem)
    found = outcome.solution and tuple(level.objective for level in outcome.levels)
    assert found == cheapest_by_trying_all(problem)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(formed_before(9))
def test_forming_again_keeps_the_rules_and_proves_its_costs(problem):
    outcome = solve(problem)
    assert outcome.status in ("optimal", "infeasible")
    if outcome.solution is not None:
        assert verify(problem, outcome.solution) == ()
        assert tuple(level.objective for level in outcome.levels) == scores(problem, outcome.solution)
        assert all(
            least_of_level(problem, level) <= score_of_level(problem, outcome.solution, level) for level in AGAIN
        )


def without(problem, leavers, seats):
    stay = tuple(one for one in problem.candidates if one.id not in leavers)
    return replace(problem, candidates=stay, before={one.id: seats[one.id] for one in stay}, levels=AGAIN[:3])


@pytest.fixture(scope="module")
def ha_noi():
    return solve(HA_NOI).solution


def test_nobody_moves_while_the_sizes_stay_within_their_bounds(ha_noi):
    leavers = {*ha_noi.members("c1")[:5], *ha_noi.members("c2")[:5]}
    outcome = solve(without(HA_NOI, leavers, ha_noi.seats))
    assert outcome.status == "optimal"
    assert outcome.solution.seats == {one: seat for one, seat in ha_noi.seats.items() if one not in leavers}


def test_as_many_move_as_fill_up_a_class_of_a_fixed_size(ha_noi):
    outcome = solve(without(HA_NOI, set(ha_noi.members("c3")[:5]), ha_noi.seats))
    moved = next(level for level in outcome.levels if level.name == "moved")
    assert (outcome.status, moved.objective, moved.bound) == ("optimal", 5, 5)
    assert len(outcome.solution.members("c3")) == 118


def test_newcomers_take_the_seats_that_are_free():
    before = {"p0000": "c0", "p0001": "c0", "p0002": "c1"}
    problem = FormingProblem(people(4), (slot(0, 0, 2), slot(1, 2, 2)), before=before, levels=AGAIN)
    assert solve(problem).solution == Solution({**before, "p0003": "c1"})


def test_whoever_was_left_out_before_is_seated_though_another_must_move():
    only_first = person(3, unavailable=(slot(1).window,))
    before = {"p0000": "c0", "p0001": "c0", "p0002": "c1"}
    problem = FormingProblem((*people(3), only_first), (slot(0, 0, 2), slot(1, 0, 2)), before=before, levels=AGAIN)
    outcome = solve(problem)
    assert [(level.name, level.objective, level.bound) for level in outcome.levels][:2] == [
        ("unplaced", 0, 0),
        ("moved", 1, 1),
    ]


def test_deal_keeps_seats_and_fills_up_the_class_below_its_minimum():
    before = {f"p{number:04}": "c0" if number < 6 else "c1" for number in range(8)}
    problem = FormingProblem(people(8), (slot(0, 2, 9), slot(1, 4, 9)), before=before, levels=AGAIN)
    dealt = deal(problem)
    assert verify(problem, dealt) == ()
    assert score_of_level(problem, dealt, STAY) == least_of_level(problem, STAY) == 2


def test_where_no_level_asks_for_it_the_seats_before_are_nothing():
    before = {one.id: "c1" for one in HA_NOI.candidates}
    fresh = replace(HA_NOI, before=before)
    assert solve(fresh).solution == solve(HA_NOI).solution
    assert repr(fresh) == repr(HA_NOI)


def test_many_types_are_kept_in_place_without_the_solver(monkeypatch):
    monkeypatch.setattr("khaigiang.core.forming.solve.MOST_COUNTS", 0)
    monkeypatch.setattr("khaigiang.core.forming.solve._Search._search_and_bound", None)
    seats = {one.id: HA_NOI.classes[place % 5].id for place, one in enumerate(HA_NOI.candidates)}
    roomy = replace(HA_NOI, classes=tuple(replace(one, minimum=0, maximum=150) for one in HA_NOI.classes))
    outcome = solve(without(roomy, {"p0003", "p0007"}, seats))
    assert (outcome.levels[1].objective, outcome.levels[1].bound) == (0, 0)


def test_before_names_people_and_classes_of_the_problem():
    for before, code in (({"p0009": "c1"}, "unknown_candidate"), ({"p0000": "c9"}, "unknown_class")):
        with pytest.raises(InvalidProblemError) as refused:
            FormingProblem(people(1), (slot(1),), before=before)
        assert refused.value.code == code


def test_levels_stated_as_they_come_are_the_default():
    assert StatedLevels().levels(seated_before=False) == default_levels()
    assert [level.name for level in AGAIN] == ["unplaced", "moved", "sizes", "balance", "wishes"]


def test_levels_follow_the_stated_order_and_leave_out_what_weighs_nothing():
    stated = StatedLevels(("wishes", "balance", "sizes", "moved"), {"sex": 4, "district": 0})
    assert [level.name for level in stated.levels(seated_before=True)] == [
        "unplaced",
        "wishes",
        "balance",
        "sizes",
        "moved",
    ]
    assert stated.levels(seated_before=True)[2] == Level("balance", (Balance("sex", 4),))
    assert "balance" not in [level.name for level in StatedLevels(LEVELS, {}).levels(seated_before=False)]


@pytest.mark.parametrize(
    ("order", "weights", "code"),
    [
        (("sizes", "balance", "wishes"), {}, "levels_not_each_once"),
        (("sizes", "sizes", "balance", "wishes"), {}, "levels_not_each_once"),
        (LEVELS, {"sex": 10}, "weight_out_of_range"),
        (LEVELS, {"sex": -1}, "weight_out_of_range"),
    ],
)
def test_levels_that_make_no_sense_are_refused(order, weights, code):
    with pytest.raises(InvalidProblemError) as refused:
        StatedLevels(order, weights)
    assert refused.value.code == code


def test_moved_is_weighed_like_any_other_aim():
    problem = FormingProblem(
        people(2),
        (slot(0), slot(1)),
        before={"p0000": "c0", "p0001": "c0"},
        levels=(Level("unplaced", (Unplaced(),)), Level("moved", (Moved(3),))),
    )
    assert score_of_level(problem, Solution({"p0000": "c1", "p0001": "c0"}), problem.levels[1]) == 3
