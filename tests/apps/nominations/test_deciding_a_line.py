"""A line's people decided about all at once: on the page, from the command line, with the same rows after both."""

import pytest
from click.testing import CliRunner
from django.urls import reverse

import builders
from apps.acting import PLANNER
from apps.nominations.test_actions import send
from apps.nominations.test_one_by_one import DEPUTY, counters, decided, states
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.nominations.phrases import ORDER_OF_LETTERS
from khaigiang.apps.quotas.actions import set_use_by
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.cli import nominee
from khaigiang.foundation import clock

pytestmark = pytest.mark.django_db
COMMANDS = {"judge": "judge", "accept": "accept-line", "call": "call-reserve"}


@pytest.fixture
def quota() -> Quota:
    quota = builders.grant(builders.line(builders.plan(), seats=2), builders.unit("Quận A"), 1)
    builders.planned_class(quota.line)
    return quota


@pytest.fixture
def press(planner, monkeypatch):
    """Does one act about a line by page or by command; gives what is said."""
    monkeypatch.setattr("khaigiang.cli.home.open_home_at_hand", lambda: None)

    def on_page(line, act: str) -> str:
        return planner.post(page_of(line), {"act": act}, follow=True).content.decode()

    def by_command(line, act: str) -> str:
        answer = CliRunner().invoke(nominee.command, [COMMANDS[act], line.code])
        assert answer.exit_code == 0, answer.exception
        return answer.output

    return {"page": on_page, "command": by_command}


def page_of(line) -> str:
    return reverse("nominations:line", args=[line.pk])


@pytest.mark.parametrize("way", ["page", "command"])
def test_line_is_judged_accepted_and_its_reserve_called(way, quota, press) -> None:
    act = press[way]
    other = builders.grant(quota.line, builders.unit("Quận B"), 1)
    send(quota, "Lê An", "Lê Bình")
    send(quota, "Lê Cúc", number="13-CV/QU", **DEPUTY)
    send(quota, "Lê Dung", number="14-CV/QU", birth=None)

    assert "Đã xét: 2 người đủ điều kiện, 1 không đủ điều kiện, 1 thiếu thông tin." in act(quota.line, "judge")
    assert "Đã duyệt 1 người, đưa 1 người vào dự bị; 0 người trùng ngày" in act(quota.line, "accept")
    assert ("Không ai chuyển lên" in act(quota.line, "call"), counters(quota)) == (True, (4, 1))
    set_use_by(other.parent, clock.today().replace(day=1), by=PLANNER)
    assert "Lê Bình" in act(quota.line, "call")

    assert states(quota) == {
        "Lê An": ("accepted", None),
        "Lê Bình": ("accepted", 1),
        "Lê Cúc": ("not_eligible", None),
        "Lê Dung": ("incomplete", None),
    }
    assert decided() == [("Lê Bình", "moved_up", ORDER_OF_LETTERS)]
    assert set(Nomination.objects.values_list("judged_on", flat=True)) == {quota.line.planned_classes.get().first_day}
    moves = SeatMove.objects.order_by("pk").values_list("kind", "source__unit__name", "target__unit__name", "seats")
    assert list(moves) == [("reclaimed", "Quận B", None, 1), ("offered", None, "Quận A", 1)]


def test_page_offers_what_there_is_to_decide_and_to_the_planner_only(quota, planner, as_user) -> None:
    def offered(client) -> list[bool]:
        page = client.get(page_of(quota.line)).content.decode()
        return [f'value="{act}"' in page for act in COMMANDS]

    seen = [offered(planner)]
    send(quota, "Lê An", "Lê Bình")
    seen.append(offered(planner))
    assert "Đủ điều kiện, chờ duyệt" not in planner.get(page_of(quota.line)).content.decode()
    planner.post(page_of(quota.line), {"act": "judge"})
    assert planner.get(page_of(quota.line)).content.decode().count("Đủ điều kiện, chờ duyệt") == 2
    seen.append(offered(planner))
    assert offered(as_user(builders.user("leader", everywhere=True))) == [False] * 3
    planner.post(page_of(quota.line), {"act": "accept"})
    seen.append(offered(planner))

    assert seen == [[False] * 3, [True, False, False], [True, True, False], [False, False, True]]
    assert planner.post(page_of(quota.line), {"act": "khac"}).status_code == 200
