import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.calls.calling import drafted, own, published, seats, signed
from apps.calls.test_answering import filled, secretary
from khaigiang.apps.calls.actions import publish, submit
from khaigiang.apps.calls.models import Call, Dossier
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
    with django_assert_num_queries(15):
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
    assert (call.remind_before, "Danh sách cử phải ghi ngày sinh" in call.conditions) == ([3], True)
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


@pytest.mark.parametrize("people", [1, 3])
def test_dossier_asks_the_same_number_of_questions(people, planner, django_assert_num_queries) -> None:
    quota = seats()
    published(quota.line)
    dossier = filled(quota, *(f"Lê {number}" for number in range(people)))
    for number in range(people):
        secretary(quota, f"Trần {number}")
    with django_assert_num_queries(24):
        planner.get(reverse("calls:dossier", args=[dossier.pk]))


def test_unit_answers_on_its_pages_from_the_call_to_the_submission(as_user) -> None:
    quota = seats()
    call = published(quota.line)
    an = secretary(quota, "Lê An")
    unit = unit_user(as_user, quota)
    assert 'value="start"' in page_of(unit, call)
    answer = unit.post(reverse("calls:call", args=[call.pk]), {"act": "start", "quota": quota.pk})
    address = answer["Location"]
    first = unit.get(address).content.decode()
    assert ("Lê An" in first, "Hồ sơ chưa có ai." in first, 'value="submit"' in first) == (True, True, False)

    unit.post(address, {"act": "add", "person": [an.pk]})
    unit.post(address, {"act": "letter", "number": "7-CV/QU", "day": "2022-05-11", "signer": "Trần Ký"})
    assert 'value="submit"' in unit.get(address).content.decode()
    unit.post(address, {"act": "submit"})

    after = unit.get(address).content.decode()
    assert ("Đã gửi" in after, 'value="drop"' in after, 'value="take_in"' in after) == (True, False, False)
    assert Dossier.objects.get().state == "submitted"
    assert unit.post(address, {"act": "take_in"}).status_code == 403


def test_after_the_deadline_no_button_is_shown_and_the_page_says_the_day(as_user, at) -> None:
    quota = seats()
    call = published(quota.line)
    dossier = filled(quota, "Lê An")
    at(2022, 5, 21)
    unit = unit_user(as_user, quota)
    address = reverse("calls:dossier", args=[dossier.pk])
    page = unit.get(address).content.decode()
    assert ('value="submit"' in page, "Hạn cử người của đơn vị là ngày 20/05/2022" in page) == (False, True)
    refused = unit.post(address, {"act": "submit"})
    assert (refused.status_code, "ngày 20/05/2022" in refused.content.decode()) == (422, True)
    assert 'value="start"' not in page_of(unit, call)


def test_planner_hands_back_with_remarks_that_the_unit_reads_on_its_home(planner, as_user) -> None:
    quota = seats()
    published(quota.line)
    unit = unit_user(as_user, quota)
    assert "Trả lời thông báo chiêu sinh: cử 2 người" in unit.get(reverse("desk:home")).content.decode()
    dossier = filled(quota, "Lê An")
    submit(dossier, by=own(quota))
    assert "Xem, tiếp nhận 1 hồ sơ cử" in planner.get(reverse("desk:home")).content.decode()
    address = reverse("calls:dossier", args=[dossier.pk])
    planner.post(address, {"act": "hand_back", "remarks": "Thiếu người dự bị."})
    assert "Cơ quan tham mưu: Thiếu người dự bị." in unit.get(reverse("desk:home")).content.decode()
