"""Files made to break a reader: each is read or refused in words, in seconds, within bounded memory, in a process."""

import io
import json
import resource
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from corpus.make import WORKBOOKS
from intake.books import book_of
from intake.test_sheets import repacked, sheet_xml
from khaigiang.intake import sheets

HEAD = ["STT", "Họ và tên", "Ngày sinh"]
PEOPLE = {"DS": [HEAD, [1, "Nguyễn Văn Thử", "12/05/1975"]]}
SHEET = "xl/worksheets/sheet1.xml"
SECONDS, MEGABYTES = 5, 900
READER = """
import datetime, json, pathlib, sys, resource, time
import django
from django.conf import settings
settings.configure(USE_I18N=True)
django.setup()
from khaigiang.intake.lists import read_list
began = time.monotonic()
path = pathlib.Path(sys.argv[1])
reading = read_list(path.name, path.read_bytes(), reference=datetime.date(2025, 6, 1))
codes = [finding.code for finding in reading.findings if finding.severity == "file_fault"]
print(json.dumps({"codes": codes, "rows": len(reading.rows), "seconds": time.monotonic() - began}))
"""


def read_in_a_process(path: Path) -> dict:
    """What a process of its own answers, its memory limited; anything but an answer fails."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))

    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=60, preexec_fn=limit)
    return json.loads(done.stdout)


def refused(tmp_path: Path, name: str, content: bytes) -> list[str]:
    path = tmp_path / name
    path.write_bytes(content)
    answer = read_in_a_process(path)
    assert answer["seconds"] < SECONDS
    assert answer["rows"] == 0
    return answer["codes"]


def test_a_truncated_workbook_is_refused(tmp_path):
    assert refused(tmp_path, "cut.xlsx", book_of(PEOPLE)[:-200]) == ["file_damaged"]


def test_a_bomb_is_refused(tmp_path):
    bomb = repacked(book_of(PEOPLE), "docProps/app.xml", bytes(sheets.MAX_UNPACKED_BYTES + 1))
    assert refused(tmp_path, "bomb.xlsx", bomb) == ["file_unpacks_too_large"]


def test_a_million_empty_rows_are_read_past(tmp_path):
    head = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{text}</t></is></c>' for letter, text in zip("ABC", HEAD, strict=True)
    )
    person = '<c r="B2" t="inlineStr"><is><t>Lê Văn Giả</t></is></c><c r="C2" t="inlineStr"><is><t>1975</t></is></c>'
    rows = f'<row r="1">{head}</row><row r="2"><c r="A2"><v>1</v></c>{person}</row>'
    rows += "".join(f'<row r="{number}" s="1"/>' for number in range(3, 1_000_003))
    path = tmp_path / "empty.xlsx"
    path.write_bytes(repacked(book_of(PEOPLE), SHEET, sheet_xml(rows)))

    answer = read_in_a_process(path)

    assert (answer["codes"], answer["rows"]) == ([], 1)
    assert answer["seconds"] < SECONDS


def test_a_file_of_300_megabytes_is_refused(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(300_000_000)

    answer = read_in_a_process(path)

    assert answer["codes"] == ["file_too_large"]
    assert answer["seconds"] < SECONDS


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_part_with_entities_is_refused(tmp_path, part):
    entities = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(book_of(PEOPLE))) as parts:
        content = parts.read(part)
    hostile = entities + content.replace(b'<?xml version="1.0"?>', b"")
    book = repacked(book_of(PEOPLE), part, hostile)
    assert refused(tmp_path, "xxe.xlsx", book) == ["file_damaged"]


def test_macros_and_links_to_other_workbooks_are_not_followed(tmp_path):
    buffer = io.BytesIO(book_of(PEOPLE))
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.writestr("xl/vbaProject.bin", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))
        parts.writestr("xl/externalLinks/externalLink1.xml", '<externalLink><externalBook r:id="rId1"/></externalLink>')
    path = tmp_path / "macros.xlsm"
    path.write_bytes(buffer.getvalue())

    assert read_in_a_process(path)["rows"] == 1


def test_formulas_are_not_calculated(tmp_path):
    path = tmp_path / "formulas.xlsx"
    path.write_bytes(book_of({"DS": [HEAD, [1, '=WEBSERVICE("http://example.invalid")', "12/05/1975"]]}))

    assert read_in_a_process(path)["codes"] == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("word.xlsx", b"%PDF-1.7 no workbook", "file_not_workbook"),
        ("web.xls", b"\n<html><body><table><tr><td>STT</td></tr></table></body></html>", "file_is_web_page"),
        ("text.xlsx", "STT,Họ và tên\n".encode(), "file_not_workbook"),
        ("bytes.csv", bytes(range(256)) * 40, "file_damaged"),
        ("nothing.ods", b"", "file_empty"),
    ],
)
def test_a_file_that_is_something_else_is_refused(tmp_path, name, content, code):
    assert refused(tmp_path, name, content) == [code]


def test_a_workbook_with_a_password_is_refused(tmp_path):
    assert refused(tmp_path, "locked.xlsx", compound_file("EncryptedPackage", bytes(5000))) == ["file_locked"]


def test_an_old_workbook_with_a_password_is_refused(tmp_path):
    records = struct.pack("<HHHH", 0x0809, 4, 0x0600, 5) + struct.pack("<HHH", 0x002F, 2, 0)
    assert refused(tmp_path, "locked.xls", compound_file("Workbook", records.ljust(5000, b"\0"))) == ["file_locked"]


@pytest.mark.parametrize(
    "record",
    [
        struct.pack("<HHIIHHH", 0x0200, 14, 0, 0xFFFFFFF0, 0, 256, 0),  # a sheet of four thousand million rows
        struct.pack("<HHII", 0x00FC, 8, 1, 0x7FFFFFFF),  # two thousand million texts
    ],
)
def test_an_old_workbook_that_asks_for_endless_memory_is_refused(tmp_path, record):
    records = struct.pack("<HHHH", 0x0809, 4, 0x0600, 5) + record
    assert refused(tmp_path, "large.xls", compound_file("Workbook", records.ljust(5000, b"\0"))) == ["file_damaged"]


def test_repeated_cells_without_end_are_refused(tmp_path):
    data = (WORKBOOKS / "open_document.ods").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        content = parts.read("content.xml")
    row = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
    row += (
        b'office:value="1" table:number-columns-repeated="1000"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    bomb = repacked(data, "content.xml", content.replace(b"</table:table>", row + b"</table:table>", 1))
    assert refused(tmp_path, "bomb.ods", bomb) == ["sheet_too_large"]


@pytest.mark.parametrize("name", ["old_format.xls", "open_document.ods", "text_utf16.csv"])
def test_no_cut_and_no_changed_byte_breaks_the_reader(name):
    data = (WORKBOOKS / name).read_bytes()
    for place in range(0, len(data), max(1, len(data) // 60)):
        for dirty in (data[:place], data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]):
            opened = sheets.open_workbook(name, dirty, as_typed=True)
            assert bool(opened.sheets) != bool(opened.findings)


def compound_file(name: str, stream: bytes) -> bytes:
    """The smallest compound file that holds one stream of at least 4096 bytes."""
    content = stream.ljust(-(-len(stream) // 512) * 512, b"\0")
    count = len(content) // 512
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<II", header, 44, 1, 1)
    struct.pack_into("<IIIII", header, 56, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    directory = (root + _entry(name, 2, 2, len(stream))).ljust(512, b"\0")
    return bytes(header) + table + directory + content


def _entry(name: str, kind: int, first: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    entry = bytearray(128)
    encoded = name.encode("utf-16-le")
    entry[: len(encoded)] = encoded
    struct.pack_into("<HBBIII", entry, 64, len(encoded) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    struct.pack_into("<II", entry, 116, first, size)
    return bytes(entry)
