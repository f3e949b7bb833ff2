"""Text files of rows: which bytes mean which letters, and which sign parts the cells."""

import codecs
import csv
import io
import unicodedata
from collections.abc import Sequence

from khaigiang.core.vietnamese import Encoding, guess_column

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SEPARATORS = ",;\t|"
_LOOKED_AT = 200  # lines from which the separator and the encoding are told
_SAMPLE = 4000  # bytes in which the pattern of 16 bits shows
_MOSTLY = 0.3


def decode(data: bytes) -> tuple[str, str]:
    """The text, and the name of the encoding it was read by. Raises ValueError when it is no text.

    Text in TCVN3 or VNI comes back as its Western letters, which the reader of lists recognises as such.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding), encoding
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if zeros and zeros.count(0) > _MOSTLY * len(zeros):
            return data.decode(encoding), encoding
    if 0 in data:
        raise ValueError("zero bytes in a text")
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        western = data.decode("latin-1")
        lines = western.splitlines()[:_LOOKED_AT]
        cells = [cell for line in lines for cell in line.split(_separator(lines))]
        guess = guess_column(cells)
        if guess.is_clear and guess.encoding in {Encoding.TCVN3, Encoding.VNI}:
            return western, guess.encoding.value
        # That code page writes tones as marks of their own; nobody typed them so.
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace")), "windows-1258"


def read_rows(text: str) -> list[list[str]]:
    """The cells of each line. Raises ValueError on a cell without an end."""
    separator = _separator(text[: _LOOKED_AT * 200].splitlines()[:_LOOKED_AT])
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise ValueError(str(error)) from error


def _separator(lines: Sequence[str]) -> str:
    """The sign that stands alike often in most lines; a comma where none does."""

    def agreeing(sign: str) -> tuple[int, int]:
        counts = [count for line in lines if (count := line.count(sign))]
        usual = max(set(counts), key=counts.count) if counts else 0
        return counts.count(usual) if usual else 0, usual

    return max(_SEPARATORS, key=lambda sign: (agreeing(sign)[0] * min(agreeing(sign)[1], 20), -_SEPARATORS.index(sign)))
