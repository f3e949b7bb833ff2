import pytest

from core.forming.samples import person, slot
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.rules import chief_and_deputy
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

PAIR = (person(0, unit="u1", rank="chief"), person(1, unit="u1", rank="deputy"))
# Each class lasts three days: 1 and 2 share a day, 3 is free of both.
CLASSES = (slot(1, start=0), slot(2, start=2), slot(3, start=5))


@pytest.mark.parametrize("place", [0, 1])
def test_solve_sends_them_on_different_days(place):
    forced = {PAIR[place].id: "c1"}
    solution = solve(FormingProblem(PAIR, CLASSES, forced=forced, chief_and_deputy_apart=True)).solution
    assert solution.seats[PAIR[1 - place].id] == "c3"


def test_solve_infeasible_when_classes_that_overlap_need_both():
    classes = (slot(1, 1, start=0), slot(2, 1, start=2))
    assert solve(FormingProblem(PAIR, classes, chief_and_deputy_apart=True)).status == "infeasible"


def test_solve_takes_them_together_where_the_line_does_not_ask():
    classes = (slot(1, 1, start=0), slot(2, 1, start=2))
    assert solve(FormingProblem(PAIR, classes)).status == "optimal"


@pytest.mark.parametrize(
    ("people", "asked"),
    [
        (PAIR, False),
        ((PAIR[0], person(1, unit="u2", rank="deputy")), True),
        ((PAIR[0], person(1, unit="u1", rank="member")), True),
        ((person(0, unit="u1", rank="deputy"), PAIR[1]), True),
    ],
)
def test_violations_none_for_others_or_where_not_asked(people, asked):
    problem = FormingProblem(people, CLASSES, chief_and_deputy_apart=asked)
    assert list(chief_and_deputy.violations(problem, Solution({"p0000": "c1", "p0001": "c1"}))) == []


@pytest.mark.parametrize(("seat", "other"), [("c1", "c1"), ("c1", "c2"), ("c2", "c1")])
def test_violations_name_the_two_classes_that_overlap(seat, other):
    problem = FormingProblem(PAIR, CLASSES, chief_and_deputy_apart=True)
    assert list(chief_and_deputy.violations(problem, Solution({"p0000": seat, "p0001": other}))) == [
        Violation("chief_and_deputy", "both_away", {"chief": "p0000", "deputy": "p0001", "class": seat, "other": other})
    ]


def test_violations_none_on_different_days():
    problem = FormingProblem(PAIR, CLASSES, chief_and_deputy_apart=True)
    assert list(chief_and_deputy.violations(problem, Solution({"p0000": "c1", "p0001": "c3"}))) == []
