"""Papers as Word files (.docx), laid out by their pack."""

import datetime as dt
import io

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt

from khaigiang.documents import wording
from khaigiang.documents.packs import Pack
from khaigiang.documents.paper import Appendix, Paper
from khaigiang.documents.sealing import sealed_zip, utc
from khaigiang.documents.word import body, closing, header, ooxml, tables
from khaigiang.documents.word.blank import blank_document

A4 = (210.0, 297.0)
PAGE_NUMBER_DISTANCE = 10.0  # from the paper's edge: the middle of the top margin


def render(paper: Paper, *, stamp: dt.datetime) -> bytes:
    """The paper as a .docx, dated ``stamp``; the same paper and stamp give the same bytes.

    Raises ValueError for a stamp without a zone.
    """
    document = blank_document()
    _describe(document, paper, stamp)
    content = document.element.body
    end = content.sectPr
    for made in (
        header.header_table(paper),
        *header.title(paper),
        *header.addressees(paper),
        *body.grounds(paper),
        *body.blocks(paper),
        closing.signature_block(paper),
        ooxml.paragraph(ooxml.run("", paper.pack.recipients.item_style), exact=1),
    ):
        end.addprevious(made)
    _set_page(document.sections[0], paper.pack, landscape=False)
    _number_pages(document.sections[0], paper.pack)
    for place, appendix in enumerate(paper.appendices):
        _append(document, paper, appendix, place)
    out = io.BytesIO()
    document.save(out)
    return sealed_zip(out.getvalue(), stamp)


def _describe(document: Document, paper: Paper, stamp: dt.datetime) -> None:
    """Set font, language and properties."""
    normal = document.styles["Normal"]
    normal.font.name = paper.pack.font
    normal.font.size = Pt(paper.pack.body.size)
    fonts = normal.element.rPr.rFonts
    for script in ("eastAsia", "cs", "hAnsi"):
        fonts.set(qn(f"w:{script}"), paper.pack.font)
    normal.element.rPr.append(ooxml.element("lang", val="vi-VN", eastAsia="vi-VN"))
    properties = document.core_properties
    properties.title = f"{paper.type_name or 'Công văn'} {paper.subject}"[:255].replace("\n", " ")
    properties.author = properties.last_modified_by = paper.issuing_body[:255].replace("\n", " ")
    properties.comments = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = utc(stamp)


def _set_page(section: Section, pack: Pack, *, landscape: bool) -> None:
    width, height = A4[::-1] if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    page = pack.page
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance = section.footer_distance = Mm(PAGE_NUMBER_DISTANCE)


def _number_pages(section: Section, pack: Pack) -> None:
    """Number in the middle of the top margin, hidden on the section's first page, counted anew in each section."""
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    content, settings = section.header._element, section._sectPr  # noqa: SLF001 - python-docx has no way to add a field or to number anew
    for child in list(content):
        content.remove(child)
    field = ooxml.element("fldSimple", ooxml.run("2", pack.styles.page_number), instr="PAGE")
    content.append(ooxml.paragraph(field))
    for former in settings.findall(qn("w:pgNumType")):
        settings.remove(former)
    settings.find(qn("w:pgMar")).addnext(ooxml.element("pgNumType", start="1"))


def _append(document: Document, paper: Paper, appendix: Appendix, place: int) -> None:
    pack, styles = paper.pack, paper.pack.styles
    portrait = header.text_width(pack)
    landscape = tables.natural_width(appendix.table) > portrait
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_page(section, pack, landscape=landscape)
    _number_pages(section, pack)
    width = A4[1] - pack.page.left - pack.page.right if landscape else portrait
    for made in (
        ooxml.line_paragraph(wording.appendix_heading(paper, place), styles.appendix_word, keep=True),
        ooxml.line_paragraph(appendix.title, styles.appendix_title, keep=True),
        ooxml.line_paragraph(
            wording.appendix_note(paper, appendix), styles.appendix_note, after=10, indent=(8, 8), keep=True
        ),
        tables.data_table(pack, appendix.table, width),
        ooxml.paragraph(ooxml.run("", styles.table), exact=1),
    ):
        document.element.body.sectPr.addprevious(made)
