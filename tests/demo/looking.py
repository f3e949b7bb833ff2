"""Looks at the pages of a played case as a planner, for the figures they show."""

import re

from django.test import Client
from django.urls import reverse
from lxml import html

from khaigiang.apps.accounts.models import User
from khaigiang.demo.figures import Case, Played, Row, Value, rows, shown
from khaigiang.foundation import clock


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def as_planner() -> Client:
    return signed_in("ke-hoach")


def asked(figures: tuple, played: Played) -> tuple[Row, ...]:
    with clock.standing_at(played.today):
        return rows(figures, played)


def text_of(client: Client, page: str) -> str:
    """What a reader reads on a page."""
    answer = client.get(page)
    assert answer.status_code == 200, page
    (main,) = html.fromstring(answer.content.decode()).xpath("//main")
    return " ".join(main.text_content().split())


def not_seen(found: tuple[Row, ...], played: Played) -> list[str]:
    """The figures that their pages do not show."""
    client, texts = as_planner(), {}
    with clock.standing_at(played.today):
        for page in {row.page for row in found}:
            texts[page] = text_of(client, page)
    return [row.figure.text for row in found if not is_seen(row.actual, texts[row.page])]


def missing_on_page_of(case: Case) -> list[str]:
    """What the page of the comparison does not say of a case that holds."""
    with clock.standing_at(case.today):
        text = text_of(as_planner(), reverse("demo:case"))
    wanted = [each.said.vietnamese for each in case.figures]
    wanted += [each.what.vietnamese for each in case.left_out]
    wanted.append(f"{len(case.figures)}/{len(case.figures)} con số khớp")
    return [words for words in wanted if words not in text]


def is_seen(value: Value, text: str) -> bool:
    if isinstance(value, tuple):
        return all(is_seen(each, text) for each in value)
    if isinstance(value, int):
        return re.search(rf"(?<![\d.,]){re.escape(shown(value))}(?!\d|[.,]\d)", text) is not None
    return shown(value) in text
