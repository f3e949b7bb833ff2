"""The pages in a real browser: nothing sticks out at either width, no script complains, and the keyboard gets in."""

import shutil
from collections.abc import Iterator

import pytest
from django.urls import reverse

import builders
from khaigiang.core.states import ClassState

pytestmark = pytest.mark.browser

SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = (1440, 360)


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    # The driver keeps an event loop in this thread, in which Django would else refuse to work.
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as player:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        program = shutil.which("chromium") or shutil.which("chrome")
        browser = player.chromium.launch(executable_path=program, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture
def world(transactional_db) -> builders.World:
    return builders.small_world(districts=3, people=4, state=ClassState.OPEN)


def addresses(world: builders.World) -> list[str]:
    line, held, sender = world.line.pk, world.training_class.pk, world.districts[0].pk
    return [
        reverse("desk:home"),
        reverse("desk:latest_board"),
        reverse("desk:submit_year"),
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
