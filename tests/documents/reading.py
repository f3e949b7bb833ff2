"""Reads the documents back with libraries other than those that wrote them, into text a person can compare.

After a wanted change: ``PYTHONPATH=src:tests python -m documents.reading`` writes the golden texts anew; read the diff.
"""

import io
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from pypdf import PdfReader

from documents import samples
from khaigiang.documents import excel, ics, pdf, timetable_sheet, word

GOLDEN = Path(__file__).parent / "golden"


def docx_text(content):
    """Paragraphs as lines, table rows as cells between bars, a mark where a new page begins."""
    lines = []
    for element in docx.Document(io.BytesIO(content)).element.body:
        if element.tag == qn("w:tbl"):
            lines.extend(row_text(row) for row in element.iter(qn("w:tr")))
        elif element.tag == qn("w:p"):
            lines.append("=== trang mới ===" if element.find(".//" + qn("w:sectPr")) is not None else text_of(element))
    return "\n".join(line for line in lines if line.strip()) + "\n"


def row_text(row):
    return " | ".join(" / ".join(filter(None, map(text_of, cell))) for cell in row.iter(qn("w:tc")))


def text_of(paragraph):
    parts = ("\n" if part.tag == qn("w:br") else part.text or "" for part in paragraph.iter(qn("w:t"), qn("w:br")))
    return "".join(parts).replace("\u00a0", "·")


def xlsx_text(content):
    """Each sheet's filled rows as ``row: cells``, dates and numbers as Python writes them."""
    lines = []
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        lines.append(f"=== {sheet.title} ===")
        for row in sheet.iter_rows():
            cells = [str(cell.value).replace("\n", " / ") for cell in row if cell.value is not None]
            lines.extend([f"{row[0].row}: " + " | ".join(cells)] if cells else [])
    return "\n".join(lines) + "\n"


def pdf_text(content):
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return "\n=== trang mới ===\n".join(pages) + "\n"


def texts():
    """Each golden text by its name."""
    stamp = samples.STAMP
    return {
        "party-decision.txt": docx_text(word.render(samples.party_decision(7), stamp=stamp)),
        "party-letter-draft.txt": docx_text(word.render(samples.party_letter(), stamp=stamp)),
        "state-decision-draft.txt": docx_text(word.render(samples.state_decision(7, None), stamp=stamp)),
        "state-letter.txt": docx_text(word.render(samples.state_letter(), stamp=stamp)),
        "class-list.txt": xlsx_text(excel.render(samples.book(samples.class_list(7), samples.verdicts()))),
        "timetable.txt": xlsx_text(timetable_sheet.excel_timetable(samples.class_poster(3), stamp=stamp)),
        "lecturer-timetable.txt": xlsx_text(timetable_sheet.excel_timetable(samples.lecturer_poster(), stamp=stamp)),
        "poster.txt": pdf_text(pdf.poster(samples.class_poster(3), stamp=stamp)),
        "year-summary.txt": pdf_text(pdf.year_summary(samples.year(districts=4), stamp=stamp)),
        "lessons.ics.txt": ics.render("Lớp thứ ba", samples.events(), stamp=stamp).decode().replace("\r\n", "\n"),
    }


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, text in texts().items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
