"""Fonts, grounds and formats of cells, and how high a wrapped text stands."""

import textwrap
from dataclasses import dataclass, field
from typing import Any

from khaigiang.charts.model import Tone
from khaigiang.documents.excel.shapes import Kind

FONT = "Times New Roman"
SIZE = 12
POINTS_PER_LINE = 15.75
PADDING = 5.0
LETTERS_PER_WIDTH = 1.2  # a column's width counts digits; the letters of Times are narrower on the whole
FORMATS = {Kind.DATE: "dd/mm/yyyy", Kind.NUMBER: "#,##0", Kind.PERCENT: "0.0%"}
SIDES = {Kind.TEXT: "left", Kind.CENTRE: "center", Kind.DATE: "center", Kind.NUMBER: "right", Kind.PERCENT: "right"}
HEADING_GROUND = "#E3E8EE"
BAND_GROUND = "#F1F4F7"
GROUNDS = {
    Tone.MAIN: "#D6E4F2",
    Tone.GOOD: "#DDF0E4",
    Tone.NOTICE: "#FBE9BF",
    Tone.BAD: "#F1CAC6",
    Tone.SECOND: "#E4DEF4",
    Tone.QUIET: "#E7EAEE",
}


@dataclass(slots=True)
class Pen:
    """A workbook being written; each look is made once."""

    workbook: Any
    looks: dict[tuple[tuple[str, Any], ...], Any] = field(default_factory=dict)

    def look(self, **settings: Any) -> Any:
        """A cell format: the sheet's font, wrapped, in the middle of its height, and ``settings``."""
        key = tuple(sorted(settings.items()))
        if key not in self.looks:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter", "text_wrap": True}
            self.looks[key] = self.workbook.add_format({**base, **settings})
        return self.looks[key]

    def cell(self, kind: Kind, tone: Tone | None) -> Any:
        """The look of a cell in a column of this kind."""
        settings: dict[str, Any] = {"border": 1, "border_color": "#8A949E", "align": SIDES[kind]}
        if kind in FORMATS:
            settings["num_format"] = FORMATS[kind]
        if tone is not None:
            settings["bg_color"] = GROUNDS[tone]
        return self.look(**settings)


def lines_of(text: str, width: float, *, size: float = SIZE) -> int:
    """How many lines a text takes in ``width`` (in column units) at this size."""
    letters = max(1, int(width * LETTERS_PER_WIDTH * SIZE / size))
    return sum(max(1, len(textwrap.wrap(part, letters))) for part in text.split("\n"))


def height_of(lines: int, *, size: float = SIZE) -> float:
    """The height of a row of so many lines, in points."""
    return lines * POINTS_PER_LINE * size / SIZE + PADDING
