import datetime as dt

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse
from django.utils import timezone

import builders
from khaigiang.apps.accounts.models import FailedSignIn
from khaigiang.apps.accounts.queries import DEMO_PASSWORD, FAILURES_ALLOWED, demo_accounts, locked_until
from khaigiang.apps.units.models import Level
from khaigiang.foundation import guarded
from khaigiang.foundation.audit.models import Event

pytestmark = pytest.mark.django_db
SIGN_IN = "/dang-nhap/"


def sign_in(client, user, password=builders.PASSWORD, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": password, **more})


def failed(user, *, minutes_ago):
    with guarded.writing("test"):
        FailedSignIn.objects.create(
            username=user.username, failed_at=timezone.now() - dt.timedelta(minutes=minutes_ago)
        )


def test_sign_in_leads_to_the_page_that_was_asked_for(client):
    user = builders.user("planner", everywhere=True)
    answer = sign_in(client, user, next="/giang-vien/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/giang-vien/")
    assert client.session[SESSION_KEY] == str(user.pk)


def test_sign_in_leads_nowhere_outside(client):
    answer = sign_in(client, builders.user("planner"), next="https://example.org/")
    assert answer.headers["Location"] == "/"


def test_sign_in_is_recorded(client):
    user = builders.user("planner")
    sign_in(client, user)
    assert [(each.verb, each.actor_id) for each in Event.objects.all()] == [("accounts.note_sign_in", str(user.pk))]


def test_wrong_password_is_refused_and_counted(client):
    user = builders.user("planner")
    answer = sign_in(client, user, "sai-mat-khau-roi")
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert FailedSignIn.objects.count() == 1
    assert Event.objects.get().thing == f"User:{user.pk}"


def test_unknown_name_is_not_written_to_the_log(client):
    client.post(SIGN_IN, {"username": "mat-khau-go-nham", "password": "x"})
    assert Event.objects.get().thing == "User:?"


def test_name_is_locked_after_too_many_failures_even_for_the_right_password(client):
    user = builders.user("planner")
    for _time in range(FAILURES_ALLOWED):
        sign_in(client, user, "sai-mat-khau-roi")
    answer = sign_in(client, user)
    assert answer.status_code == 422
    until = timezone.localtime(locked_until(user.username)).strftime("%H:%M")
    assert f"Hãy thử lại từ {until}" in answer.content.decode()


def test_lock_ends_after_a_quarter_of_an_hour(client):
    user = builders.user("planner")
    for _time in range(FAILURES_ALLOWED):
        failed(user, minutes_ago=16)
    assert sign_in(client, user).status_code == 302


def test_sign_in_forgets_earlier_failures(client):
    user = builders.user("planner")
    failed(user, minutes_ago=1)
    sign_in(client, user)
    assert FailedSignIn.objects.count() == 0


def test_inactive_user_is_refused(client):
    user = builders.user("planner")
    user.is_active = False
    user.save()
    assert sign_in(client, user).status_code == 422


def test_sign_out_ends_the_session(as_user):
    client = as_user(builders.user("planner"))
    assert client.post(reverse("accounts:sign_out")).status_code == 302
    assert SESSION_KEY not in client.session


def test_sign_out_needs_a_press(as_user):
    assert as_user(builders.user("planner")).get(reverse("accounts:sign_out")).status_code == 405


def test_demo_lists_one_account_for_each_role(client, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    first = builders.user("planner")
    builders.user("planner")
    lecturer = builders.user("lecturer")
    assert demo_accounts() == [first, lecturer]


def test_demo_lists_sending_units_of_each_level_and_fills_in_the_one_asked_for(client, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    district = builders.user("sending_unit", units=[builders.unit("Ba Vì", Level.DISTRICT)])
    builders.user("sending_unit", units=[builders.unit("Sóc Sơn", Level.DISTRICT)])
    commune = builders.user("sending_unit", units=[builders.unit("Xã Tản Lĩnh", Level.COMMUNE)])
    assert demo_accounts() == [district, commune]

    page = client.get(SIGN_IN, {"as": commune.username}).content.decode()
    assert f'value="{commune.username}"' in page


def test_demo_fills_in_the_account_of_a_role(client, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")
    user = builders.user("planner")
    page = client.get(SIGN_IN, {"as": "planner"}).content.decode()
    assert f'value="{user.username}"' in page
    assert f'value="{DEMO_PASSWORD}"' in page


def test_accounts_are_not_listed_outside_a_demo(client, monkeypatch):
    monkeypatch.delenv("KHAIGIANG_DEMO", raising=False)
    user = builders.user("planner")
    page = client.get(SIGN_IN, {"as": "planner"}).content.decode()
    assert user.username not in page
    assert DEMO_PASSWORD not in page
