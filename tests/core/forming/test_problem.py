import pytest

from core.forming.samples import person, slot
from khaigiang.core.forming.problem import (
    Balance,
    EvenSizes,
    FormingProblem,
    InvalidProblemError,
    Level,
    Unplaced,
    Wishes,
)

PEOPLE = (person(0), person(1))
CLASSES = (slot(1), slot(2))


@pytest.mark.parametrize(
    ("given", "code", "facts"),
    [
        ({"classes": ()}, "no_classes", {}),
        ({"candidates": (person(0), person(0))}, "candidate_twice", {"id": "p0000"}),
        ({"classes": (slot(1), slot(1))}, "class_twice", {"id": "c1"}),
        ({"classes": (slot(1, 5, 4),)}, "size_bounds_reversed", {"class": "c1", "minimum": "5", "maximum": "4"}),
        ({"classes": (slot(1, -1, 4),)}, "size_bounds_reversed", {"class": "c1", "minimum": "-1", "maximum": "4"}),
        ({"forced": {"p9": "c1"}}, "unknown_candidate", {"id": "p9"}),
        ({"forced": {"p0000": "c9"}}, "unknown_class", {"id": "c9"}),
        ({"forbidden": frozenset({("p0000", "c9")})}, "unknown_class", {"id": "c9"}),
        ({"candidates": (person(0, wish="c9"),)}, "unknown_class", {"id": "c9"}),
        ({"together": frozenset({("p0000", "p9")})}, "unknown_candidate", {"id": "p9"}),
        ({"apart": frozenset({("p0001", "p0001")})}, "paired_with_self", {"id": "p0001"}),
        ({"levels": ()}, "first_level_must_seat_everyone", {}),
        ({"levels": (Level("wishes", (Wishes(),)),)}, "first_level_must_seat_everyone", {}),
        ({"levels": (Level("one", (Unplaced(),)), Level("one", (Wishes(),)))}, "level_twice", {"id": "one"}),
        (
            {"levels": (Level("one", (Unplaced(), EvenSizes(0))),)},
            "weight_not_positive",
            {"level": "one", "weight": "0"},
        ),
        (
            {"levels": (Level("one", (Unplaced(), Balance("height"))),)},
            "unknown_attribute",
            {"level": "one", "attribute": "height"},
        ),
    ],
)
def test_problem_refuses_data_that_contradict_themselves(given, code, facts):
    with pytest.raises(InvalidProblemError) as refused:
        FormingProblem(**{"candidates": PEOPLE, "classes": CLASSES, **given})
    assert (refused.value.code, refused.value.facts) == (code, facts)


@pytest.mark.parametrize(
    ("birth_year", "band"), [(1992, "30-39"), (1993, "20-29"), (1983, "30-39"), (1982, "40-49"), (None, "")]
)
def test_age_band_is_counted_in_the_year_the_first_class_begins(birth_year, band):
    candidate = person(0, birth_year=birth_year)
    problem = FormingProblem((candidate,), (slot(1, start=400), slot(2, start=0)))
    assert problem.value(candidate, "age_band") == band


def test_value_of_an_unknown_fact_is_empty():
    candidate = person(0)
    assert FormingProblem((candidate,), CLASSES).value(candidate, "sex") == ""
