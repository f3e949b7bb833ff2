"""Who may read a paper. Papers stand below what they are about, so the slices above say who may read about theirs."""

from collections.abc import Callable

from khaigiang.apps.papers import phrases
from khaigiang.apps.papers.models import Paper
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

Reader = Callable[[Actor, str, str], bool]
"""Whether the actor may read a paper, by the key of what it is about (``45``) and the paper's kind."""

OFFICE = ("planner", "leader", "auditor", "school", "class_board")
_readers: dict[str, list[Reader]] = {}


def let_read(about: str, reader: Reader) -> None:
    """Open papers about one kind of thing to more than the office; slices that know the thing call it."""
    _readers.setdefault(about, []).append(reader)


def check_may_issue(actor: Actor) -> None:
    """Planners and schools write down what their registry clerks gave."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_issue", phrases.MAY_NOT_ISSUE)


def check_may_read(actor: Actor, paper: Paper) -> None:
    """The office reads all; others what the slice of the thing it is about opens to them."""
    if actor.has(*OFFICE):
        return
    about, _, key = paper.about.partition(":")
    if not any(reader(actor, key, paper.kind) for reader in _readers.get(about, ())):
        raise NotPermitted("paper_not_yours", phrases.NOT_YOUR_PAPER)
