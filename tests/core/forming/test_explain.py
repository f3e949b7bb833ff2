import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.forming.problems import problems
from core.forming.samples import people, person, slot, varied_people, window
from khaigiang.core.forming.explain import (
    AimChange,
    Cause,
    consequences,
    violations_of_move,
    violations_of_swaps,
    why,
    why_not,
)
from khaigiang.core.forming.problem import Balance, FormingProblem, Level, Unplaced
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.solve import solve

CLASSES = (slot(1), slot(2))
BALANCED = (Level("unplaced", (Unplaced(),)), Level("balance", (Balance("district"),)))


def two_districts():
    """Two people of each of two districts, one of each in each class."""
    candidates = tuple(person(number, district="d1" if number < 2 else "d2") for number in range(4))
    return FormingProblem(candidates, CLASSES, levels=BALANCED), Solution(
        {"p0000": "c1", "p0001": "c2", "p0002": "c1", "p0003": "c2"}
    )


def test_why_forced():
    problem = FormingProblem(people(1), CLASSES, forced={"p0000": "c2"})
    assert why(problem, Solution({"p0000": "c2"}), "p0000") == (Cause("forced", {"class": "c2"}),)


def test_why_only_window_free():
    problem = FormingProblem((person(0, unavailable=(window(7),)),), CLASSES)
    assert why(problem, Solution({"p0000": "c2"}), "p0000") == (Cause("only_window_free", {"class": "c2"}),)


def test_why_only_class_open_when_a_ban_closes_the_other():
    problem = FormingProblem(people(1), CLASSES, forbidden=frozenset({("p0000", "c1")}))
    assert why(problem, Solution({"p0000": "c2"}), "p0000") == (Cause("only_class_open", {"class": "c2"}),)


def test_why_wish():
    problem = FormingProblem((person(0, wish="c2"),), CLASSES)
    assert why(problem, Solution({"p0000": "c2"}), "p0000") == (Cause("wish", {"class": "c2"}),)


def test_why_with_partner():
    problem = FormingProblem(people(2), CLASSES, together=frozenset({("p0001", "p0000")}))
    solution = Solution({"p0000": "c1", "p0001": "c1"})
    assert why(problem, solution, "p0000") == (Cause("with_partner", {"class": "c1", "partner": "p0001"}),)


def test_why_keeps_district_balance():
    candidates = tuple(person(number, district="d1" if number in (0, 1) else "d2") for number in range(4))
    problem = FormingProblem(candidates, CLASSES, levels=BALANCED)
    solution = Solution({"p0000": "c1", "p0002": "c1", "p0003": "c2", "p0001": "c2"})
    facts = {"class": "c1", "other": "c2", "partner": "p0003", "level": "balance", "worse_by": "4"}
    assert why(problem, solution, "p0000") == (Cause("keeps_district_balance", facts),)


def test_why_place_in_order_when_another_class_would_do():
    problem, solution = two_districts()
    assert why(problem, solution, "p0000") == (Cause("place_in_order", {"class": "c1"}),)


def test_why_not_names_the_rule_a_move_would_break():
    problem = FormingProblem(people(2), (slot(1), slot(2, 0, 1)))
    solution = Solution({"p0000": "c1", "p0001": "c2"})
    facts = {"class": "c2", "people": "2", "maximum": "1"}
    assert why_not(problem, solution, "p0000", "c2") == (Cause("sizes.too_many", facts),)
    assert violations_of_move(problem, solution, "p0000", "c2") == (Violation("sizes", "too_many", facts),)


def test_why_not_names_the_aim_a_move_would_spoil():
    problem = FormingProblem(people(2), CLASSES)
    assert why_not(problem, Solution({"p0000": "c1", "p0001": "c2"}), "p0000", "c2") == (
        Cause("keeps_sizes_even", {"level": "sizes", "worse_by": "2"}),
    )


def test_why_not_is_silent_when_nothing_speaks_against_it():
    problem = FormingProblem(people(1), CLASSES, levels=BALANCED)
    assert why_not(problem, Solution({"p0000": "c1"}), "p0000", "c2") == ()


def test_violations_of_move_do_not_blame_it_for_what_was_broken_before():
    problem = FormingProblem(people(2), CLASSES, forced={"p0001": "c1"})
    assert violations_of_move(problem, Solution({"p0000": "c1", "p0001": "c2"}), "p0000", "c2") == ()


