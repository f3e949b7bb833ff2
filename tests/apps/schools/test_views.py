import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from khaigiang.apps.catalogue.actions import freeze
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.schools.actions import close_days, state_wishes
from khaigiang.apps.schools.models import ClosedDay, Lecturer, TimetableWishes
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
MAY_11 = dt.date(2022, 5, 11)
DAYS, WISHES = reverse("schools:closed_days"), reverse("schools:wishes")


def main(answer):
    return html.fromstring(answer.content.decode()).xpath("//main")[0]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("page", "questions"), [(DAYS, 7), (WISHES, 7)])
def test_page_asks_the_same_number_of_questions(page, questions, number, planner, django_assert_num_queries) -> None:
    venue = builders.room().venue
    close_days(venue, first=MAY_11, last=MAY_11 + dt.timedelta(days=number - 1), reason="Kỳ họp", by=PLANNER)
    with django_assert_num_queries(questions):
        planner.get(page)


def test_days_are_closed_and_opened_on_the_page(planner) -> None:
    venue = builders.room().venue
    assert "Chưa ghi ngày nghỉ nào." in main(planner.get(DAYS)).text_content()
    told = {"act": "close", "venue": venue.pk, "first": "2022-05-11", "last": "", "reason": "Kỳ họp HĐND"}

    assert planner.post(DAYS, told).url == DAYS
    row = " ".join(main(planner.get(DAYS)).xpath(".//tbody/tr")[0].text_content().split())
    assert row == f"11/05/2022 {venue.name} Kỳ họp HĐND Bỏ"
    again = planner.post(DAYS, told)
    assert (again.status_code, "đã được ghi là ngày nghỉ" in main(again).text_content()) == (422, True)

    assert planner.post(DAYS, {"act": "reopen", "day": ClosedDay.objects.get().pk}).url == DAYS
    assert not ClosedDay.objects.exists()
    assert planner.post(DAYS, {"act": "reopen", "day": "9"}).status_code == 404


def test_reader_sees_days_and_wishes_without_forms(as_user) -> None:
    leader = as_user(builders.user("leader", everywhere=True))
    close_days(None, first=MAY_11, last=MAY_11, reason="Lễ hội", by=PLANNER)

    assert [main(leader.get(page)).xpath(".//form") for page in (DAYS, WISHES)] == [[], []]
    assert "Mọi địa điểm" in main(leader.get(DAYS)).text_content()
    assert "Lên lớp vào buổi sáng" in main(leader.get(WISHES)).text_content()


def test_wishes_are_stated_for_a_venue_and_given_up(planner) -> None:
    venue = builders.room().venue
    own = f"{WISHES}?dia_diem={venue.pk}"
    form = main(planner.get(own))
    told = {each.get("name"): each.get("value") for each in form.xpath(".//input[@type='number']")}
    assert (told["mornings"], "Chưa ghi riêng" in form.text_content()) == ("2", True)

    assert planner.post(own, {**told, "act": "state", "mornings": "0"}).url == own
    assert TimetableWishes.objects.get(venue=venue).weights["mornings"] == 0
    assert main(planner.get(own)).xpath(".//input[@name='mornings']/@value") == ["0"]
    assert planner.post(own, {**told, "act": "state", "mornings": "99"}).status_code == 422
    assert planner.post(own, {"act": "usual"}).url == own
    assert not TimetableWishes.objects.exists()
    assert planner.get(f"{WISHES}?dia_diem=9").status_code == 404


def test_limits_are_stated_on_their_page_and_shown_on_the_lecturers(planner) -> None:
    lecturer, venue = builders.lecturer("Trịnh Công Giảng"), builders.room().venue
    page, own = (reverse(name, args=[lecturer.pk]) for name in ("schools:limits", "timetables:lecturer"))
    assert main(planner.get(page)).xpath(".//input[@name='max_per_day']/@value") == ["2"]

    assert planner.post(page, {"max_per_day": "2", "max_per_week": "1"}).status_code == 422
    assert planner.post(page, {"max_per_day": "1", "max_per_week": "4", "home_venue": venue.pk}).url == own

    assert Lecturer.objects.get().max_per_week == 4
    shown = " ".join(main(planner.get(own)).text_content().split())
    assert f"Nhiều nhất 1 buổi một ngày, 4 buổi một tuần · làm việc tại {venue.name} · Sửa giới hạn" in shown


def test_general_wishes_are_shown_where_a_venue_states_none(planner) -> None:
    state_wishes(None, weights={"mornings": 7}, by=PLANNER)
    for page in (WISHES, f"{WISHES}?dia_diem={builders.room().venue.pk}"):
        assert main(planner.get(page)).xpath(".//input[@name='mornings']/@value") == ["7"]


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_topics_asks_the_same_number_of_questions(number, planner, django_assert_num_queries) -> None:
    programme = builders.programme(topics=number)
    with django_assert_num_queries(7):
        planner.get(reverse("schools:topics", args=[programme.pk]))


def test_topics_are_arranged_on_their_page(planner, as_user) -> None:
    programme = builders.programme(topics=2)
    page = reverse("schools:topics", args=[programme.pk])
    topic = Topic.objects.latest("number")
    with guarded.writing("test"):
        Topic.objects.filter(pk=topic.pk).update(half_days=2)
    own = f"{page}?chuyen_de={topic.pk}"
    assert "như thường lệ" in main(planner.get(page)).text_content()
    boxes = main(planner.get(own)).xpath(".//form//input[not(@type='hidden')]/@name")
    assert set(boxes) == {"weekdays", "lecturers_together", "spread", "one_lecturer"}

    told = {"weekdays": ["1", "3"], "lecturers_together": "2", "spread": "on"}
    assert planner.post(own, told).url == page

    row = " ".join(main(planner.get(page)).xpath(".//tbody/tr")[1].text_content().split())
    assert row.endswith("chỉ học vào Thứ Ba, Thứ Năm; 2 giảng viên cùng dạy; mỗi buổi một ngày khác nhau")
    assert planner.post(own, {"lecturers_together": "0"}).status_code == 422
    freeze(programme, by=PLANNER)
    assert main(planner.get(own)).xpath(".//form") == []
    assert planner.post(own, told).status_code == 422
    leader = as_user(builders.user("leader", everywhere=True))
    assert main(leader.get(own)).xpath(".//form") == []
