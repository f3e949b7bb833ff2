"""Upright columns of stacked shares under one scale: places by month, nominations by bloc."""

from khaigiang.charts import legend
from khaigiang.charts.model import Column, Columns, Palette
from khaigiang.charts.numerals import grouped
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import SMALL, bar, drawing, fitted, hint, stroke, tag, words

FOOT = 22.0
HEAD = 18.0
MARGIN = 44.0
LEVELS = 4
STEPS = (1, 2, 5)


def draw(chart: Columns, palette: Palette = SCREEN) -> str:
    """The chart as SVG."""
    top = ceiling(max((_sum(column) for column in chart.columns), default=0))
    room = chart.height - FOOT - HEAD
    base = chart.height - FOOT
    levels = (
        _level(top * place // LEVELS, base - room * place / LEVELS, chart, palette) for place in range(LEVELS + 1)
    )
    each = (chart.width - MARGIN) / max(1, len(chart.columns))
    columns = (
        _column(column, MARGIN + place * each, each, base, room / top, palette=palette)
        for place, column in enumerate(chart.columns)
    )
    names, below = legend.draw(legend.series(chart.columns), palette, top=chart.height, width=chart.width)
    return drawing(chart.title, chart.description, chart.width, chart.height + below, palette, *levels, *columns, names)


def ceiling(highest: int) -> int:
    """The round number at the top of the scale: at least ``highest``, and divisible by the number of levels."""
    power = 1
    while True:
        for step in STEPS:
            if step * power * LEVELS >= highest:
                return step * power * LEVELS
        power *= 10


def _sum(column: Column) -> int:
    return sum(share.value for share in column.shares)


def _level(value: int, y: float, chart: Columns, palette: Palette) -> str:
    figure = words(grouped(value), MARGIN - 8, y + SMALL / 3, fill=palette.faint, size=SMALL, anchor="end")
    return stroke(MARGIN, y, chart.width, y, palette.rule) + figure


def _column(column: Column, x: float, each: float, base: float, scale: float, *, palette: Palette) -> str:
    wide = min(56.0, each * 0.64)
    left, y = x + (each - wide) / 2, base
    shares = "; ".join(f"{share.label} {grouped(share.value)}" for share in column.shares)
    drawn = [hint(f"{column.label}: {shares}")]
    for share in column.shares:
        high = share.value * scale
        y -= high
        drawn.append(bar(left, y, wide, high, palette.of(share.tone), round_=0))
    centre = x + each / 2
    drawn.append(words(grouped(_sum(column)), centre, y - 5, fill=palette.ink, size=SMALL, anchor="middle", weight=600))
    label = fitted(column.label, each, SMALL)
    drawn.append(words(label, centre, base + 15, fill=palette.ink, size=SMALL, anchor="middle"))
    return tag("g", *drawn)
