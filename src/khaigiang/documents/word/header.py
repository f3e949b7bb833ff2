"""The head of page 1: bodies and number to the left, nation or Party, place and date to the right; then the title."""

from khaigiang.documents import wording
from khaigiang.documents.packs import Pack, SubjectRule, Text
from khaigiang.documents.paper import Paper
from khaigiang.documents.word import ooxml
from khaigiang.documents.word.ooxml import Element

A4_WIDTH = 210.0
SHARE_OF_TEXT = 0.42  # a rule under a body's name or a subject is a third to a half of it (NĐ 30/2020, Phụ lục I)
LONGEST_RULE = 60.0
OVERHANG = 8.0  # the head may reach this far into the left margin, else long names break where no clerk breaks them


def text_width(pack: Pack) -> float:
    """The width of a portrait line in millimetres."""
    return A4_WIDTH - pack.page.left - pack.page.right


def _short_rule(text: str, style: Text, within: float) -> Element:
    longest = max(ooxml.estimated_width(line, style) for line in text.split("\n"))
    return ooxml.rule_paragraph(min(LONGEST_RULE, SHARE_OF_TEXT * min(longest, within)), within)


def _bodies(paper: Paper, width: float) -> list[Element]:
    styles = paper.pack.styles
    made = []
    if paper.parent_body:
        made.append(ooxml.line_paragraph(paper.parent_body, styles.parent_body))
    made.append(ooxml.line_paragraph(paper.issuing_body, styles.issuing_body))
    if paper.pack.body_mark:
        made.append(ooxml.line_paragraph(paper.pack.body_mark, styles.issuing_body))
    else:
        made.append(_short_rule(paper.issuing_body, styles.issuing_body, width))
    return made


def _nation(pack: Pack, width: float) -> list[Element]:
    made: list[Element] = []
    for line in pack.nation:
        made.append(ooxml.line_paragraph(line.text, line.style))
        if line.rule:
            made.append(ooxml.rule_paragraph(line.rule, width))
    return made


def header_table(paper: Paper) -> Element:
    """The two-column head, its lines invisible."""
    pack, styles = paper.pack, paper.pack.styles
    left = pack.page.header_left
    right = text_width(pack) + OVERHANG - left
    number = [ooxml.line_paragraph(wording.number_line(paper), styles.number, before=4)]
    if paper.type_name is None:
        subject = ooxml.line_paragraph(wording.letter_subject(paper), styles.letter_subject, before=6, indent=(3, 3))
        number.append(subject)
    date = ooxml.line_paragraph(wording.place_and_date(paper), styles.place_date, before=4)
    return ooxml.table(
        ooxml.row(ooxml.cell(*_bodies(paper, left), width=left), ooxml.cell(*_nation(pack, right), width=right)),
        ooxml.row(ooxml.cell(*number, width=left), ooxml.cell(date, width=right)),
        widths=(left, right),
        ruled=False,
    )


def title(paper: Paper) -> list[Element]:
    """Type and subject in the middle of the page; a letter has none, its addressees come next."""
    pack, styles = paper.pack, paper.pack.styles
    if paper.type_name is None:
        return [ooxml.paragraph(ooxml.run("", Text(size=6)))]
    made = [
        ooxml.line_paragraph(paper.type_name, styles.type_name, before=18, keep=True),
        ooxml.line_paragraph(paper.subject, styles.subject, keep=True),
    ]
    if pack.subject_rule is SubjectRule.DASHES:
        made.append(ooxml.line_paragraph(wording.subject_dashes(pack), styles.subject, after=8, keep=True))
    else:
        rule = _short_rule(paper.subject, styles.subject, text_width(pack))
        made.extend((rule, ooxml.paragraph(ooxml.run("", Text(size=6)), keep=True)))
    return made


def addressees(paper: Paper) -> list[Element]:
    """``Kính gửi``: one on the same line, several below it."""
    names = wording.addressees(paper)
    if not names:
        return []
    style = paper.pack.styles.to
    if len(names) == 1:
        return [ooxml.line_paragraph(f"Kính gửi: {names[0]}", style, before=12, after=12, indent=(12, 12))]
    made = [ooxml.line_paragraph("Kính gửi:", style, align="left", before=12, indent=(28, 0), keep=True)]
    made.extend(ooxml.line_paragraph(name, style, align="left", indent=(54, 0), first=-3) for name in names)
    made.append(ooxml.paragraph(ooxml.run("", Text(size=6))))
    return made
