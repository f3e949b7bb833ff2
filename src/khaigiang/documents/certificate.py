"""A certificate as a page, and the seal that closes its file.

The file ends with a comment that holds the statement and a signature over every byte before it: whoever changes one
byte anywhere breaks it, and reading it back needs no PDF library. The page shows the same statement as a QR code.
"""

import base64
import binascii
import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from khaigiang.documents import wording
from khaigiang.documents.sealing import utc

_OPENS = b"\n%KG-STATEMENT "
_CLOSES = b"\n%KG-SEAL "
PDF_MARK = b"%PDF-"
SIGNATURE_BYTES = 64
LARGEST_FILE = 2_000_000  # bytes; a certificate of ours is some 100 KB

_TOO_LONG = re.compile(r"\S{28,}")

Sign = Callable[[bytes], bytes]
"""Signs bytes; gives the 64 bytes of the signature."""


@dataclass(frozen=True, slots=True)
class CertificateSheet:
    """What a certificate says. ``born`` as in lists; ``statement`` is the signed text of the QR code.

    ``title`` is "GIẤY CHỨNG NHẬN"; ``course`` follows "Đã hoàn thành": "chương trình bồi dưỡng".
    """

    title: str
    parent_body: str
    issuer: str
    number: str
    full_name: str
    born: str
    unit_name: str
    course: str
    programme: str
    class_name: str
    first_day: dt.date
    last_day: dt.date
    issued_on: dt.date
    place: str
    signer_title: str
    statement: str


class CertificatePress:
    """Sets many certificates with the fonts read once. The same sheet gives the same bytes on every machine."""

    def __init__(self) -> None:
        import fontpkg_be_vietnam_pro
        import fontpkg_noto_serif
        import typst

        fonts = [str(Path(each.__file__).parent / "files") for each in (fontpkg_be_vietnam_pro, fontpkg_noto_serif)]
        self._fonts = typst.Fonts(include_system_fonts=False, font_paths=fonts)
        self._typst = typst

    def page(self, sheet: CertificateSheet) -> bytes:
        """The PDF: one A4 page, landscape, dated the day of issue at eight in the morning."""
        stamp = dt.datetime.combine(sheet.issued_on, dt.time(8), dt.timezone(dt.timedelta(hours=7)))
        with as_file(files("khaigiang").joinpath("documents", "typst")) as root:
            made = self._typst.compile(
                str(root / "certificate.typ"),
                root=str(root),
                font_paths=self._fonts,
                format="pdf",
                sys_inputs={"data": json.dumps(content(sheet, stamp), ensure_ascii=False, sort_keys=True)},
                timestamp=stamp,
            )
        if not isinstance(made, bytes):
            raise TypeError("a PDF is one file")
        return made


def content(sheet: CertificateSheet, stamp: dt.datetime) -> Mapping[str, Any]:
    """What the template reads, in the order it is drawn."""
    moment = utc(stamp)
    code = _code_of(sheet.statement)
    return {
        "date": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
        "organiser": _breakable(sheet.issuer),
        "parent": _breakable(sheet.parent_body),
        "title": sheet.title,
        "number": sheet.number,
        "name": _breakable(sheet.full_name),
        "facts": [
            [label, _breakable(said)] for label, said in (("Sinh", sheet.born), ("Đơn vị", sheet.unit_name)) if said
        ],
        "course": sheet.course,
        "programme": _breakable(sheet.programme),
        "class": _breakable(sheet.class_name),
        "days": f"từ ngày {wording.short_date(sheet.first_day)} đến ngày {wording.short_date(sheet.last_day)}",
        "place_date": f"{sheet.place}, {wording.date_in_words(sheet.issued_on)}",
        "signer": _breakable(sheet.signer_title),
        "statement": sheet.statement,
        "qr": _picture_of(code),
        "modules": len(code),
    }


def qr_code(text: str) -> str:
    """The text as a QR code, as SVG without a margin."""
    return _picture_of(_code_of(text))


def _code_of(text: str) -> list[bytes]:
    """The rows of a QR code. Error correction M stands a fold or a stain; the longest texts leave room for L only."""
    import segno

    try:
        code = segno.make_qr(text, error="m", encoding="utf-8", boost_error=False)
    except segno.DataOverflowError:
        code = segno.make_qr(text, error="l", encoding="utf-8", boost_error=False)
    return [bytes(row) for row in code.matrix]


def _picture_of(rows: list[bytes]) -> str:
    size = len(rows)
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="{dark}" fill="#17212b"/></svg>'
    )


def _breakable(text: str) -> str:
    """The text with places for a line end inside a word that no line would hold."""
    return _TOO_LONG.sub(lambda word: "\u200b".join(word[0]), text)


def seal(pdf: bytes, statement: str, sign: Sign) -> bytes:
    """The PDF with its statement and a signature over all of it, as a comment below its end."""
    body = pdf.rstrip(b"\r\n") + _OPENS + statement.encode()
    return body + _CLOSES + base64.urlsafe_b64encode(sign(body)).rstrip(b"=") + b"\n"


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file taken apart: what was signed, by whom it says it is, and the signature."""

    body: bytes
    statement: str
    signature: bytes


def read_seal(data: bytes) -> Sealed | None:
    """The seal of a file; None when there is none in the one spelling we write."""
    body, closes, end = data.rpartition(_CLOSES)
    _, opens, statement = body.rpartition(_OPENS)
    try:
        signature = base64.b64decode(end.rstrip(b"\n") + b"==", altchars=b"-_", validate=True)
        text = statement.decode()
    except (ValueError, binascii.Error):
        return None
    if not (closes and opens) or len(signature) != SIGNATURE_BYTES:
        return None
    # Spare bits of the last letter, or more below it, would be a change that the signature does not see.
    as_written = end == base64.urlsafe_b64encode(signature).rstrip(b"=") + b"\n"
    return Sealed(body, text, signature) if as_written else None
