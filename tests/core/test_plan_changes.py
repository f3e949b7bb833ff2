import datetime as dt
from dataclasses import replace

import pytest

from khaigiang.core.plan_changes import (
    Change,
    ChangeKind,
    Hanging,
    SeatsHeld,
    asks_consent_anew,
    changes_between,
    faults_of,
    obstacles,
    seats_moved,
)
from khaigiang.core.plan_said import ClassSaid, LineSaid, PlanSaid, ShareSaid, with_unsaid

FIRST, LAST = dt.date(2022, 5, 9), dt.date(2022, 5, 13)
LINE = LineSaid(
    code="D4",
    title="Bồi dưỡng bí thư",
    programme="Bồi dưỡng",
    programme_key=1,
    audience=("commune_secretary",),
    audience_text="Bí thư",
    rule_set="",
    classes=2,
    seats=10,
    organiser="Ban Tổ chức",
    organiser_key=None,
    school="Trường A",
    venue="Hội trường",
    payer="",
    estimate=None,
    chief_and_deputy_together=True,
    quota_method="listed",
    tracking="classes",
    bloc="",
    abroad=False,
    delegated=False,
    consenting_body="",
    planned=(ClassSaid(1, "Lớp 1", 1, 9, FIRST, LAST), ClassSaid(2, "Lớp 2", 1, 9, FIRST, LAST)),
    shares=(ShareSaid(7, "Ba Đình", 6, None), ShareSaid(8, "Tây Hồ", 4, None)),
)
PLAN = PlanSaid("Kế hoạch", "", "Hà Nội", ("04-NQ/TU",), (LINE,))


def changed(**facts: object) -> PlanSaid:
    return replace(PLAN, lines=(replace(LINE, **facts),))


def kinds(after: PlanSaid) -> list[tuple[str, str, tuple, tuple]]:
    return [(each.kind.value, each.about, each.before, each.after) for each in changes_between(PLAN, after)]


def test_same_plan_has_no_changes():
    assert changes_between(PLAN, replace(PLAN)) == ()


def test_change_names_its_line_by_place_code_and_title():
    assert changes_between(PLAN, changed(classes=5)) == (
        Change(ChangeKind.LINE, 1, "D4", "Bồi dưỡng bí thư", "classes", (2,), (5,)),
    )


@pytest.mark.parametrize(
    ("facts", "change"),
    [
        ({"seats": 300}, ("line", "seats", (10,), (300,))),
        ({"venue": "Hội trường B"}, ("line", "venue", ("Hội trường",), ("Hội trường B",))),
        ({"payer": "Ngân sách"}, ("line", "payer", ("",), ("Ngân sách",))),
        ({"estimate": 9}, ("line", "estimate", (None,), (9,))),
        ({"programme_key": 2}, ("line", "programme", ("Bồi dưỡng",), ("Bồi dưỡng",))),
        ({"audience": ()}, ("line", "audience_text", ("Bí thư",), ("Bí thư",))),
        ({"planned": LINE.planned[:1]}, ("class_dropped", "2", ("2022-05-09", "2022-05-13"), ())),
        ({"shares": LINE.shares[:1]}, ("share_dropped", "Tây Hồ", (4, None), ())),
    ],
)
def test_each_kind_of_change_is_told(facts, change):
    assert kinds(changed(**facts)) == [change]


def test_class_that_moves_grows_and_is_renamed_is_told_thrice():
    other = ClassSaid(2, "Lớp hai", 2, 9, FIRST, dt.date(2022, 5, 20))
    new = ClassSaid(3, "Lớp 3", 1, 9, FIRST, LAST)

    assert kinds(changed(planned=(LINE.planned[0], other, new))) == [
        ("class_moved", "2", ("2022-05-09", "2022-05-13"), ("2022-05-09", "2022-05-20")),
        ("class_bounds", "2", (1, 9), (2, 9)),
        ("class_name", "2", ("Lớp 2",), ("Lớp hai",)),
        ("class_added", "3", (), ("2022-05-09", "2022-05-13")),
    ]


def test_class_that_studies_at_other_times_or_costs_more_is_told():
    usual = replace(LINE.planned[0], weekdays=(0, 1), parts=("morning",), estimate=None)
    before = changed(planned=(usual, LINE.planned[1]))
    after = changed(planned=(replace(usual, weekdays=(5, 6), estimate=9), LINE.planned[1]))

    assert [(each.kind.value, each.about, each.before, each.after) for each in changes_between(before, after)] == [
        ("class_times", "1", ("0 1", "morning"), ("5 6", "morning")),
        ("class_estimate", "1", (None,), (9,)),
    ]


def test_what_is_left_unsaid_of_a_class_is_as_it_was():
    stated = replace(LINE.planned[0], weekdays=(5,), parts=("evening",), estimate=9)
    before = changed(planned=(stated, LINE.planned[1]))
    new = ClassSaid(3, "Lớp 3", 1, 9, FIRST, LAST)
    said = changed(planned=(replace(LINE.planned[0], parts=("morning",)), LINE.planned[1], new))

    filled = with_unsaid(before, said).lines[0].planned

    assert filled == (replace(stated, parts=("morning",)), LINE.planned[1], new)


def test_unit_that_comes_gets_more_or_another_weight_is_told():
    shares = (ShareSaid(7, "Ba Đình", 7, 2), *LINE.shares[1:], ShareSaid(9, "Ba Đình", 1, None))

    assert kinds(changed(shares=shares)) == [
        ("share", "Ba Đình", (6,), (7,)),
        ("weight", "Ba Đình", (None,), (2,)),
        ("share_added", "Ba Đình", (), (1, None)),
    ]


