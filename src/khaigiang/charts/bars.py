"""Horizontal bars: trainees of each class against its seats."""

from khaigiang.charts.model import Bar, Bars, Palette
from khaigiang.charts.numerals import grouped
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import NORMAL, SMALL, bar, drawing, fitted, hint, tag, text_width, words

LINE = 26.0
THICK = 15.0
GAP = 8.0


def draw(chart: Bars, palette: Palette = SCREEN) -> str:
    """The chart as SVG. Without bars it is an empty picture that still says what it is."""
    longest = max((text_width(_figures(one)) for one in chart.bars), default=0.0)
    room = chart.width - chart.label_width - chart.note_width - longest - 2 * GAP
    top = max((max(one.value, one.whole or 0) for one in chart.bars), default=0)
    scale = room / top if top else 0.0
    lines = (_line(one, place * LINE, scale, chart, palette) for place, one in enumerate(chart.bars))
    return drawing(chart.title, chart.description, chart.width, max(1, len(chart.bars)) * LINE, palette, *lines)


def _figures(one: Bar) -> str:
    return grouped(one.value) if one.whole is None else f"{grouped(one.value)}/{grouped(one.whole)}"


def _line(one: Bar, top: float, scale: float, chart: Bars, palette: Palette) -> str:
    baseline, start = top + LINE / 2 + NORMAL / 3, float(chart.label_width)
    drawn = [
        hint(f"{one.label}: {_figures(one)}{f' – {one.note}' if one.note else ''}"),
        words(fitted(one.label, start - GAP), 0, baseline, fill=palette.ink),
    ]
    y = top + (LINE - THICK) / 2
    if one.whole:
        drawn.append(bar(start, y, one.whole * scale, THICK, palette.track))
    drawn.append(bar(start, y, one.value * scale, THICK, palette.of(one.tone)))
    end = start + max(one.value, one.whole or 0) * scale + GAP
    drawn.append(words(_figures(one), end, baseline, fill=palette.ink, weight=600))
    if one.note:
        note = fitted(one.note, chart.note_width, SMALL)
        drawn.append(words(note, chart.width, baseline, fill=palette.faint, size=SMALL, anchor="end"))
    return tag("g", *drawn)
