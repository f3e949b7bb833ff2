"""The one door for pages: whatever chart it is given, it draws."""

from khaigiang.charts import bars, columns, multiples, ring, share, strip
from khaigiang.charts.model import Bars, CalendarStrip, Columns, Multiples, Palette, Ring, ShareBar
from khaigiang.charts.palette import SCREEN

Chart = Bars | ShareBar | Columns | Multiples | Ring | CalendarStrip


def draw(chart: Chart, palette: Palette = SCREEN) -> str:
    """The chart as SVG text, escaped and safe to place in a page as it is."""
    match chart:
        case Bars():
            return bars.draw(chart, palette)
        case ShareBar():
            return share.draw(chart, palette)
        case Columns():
            return columns.draw(chart, palette)
        case Multiples():
            return multiples.draw(chart, palette)
        case Ring():
            return ring.draw(chart, palette)
        case CalendarStrip():
            return strip.draw(chart, palette)
