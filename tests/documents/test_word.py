import io
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt

from documents import samples
from documents.reading import docx_text, text_of
from khaigiang.documents import word
from khaigiang.documents.paper import Band, DataTable, Paragraph, TableColumn


def opened(paper):
    return docx.Document(io.BytesIO(word.render(paper, stamp=samples.STAMP)))


@pytest.mark.parametrize("paper", [samples.party_decision(), samples.state_decision()])
def test_paper_is_a4_with_the_margins_of_its_pack(paper):
    section = opened(paper).sections[0]
    page = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in page] == [210, 297]
    assert [round(length.mm) for length in margins] == [20, 20, 30, 15]


@pytest.mark.parametrize(
    ("paper", "spacing"),
    [
        (samples.party_decision(), (Pt(18), Pt(6), WD_LINE_SPACING.EXACTLY)),
        (samples.state_decision(), (1.15, Pt(6), WD_LINE_SPACING.MULTIPLE)),
    ],
)
def test_running_text_is_spaced_as_the_pack_asks(paper, spacing):
    form = next(line for line in opened(paper).paragraphs if line.text.startswith("Điều 1.")).paragraph_format
    assert (form.line_spacing, form.space_after, form.line_spacing_rule) == spacing


def test_paper_is_set_in_times_new_roman_for_every_script():
    fonts = opened(samples.party_decision()).styles["Normal"].element.rPr.rFonts
    names = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs", "eastAsia")}
    assert names == {"Times New Roman"}


def test_page_number_stands_in_the_header_and_is_hidden_on_the_first_page():
    for section in opened(samples.state_decision()).sections:
        assert section.different_first_page_header_footer is True
        assert [field.get(qn("w:instr")) for field in section.header._element.iter(qn("w:fldSimple"))] == ["PAGE"]
        assert text_of(section.first_page_header._element) == ""


def test_each_appendix_numbers_its_own_pages_and_turns_only_when_wide():
    sections = opened(samples.state_decision()).sections
    starts = [section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for section in sections]
    assert starts == ["1", "1", "1"]
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
    ]


def test_list_repeats_its_heading_and_splits_no_row():
    table = opened(samples.party_decision(220)).tables[-1]
    rows = table._tbl.tr_lst
    assert len(rows) == 1 + 2 + 220
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True, *[False] * 222]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_last_line_of_the_body_stays_with_the_signature():
    document = opened(samples.state_letter())
    last = next(paragraph for paragraph in reversed(document.paragraphs) if paragraph.text.endswith("./."))
    assert last.paragraph_format.keep_with_next is True
    assert document.element.body.index(last._p) + 1 == document.element.body.index(document.tables[-1]._tbl)


def test_articles_are_bold_and_their_text_is_not():
    paragraph = next(line for line in opened(samples.party_decision()).paragraphs if line.text.startswith("Điều 1."))
    assert [(run.text[:8], bool(run.bold)) for run in paragraph.runs] == [("Điều 1. ", True), ("Mở lớp b", False)]


def test_properties_come_from_the_paper_and_the_stamp():
    properties = opened(samples.party_decision()).core_properties
    assert properties.author == "BAN TỔ CHỨC"
    assert (
        properties.title
        == "QUYẾT ĐỊNH về việc mở lớp bồi dưỡng cho bí thư đảng ủy xã, nhiệm kỳ 2020 - 2025 (lớp thứ ba)"
    )
    assert properties.created == samples.STAMP
    assert properties.modified == samples.STAMP


def test_long_names_are_kept_whole():
    name = "Nguyễn Phúc Hoàng Công Tằng Tôn Nữ Thị Ngọc Quỳnh Như"
    body = "BAN CHỈ ĐẠO TỔNG KẾT CÔNG TÁC ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ " * 4
    paper = samples.party_decision()
    paper = replace(paper, issuing_body=body.strip(), signer=replace(paper.signer, name=name))
    text = docx_text(word.render(paper, stamp=samples.STAMP))
    assert (text.count(name), text.count(body.strip())) == (1, 1)


def test_paper_may_end_with_a_table_or_hold_no_grounds():
    paper = replace(samples.state_letter(), body=(DataTable((TableColumn("STT", 10),), (("1",),)),))
    assert docx_text(word.render(paper, stamp=samples.STAMP)).splitlines()[-3:] == [
        "STT",
        "1",
        "Nơi nhận: / - Như trên; / - Lưu: VT, CCVC. | GIÁM ĐỐC / Lê Quang Hải",
    ]


def test_text_that_looks_like_markup_is_printed_as_it_is():
    paper = replace(samples.state_letter(), body=(Paragraph('Lớp <A> & lớp "B"'),))
    assert 'Lớp <A> & lớp "B"./.' in docx_text(word.render(paper, stamp=samples.STAMP)).splitlines()


def test_table_refuses_a_row_of_another_length():
    with pytest.raises(ValueError, match="row 2 has 1 cells, the table has 2 columns"):
        DataTable((TableColumn("A", 1), TableColumn("B", 1)), (Band("Tổ 1"), ("1",)))
