from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import forbidden
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

BANNED = frozenset({("p0000", "c1")})


def test_solve_keeps_a_person_out_of_a_class():
    outcome = solve(FormingProblem(people(1), (slot(1), slot(2)), forbidden=BANNED))
    assert outcome.solution == Solution({"p0000": "c2"})


def test_solve_infeasible_when_a_class_needs_whom_it_may_not_take():
    assert solve(FormingProblem(people(1), (slot(1, 1), slot(2)), forbidden=BANNED)).status == "infeasible"


def test_violations_none_in_another_class():
    problem = FormingProblem(people(1), (slot(1), slot(2)), forbidden=BANNED)
    assert list(forbidden.violations(problem, Solution({"p0000": "c2"}))) == []


def test_violations_name_person_and_class():
    problem = FormingProblem(people(1), (slot(1), slot(2)), forbidden=BANNED)
    assert list(forbidden.violations(problem, Solution({"p0000": "c1"}))) == [
        Violation("forbidden", "in_forbidden_class", {"candidate": "p0000", "class": "c1"})
    ]
