"""A line of months with spans of days on it: when each class is held."""

import datetime as dt
from collections.abc import Iterator

from khaigiang.charts.model import CalendarStrip, Palette, Span
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import NORMAL, SMALL, bar, drawing, fitted, hint, stroke, tag, words

HEAD = 20.0
LINE = 22.0
THICK = 12.0
NARROWEST = 3.0


def draw(chart: CalendarStrip, palette: Palette = SCREEN) -> str:
    """The strip as SVG. Spans are cut at its edges; one that lies outside keeps its line and is not drawn."""
    days = (chart.last - chart.first).days + 1
    scale = (chart.width - chart.label_width) / days
    height = HEAD + max(1, len(chart.spans)) * LINE
    months = (_month(month, chart, scale, height, palette) for month in _months(chart.first, chart.last))
    spans = (_span(span, HEAD + place * LINE, chart, scale, palette) for place, span in enumerate(chart.spans))
    today = ""
    if chart.today and chart.first <= chart.today <= chart.last:
        x = _x(chart.today, chart, scale) + scale / 2
        today = stroke(x, HEAD - 4, x, height, palette.ink, width=1.4, dash="3 2")
    return drawing(chart.title, chart.description, chart.width, height, palette, *months, *spans, today)


def _months(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=32)).replace(day=1)


def _x(day: dt.date, chart: CalendarStrip, scale: float) -> float:
    return chart.label_width + (day - chart.first).days * scale


def _month(month: dt.date, chart: CalendarStrip, scale: float, height: float, palette: Palette) -> str:
    x = max(float(chart.label_width), _x(month, chart, scale))
    label = words(f"Th{month.month}", x + 3, 12, fill=palette.faint, size=SMALL)
    return stroke(x, 2, x, height, palette.rule) + label


def _span(span: Span, top: float, chart: CalendarStrip, scale: float, palette: Palette) -> str:
    dates = f"{span.first:%d/%m/%Y} – {span.last:%d/%m/%Y}"
    drawn = [
        hint(f"{span.label}: {dates}"),
        words(fitted(span.label, chart.label_width - 8), 0, top + LINE / 2 + NORMAL / 3, fill=palette.ink),
    ]
    first, last = max(span.first, chart.first), min(span.last, chart.last)
    if first <= last:
        x = _x(first, chart, scale)
        wide = max(NARROWEST, _x(last, chart, scale) + scale - x)
        drawn.append(bar(x, top + (LINE - THICK) / 2, wide, THICK, palette.of(span.tone)))
    return tag("g", *drawn)
