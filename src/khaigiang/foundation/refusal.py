"""Saying no in words a person can read, in both languages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeAlias

from django.utils import translation

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

P = ParamSpec("P")
Phrase: TypeAlias = "str | _StrPromise"


class Refused(Exception):  # noqa: N818 - it is a refusal, not an error
    """An act that was asked for and is not done. ``code`` is for machines, the phrase for people.

    ``phrase`` is a lazily translated sentence with ``%(name)s`` places that ``facts`` fill.
    """

    def __init__(self, code: str, phrase: Phrase, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.phrase = phrase
        self.facts = facts

    def __str__(self) -> str:
        return str(self.phrase) % self.facts

    def in_language(self, language: str) -> str:
        """The sentence in ``vi`` or ``en``."""
        with translation.override(language):
            return str(self)


class NotPermitted(Refused):
    """Refused because of who asks."""


def allowed(check: Callable[P, None], *args: P.args, **kwargs: P.kwargs) -> bool:
    """The boolean twin of a ``check_may_…``: never written by hand, so the two cannot disagree."""
    try:
        check(*args, **kwargs)
    except Refused:
        return False
    return True
