import pytest

from core.forming.samples import people, person, slot, window
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.terms.even_sizes import even_sizes


@pytest.mark.parametrize(
    ("count", "bounds", "sizes"),
    [
        (10, [(0, 10), (0, 10), (0, 10)], [4, 3, 3]),
        (10, [(0, 2), (0, 10), (0, 10)], [2, 4, 4]),
        (10, [(6, 10), (0, 10), (0, 10)], [6, 2, 2]),
        (10, [(3, 3), (0, 3), (0, 3)], [3, 3, 3]),
        (2, [(3, 3), (1, 3)], [3, 1]),
        (579, [(100, 125), (100, 125), (118, 118), (119, 119), (100, 125)], [114, 114, 118, 119, 114]),
    ],
)
def test_even_sizes_fill_the_smallest_class_with_room(count, bounds, sizes):
    problem = FormingProblem(people(count), tuple(slot(place, *pair) for place, pair in enumerate(bounds)))
    assert list(even_sizes(problem).values()) == sizes


def test_even_sizes_do_not_count_whoever_has_no_class_open():
    candidates = (*people(4), person(9, unavailable=(window(0, 60),)))
    problem = FormingProblem(candidates, (slot(1), slot(2)))
    assert list(even_sizes(problem).values()) == [2, 2]
