"""The page of figures: a table or a plot in its place."""

import re
from collections.abc import Iterable, Mapping, Sequence

from khaigiang.cli.checkout import REPOSITORY

PAGE = REPOSITORY / "docs" / "benchmarks.md"
IMAGES = REPOSITORY / "docs" / "images"


def put(mark: str, lines: Iterable[str]) -> None:
    """Write lines between the two marks of a name. Raises LookupError when the page has no such marks."""
    text = PAGE.read_text(encoding="utf-8")
    block = re.compile(rf"(<!-- {mark} -->\n).*?(<!-- /{mark} -->)", re.DOTALL)
    if not block.search(text):
        raise LookupError(mark)
    text = block.sub(lambda found: found[1] + "\n".join(lines) + "\n" + found[2], text)
    PAGE.write_text(text, encoding="utf-8", newline="\n")


def draw(name: str, image: str) -> None:
    (IMAGES / name).write_text(image, encoding="utf-8", newline="\n")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return [f"| {' | '.join(str(cell) for cell in line)} |" for line in lines]


def plot(
    title: str, lines: Mapping[str, Sequence[tuple[float, float]]], *, across: tuple[float, float], top: float
) -> str:
    """A plain line plot; values above ``top`` are drawn at its edge."""
    wide, high, left, foot = 720, 360, 60, 40
    colours = [
        "#8e1b22",
        "#1b5e8e",
        "#3f7d20",
        "#b36b00",
        "#5b3d8e",
        "#007a78",
        "#a03070",
        "#555555",
        "#c0392b",
        "#2c3e50",
    ]

    def at(x: float, y: float) -> str:
        share = (x - across[0]) / (across[1] - across[0])
        return f"{left + share * (wide - left - 90):.1f},{20 + (1 - min(y, top) / top) * (high - 20 - foot):.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        f'<rect width="{wide}" height="{high}" fill="#ffffff"/>',
        f'<text x="{left}" y="14">{title}</text>',
    ]
    for step in range(5):
        value, place = top * step / 4, across[0] + (across[1] - across[0]) * step / 4
        x, y = at(across[0], value).split(",")
        parts.append(f'<line x1="{left}" x2="{wide - 90}" y1="{y}" y2="{y}" stroke="#dddddd"/>')
        parts.append(f'<text x="{float(x) - 8:.1f}" y="{float(y) + 4:.1f}" text-anchor="end">{value:.3g}</text>')
        parts.append(f'<text x="{at(place, 0).split(",")[0]}" y="{high - 18}" text-anchor="middle">{place:.3g}</text>')
    ends: list[float] = []
    for number, (name, points) in enumerate(lines.items()):
        colour = colours[number % len(colours)]
        path = " ".join(at(x, y) for x, y in points)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        x, y = (float(each) for each in at(*points[-1]).split(","))
        while any(abs(y - other) < 13 for other in ends):
            y -= 13
        ends.append(y)
        parts.append(f'<text x="{x + 6:.1f}" y="{y + 4:.1f}" fill="{colour}">{name}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
