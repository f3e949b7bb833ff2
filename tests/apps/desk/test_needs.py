"""What homes say of surveys: to a unit that has to answer, and to the planner who waits."""

import datetime as dt

import pytest

from apps.acting import PLANNER
from apps.needs.surveying import DEADLINE, answered, city, form_in, own, published
from khaigiang.apps.desk.queries import needs
from khaigiang.apps.needs.actions import close_survey, hand_back
from khaigiang.foundation import clock

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)


def test_unit_is_asked_for_its_form_by_the_deadline_until_it_has_submitted():
    form = form_in(published())
    (duty,) = needs.to_answer(own(form), on=TODAY)
    assert (duty.what, duty.by) == ("Trả lời khảo sát nhu cầu", DEADLINE)
    assert duty.about == "Khảo sát nhu cầu năm 2023 · Quận 1"
    assert duty.link == f"/nhu-cau/phieu/{form.pk}/"
    (late,) = needs.to_answer(own(form), on=dt.date(2022, 6, 11))
    assert late.why.endswith("Đã quá hạn, vẫn gửi được đến khi khảo sát khép lại.")
    answered(form, 1)
    assert list(needs.to_answer(own(form), on=TODAY)) == []


def test_unit_reads_at_home_why_its_form_came_back():
    form = answered(form_in(published()), 1)
    hand_back(form, remarks="Nêu tên người.", by=PLANNER)
    (duty,) = needs.to_answer(own(form), on=TODAY)
    assert (duty.what, duty.why) == ("Sửa phiếu nhu cầu bị trả lại rồi gửi lại", "Cơ quan hỏi: Nêu tên người.")


def test_planner_hears_who_has_not_answered_and_then_that_all_have():
    survey = published(city(6))
    answered(form_in(survey), 1)
    (duty,) = needs.to_hear_of()
    assert (duty.what, duty.by) == ("Đôn đốc 5 trong 6 đơn vị chưa gửi phiếu nhu cầu", DEADLINE)
    assert (duty.details, duty.more) == (("Quận 2", "Quận 3", "Quận 4", "Quận 5"), 1)
    for number in range(2, 7):
        answered(form_in(survey, number), 1)
    (duty,) = needs.to_hear_of()
    assert (duty.what, duty.by) == ("Khép lại khảo sát, tổng hợp nhu cầu", None)
    close_survey(survey, by=PLANNER)
    assert list(needs.to_hear_of()) == []


@pytest.mark.parametrize("districts", [1, 3])
def test_duties_ask_the_same_number_of_questions(districts, django_assert_num_queries):
    survey = published(city(districts))
    actor = own(form_in(survey))
    with django_assert_num_queries(1):
        list(needs.to_answer(actor, on=clock.today()))
    with django_assert_num_queries(2):
        list(needs.to_hear_of())
