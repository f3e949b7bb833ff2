import pytest

from core.forming.samples import person, varied_people, window
from khaigiang.core.forming.problem import InvalidProblemError
from khaigiang.core.forming.study_groups import split_into_groups


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (0, []),
        (1, [1]),
        (7, [7]),
        (15, [15]),
        (16, [8, 8]),
        (60, [15, 15, 15, 15]),
        (118, [15, 15, 15, 15, 15, 15, 14, 14]),
    ],
)
def test_split_makes_as_few_groups_as_may_be(people, sizes):
    groups = split_into_groups(varied_people(people, [9, 8, 7])).groups
    assert [len(group) for group in groups] == sizes
    assert len({one for group in groups for one in group}) == people


def test_split_spreads_district_position_and_sex():
    split = split_into_groups(varied_people(118, [9, 8, 7, 12, 20]))
    assert [(level.name, level.objective, level.bound) for level in split.levels] == [
        ("unplaced", 0, 0),
        ("sizes", 0, 0),
        ("balance", 0, 0),
    ]
    assert split.gap == 0.0


def test_split_repeats_its_answer():
    members = varied_people(90, [9, 8])
    assert split_into_groups(members) == split_into_groups(members)


def test_split_into_a_given_number_of_groups():
    split = split_into_groups(varied_people(60, [9]), count=5)
    assert [len(group) for group in split.groups] == [12] * 5


def test_split_does_not_ask_for_dates_or_wishes():
    members = [person(number, unavailable=(window(0),), wish="c1") for number in range(3)]
    assert split_into_groups(members).groups == (("p0000", "p0001", "p0002"),)


@pytest.mark.parametrize(("people", "count"), [(20, 3), (20, 1), (20, 0), (7, 2)])
def test_split_refuses_a_number_of_groups_that_does_not_fit(people, count):
    with pytest.raises(InvalidProblemError) as refused:
        split_into_groups(varied_people(people, [5]), count=count)
    assert refused.value.code == "groups_do_not_fit"
    assert refused.value.facts == {"people": str(people), "groups": str(count), "smallest": "8", "largest": "15"}


def test_split_anew_lets_as_few_as_possible_leave_their_group():
    members = varied_people(31, [9, 8])
    before = {one.id: 1 + place // 15 for place, one in enumerate(members[:30])}
    groups = split_into_groups(members, before=before).groups
    assert sorted(len(group) for group in groups) == [10, 10, 11]
    assert sum(before.get(one, 0) == number for number, group in enumerate(groups, 1) for one in group) == 21


def test_split_anew_gives_up_the_groups_that_are_not_needed_any_more():
    members = varied_people(15, [9])
    before = {one.id: 1 + place // 8 for place, one in enumerate(members)}
    assert [len(group) for group in split_into_groups(members, before=before).groups] == [15]
