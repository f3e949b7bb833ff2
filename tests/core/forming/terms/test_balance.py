import pytest

from core.forming.samples import person, slot
from khaigiang.core.forming.problem import Balance, FormingProblem
from khaigiang.core.forming.solution import Solution
from khaigiang.core.forming.terms import balance

# Ten people, three of them women.
PEOPLE = tuple(person(number, sex="female" if number < 3 else "male") for number in range(10))
PROBLEM = FormingProblem(PEOPLE, (slot(1), slot(2)))


def seating(first):
    return Solution({one.id: "c1" if number in first else "c2" for number, one in enumerate(PEOPLE)})


@pytest.mark.parametrize(
    ("first", "cost"),
    [
        ({0, 3, 4, 5, 6}, 0),  # 1 and 2 women where 1.5 are fair
        ({0, 1, 3, 4, 5}, 0),
        ({0, 1, 2, 3, 4}, 4),  # 3 and 0 women, 2 and 5 men: each one off
        ({3, 4, 5, 6, 7}, 4),
        ({0, 1}, 4),  # 2 and 1 women where 0.6 and 2.4 are fair, 0 and 7 men where 1.4 and 5.6 are
        ({0, 3}, 0),
        (set(), 0),
    ],
)
def test_score_counts_people_outside_the_rounded_fair_share(first, cost):
    assert balance.score(PROBLEM, seating(first), Balance("sex")) == cost


def test_score_multiplies_by_the_weight():
    assert balance.score(PROBLEM, seating({0, 1, 2, 3, 4}), Balance("sex", 7)) == 28


def test_score_leaves_out_unknown_values():
    people = tuple(person(number) for number in range(4))
    problem = FormingProblem(people, (slot(1), slot(2)))
    assert balance.score(problem, Solution({one.id: "c1" for one in people}), Balance("sex")) == 0


def test_strays_name_value_and_class():
    found = balance.strays(PROBLEM, seating({0, 1, 2, 3, 4}), Balance("sex"))
    assert found == {("female", "c1"): 1, ("female", "c2"): 1, ("male", "c1"): 1, ("male", "c2"): 1}
