import datetime as dt
import io

import openpyxl
import pytest

from corpus.make import WORKBOOKS
from intake.books import book_of
from khaigiang.intake.accepting import EVERYTHING, Accepted
from khaigiang.intake.annotating import MOST_COMMENTS, annotate, annotated_name
from khaigiang.intake.findings import FINDINGS_SHEET, Severity
from khaigiang.intake.lists import read_list
from khaigiang.intake.phrases import message

TODAY = dt.date(2025, 6, 1)
FAULT, PROBLEM, SUGGESTION = "FFF6B8B4", "FFFFE2A1", "FFCBE3FC"
FILES = sorted(path for path in WORKBOOKS.iterdir() if path.suffix != ".json")


def given_back(name: str, data: bytes) -> tuple[bytes, list]:
    findings = read_list(name, data, reference=TODAY).findings
    return annotate(name, data, findings), list(findings)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_workbook_given_back_goes_in_again_with_the_same_findings(path):
    data, findings = given_back(path.name, path.read_bytes())
    name = annotated_name(path.name)

    again = read_list(name, data, reference=TODAY).findings

    def told(found):
        return sorted((each.sheet, each.cell, each.code, each.suggestion or "") for each in found)

    assert told(again) == told(findings)
    assert opened(data).sheetnames[-1] == FINDINGS_SHEET


def test_marked_cells_have_their_colour_and_their_words():
    data = (WORKBOOKS / "dates.xlsx").read_bytes()
    back, findings = given_back("dates.xlsx", data)

    sheet = opened(back)["Sheet1"]
    for finding in findings:
        cell = sheet[finding.cell]
        assert cell.fill.fgColor.rgb == (PROBLEM if finding.severity is Severity.PROBLEM else FAULT)
        assert message(finding) in cell.comment.text
    assert [row[1] for row in opened(back)[FINDINGS_SHEET].iter_rows(min_row=2, values_only=True)] == [
        finding.cell for finding in findings
    ]


def test_the_rest_of_the_workbook_stays_as_it_was():
    data = (WORKBOOKS / "two_tables.xlsx").read_bytes()
    before, after = opened(data)["Sheet1"], opened(given_back("two_tables.xlsx", data)[0])["Sheet1"]

    assert [[cell.value for cell in row] for row in after.iter_rows()] == [
        [cell.value for cell in row] for row in before.iter_rows()
    ]
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert [cell.number_format for cell in after["C"]] == [cell.number_format for cell in before["C"]]
    assert [cell.font.b for cell in after["B"]] == [cell.font.b for cell in before["B"]]


def test_a_corrected_workbook_comes_back_without_its_colour_and_comment():
    data = book_of(
        {"DS": [["STT", "Họ và tên", "Ngày sinh"], [1, "Nguyễn  Văn Thử", "31/02/1975"], [2, "Lê Giả", 1980]]}
    )
    first, _ = given_back("a.xlsx", data)
    book = opened(first)
    assert {cell: book["DS"][cell].fill.fgColor.rgb for cell in ("B2", "C2")} == {"B2": SUGGESTION, "C2": FAULT}
    book["DS"]["C2"] = "28/02/1975"
    corrected = io.BytesIO()
    book.save(corrected)

    second, findings = given_back("a.xlsx", corrected.getvalue())

    sheet = opened(second)["DS"]
    assert [finding.cell for finding in findings] == ["B2"]
    assert (sheet["C2"].comment, sheet["C2"].fill.fill_type) == (None, None)
    assert sheet["B2"].fill.fgColor.rgb == SUGGESTION
    assert sheet["B2"].comment.text.count("dấu cách") == 1


def test_the_users_own_comments_stay():
    book = opened(book_of({"DS": [["STT", "Họ và tên", "Ngày sinh"], [1, "Nguyễn  Văn Thử", "31/02/1975"]]}))
    book["DS"]["A1"].comment = openpyxl.comments.Comment("Của văn phòng", "Chị Ba")
    book["DS"]["C2"].comment = openpyxl.comments.Comment("Hỏi lại", "Chị Ba")
    saved = io.BytesIO()
    book.save(saved)

    sheet = opened(given_back("a.xlsx", saved.getvalue())[0])["DS"]

    assert (sheet["A1"].comment.text, sheet["C2"].comment.text) == ("Của văn phòng", "Hỏi lại")
    assert "dấu cách" in sheet["B2"].comment.text


def test_beyond_a_thousand_findings_only_the_sheet_tells():
    rows = [[number, f"Nguyễn  Văn {chr(65 + number % 26)}n", 1980] for number in range(1, MOST_COMMENTS + 101)]
    data = book_of({"DS": [["STT", "Họ và tên", "Năm sinh"], *rows]})
    back, findings = given_back("a.xlsx", data)

    book = opened(back)
    assert sum(cell.comment is not None for cell in book["DS"]["B"]) == MOST_COMMENTS
    assert book[FINDINGS_SHEET].max_row - 1 == len(findings) > MOST_COMMENTS


def test_an_empty_cell_is_marked_too():
    data = book_of({"DS": [["STT", "Họ và tên", "Ngày sinh", "Chức vụ"], [1, "Nguyễn Văn Thử", None, "Bí thư"]]})
    sheet = opened(given_back("a.xlsx", data)[0])["DS"]
    assert sheet["C2"].fill.fgColor.rgb == FAULT
    assert [cell.value for cell in sheet[2]] == [1, "Nguyễn Văn Thử", None, "Bí thư"]


@pytest.mark.parametrize(
    ("name", "back"),
    [("ds.xls", "ds-da-kiem-tra.xlsx"), ("ds.csv", "ds-da-kiem-tra.xlsx"), ("a.xlsm", "a-da-kiem-tra.xlsm")],
)
def test_a_file_given_back_has_a_name_of_its_own(name, back):
    assert annotated_name(name) == back


def test_what_could_not_be_read_cannot_be_given_back():
    with pytest.raises(ValueError, match="cannot be read"):
        annotate("a.xlsx", b"PK", ())


def test_suggestions_that_were_accepted_are_no_colours():
    data = book_of({"DS": [["STT", "Họ và tên", "Ngày sinh"], [1, "Nguyễn  Văn Thử", "12/05/1975"]]})
    accepted = Accepted(kinds=frozenset({EVERYTHING}))
    findings = read_list("a.xlsx", data, reference=TODAY, accepted=accepted).findings
    assert [finding.code for finding in findings] == ["repaired"]
    assert opened(annotate("a.xlsx", data, findings))["DS"]["B2"].fill.fill_type is None
