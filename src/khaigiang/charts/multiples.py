"""Many small share bars in a grid, read down the columns: one for each district."""

from khaigiang.charts import legend
from khaigiang.charts.model import Column, Multiples, Palette
from khaigiang.charts.numerals import grouped
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.share import pieces
from khaigiang.charts.svg import SMALL, drawing, fitted, hint, tag, words

LINE = 20.0
GUTTER = 18.0
LABEL_SHARE = 0.5
FIGURES = 46.0


def draw(chart: Multiples, palette: Palette = SCREEN) -> str:
    """The chart as SVG. The figures are the first share and the whole."""
    down = -(-len(chart.cells) // chart.across)
    each = (chart.width - GUTTER * (chart.across - 1)) / chart.across
    cells = (
        _cell(cell, place // down * (each + GUTTER), place % down * LINE, each, palette)
        for place, cell in enumerate(chart.cells)
    )
    height = max(1, down) * LINE
    said = legend.series(chart.cells) if chart.legend else ()
    names, below = legend.draw(said, palette, top=height, width=chart.width)
    return drawing(chart.title, chart.description, chart.width, height + below, palette, *cells, names)


def _cell(cell: Column, x: float, y: float, wide: float, palette: Palette) -> str:
    whole = sum(share.value for share in cell.shares)
    first = cell.shares[0].value if cell.shares else 0
    label = wide * LABEL_SHARE
    room = wide - label - FIGURES
    said = "; ".join(f"{share.label} {grouped(share.value)}" for share in cell.shares)
    return tag(
        "g",
        hint(f"{cell.label}: {said}"),
        words(fitted(cell.label, label, SMALL), x, y + 13, fill=palette.ink, size=SMALL),
        *pieces(cell.shares, palette, x=x + label, y=y + 4, width=room, height=11),
        words(f"{grouped(first)}/{grouped(whole)}", x + wide, y + 13, fill=palette.faint, size=SMALL, anchor="end"),
    )
