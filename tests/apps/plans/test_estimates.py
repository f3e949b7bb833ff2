import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, SENDER, last_event, refused
from apps.plans import delegated
from khaigiang.apps.plans.actions import ask_consent, give_consent, hand_back, state_estimates
from khaigiang.apps.plans.models import PlannedClass
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded
from khaigiang.foundation.audit.models import Event


@pytest.fixture
def line(db):
    made = delegated.line(estimate=100)
    for number in (1, 2):
        builders.planned_class(made, number)
    return made


def stored() -> list[int | None]:
    return list(PlannedClass.objects.order_by("number").values_list("estimate", flat=True))


def test_unit_states_what_each_class_may_cost(line) -> None:
    changed = state_estimates(line, {1: 60, 2: None}, by=delegated.organiser(line))

    assert ([each.number for each in changed], stored()) == ([1], [60, None])
    assert last_event() == (
        "plans.estimate_stated",
        f"PlannedClass:{changed[0].pk}",
        "7",
        {"line": "D1", "number": "1", "before": "", "estimate": "60"},
    )


def test_figure_is_taken_back_while_nobody_was_asked(line) -> None:
    state_estimates(line, {1: 60}, by=PLANNER)
    state_estimates(line, {1: None}, by=PLANNER)

    assert stored() == [None, None]


@pytest.mark.parametrize("actor", [SENDER, SCHOOL, LEADER])
def test_only_the_organiser_and_planners_state_it(line, actor) -> None:
    with refused("may_not_organise"):
        state_estimates(line, {1: 60}, by=actor)


def test_line_that_is_not_delegated_asks_for_none(db) -> None:
    line = builders.line(builders.plan(), code="D7")
    with refused("line_not_delegated", "Dòng D7 không phân cấp nên không ghi dự toán từng lớp."):
        state_estimates(line, {1: 60}, by=PLANNER)


def test_class_that_is_not_there_leaves_nothing_behind(line) -> None:
    events = Event.objects.count()
    with refused("no_such_class", "Dòng D1 không có lớp số 9."):
        state_estimates(line, {1: 60, 9: 1}, by=PLANNER)

    assert (stored(), Event.objects.count()) == ([None, None], events)


def test_what_is_stated_already_is_refused(line) -> None:
    with refused("estimates_as_stated", "Dự toán các lớp của dòng D1 đã ghi đúng như vậy."):
        state_estimates(line, {1: None, 2: None}, by=PLANNER)


def test_estimate_below_nothing_is_refused_by_the_database(line) -> None:
    with refused("planned_class_estimate_not_below", "Dự toán của lớp không được âm."):
        state_estimates(line, {1: -1}, by=PLANNER)


def test_what_the_upper_body_was_shown_only_goes_down_until_it_hands_the_line_back(line) -> None:
    state_estimates(line, {1: 60}, by=PLANNER)
    ask_consent(line, by=PLANNER)
    for estimate in (61, None):
        with refused(
            "estimate_beyond_consent",
            "Dự toán của Lớp 1 đã trình cơ quan cho ý kiến nên chỉ giảm được, không tăng và không bỏ trống được.",
        ):
            state_estimates(line, {1: estimate}, by=PLANNER)
    state_estimates(line, {1: 50, 2: 40}, by=PLANNER)
    hand_back(line, remarks="Bổ sung.", by=PLANNER)
    state_estimates(line, {1: 70}, by=PLANNER)
    ask_consent(line, by=PLANNER)
    give_consent(line, letter_number="1-CV", by=PLANNER)
    with refused("estimate_beyond_consent"):
        state_estimates(line, {1: 71}, by=PLANNER)

    assert stored() == [70, 40]


def test_class_that_has_begun_keeps_its_figure(line) -> None:
    state_estimates(line, {1: 60}, by=PLANNER)
    for planned in line.planned_classes.all():
        builders.training_class(planned, state=ClassState.OPEN)
    with refused("estimate_of_begun_class", "Lớp 1 đã khai giảng nên dự toán đã ghi không sửa được nữa."):
        state_estimates(line, {1: 50}, by=PLANNER)
    state_estimates(line, {2: 40}, by=PLANNER)

    assert stored() == [60, 40]


def test_estimate_is_not_written_outside_an_action(line) -> None:
    with pytest.raises(guarded.UnguardedWrite):
        PlannedClass.objects.update(estimate=dt.date.max.year)
