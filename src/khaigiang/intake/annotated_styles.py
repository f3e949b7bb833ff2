"""The styles of a workbook given back: each style a marked cell has, once more with the colour of its finding."""

import re

from khaigiang.intake.findings import Severity

COLOURS = {
    Severity.FILE_FAULT: "FFF6B8B5",
    Severity.ROW_FAULT: "FFF6B8B4",
    Severity.PROBLEM: "FFFFE2A1",
    Severity.SUGGESTION: "FFCBE3FC",
}
HEADING, WRAPPED = "heading", "wrapped"
_XF = re.compile(r"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_FILL = re.compile(r"<(?:\w+:)?fill\b[^>]*?(?:/>|>.*?</(?:\w+:)?fill>)", re.DOTALL)
_FONT = re.compile(r"<(?:\w+:)?font\b[^>]*?(?:/>|>.*?</(?:\w+:)?font>)", re.DOTALL)


class Styles:
    """The part ``xl/styles.xml`` with styles added to it; those of the workbook keep their numbers."""

    def __init__(self, content: str) -> None:
        self._content = content
        root = re.search(r"<(\w+:)?styleSheet\b", content)
        if root is None:
            raise ValueError("styles without a root")
        self._prefix = root[1] or ""
        self._fills = self._items("fills", _FILL)
        self._fonts = self._items("fonts", _FONT)
        self._xfs = self._items("cellXfs", _XF)
        self._before = {number for number, fill in enumerate(self._fills) if any(c in fill for c in COLOURS.values())}
        self._numbers = {severity: self._fill(colour) for severity, colour in COLOURS.items()}
        self._made: dict[tuple[int, int], int] = {}

    def marked(self, style: int, severity: Severity) -> int:
        """The number of this style with the colour of a finding."""
        return self._with_fill(style, self._numbers[severity])

    def cleared(self, style: int) -> int:
        """The number of this style without a colour that was given back before."""
        found = re.search(r'\bfillId="(\d+)"', self._xfs[style]) if style < len(self._xfs) else None
        return self._with_fill(style, 0) if found and int(found[1]) in self._before else style

    def plain(self, kind: str) -> int:
        """A style for the sheet of findings: its headings, or text over several lines."""
        p = self._prefix
        font = 0
        if kind == HEADING:
            font = len(self._fonts)
            self._fonts.append(f'<{p}font><{p}b/><{p}sz val="12"/><{p}name val="Times New Roman"/></{p}font>')
        self._xfs.append(
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" applyFont="1" applyAlignment="1">'
            f'<{p}alignment wrapText="1" vertical="top"/></{p}xf>'
        )
        return len(self._xfs) - 1

    def finish(self) -> str:
        """The part with all that was added."""
        content = self._content
        for name, items in (("fonts", self._fonts), ("fills", self._fills), ("cellXfs", self._xfs)):
            p = self._prefix
            block = f'<{p}{name} count="{len(items)}">{"".join(items)}</{p}{name}>'
            found = _block(name).search(content)
            assert found is not None
            content = content[: found.start()] + block + content[found.end() :]
        return content

    def _items(self, name: str, item: re.Pattern[str]) -> list[str]:
        found = _block(name).search(self._content)
        if found is None:
            raise ValueError(f"styles without {name}")
        return item.findall(found[0])

    def _fill(self, colour: str) -> int:
        for number, fill in enumerate(self._fills):
            if colour in fill:
                return number
        p = self._prefix
        self._fills.append(
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/><{p}bgColor indexed="64"/>'
            f"</{p}patternFill></{p}fill>"
        )
        return len(self._fills) - 1

    def _with_fill(self, style: int, fill: int) -> int:
        style = style if style < len(self._xfs) else 0
        if (style, fill) not in self._made:
            xf = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", self._xfs[style], count=2)
            self._xfs.append(re.sub(r"(<(?:\w+:)?xf)\b", rf'\1 fillId="{fill}" applyFill="1"', xf, count=1))
            self._made[style, fill] = len(self._xfs) - 1
        return self._made[style, fill]


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(?:\w+:)?{name}\b[^>]*>.*?</(?:\w+:)?{name}>", re.DOTALL)
