import pytest

from core.forming.samples import people, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import one_place
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

PROBLEM = FormingProblem(people(2), (slot(1), slot(2)))


def test_solve_seats_each_person_once():
    outcome = solve(PROBLEM)
    assert outcome.status == "optimal"
    assert outcome.solution == Solution({"p0000": "c1", "p0001": "c2"})


def test_solve_names_whom_it_leaves_out():
    outcome = solve(FormingProblem(people(3), (slot(1, 0, 2),)))
    assert outcome.status == "optimal"
    assert outcome.solution == Solution({"p0000": "c1", "p0001": "c1"}, ("p0002",))


def test_violations_none_when_everyone_is_somewhere():
    assert list(one_place.violations(PROBLEM, Solution({"p0000": "c1"}, ("p0001",)))) == []


@pytest.mark.parametrize(
    ("solution", "code", "facts"),
    [
        (Solution({"p0000": "c1"}), "forgotten", {"candidate": "p0001"}),
        (
            Solution({"p0000": "c1", "p0001": "c9"}),
            "unknown_class",
            {"candidate": "p0001", "class": "c9"},
        ),
        (
            Solution({"p0000": "c1", "p0001": "c1"}, ("p0001",)),
            "placed_and_unplaced",
            {"candidate": "p0001", "class": "c1"},
        ),
        (
            Solution({"p0000": "c1", "p0001": "c1", "p0009": "c1"}),
            "unknown_candidate",
            {"candidate": "p0009"},
        ),
        (Solution({"p0000": "c1", "p0001": "c1"}, ("p0009",)), "unknown_candidate", {"candidate": "p0009"}),
    ],
)
def test_violations_names_the_fault(solution, code, facts):
    assert list(one_place.violations(PROBLEM, solution)) == [Violation("one_place", code, facts)]
