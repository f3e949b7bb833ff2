"""What stands on a home, as a reader would list it."""

from django.http import HttpResponse
from lxml import html


def _said(found: html.HtmlElement) -> str:
    return " ".join(" ".join(found.itertext()).split())


def duties(answer: HttpResponse) -> list[tuple[str, str]]:
    """Each duty in its order with when it is due; nothing presses where that is empty."""
    rows = html.fromstring(answer.content.decode()).xpath("//li[contains(@class, 'duty')]")
    return [
        (_said(row.xpath(".//a")[0]), " ".join(_said(each) for each in row.xpath(".//*[@class]/span"))) for row in rows
    ]


def duty(answer: HttpResponse, what: str) -> str:
    """Everything that is said of one duty."""
    rows = html.fromstring(answer.content.decode()).xpath("//li[contains(@class, 'duty')]")
    (found,) = [row for row in rows if _said(row.xpath(".//a")[0]) == what]
    return _said(found)


def link(answer: HttpResponse, what: str) -> str:
    """Where a link of this wording leads."""
    links = html.fromstring(answer.content.decode()).xpath("//main//a")
    (found,) = {each.get("href") for each in links if _said(each) == what}
    return found


def coming(answer: HttpResponse) -> list[str]:
    """What comes, in order."""
    rows = html.fromstring(answer.content.decode()).xpath("//ol[@class='coming']/li/ul/li")
    return [_said(row) for row in rows]


def text(answer: HttpResponse) -> str:
    return _said(html.fromstring(answer.content.decode()).xpath("//main")[0])
