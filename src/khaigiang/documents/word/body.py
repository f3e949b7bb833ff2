"""The text between title and signature: grounds, articles, paragraphs, lists."""

from typing import Any

from khaigiang.documents import wording
from khaigiang.documents.packs import DeciderPlace, Pack, Text
from khaigiang.documents.paper import Article, Block, Bullet, DataTable, Paper, Paragraph
from khaigiang.documents.word import ooxml, tables
from khaigiang.documents.word.header import text_width
from khaigiang.documents.word.ooxml import Element


def _running(pack: Pack, *runs: Element, keep: bool = False) -> Element:
    body = pack.body
    settings: dict[str, Any] = {"exact": body.line_exact, "multiple": body.line_multiple, "keep": keep}
    return ooxml.paragraph(*runs, align="both", after=body.gap, first=body.indent, **settings)


def grounds(paper: Paper) -> list[Element]:
    """The grounds, who decides, and the line that decides."""
    pack, styles = paper.pack, paper.pack.styles
    lines = [_running(pack, ooxml.run(line, styles.grounds)) for line in wording.grounds(paper)]
    decider = []
    if paper.decided_by:
        decider = [ooxml.line_paragraph(paper.decided_by, styles.decided_by, before=6, after=6, keep=True)]
    verb = []
    if paper.decision_verb:
        verb = [ooxml.line_paragraph(f"{paper.decision_verb}:", styles.decision_verb, before=6, after=6, keep=True)]
    if pack.grounds.decider is DeciderPlace.ABOVE_GROUNDS:
        return [*decider, *lines, *verb]
    return [*lines, *decider, *verb]


def blocks(paper: Paper) -> list[Element]:
    """The body; its last line closes as the pack asks and stays with the signature."""
    made: list[Element] = []
    last = len(paper.body) - 1
    for place, block in enumerate(paper.body):
        made.extend(_block(paper.pack, block, last=place == last))
    return made


def _block(pack: Pack, block: Block, *, last: bool) -> list[Element]:
    if isinstance(block, DataTable):
        return [tables.data_table(pack, block, text_width(pack), keep_end=last), _gap(keep=last)]
    if isinstance(block, Article):
        return _article(pack, block, last=last)
    text = wording.closing(block.text, pack) if last else block.text
    style = Text(size=pack.body.size, bold=isinstance(block, Paragraph) and block.heading)
    dash = "- " if isinstance(block, Bullet) else ""
    return [_running(pack, ooxml.run(f"{dash}{text}", style), keep=last or style.bold)]


def _article(pack: Pack, article: Article, *, last: bool) -> list[Element]:
    texts = [article.text, *(f"{number}. {clause}" for number, clause in enumerate(article.clauses, start=1))]
    if last:
        texts[-1] = wording.closing(texts[-1], pack)
    plain = Text(size=pack.body.size)
    head = ooxml.run(f"Điều {article.number}. ", pack.styles.article)
    end = len(texts) - 1
    made = [_running(pack, head, ooxml.run(texts[0], plain), keep=bool(end) or last)]
    for place, clause in enumerate(texts[1:], start=1):
        made.append(_running(pack, ooxml.run(clause, plain), keep=last and place == end))
    return made


def _gap(*, keep: bool) -> Element:
    return ooxml.paragraph(ooxml.run("", Text(size=6)), keep=keep)
