"""One bar cut into shares: of the 579, attended, in class now, not called yet."""

from collections.abc import Iterator

from khaigiang.charts import legend
from khaigiang.charts.model import Palette, Share, ShareBar
from khaigiang.charts.numerals import grouped, percentage
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import bar, drawing, hint, tag


def draw(chart: ShareBar, palette: Palette = SCREEN) -> str:
    """The chart as SVG; shares of nothing are named in the legend and not drawn."""
    whole = sum(share.value for share in chart.shares)
    said = tuple(
        (f"{share.label}: {grouped(share.value)} ({percentage(share.value, whole)})", share.tone)
        for share in chart.shares
    )
    names, below = legend.draw(said if chart.legend else (), palette, top=chart.height, width=chart.width)
    strip = "".join(pieces(chart.shares, palette, x=0, y=0, width=chart.width, height=chart.height))
    return drawing(chart.title, chart.description, chart.width, chart.height + below, palette, strip, names)


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
