"""Makes the corpus: ``PYTHONPATH=src:tests .venv/bin/python -m corpus.make``; needs LibreOffice for .xls and .ods.

What is expected of a reader comes from the drawings and from no reader of ours.
"""

import csv
import io
import json
import shutil
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.dirt import DIRT, tcvn3, vni
from corpus.drawing import HEADINGS, Drawn, Expected, row_of, stated
from corpus.messes import LAYOUTS, groups, hidden_rows, two_row_headings
from corpus.people import PEOPLE
from khaigiang.core.vietnamese import Encoding, from_unicode

WORKBOOKS = Path(__file__).parent / "workbooks"
CONVERTED: tuple[tuple[str, Callable[[], Drawn], str], ...] = (
    ("old_format", two_row_headings, "xls"),
    ("old_format_tcvn3", tcvn3, "xls"),
    ("old_format_hidden_rows", hidden_rows, "xls"),
    ("open_document", groups, "ods"),
    ("open_document_hidden_rows", hidden_rows, "ods"),
    ("open_document_vni", vni, "ods"),
)


def drawings() -> Iterator[tuple[str, Drawn]]:
    """Every workbook that is drawn here, by its name."""
    for draw in (*LAYOUTS, *DIRT):
        yield draw.__name__, draw()


def text_files() -> Iterator[tuple[str, bytes, Expected]]:
    """Every text file of rows: the separators and encodings in which offices save them."""
    for name, separator, write in (
        ("text_utf8_mark", ";", lambda text: text.encode("utf-8-sig")),
        ("text_utf8", ",", lambda text: text.encode()),
        ("text_utf16", "\t", lambda text: text.encode("utf-16")),
        ("text_windows_1258", ";", _in_1258),
    ):
        yield name, write(_rows(separator)), Expected([stated(person) for person in PEOPLE[:8]])
    for encoding in (Encoding.TCVN3, Encoding.VNI):
        name = f"text_{encoding.value}"
        written = _rows(",", lambda text, encoding=encoding: from_unicode(text, encoding))
        yield name, written.encode("latin-1"), _expected_old(name, encoding)


def _rows(separator: str, write: Callable[[str], str] = str) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow([write("DANH SÁCH CỬ ĐI HỌC")])
    writer.writerow([write(text) for text in HEADINGS])
    for order, person in enumerate(PEOPLE[:8], start=1):
        cells = row_of(person, order)
        cells[2] = person.born
        writer.writerow([write(value) if isinstance(value, str) else value for value in cells])
    return buffer.getvalue()


def _in_1258(text: str) -> bytes:
    """As Windows writes it: signed vowels whole, tones as marks behind them."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for letter in text:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in tones)
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in tones))
        pieces.append(base + tone)
    return "".join(pieces).encode("cp1258")


def _expected_old(sheet: str, encoding: Encoding) -> Expected:
    expected = Expected([stated(person) for person in PEOPLE[:8]])
    for row, person in enumerate(PEOPLE[:8], start=3):
        texts = {"B": person.name, "D": person.said_sex, "E": person.position, "F": person.unit}
        expected.findings += [
            (sheet, f"{letters}{row}", "old_encoding", text)
            for letters, text in texts.items()
            if from_unicode(text, encoding) != text
        ]
    return expected


def write_expected(name: str, expected: Expected) -> None:
    """What a reader should answer, beside the workbook."""
    said = {
        "people": expected.people,
        "findings": [
            {"sheet": sheet, "cell": cell, "code": code, "fix": fix} for sheet, cell, code, fix in expected.findings
        ],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    (WORKBOOKS / f"{name}.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Write every workbook and what is expected of its reader."""
    WORKBOOKS.mkdir(exist_ok=True)
    for name, drawn in drawings():
        (WORKBOOKS / f"{name}.xlsx").write_bytes(drawn.finish())
        write_expected(f"{name}.xlsx", drawn.expected)
    for name, content, expected in text_files():
        (WORKBOOKS / f"{name}.csv").write_bytes(content)
        write_expected(f"{name}.csv", expected)
    for name, draw, ending in CONVERTED:
        drawn = draw()
        _convert(drawn.finish(), WORKBOOKS / f"{name}.{ending}")
        write_expected(f"{name}.{ending}", drawn.expected)


def _convert(content: bytes, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.xlsx"
        source.write_bytes(content)
        office = shutil.which("soffice") or "libreoffice"
        command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
        subprocess.run([*command, target.suffix[1:], "--outdir", folder, str(source)], check=True, timeout=120)
        shutil.copy(Path(folder) / target.name, target)


if __name__ == "__main__":
    main()
