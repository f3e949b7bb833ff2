import importlib
import itertools
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.forming.problems import problems
from core.forming.samples import people, person, slot, varied_people
from khaigiang.core.forming.problem import FormingProblem, Level, Unplaced, Wishes
from khaigiang.core.forming.solution import LevelResult, Solution
from khaigiang.core.forming.solve import solve
from khaigiang.core.forming.terms import score_of_level
from khaigiang.core.forming.verify import verify

# Thirty districts of 10 to 30 communes.
DISTRICTS = [
    10,
    11,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
    18,
    18,
    18,
    18,
    18,
    16,
    18,
    18,
    18,
    18,
    18,
    19,
    22,
    23,
    24,
    25,
    26,
    28,
    30,
    30,
    30,
]
HA_NOI = FormingProblem(
    varied_people(579, DISTRICTS),
    (
        slot(1, 100, 125, start=0),
        slot(2, 100, 125, start=20),
        slot(3, 118, 118, start=40),
        slot(4, 119, 119, start=40),
        slot(5, 100, 125, start=60),
    ),
)


def scores(problem, solution):
    return tuple(score_of_level(problem, solution, level) for level in problem.levels)


def cheapest_by_trying_all(problem):
    """The cheapest scores of all seatings without a violation, or None when there is none."""
    ids = [candidate.id for candidate in problem.candidates]
    choices = [None, *(one.id for one in problem.classes)]
    found = (
        Solution(
            {person: seat for person, seat in zip(ids, seats, strict=True) if seat},
            tuple(person for person, seat in zip(ids, seats, strict=True) if not seat),
        )
        for seats in itertools.product(choices, repeat=len(ids))
    )
    return min((scores(problem, one) for one in found if not verify(problem, one)), default=None)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems())
def test_solve_gives_what_verify_accepts_at_the_cost_it_reports(problem):
    outcome = solve(problem)
    assert outcome.status in ("optimal", "infeasible")
    if outcome.solution is not None:
        assert verify(problem, outcome.solution) == ()
        assert tuple(level.objective for level in outcome.levels) == scores(problem, outcome.solution)
        assert all(level.bound == level.objective for level in outcome.levels)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(problems(most=4))
def test_solve_finds_the_same_as_trying_every_seating(problem):
    outcome = solve(problem)
    found = outcome.solution and tuple(level.objective for level in outcome.levels)
    assert found == cheapest_by_trying_all(problem)


def test_solve_proves_five_classes_of_579():
    outcome = solve(HA_NOI)
    assert len(HA_NOI.candidates) == sum(DISTRICTS) == 579
    assert (outcome.status, outcome.objective, outcome.bound, outcome.gap) == ("optimal", 0, 0, 0.0)
    assert verify(HA_NOI, outcome.solution) == ()
    sizes = [len(outcome.solution.members(one.id)) for one in HA_NOI.classes]
    assert sizes == [114, 114, 118, 119, 114]


@pytest.mark.parametrize(("count", "classes", "least", "most"), [(7, 1, 5, 10), (720, 12, 55, 60), (2000, 40, 40, 60)])
def test_solve_proves_other_sizes(count, classes, least, most):
    problem = FormingProblem(
        varied_people(count, DISTRICTS), tuple(slot(number, least, most) for number in range(classes))
    )
    outcome = solve(problem)
    assert (outcome.status, outcome.objective) == ("optimal", 0)
    assert verify(problem, outcome.solution) == ()


def test_solve_repeats_its_answer():
    problem = FormingProblem(
        varied_people(60, [7, 9]), (slot(1, 10, 20), slot(2, 10, 50)), apart=frozenset({("p0001", "p0002")})
    )
    first, again = solve(problem), solve(problem)
    assert (first.solution, first.levels) == (again.solution, again.levels)


def test_solve_seats_interchangeable_people_by_unit_then_order():
    candidates = (person(0, unit="b"), person(1, unit="a"), person(2, unit="b"), person(3, unit="a"))
    solution = solve(FormingProblem(candidates, (slot(1), slot(2)))).solution
    assert solution.seats == {"p0000": "c2", "p0001": "c1", "p0002": "c2", "p0003": "c1"}


def test_solve_grants_wishes_only_within_even_sizes():
    candidates = tuple(person(number, wish="c1") for number in range(4))
    outcome = solve(FormingProblem(candidates, (slot(1), slot(2))))
    assert outcome.levels[-1] == LevelResult("wishes", 2, 2)
    assert outcome.status == "optimal"


def test_solve_follows_the_order_of_the_levels():
    candidates = tuple(person(number, wish="c1") for number in range(4))
    levels = (Level("unplaced", (Unplaced(),)), Level("wishes", (Wishes(),)))
    assert solve(FormingProblem(candidates, (slot(1), slot(2)), levels=levels)).solution.members("c1") == tuple(
        candidate.id for candidate in candidates
    )


def test_solve_tells_its_progress_level_by_level():
    told = []
    candidates = tuple(person(number, wish="c1") for number in range(4))
    solve(FormingProblem(candidates, (slot(1), slot(2))), progress=told.append)
    assert list(dict.fromkeys(one.level for one in told)) == ["unplaced", "sizes", "balance", "wishes"]
    assert (told[-1].objective, told[-1].bound) == (2, 2)


def test_solve_without_candidates_is_done():
    assert solve(FormingProblem((), (slot(1),))).solution == Solution({})


def test_solve_seats_a_bundle_where_nobody_else_fits_it_in():
    problem = FormingProblem(
        people(4), (slot(1, 0, 3), slot(2, 0, 1)), together=frozenset({("p0001", "p0002"), ("p0002", "p0003")})
    )
    assert solve(problem).solution.seats == {"p0000": "c2", "p0001": "c1", "p0002": "c1", "p0003": "c1"}


def test_forming_loads_without_the_solver():
    code = "import sys, khaigiang.core.forming.solve, khaigiang.core.forming.clashes; print('ortools' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "src"}
    )
    assert shown.stdout == "False\n"


def test_too_many_people_for_the_solver_are_dealt_and_swapped_and_the_bound_is_counted(monkeypatch):
    monkeypatch.setattr(importlib.import_module("khaigiang.core.forming.solve"), "MOST_COUNTS", 0)
    crowded = replace(HA_NOI, candidates=tuple(replace(each, wish="c1") for each in HA_NOI.candidates))

    outcome = solve(crowded)

    assert outcome.solution is not None
    assert verify(crowded, outcome.solution) == ()
    assert [(level.name, level.bound) for level in outcome.levels] == [
        ("unplaced", 0), ("sizes", 0), ("balance", 0), ("wishes", 0),
    ]  # fmt: skip
    assert (outcome.status, outcome.levels[2].objective) == ("feasible", 0)
    assert outcome.levels[3].objective == 579 - 114


def test_wishes_that_all_can_be_granted_stay_granted_while_the_balance_is_mended(monkeypatch):
    monkeypatch.setattr(importlib.import_module("khaigiang.core.forming.solve"), "MOST_COUNTS", 0)
    wishing = tuple(
        replace(each, wish=f"c{number % 5 + 1}") if number % 20 == 0 else each
        for number, each in enumerate(HA_NOI.candidates)
    )

    outcome = solve(replace(HA_NOI, candidates=wishing))

    assert [(level.name, level.objective) for level in outcome.levels] == [
        ("unplaced", 0), ("sizes", 0), ("balance", 0), ("wishes", 0),
    ]  # fmt: skip
    assert outcome.status == "optimal"
