"""Writes to papers and their registers."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F

from khaigiang.apps.papers import phrases
from khaigiang.apps.papers.models import OutgoingRegister, Paper, PaperKind
from khaigiang.core.states import PaperState, next_state
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

Render = Callable[[int | None], bytes]
"""Gives a paper's bytes for its number; without a number it leaves the blank that the registry clerk fills in."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """In which series an official paper is numbered, and what stands behind its number. ``dated`` None is a draft."""

    series: str
    symbol: str
    dated: dt.date | None = None
    signer: str = ""


@action
def draft(
    kind: PaperKind,
    *,
    about: str,
    title: str,
    file_name: str,
    media_type: str,
    render: Render,
    by: Actor,
    numbering: Numbering | None = None,
) -> Paper:
    """Write a paper without a number, replacing an earlier draft of it. An issued paper is never replaced."""
    paper = Paper.objects.filter(about=about, file_name=file_name).first() or Paper(about=about, file_name=file_name)
    if paper.state == PaperState.ISSUED:
        raise Refused("paper_already_issued", phrases.ALREADY_ISSUED, file=file_name)
    paper.kind, paper.title, paper.media_type = kind, title, media_type
    if numbering is not None:
        paper.series, paper.symbol, paper.signer = numbering.series, numbering.symbol, numbering.signer
    _fill(paper, render(None))
    audit.record("papers.drafted", paper, by=by, file=file_name, digest=paper.digest)
    return paper


@action
def issue(paper: Paper, *, numbering: Numbering, render: Render, by: Actor) -> Paper:
    """Give a drafted paper the next number of its series, in the same transaction as its final bytes."""
    paper.state = next_state(PaperState, paper.state, "issue")
    paper.number = _next_number(numbering.series)
    paper.series, paper.symbol = numbering.series, numbering.symbol
    paper.dated, paper.signer = numbering.dated, numbering.signer
    _fill(paper, render(paper.number))
    audit.record("papers.issued", paper, by=by, number=paper.number, symbol=paper.symbol, digest=paper.digest)
    return paper


def _next_number(series: str) -> int:
    """The register's row is locked until the paper stands, so numbers follow each other without a gap."""
    OutgoingRegister.objects.get_or_create(series=series)
    register = OutgoingRegister.objects.select_for_update().get(series=series)
    OutgoingRegister.objects.filter(pk=register.pk).update(last_number=F("last_number") + 1)
    return register.last_number + 1


def _fill(paper: Paper, content: bytes) -> None:
    paper.content, paper.digest = content, hashlib.sha256(content).hexdigest()
    paper.save()
