"""A ring that fills as a whole gets done."""

import math

from khaigiang.charts.model import Palette, Ring
from khaigiang.charts.numerals import percentage
from khaigiang.charts.palette import SCREEN
from khaigiang.charts.svg import SMALL, drawing, number, tag, words

THICK = 0.13


def draw(chart: Ring, palette: Palette = SCREEN) -> str:
    """The ring as SVG, begun at the top and filled clockwise; more than the whole is drawn as full."""
    middle = chart.size / 2
    thick = chart.size * THICK
    radius = middle - thick / 2
    around = 2 * math.pi * radius
    done = min(1.0, chart.value / chart.whole) if chart.whole else 0.0
    circle: dict[str, float | str] = {"cx": middle, "cy": middle, "r": radius, "fill": "none", "stroke_width": thick}
    drawn = [tag("circle", stroke=palette.track, **circle)]
    if done:
        drawn.append(
            tag(
                "circle",
                stroke=palette.of(chart.tone),
                stroke_dasharray=f"{number(around * done)} {number(around)}",
                transform=f"rotate(-90 {number(middle)} {number(middle)})",
                **circle,
            )
        )
    large = chart.size * 0.175
    lift = 0.0 if chart.caption else large / 3
    figure = percentage(chart.value, chart.whole)
    drawn.append(words(figure, middle, middle + lift, fill=palette.ink, size=large, anchor="middle", weight=700))
    if chart.caption:
        small = max(SMALL * 0.8, chart.size * 0.085)
        drawn.append(
            words(chart.caption, middle, middle + small * 1.7, fill=palette.faint, size=small, anchor="middle")
        )
    return drawing(chart.title, chart.description, chart.size, chart.size, palette, *drawn)
