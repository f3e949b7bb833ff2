"""A lesson is dragged onto another half-day, or chosen by the keyboard alone; no script complains."""

import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER
from apps.timetables.examples import MONDAY, timetabled_plan
from khaigiang.apps.timetables.actions import open_draft
from khaigiang.apps.timetables.models import HandDraft

pytestmark = pytest.mark.browser
NEXT_MONDAY = MONDAY + dt.timedelta(days=7)  # today, to the server, is the Thursday before
FREE = f"{(NEXT_MONDAY + dt.timedelta(days=3)).isoformat()}/morning"


@pytest.fixture
def plan(transactional_db):
    held = timetabled_plan(NEXT_MONDAY)
    open_draft(held, by=PLANNER)
    return held


def signed_in(chromium, live_server, plan, width):
    planner = builders.user("planner", everywhere=True)
    page = chromium.new_context(viewport={"width": width, "height": 900}, locale="vi").new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}{reverse('timetables:by_hand', args=[plan.pk])}")
    page.locator("input[name=username]").fill(planner.username)
    page.locator("input[name=password]").fill(builders.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chosen")
    return page, complaints


def test_lesson_is_dragged_looked_at_and_moved(chromium, live_server, plan):
    page, complaints = signed_in(chromium, live_server, plan, 1440)

    page.locator("[data-card]").last.drag_to(page.locator(f"[data-half-day='{FREE}']"))
    page.wait_for_selector("#chosen .look")
    looked = page.locator("#chosen .look").inner_text()
    assert ("Không vi phạm yêu cầu nào." in looked, HandDraft.objects.get().applied) == (True, 0)
    assert page.evaluate("document.activeElement.id") == "chosen"

    page.locator("#chosen .look button").click()
    page.wait_for_selector(f"[data-half-day='{FREE}'] [data-card]")
    assert (HandDraft.objects.get().applied, complaints) == (1, [])
    page.context.close()


def test_lesson_is_moved_by_the_keyboard_on_a_phone(chromium, live_server, plan):
    page, complaints = signed_in(chromium, live_server, plan, 360)

    page.locator("[data-card] a").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#chosen form")
    page.locator("#id_half_day").select_option(FREE)
    page.wait_for_selector("#chosen .look")
    assert page.evaluate("document.activeElement.id") == "id_half_day"
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0

    page.locator("#chosen .look button").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"[data-half-day='{FREE}'] [data-card]")
    assert (HandDraft.objects.get().applied, complaints) == (1, [])
    page.context.close()
