"""What each colour means, below a chart."""

from collections.abc import Sequence

from khaigiang.charts.model import Column, Palette, Tone
from khaigiang.charts.svg import bar, tag, text_width, words

LINE = 22.0
SQUARE = 11.0
BESIDE = 6.0
GAP = 20.0


def draw(names: Sequence[tuple[str, Tone]], palette: Palette, *, top: float, width: float) -> tuple[str, float]:
    """The names with their squares, wrapped into ``width``, from ``top`` down; and how high they stand."""
    if not names:
        return "", 0.0
    drawn: list[str] = []
    x, line = 0.0, 1
    for name, tone in names:
        wide = SQUARE + BESIDE + text_width(name)
        if x and x + wide > width:
            x, line = 0.0, line + 1
        y = top + line * LINE - 5
        drawn.extend(
            (
                bar(x, y - SQUARE + 1, SQUARE, SQUARE, palette.of(tone)),
                words(name, x + SQUARE + BESIDE, y, fill=palette.ink),
            )
        )
        x += wide + GAP
    return tag("g", *drawn), line * LINE


def series(columns: Sequence[Column]) -> tuple[tuple[str, Tone], ...]:
    """The names of the shares over all columns, each once, in order of appearance; none when there is only one."""
    names = tuple(dict.fromkeys((share.label, share.tone) for column in columns for share in column.shares))
    return names if len(names) > 1 else ()
