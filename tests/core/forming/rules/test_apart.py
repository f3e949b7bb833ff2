from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import apart
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

PAIR = frozenset({("p0001", "p0000")})


def test_solve_seats_a_pair_in_two_classes():
    solution = solve(FormingProblem(people(2), (slot(1), slot(2)), apart=PAIR)).solution
    assert solution.seats["p0000"] != solution.seats["p0001"]


def test_solve_infeasible_when_one_class_needs_both():
    assert solve(FormingProblem(people(2), (slot(1, 2), slot(2)), apart=PAIR)).status == "infeasible"


def test_violations_none_in_two_classes_or_without_a_class():
    problem = FormingProblem(people(2), (slot(1), slot(2)), apart=PAIR)
    assert list(apart.violations(problem, Solution({"p0000": "c1", "p0001": "c2"}))) == []
    assert list(apart.violations(problem, Solution({}, ("p0000", "p0001")))) == []


def test_violations_name_pair_and_class():
    problem = FormingProblem(people(2), (slot(1), slot(2)), apart=PAIR)
    assert list(apart.violations(problem, Solution({"p0000": "c1", "p0001": "c1"}))) == [
        Violation("apart", "in_one_class", {"candidate": "p0001", "other": "p0000", "class": "c1"})
    ]
