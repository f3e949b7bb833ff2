import pytest

from core.forming.samples import person, slot, window
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import availability
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

# Class 1 is held on days 7, 8, 9; class 2 on days 14, 15, 16.
CLASSES = (slot(1), slot(2))


def test_solve_takes_the_only_class_a_person_is_free_for():
    outcome = solve(FormingProblem((person(0, unavailable=(window(9, 2),)),), CLASSES))
    assert outcome.solution == Solution({"p0000": "c2"})


def test_solve_leaves_out_whoever_is_never_free():
    outcome = solve(FormingProblem((person(0, unavailable=(window(9, 6),)),), CLASSES))
    assert outcome.solution == Solution({}, ("p0000",))


def test_solve_infeasible_when_a_class_needs_whoever_is_not_free():
    problem = FormingProblem((person(0, unavailable=(window(7),)),), (slot(1, 1), slot(2)))
    assert solve(problem).status == "infeasible"


@pytest.mark.parametrize("busy", [window(0, 7), window(10, 4)])
def test_violations_none_when_only_days_around_the_class_are_taken(busy):
    problem = FormingProblem((person(0, unavailable=(busy,)),), CLASSES)
    assert list(availability.violations(problem, Solution({"p0000": "c1"}))) == []


@pytest.mark.parametrize("busy", [window(0, 8), window(9, 4), window(8, 1), window(0, 30)])
def test_violations_name_the_days_that_overlap(busy):
    problem = FormingProblem((person(0, unavailable=(busy,)),), CLASSES)
    facts = {"candidate": "p0000", "class": "c1", "first": str(busy.first), "last": str(busy.last)}
    assert list(availability.violations(problem, Solution({"p0000": "c1"}))) == [
        Violation("availability", "not_free", facts)
    ]
