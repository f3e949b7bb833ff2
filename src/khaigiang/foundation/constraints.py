"""What the database refuses, in words: each constraint's name with its sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DataError, IntegrityError
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase, Refused

CANNOT_BE_KEPT = _("Chưa ghi gì: có chữ quá dài, số quá lớn hoặc ký tự không lưu được.")
_sentences: dict[str, Phrase] = {}


def say(**sentences: Phrase) -> None:
    """Give constraints their sentences; a slice calls it in its ``models``, beside the constraints."""
    _sentences.update(sentences)


def said() -> dict[str, Phrase]:
    """Every constraint that has a sentence."""
    return dict(_sentences)


@contextmanager
def readable() -> Iterator[None]:
    """Turn the refusal of a constraint we have words for into ``Refused``; any other passes as it is.

    A value that no column holds is refused too: a page sends what it likes, whatever its fields allow.
    """
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name not in _sentences:
            raise
        raise Refused(name, _sentences[name]) from error
    except DataError as error:
        raise Refused("cannot_be_kept", CANNOT_BE_KEPT) from error
