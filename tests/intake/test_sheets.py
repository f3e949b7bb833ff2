import io
import zipfile
from random import Random

import pytest

from intake.books import book_of
from khaigiang.intake import sheets
from khaigiang.intake.findings import Finding, Severity
from khaigiang.intake.sheets import address, open_workbook
from khaigiang.intake.templates import nominations_template

SMALL = {"Trang": [["a", "b"], ["c", None, 3]]}
WORKBOOK = "xl/workbook.xml"


def refusal(code: str, **facts: str) -> tuple[Finding, ...]:
    return (Finding("t.xlsx", "", "", code, Severity.FILE_FAULT, facts),)


def repacked(data: bytes, part: str, content: bytes) -> bytes:
    """The same workbook with one part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def sheet_xml(rows: str) -> bytes:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{name}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def test_open_workbook_gives_every_cell_at_its_address():
    opened = open_workbook("t.xlsx", book_of({"Trống": [], "Trang": [[], ["", "B2", 3], [" Cà̂ "]]}))
    assert opened.findings == ()
    assert [sheet.name for sheet in opened.sheets] == ["Trang"]
    sheet = opened.sheets[0]
    assert [sheet.value(2, 1), sheet.value(2, 2), sheet.value(3, 0)] == ["B2", 3.0, "C\u00e0\u0302"]
    assert [sheet.value(0, 0), sheet.value(9, 9)] == ["", ""]


@pytest.mark.parametrize(("row", "column", "text"), [(1, 0, "A1"), (7, 2, "C7"), (1, 25, "Z1"), (3, 26, "AA3")])
def test_address_counts_rows_from_one_and_columns_from_a(row, column, text):
    assert address(row, column) == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"Ho va ten,Ngay sinh\n", "file_not_workbook"),
        (b"PK\x03\x04 rest of nothing", "file_damaged"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "file_damaged"),
        (b"<html><table><tr><td>STT</td></tr></table></html>", "file_is_web_page"),
    ],
)
def test_open_workbook_refuses_what_is_no_workbook(data, code):
    assert open_workbook("t.xlsx", data).findings == refusal(code)


def test_open_workbook_refuses_a_zip_that_is_no_workbook():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as parts:
        parts.writestr("word/document.xml", "<document/>")
    assert open_workbook("t.xlsx", buffer.getvalue()).findings == refusal("file_not_workbook")


def test_open_workbook_refuses_every_truncation():
    data = book_of(SMALL)
    for length in range(8, len(data), 311):
        opened = open_workbook("t.xlsx", data[:length])
        assert (opened.sheets, opened.findings) == ((), refusal("file_damaged"))


def test_open_workbook_survives_any_flipped_byte():
    data = book_of(SMALL)
    whole = open_workbook("t.xlsx", data).sheets
    for place in range(0, len(data), 97):
        opened = open_workbook("t.xlsx", data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        assert bool(opened.sheets) != bool(opened.findings)
        assert not opened.sheets or len(opened.sheets) == len(whole)


def test_open_workbook_refuses_empty_sheets():
    assert open_workbook("t.xlsx", book_of({"Trang": [], "Hai": []})).findings == refusal("workbook_empty")


def test_open_workbook_refuses_a_file_above_the_limit(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_BYTES", 1_000_000)
    assert open_workbook("t.xlsx", b"PK" + bytes(1_000_001)).findings == refusal("file_too_large", limit="1")


def test_open_workbook_refuses_what_unpacks_too_large():
    bomb = repacked(book_of(SMALL), "docProps/app.xml", bytes(sheets.MAX_UNPACKED_BYTES + 1))
    assert len(bomb) < 1_000_000
    assert open_workbook("t.xlsx", bomb).findings == refusal("file_unpacks_too_large")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c><v>1</v></c><c><v>1</v></c><c><v>2</v></c></row>'
        '<row r="1048576">' + "<c><v>1</v></c>" * 20 + "</row>",
    ],
)
def test_open_workbook_refuses_a_cell_that_lies_too_far_out(rows):
    data = repacked(book_of(SMALL), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    assert open_workbook("t.xlsx", data).findings == refusal("sheet_too_large")


def test_open_workbook_reads_past_a_million_empty_rows():
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        + '<row r="2"/>' * 1_000_000
        + '<row r="1048576"><c r="Z1048576" s="1"/></row>'
    )
    data = repacked(book_of(SMALL), "xl/worksheets/sheet1.xml", sheet_xml(rows))
    assert open_workbook("t.xlsx", data).sheets[0].rows == ((1.0,),)


def test_open_workbook_expands_no_entity():
    hostile = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>'
    )
    opened = open_workbook("t.xlsx", repacked(book_of(SMALL), "xl/worksheets/sheet1.xml", hostile))
    assert opened.sheets == ()
    assert len(opened.findings) == 1


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/styles.xml", b'<styleSheet><cellXfs count="4294967296"><xf/></cellXfs></styleSheet>'),
        ("xl/sharedStrings.xml", b'<sst uniqueCount="99999999999"><si><t>a</t></si></sst>'),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="D1999999999992"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c s=">" r="XFD1048576"><v>1</v></c></row>')),
        ("xl/worksheets/sheet1.xml", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').decode().encode("utf-16")),
    ],
)
def test_open_workbook_refuses_what_would_kill_the_reader(part, content):
    """Each of these made the reader ask for more memory than there is, which ends the whole program."""
    data = repacked(nominations_template(), part, content)
    assert open_workbook("t.xlsx", data).findings == refusal("file_damaged")


def test_open_workbook_refuses_a_file_that_is_two_formats_at_once():
    buffer = io.BytesIO(book_of(SMALL))
    with zipfile.ZipFile(buffer, "a") as parts:
        parts.writestr("content.xml", "<office:document-content/>")
    assert open_workbook("t.xlsx", buffer.getvalue()).findings == refusal("file_not_workbook")


def test_open_workbook_survives_mutated_parts():
    random = Random(7)
    data = book_of(SMALL)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    for _ in range(300):
        name = random.choice(sorted(contents))
        place, cut = random.randrange(len(contents[name])), random.randrange(12)
        dirt = random.choice((b"", b"<", b'"', b"\x00", b"99999999999", b"-1", b"XFE1", contents[name][:40]))
        opened = open_workbook(
            "t.xlsx", repacked(data, name, contents[name][:place] + dirt + contents[name][place + cut :])
        )
        assert bool(opened.sheets) != bool(opened.findings)
