"""Writes to papers and their registers."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from khaigiang.apps.papers import phrases
from khaigiang.apps.papers.models import OutgoingRegister, Paper, PaperKind
from khaigiang.apps.papers.permissions import check_may_issue
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

    Only an official paper carries a ``numbering``, and only once it is dated. ``names`` are the keys of whom it names.
    """

    kind: PaperKind
    about: str
    title: str
    file_name: str
    media_type: str
    render: Render
    numbering: Numbering | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a paper once it is signed. ``signer`` is the name under it, empty while it is not told."""

    dated: dt.date
    signer: str = ""


Orderer = Callable[[Paper, Signed], PaperOrder]
"""Gives a drafted paper anew, as it reads once it is signed."""
_orderers: dict[str, Orderer] = {}


def let_issue(kind: PaperKind, orderer: Orderer) -> None:
    """The slice that drafts this kind of official paper says how it reads once it is signed."""
    _orderers[kind] = orderer


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
    _fill(paper, order, None)
    audit.record("papers.drafted", paper, by=by, file=order.file_name, digest=paper.digest)
    return paper


@action
def issue_signed(paper: Paper, signed: Signed, *, number: int, by: Actor) -> Paper:
    """Write down the number that the registry clerk gave a paper when it was signed; its final bytes say it.

    Raises Refused for a kind of paper that is not numbered, for a number below 1 and for one already given.
    """
    check_may_issue(by)
    if not paper.is_official:
        raise Refused("paper_not_official", phrases.NOT_OFFICIAL, title=paper.title)
    if number < 1:
        raise Refused("number_below_one", phrases.NUMBER_BELOW_ONE, number=number)
    issue(paper, _orderers[paper.kind](paper, signed), number=number, by=by)
    paper.signer = signed.signer
    paper.save(update_fields=["signer"])
    audit.record("papers.issued_signed", paper, by=by, number=number, dated=signed.dated)
    return paper


@action
def issue(paper: Paper, order: PaperOrder, *, by: Actor, number: int | None = None) -> Paper:
    """Give a drafted paper its number, in the same transaction as its final bytes.

    Without ``number``, the one the registry clerk gave, it gets the next of its series.
    """
    assert order.numbering is not None
    paper.hold()
    if paper.state == PaperState.ISSUED:
        raise Refused("paper_already_issued", phrases.ALREADY_ISSUED, file=paper.file_name)
    paper.state = next_state(PaperState, paper.state, "issue")
    paper.series, paper.symbol, paper.dated = order.numbering.series, order.numbering.symbol, order.numbering.dated
    paper.number = _take_number(order.numbering.series, number)
    _fill(paper, order, paper.number)
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


def _take_number(series: str, wanted: int | None) -> int:
    """The register's row is locked until the paper stands, so numbers follow each other without a gap.

    A clerk's own book may be ahead of ours: the next number of the series follows the highest one given.
    """
    OutgoingRegister.objects.get_or_create(series=series)
    register = OutgoingRegister.objects.select_for_update().get(series=series)
    number = wanted or register.last_number + 1
    holder = Paper.objects.filter(series=series, number=number).first()
    if holder is not None:
        raise Refused("number_taken", phrases.NUMBER_TAKEN, number=number, title=holder.title)
    register.last_number = max(register.last_number, number)
    register.save(update_fields=["last_number"])
    return number


def _fill(paper: Paper, order: PaperOrder, number: int | None) -> None:
    content = order.render(number)
    paper.names = list(order.names)
    paper.content, paper.digest = content, hashlib.sha256(content).hexdigest()
    paper.save()
