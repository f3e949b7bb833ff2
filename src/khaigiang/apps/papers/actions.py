"""Writes to papers and their registers."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from khaigiang.apps.papers import phrases
from khaigiang.apps.papers.models import OutgoingRegister, Paper, PaperKind
from khaigiang.core.states import PaperState, next_state
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"
ICS = "text/calendar"

Render = Callable[[int | None], bytes]
"""Gives a paper's bytes for its number; without a number it leaves the blank that the registry clerk fills in."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """In which series an official paper is numbered, what stands behind its number, and its date."""

    series: str
    symbol: str
    dated: dt.date


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """One paper to be made. ``about`` names what it is about; ``file_name`` is its path among the papers of a run.

    Only an official paper carries a ``numbering``, and only once it is dated.
    """

    kind: PaperKind
    about: str
    title: str
    file_name: str
    media_type: str
    render: Render
    numbering: Numbering | None = None


def slug(name: str) -> str:
    """A file name without diacritics or spaces, for any system."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in fold(name)).split())


@action
def draft(order: PaperOrder, *, by: Actor) -> Paper:
    """Write a paper without a number, replacing an earlier draft of it. An issued paper is never replaced."""
    known = Paper.objects.filter(about=order.about, file_name=order.file_name).first()
    paper = known or Paper(about=order.about, file_name=order.file_name)
    if paper.state == PaperState.ISSUED:
        raise Refused("paper_already_issued", phrases.ALREADY_ISSUED, file=order.file_name)
    paper.kind, paper.title, paper.media_type = order.kind, order.title, order.media_type
    _fill(paper, order.render(None))
    audit.record("papers.drafted", paper, by=by, file=order.file_name, digest=paper.digest)
    return paper


@action
def issue(paper: Paper, order: PaperOrder, *, by: Actor) -> Paper:
    """Give a drafted paper the next number of its series, in the same transaction as its final bytes."""
    assert order.numbering is not None
    if paper.state == PaperState.ISSUED:
        raise Refused("paper_already_issued", phrases.ALREADY_ISSUED, file=paper.file_name)
    paper.state = next_state(PaperState, paper.state, "issue")
    paper.series, paper.symbol, paper.dated = order.numbering.series, order.numbering.symbol, order.numbering.dated
    paper.number = _next_number(order.numbering.series)
    _fill(paper, order.render(paper.number))
    audit.record("papers.issued", paper, by=by, number=paper.number, symbol=paper.symbol, digest=paper.digest)
    return paper


@action
def discard_drafts(papers: QuerySet[Paper], *, by: Actor) -> int:
    """Throw away these drafts. An issued paper stays for ever: then Refused is raised."""
    issued = papers.exclude(state=PaperState.DRAFT).order_by("pk").first()
    if issued is not None:
        raise Refused("paper_already_issued", phrases.ALREADY_ISSUED, file=issued.file_name)
    count, _kinds = papers.delete()
    audit.record("papers.drafts_discarded", "papers", by=by, papers=count)
    return count


def _next_number(series: str) -> int:
    """The register's row is locked until the paper stands, so numbers follow each other without a gap."""
    OutgoingRegister.objects.get_or_create(series=series)
    register = OutgoingRegister.objects.select_for_update().get(series=series)
    OutgoingRegister.objects.filter(pk=register.pk).update(last_number=F("last_number") + 1)
    return register.last_number + 1


def _fill(paper: Paper, content: bytes) -> None:
    paper.content, paper.digest = content, hashlib.sha256(content).hexdigest()
    paper.save()
