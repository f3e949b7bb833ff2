"""Put a fragment into its page as htmx would, and compare with the page loaded afresh."""

from django.test import Client
from lxml import html

# What the reader's own browser holds: what was typed and chosen, and the token of each answer.
OWN = ".//form[contains(@class, 'filters')] | .//input[@name='csrfmiddlewaretoken'] | .//input[@name='next']"


def swapped_equals_full_load(client: Client, start: str, end: str, target: str) -> bool:
    """Whether ``start`` with the fragment of ``end`` swapped in is the same page as ``end``."""
    page = html.fromstring(client.get(start).content.decode())
    answer = client.get(end, headers={"HX-Request": "true", "HX-Target": target}).content.decode()
    fragment = html.fromstring(answer)
    old = page.get_element_by_id(target)
    old.getparent().replace(old, fragment)
    fresh = html.fromstring(client.get(end).content.decode())
    return _plain(page) == _plain(fresh)


def _plain(page: html.HtmlElement) -> str:
    for own in page.xpath(OWN):
        own.drop_tree()
    return " ".join(html.tostring(page, encoding="unicode").split())
