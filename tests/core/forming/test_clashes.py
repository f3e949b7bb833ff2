import pytest
from hypothesis import given, settings

from core.forming.problems import problems
from core.forming.samples import people, person, slot, window
from khaigiang.core.forming.clashes import Clash, clashes
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.solve import solve

EVERYONE = Clash("everyone_seated", "everyone_seated")


def test_clashes_none_when_everyone_can_be_seated():
    assert clashes(FormingProblem(people(3), (slot(1), slot(2)))) == ()


def test_clashes_tell_that_the_classes_hold_too_few():
    problem = FormingProblem(people(579), tuple(slot(number, 0, 100) for number in range(5)))
    assert clashes(problem) == (Clash("sizes", "sizes_too_small", {"people": "579", "seats": "500"}),)


def test_clashes_tell_that_the_people_are_too_few():
    problem = FormingProblem(people(7), (slot(1, 5), slot(2, 5)))
    assert clashes(problem, everyone=False) == (Clash("sizes", "too_few_people", {"people": "7", "least": "10"}),)


def test_clashes_name_whoever_is_never_free():
    problem = FormingProblem((person(0), person(1, unavailable=(window(0, 30),))), (slot(1), slot(2)))
    assert clashes(problem) == (Clash("availability", "no_window_free", {"people": "1", "candidates": "p0001"}),)


def test_clashes_name_the_two_decisions_and_the_size_they_exceed():
    problem = FormingProblem(people(5), (slot(1, 0, 1), slot(2)), forced={"p0000": "c1", "p0001": "c1", "p0002": "c2"})
    assert clashes(problem, everyone=False) == (
        Clash("sizes", "at_most", {"class": "c1", "maximum": "1"}),
        Clash("forced", "must_sit_in", {"candidates": "p0000, p0001", "people": "2", "class": "c1"}),
    )


def test_clashes_name_a_decision_against_a_busy_day():
    problem = FormingProblem(
        (person(0, unavailable=(window(7),)), person(1)), (slot(1), slot(2)), forced={"p0000": "c1"}
    )
    assert clashes(problem, everyone=False) == (
        Clash("availability", "not_free", {"candidates": "p0000", "people": "1", "classes": "c1"}),
        Clash("forced", "must_sit_in", {"candidates": "p0000", "people": "1", "class": "c1"}),
    )


def test_clashes_name_a_pair_that_one_class_cannot_part():
    problem = FormingProblem(people(4), (slot(1),), apart=frozenset({("p0001", "p0002")}))
    assert clashes(problem) == (
        Clash("apart", "not_same_class", {"candidate": "p0001", "other": "p0002", "class": "c1"}),
        EVERYONE,
    )


@pytest.mark.parametrize("busy", [6, 40])
def test_clashes_count_people_pressed_into_one_class(busy):
    crowd = tuple(person(number, unavailable=(window(14),)) for number in range(busy))
    problem = FormingProblem((*crowd, person(99)), (slot(1, 0, 5), slot(2)))
    assert clashes(problem) == (
        Clash("sizes", "at_most", {"class": "c1", "maximum": "5"}),
        Clash(
            "availability",
            "not_free",
            {"candidates": ", ".join(one.id for one in crowd), "people": str(busy), "classes": "c2"},
        ),
        EVERYONE,
    )


@settings(max_examples=40, deadline=None, derandomize=True)
@given(problems())
def test_clashes_are_found_exactly_when_there_is_no_seating(problem):
    outcome = solve(problem)
    assert bool(clashes(problem, everyone=False)) == (outcome.solution is None)
    assert bool(clashes(problem)) == (outcome.solution is None or bool(outcome.solution.unplaced))
