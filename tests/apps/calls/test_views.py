import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.calls.calling import drafted, published, seats, signed
from khaigiang.apps.calls.actions import publish
from khaigiang.apps.calls.models import Call
from khaigiang.apps.quotas.models import Quota

pytestmark = pytest.mark.django_db


def unit_user(as_user, quota: Quota):
    return as_user(builders.user("sending_unit", units=[quota.unit]))


def page_of(client, call: Call) -> str:
    return client.get(reverse("calls:call", args=[call.pk])).content.decode()


@pytest.mark.parametrize("units", [1, 3])
def test_pages_ask_the_same_number_of_questions(units, planner, django_assert_num_queries) -> None:
    quota = seats()
    for number in range(1, units):
        builders.grant(quota.line, builders.unit(f"Quận {number}"), 1)
        drafted(builders.line(quota.line.plan))
    call = published(quota.line)
    with django_assert_num_queries(8):
        planner.get(reverse("calls:index"))
    with django_assert_num_queries(13):
        page_of(planner, call)


def test_call_is_drafted_on_the_page_with_the_conditions_of_the_rules(planner) -> None:
    quota = seats()
    address = reverse("calls:draft") + f"?dong={quota.line.pk}"
    form = html.fromstring(planner.get(address).content.decode())
    assert "Danh sách cử phải ghi rõ họ và tên" in form.xpath("//textarea")[0].text_content()
    assert form.xpath("//input[@name='remind_before']/@value") == ["7, 2"]

    told = {"lines": [quota.line.pk], "deadline": "2022-05-20", "conditions": "", "remind_before": "3"}
    answer = planner.post(reverse("calls:draft"), told)

    call = Call.objects.get()
    assert answer["Location"] == reverse("calls:call", args=[call.pk])
    assert (call.remind_before, "Đối tượng: Bí thư" in call.conditions) == ([3], True)
    refused = planner.post(reverse("calls:draft"), told | {"remind_before": "ba"})
    assert refused.status_code == 422
    assert "Ghi các số ngày từ 1 đến 365" in refused.content.decode()


def test_publishing_is_offered_once_the_letter_is_signed_and_before_that_the_page_says_why_not(planner) -> None:
    call = drafted(seats().line)
    before = page_of(planner, call)
    assert 'value="publish"' not in before
    assert "Văn bản thông báo chưa có số và ngày ký" in before
    signed(call)
    assert 'value="publish"' in page_of(planner, call)

    planner.post(reverse("calls:call", args=[call.pk]), {"act": "publish"})

    call.refresh_from_db()
    assert call.state == "published"
    assert 'value="publish"' not in page_of(planner, call)


def test_unit_sees_the_published_call_with_its_own_seats_only(as_user) -> None:
    quota = seats()
    builders.grant(quota.line, builders.unit("Quận B"), 3)
    call = drafted(quota.line)
    unit = unit_user(as_user, quota)
    assert unit.get(reverse("calls:call", args=[call.pk])).status_code == 403
    signed(call)

    publish(call, by=PLANNER)

    page = page_of(unit, call)
    assert ("Quận A" in page, "Quận B" in page, 'value="extend"' in page) == (True, False, False)
    assert "Đương chức." in page
    assert quota.line.title in unit.get(reverse("calls:index")).content.decode()


def test_deadline_is_extended_on_the_page_and_refused_there_with_the_reason(planner) -> None:
    quota = seats()
    call = published(quota.line)
    address = reverse("calls:call", args=[call.pk])
    told = {"act": "extend", "unit": quota.unit_id, "until": "2022-05-25", "why": "lũ"}
    assert planner.post(address, told).status_code == 302
    assert "đến hết ngày 25/05/2022" in page_of(planner, call)
    refused = planner.post(address, told)
    assert (refused.status_code, "Hạn mới phải sau hạn hiện nay" in refused.content.decode()) == (422, True)
