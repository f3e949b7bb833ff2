"""One bar cut into shares: of the 579, attended, in class now, not called yet."""

from collections.abc import Iterator

from khaigiang.charts.model import Palette, Share, ShareBar
from khaigiang.charts.numerals import grouped, percentage
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import NORMAL, bar, drawing, hint, tag, text_width, words

LEGEND_LINE = 22.0
SQUARE = 11.0
GAP = 22.0


def draw(chart: ShareBar, palette: Palette = SCREEN) -> str:
    """The chart as SVG; shares of nothing are named in the legend and not drawn."""
    legend, lines = _legend(chart, palette) if chart.legend else ("", 0)
    strip = "".join(pieces(chart.shares, palette, x=0, y=0, width=chart.width, height=chart.height))
    height = chart.height + lines * LEGEND_LINE
    return drawing(chart.title, chart.description, chart.width, height, palette, strip, legend)


def pieces(
    shares: tuple[Share, ...], palette: Palette, *, x: float, y: float, width: float, height: float
) -> Iterator[str]:
    """The shares side by side, filling ``width``; an empty track when they sum to nothing."""
    whole = sum(share.value for share in shares)
    if not whole:
        yield bar(x, y, width, height, palette.track)
    for share in shares:
        if share.value:
            part = share.value * width / whole
            said = hint(f"{share.label}: {grouped(share.value)} ({percentage(share.value, whole)})")
            yield tag("g", said, bar(x, y, part, height, palette.of(share.tone), round_=0))
            x += part


def _legend(chart: ShareBar, palette: Palette) -> tuple[str, int]:
    whole = sum(share.value for share in chart.shares)
    drawn, x, line = [], 0.0, 1
    for share in chart.shares:
        label = f"{share.label}: {grouped(share.value)} ({percentage(share.value, whole)})"
        wide = SQUARE + 6 + text_width(label)
        if x and x + wide > chart.width:
            x, line = 0.0, line + 1
        y = chart.height + line * LEGEND_LINE - 5
        drawn.append(bar(x, y - SQUARE + 1, SQUARE, SQUARE, palette.of(share.tone)))
        drawn.append(words(label, x + SQUARE + 6, y, fill=palette.ink, size=NORMAL))
        x += wide + GAP
    return tag("g", *drawn) if drawn else "", line
