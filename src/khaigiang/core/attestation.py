"""The statement on a certificate: a compact text that says everything and ends with its own signature.

``KG1|issuer|number|name|born|programme|class|first day|last day|issued|key|signature``. It is one line of NFC text in
one only possible spelling, so that a change of a single byte is never the same statement. Pure: nothing is signed here.
"""

import base64
import binascii
import datetime as dt
import re
import unicodedata
from dataclasses import astuple, dataclass

VERSION = "KG1"
FIELDS = 12
SIGNATURE_BYTES = 64
LONGEST = 4000  # characters; a statement that would fit no QR code is none of ours
_KEY = re.compile(r"[0-9a-f]{16}")
_VERSIONED = re.compile(r"KG[0-9]+\|")
_BORN = re.compile(r"(?:(?:[0-9]{2}/)?[0-9]{2}/)?[0-9]{4}|")
_TO_ESCAPE = re.compile(r"[|%\x00-\x1f\x7f]")
_ESCAPED = re.compile(r"%([0-9A-F]{2})")


class NotAStatementError(ValueError):
    """The text is not a statement as we write them; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Statement:
    """What a certificate attests. ``born`` is ``dd/mm/yyyy``, ``mm/yyyy``, ``yyyy`` or empty; ``key`` names the key."""

    issuer: str
    number: str
    name: str
    born: str
    programme: str
    class_name: str
    first_day: dt.date
    last_day: dt.date
    issued_on: dt.date
    key: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with the text that was signed, and its signature of 64 bytes, which nobody has checked yet."""

    statement: Statement
    text: str
    signature: bytes


def text_to_sign(statement: Statement) -> str:
    """The statement without its signature: what the key signs, as UTF-8."""
    said = (each.isoformat() if isinstance(each, dt.date) else _escaped(each) for each in astuple(statement))
    return "|".join((VERSION, *said))


def with_signature(text: str, signature: bytes) -> str:
    """The whole statement, as it stands in the QR code."""
    return f"{text}|{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def read_statement(text: str) -> Signed:
    """Take a statement apart; blanks and line ends around it are forgiven, for it may have been pasted.

    Raises NotAStatementError with ``not_a_statement``, ``unknown_version`` or ``not_as_written``.
    """
    line = text.strip()
    if len(line) > LONGEST or not _VERSIONED.match(line):
        raise NotAStatementError("not_a_statement")
    fields = line.split("|")
    if fields[0] != VERSION:
        raise NotAStatementError("unknown_version")
    if len(fields) != FIELDS:
        raise NotAStatementError("not_a_statement")
    signed, _, end = line.rpartition("|")
    try:
        line.encode()  # half of a sign, as a command line may hold, has no bytes to sign
        statement = _statement(fields[1:-1])
        signature = base64.b64decode(end + "=" * (-len(end) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise NotAStatementError("not_as_written") from None
    # The last letter of base64 has spare bits, and an escape could be spelt otherwise: only our spelling counts.
    as_written = len(signature) == SIGNATURE_BYTES and with_signature(text_to_sign(statement), signature) == line
    if not as_written:
        raise NotAStatementError("not_as_written")
    return Signed(statement, signed, signature)


def _statement(fields: list[str]) -> Statement:
    *said, first, last, issued, key = fields
    issuer, number, name, born, programme, class_name = map(_unescaped, said)
    if not (number and name and _KEY.fullmatch(key) and _BORN.fullmatch(born)):
        raise ValueError(key)
    first_day, last_day, issued_on = (dt.date.fromisoformat(day) for day in (first, last, issued))
    return Statement(issuer, number, name, born, programme, class_name, first_day, last_day, issued_on, key)


def _escaped(text: str) -> str:
    clean = " ".join(unicodedata.normalize("NFC", text).split())
    return _TO_ESCAPE.sub(lambda sign: f"%{ord(sign[0]):02X}", clean)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
