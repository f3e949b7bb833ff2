"""The pages in a real browser: nothing sticks out at either width, no script complains, and the keyboard gets in."""

import datetime as dt
import re

import pytest
from django.urls import reverse

import builders
from apps.needs import surveying
from apps.reports import examples
from khaigiang.core.states import ClassState
from khaigiang.data.fields import fields

pytestmark = pytest.mark.browser

WIDTHS = (1440, 360)
TODAY = dt.date(2022, 5, 12)


@pytest.fixture
def world(transactional_db) -> builders.World:
    return builders.small_world(districts=3, people=4, state=ClassState.OPEN)


def addresses(world: builders.World) -> list[str]:
    line, held, sender = world.line.pk, world.training_class.pk, world.districts[0].pk
    survey = surveying.published(world.city, programme=world.line.programme.code)
    return [
        reverse("desk:home"),
        reverse("desk:latest_board"),
        reverse("desk:submit_year"),
        reverse("needs:index"),
        reverse("needs:open"),
        reverse("needs:survey", args=[survey.pk]),
        reverse("needs:form", args=[survey.forms.get(unit=sender).pk]),
        reverse("needs:consolidated", args=[survey.pk]),
        reverse("needs:inspections"),
        reverse("needs:inspection", args=[surveying.inspected(world.city, {world.districts[1].name: 3}).pk]),
        reverse("reports:index"),
        reverse("reports:leader"),
        reverse("reports:plan_actual"),
        reverse("reports:breakdown"),
        reverse("reports:breakdown") + "?theo=unit",
        reverse("reports:coverage", args=[line]),
        reverse("nominations:line", args=[line]),
        reverse("nominations:unit", args=[line, sender]),
        reverse("classes:trainees", args=[held]),
        reverse("classes:groups", args=[held]),
        reverse("classes:papers", args=[held]),
        reverse("timetables:of_class", args=[held]),
        reverse("delivery:opening", args=[held]),
        reverse("delivery:attendance", args=[held]),
        reverse("delivery:roll", args=[held, "2022-05-11-morning"]),
        reverse("delivery:journal", args=[held]),
        reverse("delivery:notices"),
        reverse("timetables:lecturers"),
        reverse("timetables:rooms"),
        reverse("handbook:index"),
        reverse("handbook:book"),
        reverse("handbook:entry", args=[builders.entry().pk]),
        reverse("handbook:ask"),
        reverse("handbook:questions"),
        reverse("handbook:question", args=[builders.question().pk]),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_their_width_and_no_script_complains(chromium, live_server, world, width):
    planner = builders.user("planner", everywhere=True)
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="vi")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)

    page.goto(live_server.url)
    page.keyboard.press("Tab")
    page.locator("input[name=username]").fill(planner.username)
    page.locator("input[name=password]").fill(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")

    for address in addresses(world):
        answer = page.goto(f"{live_server.url}{address}")
        sticks_out = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, answer.status, sticks_out) == (address, 200, 0)
        assert page.locator("h1").count() == 1
    assert complaints == []
    context.close()


def test_a_list_is_searched_without_leaving_the_page(chromium, live_server, world):
    planner = builders.user("planner", everywhere=True)
    page = chromium.new_page()
    page.goto(live_server.url)
    page.locator("input[name=username]").fill(planner.username)
    page.locator("input[name=password]").fill(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")

    page.goto(f"{live_server.url}{reverse('classes:trainees', args=[world.training_class.pk])}")
    rows = page.locator("tbody tr")
    everybody = rows.count()
    page.locator("main input[type=search]").first.fill("khong co ai ten nay")
    page.keyboard.press("Enter")
    page.wait_for_function("before => document.querySelectorAll('tbody tr').length < before", arg=everybody)

    assert everybody == 12


@pytest.fixture
def full_year(world) -> None:
    """Nine lines with long names, each of its own field, with a class that runs, one that is late and one not ready."""
    for number, field in enumerate(fields()[:9]):
        title = (
            f"Bồi dưỡng kỹ năng, nghiệp vụ công tác cho cán bộ, công chức lãnh đạo, quản lý cấp phòng, nhóm {number}"
        )
        of = examples.line(world.plan, title=title, classes=3, study=examples.study(title, field.code))
        sender = world.districts[number % 3]
        builders.grant(of, sender, 40)
        examples.seat(builders.person(f"Thêm {number}"), examples.held(of, TODAY, finished=False), sender)
        examples.planned(of, dt.date(2022, 3, 1))
        builders.training_class(examples.planned(of, dt.date(2022, 5, 30)))
        totals = examples.line(world.plan, title=f"{title}, số tổng hợp", tracking="totals", seats=9000)
        examples.reported(totals, dt.date(2022, 1, 1), dt.date(2022, 3, 31), classes=9, places=1204)


def test_leaders_page_of_a_full_year_prints_on_one_sheet(chromium, live_server, full_year):
    leader = builders.user("leader", everywhere=True)
    context = chromium.new_context(locale="vi")
    page = context.new_page()
    page.goto(live_server.url)
    page.locator("input[name=username]").fill(leader.username)
    page.locator("input[name=password]").fill(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}{reverse('reports:leader')}")

    printed = page.pdf(prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    assert page.locator("section li").count() > 20
    context.close()