@pytest.mark.parametrize(
    ("given", "causes"),
    [
        ({"candidates": (person(0, unavailable=(window(0, 30),)),)}, (Cause("no_window_free"),)),
        ({"forbidden": frozenset({("p0000", "c1"), ("p0000", "c2")})}, (Cause("no_class_open"),)),
        ({"classes": (slot(1, 0, 0), slot(2, 0, 0))}, (Cause("classes_full", {"classes": "c1, c2"}),)),
    ],
)
def test_why_left_out(given, causes):
    problem = FormingProblem(**{"candidates": people(1), "classes": CLASSES, **given})
    assert why(problem, Solution({}, ("p0000",)), "p0000") == causes


def test_why_left_out_names_the_rules_in_the_way():
    problem = FormingProblem(people(2), (slot(1),), apart=frozenset({("p0000", "p0001")}))
    assert why(problem, Solution({"p0000": "c1"}, ("p0001",)), "p0001") == (
        Cause("apart.in_one_class", {"candidate": "p0000", "other": "p0001", "class": "c1"}),
    )


def test_why_answers_for_everyone():
    problem = FormingProblem(varied_people(60, [9, 11]), (slot(1, 0, 20), slot(2, 0, 20), slot(3, 0, 15)))
    solution = solve(problem).solution
    assert len(solution.unplaced) == 5
    assert all(why(problem, solution, candidate.id) for candidate in problem.candidates)


def test_why_of_a_stranger_is_an_error():
    with pytest.raises(KeyError):
        why(FormingProblem(people(1), CLASSES), Solution({"p0000": "c1"}), "p0009")


def test_move_that_brings_a_class_nearer_to_its_bounds_breaks_nothing():
    problem = FormingProblem(people(5), (slot(1, 3, 9), slot(2, 0, 9)))
    solution = Solution({"p0000": "c1", **dict.fromkeys(("p0001", "p0002", "p0003", "p0004"), "c2")})
    assert violations_of_move(problem, solution, "p0001", "c1") == ()
    facts = {"class": "c1", "people": "0", "minimum": "3"}
    assert violations_of_move(problem, solution, "p0000", "c2") == (Violation("sizes", "too_few", facts),)


def test_consequences_tell_each_aim_that_changes():
    problem, solution = two_districts()
    changed = consequences(problem, solution, solution.moved("p0000", "c2").moved("p0003", "c1"))
    assert changed.broken == ()
    assert changed.aims == changed.worse == (AimChange("balance", "keeps_district_balance", 0, 4),)
    back = consequences(problem, solution.moved("p0000", "c2").moved("p0003", "c1"), solution)
    assert (back.aims, back.worse) == ((AimChange("balance", "keeps_district_balance", 4, 0),), ())


def test_consequences_name_what_breaks():
    problem = FormingProblem(people(2), CLASSES, forced={"p0000": "c1"})
    solution = Solution({"p0000": "c1", "p0001": "c2"})
    facts = {"candidate": "p0000", "class": "c1", "seat": "c2"}
    broken = consequences(problem, solution, solution.moved("p0000", "c2")).broken
    assert broken == (Violation("forced", "not_in_class", facts),)


def test_swap_is_barred_by_whom_the_two_are_tied_to():
    chief, deputy = person(0, unit="u1", rank="chief"), person(1, unit="u1", rank="deputy")
    problem = FormingProblem(
        (chief, deputy, person(2), person(3)), CLASSES, forced={"p0003": "c2"}, chief_and_deputy_apart=True
    )
    solution = Solution({"p0000": "c1", "p0001": "c2", "p0002": "c2", "p0003": "c2"})
    away = Violation(
        "chief_and_deputy", "both_away", {"chief": "p0000", "deputy": "p0001", "class": "c2", "other": "c2"}
    )
    locked = Violation("forced", "not_in_class", {"candidate": "p0003", "class": "c2", "seat": "c1"})
    assert violations_of_swaps(problem, solution, "p0000", ("p0001", "p0002", "p0003")) == {
        "p0001": (),
        "p0002": (away,),
        "p0003": (locked, away),
    }


@given(problem=problems(), data=st.data())
@settings(max_examples=100)
def test_swap_is_judged_as_the_whole_seating_would_be(problem, data):
    slots = [slot.id for slot in problem.classes]
    drawn = {one.id: data.draw(st.sampled_from([*slots, ""])) for one in problem.candidates}
    seats = {one: seat for one, seat in drawn.items() if seat}
    solution = Solution(seats, tuple(one for one in drawn if one not in seats))
    for one, here in solution.seats.items():
        others = [other for other, there in solution.seats.items() if there != here]
        told = violations_of_swaps(problem, solution, one, others)
        for other in others:
            after = solution.moved(one, solution.seats[other]).moved(other, here)
            broken = consequences(problem, solution, after).broken
            assert sorted(map(str, told[other])) == sorted(map(str, broken))
