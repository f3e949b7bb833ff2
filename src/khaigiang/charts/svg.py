"""The few words of SVG the charts use. Colours are attributes: a strict page allows no inline style."""

from html import escape

from khaigiang.charts.model import Palette

EMS_PER_LETTER = 0.59
SMALL, NORMAL, LARGE = 11.0, 12.5, 26.0


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tag(name: str, *children: str, **attributes: float | str) -> str:
    """An element. Attribute names write ``_`` for ``-``; values are escaped, children are SVG already."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


def hint(text: str) -> str:
    """What a pointer or a screen reader says of the part it stands in."""
    return tag("title", escape(text))


def words(
    text: str, x: float, y: float, *, fill: str, size: float = NORMAL, anchor: str = "start", weight: int = 400
) -> str:
    """One line of text; ``y`` is its baseline."""
    return tag("text", escape(text), x=x, y=y, fill=fill, font_size=size, font_weight=weight, text_anchor=anchor)


def bar(x: float, y: float, width: float, height: float, fill: str, *, round_: float = 2) -> str:
    return tag("rect", x=x, y=y, width=width, height=height, rx=round_, fill=fill)


def stroke(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1, dash: str = "none") -> str:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=colour, stroke_width=width, stroke_dasharray=dash)


def text_width(text: str, size: float = NORMAL) -> float:
    """About how wide a line is drawn."""
    return len(text) * size * EMS_PER_LETTER


def fitted(text: str, width: float, size: float = NORMAL) -> str:
    """The text, cut with an ellipsis when it would not fit; the whole of it belongs in a ``hint``."""
    room = int(width / (size * EMS_PER_LETTER))
    return text if len(text) <= room else f"{text[: max(1, room - 1)].rstrip()}…"


def drawing(title: str, description: str, width: float, height: float, palette: Palette, *content: str) -> str:
    """The whole picture; it shrinks with its column and keeps its shape."""
    return tag(
        "svg",
        hint(title),
        tag("desc", escape(description)),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        role="img",
        aria_label=title,
        font_family=palette.font,
        class_="chart",
    )
