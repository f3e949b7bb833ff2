from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import forced
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve


def test_solve_keeps_a_person_in_the_class_decided():
    outcome = solve(FormingProblem(people(2), (slot(1), slot(2)), forced={"p0000": "c2"}))
    assert outcome.solution == Solution({"p0000": "c2", "p0001": "c1"})


def test_solve_infeasible_when_the_class_decided_has_no_room():
    problem = FormingProblem(people(2), (slot(1, 0, 1),), forced={"p0000": "c1", "p0001": "c1"})
    assert solve(problem).status == "infeasible"


def test_violations_none_in_the_class_decided():
    problem = FormingProblem(people(1), (slot(1), slot(2)), forced={"p0000": "c2"})
    assert list(forced.violations(problem, Solution({"p0000": "c2"}))) == []


def test_violations_tell_the_seat_taken_instead():
    problem = FormingProblem(people(2), (slot(1), slot(2)), forced={"p0000": "c2", "p0001": "c2"})
    assert list(forced.violations(problem, Solution({"p0000": "c1"}, ("p0001",)))) == [
        Violation("forced", "not_in_class", {"candidate": "p0000", "class": "c2", "seat": "c1"}),
        Violation("forced", "not_in_class", {"candidate": "p0001", "class": "c2", "seat": ""}),
    ]
