from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import together
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

PAIR = frozenset({("p0000", "p0001")})


def test_solve_seats_a_pair_in_one_class():
    solution = solve(FormingProblem(people(4), (slot(1), slot(2)), together=PAIR)).solution
    assert solution.seats["p0000"] == solution.seats["p0001"]
    assert solution.seats["p0002"] == solution.seats["p0003"] != solution.seats["p0000"]


def test_solve_leaves_both_out_where_only_one_fits():
    outcome = solve(FormingProblem(people(2), (slot(1, 0, 1), slot(2, 0, 1)), together=PAIR))
    assert outcome.solution == Solution({}, ("p0000", "p0001"))


def test_solve_infeasible_when_the_two_are_bound_to_different_classes():
    problem = FormingProblem(people(2), (slot(1), slot(2)), together=PAIR, forced={"p0000": "c1", "p0001": "c2"})
    assert solve(problem).status == "infeasible"


def test_violations_none_in_one_class():
    problem = FormingProblem(people(2), (slot(1), slot(2)), together=PAIR)
    assert list(together.violations(problem, Solution({"p0000": "c2", "p0001": "c2"}))) == []


def test_violations_name_the_pair():
    problem = FormingProblem(people(2), (slot(1), slot(2)), together=PAIR)
    expected = [Violation("together", "not_together", {"candidate": "p0000", "other": "p0001"})]
    assert list(together.violations(problem, Solution({"p0000": "c1", "p0001": "c2"}))) == expected
    assert list(together.violations(problem, Solution({"p0000": "c1"}, ("p0001",)))) == expected
