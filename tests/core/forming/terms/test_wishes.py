from core.forming.samples import person, slot, window
from khaigiang.core.forming.problem import FormingProblem, Level, Wishes
from khaigiang.core.forming.terms import least_of_level
from khaigiang.core.forming.terms.unplaced import Unplaced


def test_wishes_for_a_class_that_is_not_open_to_whoever_has_them_cannot_be_granted():
    away = person(1, wish="c1", unavailable=(window(0, 60),))
    banned, free, forced = (person(number, wish="c1") for number in (2, 3, 4))
    problem = FormingProblem(
        (away, banned, free, forced, person(5)),
        (slot(1, start=0), slot(2, start=90)),
        forbidden=frozenset({(banned.id, "c1")}),
        forced={forced.id: "c2"},
        levels=(Level("unplaced", (Unplaced(),)), Level("wishes", (Wishes(2),))),
    )

    assert least_of_level(problem, problem.levels[1]) == 2 * 3
