from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import sizes
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve


def test_solve_fills_classes_within_their_bounds():
    outcome = solve(FormingProblem(people(7), (slot(1, 5, 5), slot(2, 2, 9))))
    assert outcome.status == "optimal"
    assert len(outcome.solution.members("c1")) == 5
    assert len(outcome.solution.members("c2")) == 2


def test_solve_infeasible_when_a_class_cannot_reach_its_least():
    outcome = solve(FormingProblem(people(7), (slot(1, 4), slot(2, 4))))
    assert (outcome.status, outcome.solution, outcome.levels) == ("infeasible", None, ())


def test_solve_leaves_out_whom_the_most_does_not_hold():
    outcome = solve(FormingProblem(people(7), (slot(1, 0, 2), slot(2, 0, 3))))
    assert outcome.status == "optimal"
    assert len(outcome.solution.unplaced) == 2


def test_violations_none_at_the_bounds():
    problem = FormingProblem(people(3), (slot(1, 1, 1), slot(2, 2, 2)))
    assert list(sizes.violations(problem, Solution({"p0000": "c1", "p0001": "c2", "p0002": "c2"}))) == []


def test_violations_count_too_few_and_too_many():
    problem = FormingProblem(people(3), (slot(1, 1, 1), slot(2, 0, 2)))
    assert list(sizes.violations(problem, Solution({"p0000": "c2", "p0001": "c2", "p0002": "c2"}))) == [
        Violation("sizes", "too_few", {"class": "c1", "people": "0", "minimum": "1"}),
        Violation("sizes", "too_many", {"class": "c2", "people": "3", "maximum": "2"}),
    ]
