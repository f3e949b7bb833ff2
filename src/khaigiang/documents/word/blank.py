"""The empty Word file that each paper starts from."""

import io
from functools import cache

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

KEPT_PARTS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.FONT_TABLE,
    RELATIONSHIP_TYPE.THEME,
}
KEPT_STYLES = {
    "Normal",
    "Header",
    "HeaderChar",
    "Footer",
    "FooterChar",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
}


def blank_document() -> Document:
    """A document without content and without the styles that no paper uses."""
    return docx.Document(io.BytesIO(_blank_file()))


@cache
def _blank_file() -> bytes:
    """The library's template, lightened: its 900 kB of styles would be read and packed again for each paper."""
    document = docx.Document()
    for child in list(document.element.body):
        if child.tag != qn("w:sectPr"):
            document.element.body.remove(child)
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    main = document.part
    for key, relation in list(main.rels.items()):
        if relation.reltype not in KEPT_PARTS:
            del main.rels[key]
    package = main.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
