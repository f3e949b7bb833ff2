"""One mark, from how a lecturer writes it."""

import re
from decimal import Decimal

_WRITTEN = re.compile(r"\d{1,3}(?:[.,]\d+)?")
_DECIMALS = 2


class MarkFaultError(ValueError):
    """What is written is no mark of this scale; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_mark(text: str, scale: Decimal) -> Decimal | None:
    """``8``, ``8,5`` or ``8.25``; None for nothing written.

    Raises MarkFaultError with ``not_mark``, ``mark_too_fine`` (beyond two decimals) or ``mark_out_of_scale``.
    """
    bare = text.strip()
    if not bare:
        return None
    if not _WRITTEN.fullmatch(bare) or not bare.isascii():
        raise MarkFaultError("not_mark")
    value = Decimal(bare.replace(",", "."))
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > _DECIMALS:
        raise MarkFaultError("mark_too_fine")
    if value > scale:
        raise MarkFaultError("mark_out_of_scale")
    return value
