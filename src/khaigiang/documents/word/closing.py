"""The foot of a paper: recipients to the left, the signature to the right, on the page of the body's last line."""

from dataclasses import replace

from khaigiang.documents import wording
from khaigiang.documents.paper import Paper
from khaigiang.documents.word import ooxml
from khaigiang.documents.word.header import text_width
from khaigiang.documents.word.ooxml import Element

LEFT = 80.0
GAP_ABOVE = 8.0  # points
ROOM_FOR_SIGNATURE = 68.0  # points, about four lines of 14 with the seal


def signature_block(paper: Paper) -> Element:
    """A two-column table without lines, never split."""
    right = text_width(paper.pack) - LEFT
    return ooxml.table(
        ooxml.row(
            ooxml.cell(*_recipients(paper), width=LEFT),
            ooxml.cell(*_signature(paper), width=right),
        ),
        widths=(LEFT, right),
        ruled=False,
    )


def _recipients(paper: Paper) -> list[Element]:
    form = paper.pack.recipients
    if not paper.recipients:
        return [ooxml.paragraph()]
    label, colon = form.label.removesuffix(":"), ":"
    unruled = replace(form.label_style, underline=False)
    head = ooxml.paragraph(
        ooxml.run(label, form.label_style), ooxml.run(colon, unruled), align="left", before=GAP_ABOVE
    )
    return [
        head,
        *(
            ooxml.line_paragraph(line, form.item_style, align="left", indent=(3, 2), first=-3)
            for line in wording.recipients(paper)
        ),
    ]


def _signature(paper: Paper) -> list[Element]:
    styles, signer = paper.pack.styles, paper.signer
    authority = wording.authority_line(signer, paper.pack)
    if authority:
        made = [
            ooxml.line_paragraph(authority, styles.authority, before=GAP_ABOVE),
            ooxml.line_paragraph(signer.title, styles.signer_title),
        ]
    else:  # who signs in their own right is announced as boldly as one who is signed for
        made = [ooxml.line_paragraph(signer.title, styles.authority, before=GAP_ABOVE)]
    made.append(ooxml.line_paragraph(signer.name, styles.signer_name, before=ROOM_FOR_SIGNATURE))
    return made
