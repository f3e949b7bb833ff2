"""The two halves of each rule share no formula; here they are asked about the same seatings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from core.forming.problems import problems
from khaigiang.core.forming.person_types import PersonType
from khaigiang.core.forming.rules import RULES
from khaigiang.core.forming.seats import lay_out_seats
from khaigiang.core.forming.solution import Solution


def solver_accepts(problem, rule, solution):
    """Whether one rule, posted alone, allows exactly this seating; each person a type of one."""
    model = cp_model.CpModel()
    seats = lay_out_seats(problem, tuple(PersonType((one,)) for one in problem.candidates), model)
    for demand in rule.post(problem, seats):
        model.add(demand.condition)
    for variable, value in seats.hint(solution):
        model.add(variable == value)
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.NAME)
@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.data())
def test_solver_accepts_exactly_what_breaks_nothing(rule, data):
    problem = data.draw(problems(most=5))
    choices = st.sampled_from([None, *(slot.id for slot in problem.classes)])
    seats = {candidate.id: data.draw(choices) for candidate in problem.candidates}
    solution = Solution(
        {person: seat for person, seat in seats.items() if seat},
        tuple(person for person, seat in seats.items() if not seat),
    )
    assert solver_accepts(problem, rule, solution) == (list(rule.violations(problem, solution)) == [])
