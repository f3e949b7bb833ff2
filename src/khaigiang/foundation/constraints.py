"""What the database refuses, in words: each constraint's name with its sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from khaigiang.foundation.refusal import Phrase, Refused

_sentences: dict[str, Phrase] = {}


def say(**sentences: Phrase) -> None:
    """Give constraints their sentences; a slice calls it in its ``models``, beside the constraints."""
    _sentences.update(sentences)


def said() -> dict[str, Phrase]:
    """Every constraint that has a sentence."""
    return dict(_sentences)


@contextmanager
def readable() -> Iterator[None]:
    """Turn the refusal of a constraint we have words for into ``Refused``; any other passes as it is."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in _sentences:
            raise
        raise Refused(name, _sentences[name]) from error