def test_lines_that_come_and_go_and_the_plan_itself_are_told():
    after = replace(PLAN, title="Kế hoạch mới", lines=(replace(LINE, code="D5"),))

    assert [(each.kind, each.place, each.line) for each in changes_between(PLAN, after)] == [
        (ChangeKind.PLAN, 0, ""),
        (ChangeKind.LINE_DROPPED, 1, "D4"),
        (ChangeKind.LINE_ADDED, 2, "D5"),
    ]


def codes(after: PlanSaid, **held: object) -> list[str]:
    return [each.code for each in obstacles(PLAN, after, {"D4": Hanging(**held)})]


@pytest.mark.parametrize(
    ("facts", "held", "code"),
    [
        ({"programme_key": 2}, {"people": 1}, "programme_with_people"),
        ({"programme_key": 2}, {"requests": 1}, "programme_with_requests"),
        ({"tracking": "totals"}, {"called": True}, "tracking_in_use"),
        ({"organiser_key": 3}, {"results": 1}, "results_reported"),
        ({"planned": LINE.planned[:1]}, {"formed": frozenset({2})}, "class_formed"),
    ],
)
def test_what_hangs_on_a_line_keeps_its_ground(facts, held, code):
    assert codes(changed(**facts), **held) == [code]
    assert codes(changed(**facts)) == []
    assert codes(PLAN, **held) == []


@pytest.mark.parametrize("held", [{"people": 1}, {"called": True}, {"dossiers": 1}, {"formed": frozenset({1})}])
def test_line_in_use_is_not_dropped(held):
    assert codes(replace(PLAN, lines=()), **held) == ["line_in_use"]
    assert codes(replace(PLAN, lines=())) == []


def test_class_that_has_begun_neither_moves_nor_goes():
    begun = {"formed": frozenset({1, 2}), "begun": frozenset({2})}
    moved = replace(LINE.planned[1], last_day=dt.date(2022, 5, 20))

    assert codes(changed(planned=(LINE.planned[0], moved)), **begun) == ["class_begun"]
    assert codes(changed(planned=LINE.planned[:1]), **begun) == ["class_begun"]
    earlier = replace(LINE.planned[0], last_day=dt.date(2022, 5, 20))
    assert codes(changed(planned=(earlier, LINE.planned[1])), **begun) == []


HELD = {"whole": 10, "granted": 10, "seats": {7: SeatsHeld("Ba Đình", 6, 5, 5), 8: SeatsHeld("Tây Hồ", 4, 0, 0)}}


def shares(first: int, second: int) -> tuple[ShareSaid, ...]:
    return ShareSaid(7, "Ba Đình", first, None), ShareSaid(8, "Tây Hồ", second, None)


def test_seats_in_use_are_not_taken_away():
    found = obstacles(PLAN, changed(seats=8, shares=shares(4, 4)), {"D4": Hanging(**HELD)})

    assert [(each.code, each.facts) for each in found] == [
        ("seats_in_use", {"unit": "Ba Đình", "seats": 4, "bound": 5})
    ]
    assert codes(changed(seats=9, shares=shares(5, 4)), **HELD) == []


def test_seats_passed_on_since_are_no_longer_the_plans_to_take():
    moved = {**HELD, "seats": {7: SeatsHeld("Ba Đình", 9, 5, 5), 8: SeatsHeld("Tây Hồ", 1, 0, 0)}}

    assert codes(changed(seats=8, shares=shares(6, 2)), **moved) == ["seats_in_use"]
    assert codes(changed(seats=9, shares=shares(6, 3)), **moved) == []


def test_unit_that_named_people_stays_and_one_granted_by_another_gets_none_of_the_plan():
    assert codes(changed(seats=4, shares=LINE.shares[1:]), **HELD) == ["seats_in_use", "unit_with_people"]
    more = (*LINE.shares, ShareSaid(9, "Phường A", 1, None))
    assert codes(changed(seats=11, shares=more), **HELD, deeper={9: "Phường A"}) == ["granted_by_another"]


def test_line_keeps_as_many_seats_as_it_granted():
    assert codes(changed(seats=9), **HELD) == ["seats_granted"]
    assert codes(changed(seats=9)) == []


def test_seats_follow_the_weights_where_they_are_apportioned():
    old = replace(LINE, quota_method="webster", shares=(ShareSaid(7, "A", None, 1), ShareSaid(8, "B", None, 1)))

    assert seats_moved(old, replace(old, seats=12)) == {7: 1, 8: 1}
    assert seats_moved(old, replace(old, shares=(ShareSaid(7, "A", None, 4), ShareSaid(8, "B", None, 1)))) == {
        7: 3,
        8: -3,
    }
    assert seats_moved(LINE, replace(LINE, venue="Khác")) == {}


@pytest.mark.parametrize(
    ("facts", "anew"),
    [({"seats": 11}, True), ({"classes": 3}, True), ({"programme_key": 2}, True), ({"venue": "B"}, False)],
)
def test_consent_is_to_who_holds_what_how_often(facts, anew):
    assert asks_consent_anew(LINE, replace(LINE, **facts)) is anew


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"classes": 3}, "classes_do_not_add_up"),
        ({"seats": 30, "shares": shares(26, 4)}, "seats_outside_bounds"),
        ({"shares": shares(6, 5)}, "shares_do_not_add_up"),
        ({"planned": (replace(LINE.planned[0], last_day=dt.date(2022, 5, 1)), LINE.planned[1])}, "days_reversed"),
        ({"planned": (replace(LINE.planned[0], minimum=10), replace(LINE.planned[1], minimum=0))}, "bounds_reversed"),
    ],
)
def test_line_that_contradicts_itself_is_told_where(facts, code):
    assert [each.code for each in faults_of(replace(LINE, **facts))] == [code]
    assert faults_of(LINE) == ()
    assert faults_of(replace(LINE, tracking="totals", **facts)) == ()
