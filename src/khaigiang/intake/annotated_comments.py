"""Comments on the cells of a sheet: beside those that are there already, in place of our own of last time.

A comment is two things: its words in one part, and the box that is drawn in another (VML, as spreadsheets expect).
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from khaigiang.intake.look import Place
from khaigiang.intake.sheets import address
from khaigiang.intake.xlsx_look import column_number

AUTHOR = "Khai Giảng"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENT = re.compile(r"<(?:\w+:)?comment\b[^>]*?>.*?</(?:\w+:)?comment>", re.DOTALL)
_AUTHOR = re.compile(r"<(?:\w+:)?author>(.*?)</(?:\w+:)?author>|<(?:\w+:)?author/>", re.DOTALL)
_SHAPE = re.compile(r"<v:shape\b[^>]*>.*?</v:shape>", re.DOTALL)
_ANCHOR = re.compile(r"<x:Row>(\d+)</x:Row>\s*<x:Column>(\d+)</x:Column>")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDE, _LINE = 46, 16  # characters to a line of a box, points to its height


def xml_text(text: str) -> str:
    """Text as it may stand in a part."""
    return escape(_UNPRINTABLE.sub("", text))


def comments_part(before: str, comments: Mapping[Place, str]) -> tuple[str, dict[Place, str]]:
    """The part of the words, and of the comments those that found room: a cell has one, and the user's own stays."""
    authors = [found[1] or "" for found in _AUTHOR.finditer(before)]
    ours = {str(number) for number, author in enumerate(authors) if author == AUTHOR}
    kept: dict[Place, str] = {}
    for found in _COMMENT.finditer(before):
        place, author = re.search(r'\bref="([A-Z]+)(\d+)"', found[0]), re.search(r'\bauthorId="(\d+)"', found[0])
        if place and author and author[1] not in ours:
            kept[int(place[2]), column_number(place[1])] = re.sub(r"(</?)\w+:(?=\w)", r"\1", found[0])
    if AUTHOR not in authors:
        authors.append(AUTHOR)
    number = authors.index(AUTHOR)
    new = {place: text for place, text in comments.items() if place not in kept}
    written = kept | {
        place: f'<comment ref="{address(*place)}" authorId="{number}"><text><r><rPr><sz val="10"/>'
        f'<rFont val="Times New Roman"/></rPr><t xml:space="preserve">{xml_text(text)}</t></r></text></comment>'
        for place, text in new.items()
    }
    names = "".join(f"<author>{author}</author>" for author in authors)
    listed = "".join(written[place] for place in sorted(written))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><comments xmlns="{MAIN}"><authors>{names}</authors>'
        f"<commentList>{listed}</commentList></comments>"
    ), new


def comment_places(content: str) -> set[Place]:
    """The cells that have a comment of ours from before."""
    authors = [found[1] or "" for found in _AUTHOR.finditer(content)]
    ours = {str(number) for number, author in enumerate(authors) if author == AUTHOR}
    places = set()
    for found in _COMMENT.finditer(content):
        place, author = re.search(r'\bref="([A-Z]+)(\d+)"', found[0]), re.search(r'\bauthorId="(\d+)"', found[0])
        if place and author and author[1] in ours:
            places.add((int(place[2]), column_number(place[1])))
    return places


def drawing_part(before: str, dropped: set[Place], comments: Mapping[Place, str]) -> str:
    """The part of the boxes, hidden until the mouse stands on their cells."""
    frame = before or (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="77"/>'
        '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
        'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
        'o:connecttype="rect"/></v:shapetype></xml>'
    )

    def keep(found: re.Match[str]) -> str:
        anchor = _ANCHOR.search(found[0])
        return "" if anchor and (int(anchor[1]) + 1, int(anchor[2])) in dropped else found[0]

    frame = _SHAPE.sub(keep, frame)
    boxes = "".join(_box(place, text, number) for number, (place, text) in enumerate(sorted(comments.items()), start=1))
    return re.sub(r"</xml>\s*$", lambda _: f"{boxes}</xml>", frame)


def _box(place: Place, text: str, number: int) -> str:
    row, column = place
    lines = sum(1 + len(line) // _WIDE for line in text.splitlines())
    last = row + 1 + max(3, lines)
    return (
        f'<v:shape id="_x0000_s{78000 + number}" type="#_x0000_t202" style="position:absolute;width:260pt;'
        f'height:{_LINE * max(3, lines)}pt;visibility:hidden" fillcolor="#fff8e1" o:insetmode="auto">'
        '<v:fill color2="#fff8e1"/><v:path o:connecttype="none"/><v:textbox/><x:ClientData ObjectType="Note">'
        f"<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{column + 1}, 12, {row - 1}, 4, {column + 5}, 12, {last}, 4"
        f"</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def place_of(cell: str) -> Place | None:
    """The row (from 1) and column (from 0) of ``C7``."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", cell)
    return (int(found[2]), column_number(found[1])) if found else None
