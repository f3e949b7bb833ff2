"""The look of the sheets of an .ods file, and how large they are once their repeated cells are laid out."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import encoding_of_font
from khaigiang.intake.look import Look, Place, walk

_HIDDEN = {"collapse", "filter"}
_FEW = 1000  # hidden rows and styled cells noted one by one; a longer run is only a tail


@dataclass(slots=True)
class _Page:
    hidden: set[int] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    last_row: int = 0
    width: int = 0


@dataclass(slots=True)
class _Reading:
    """The walk through ``content.xml``: the row and column it stands at, counted with their repetitions."""

    styles: dict[str, str]
    pages: dict[str, _Page] = field(default_factory=dict)
    page: _Page = field(default_factory=_Page)
    row: int = 0
    column: int = 0
    rows: int = 1
    cells: int = 1
    style: str = ""
    columns: list[str] = field(default_factory=list)
    filled: bool = False
    hidden: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style":
            self.style = attributes.get("style:name", "")
            parent = attributes.get("style:parent-style-name", "")
            self.styles[self.style] = self.styles.get(parent, "")
        elif name == "text-properties":
            font = attributes.get("style:font-name") or attributes.get("fo:font-family", "").strip("'\"")
            if font:
                self.styles[self.style] = font if encoding_of_font(font) else ""
        elif name == "table":
            self.page = self.pages.setdefault(attributes.get("table:name", ""), _Page())
            self.row, self.columns = 0, []
        elif name == "table-column":
            style = attributes.get("table:default-cell-style-name", "")
            self.columns += [style] * min(_repeated(attributes, "columns"), _FEW)
        elif name == "table-row":
            self.rows, self.column = _repeated(attributes, "rows"), 0
            self.hidden = attributes.get("table:visibility") in _HIDDEN
        elif name in {"table-cell", "covered-table-cell"}:
            self._begin_cell(attributes)
        elif name == "p":
            self.filled = True

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        self.cells = _repeated(attributes, "columns")
        self.filled = "office:value-type" in attributes
        default = self.columns[self.column] if self.column < len(self.columns) else ""
        self.style = attributes.get("table:style-name", default)

    def end(self, name: str) -> None:
        if name in {"table-cell", "covered-table-cell"}:
            self._end_cell()
        elif name == "table-row":
            if self.hidden:
                self.page.hidden.update(range(self.row + 1, self.row + 1 + min(self.rows, _FEW)))
            self.row += self.rows

    def _end_cell(self) -> None:
        if self.filled:
            self.page.last_row = max(self.page.last_row, self.row + self.rows)
            self.page.width = max(self.page.width, self.column + self.cells)
            font = self.styles.get(self.style, "")
            if font:
                for row in range(self.row + 1, self.row + 1 + min(self.rows, _FEW)):
                    self.page.fonts[row, self.column] = font
        self.column += self.cells


def _repeated(attributes: Mapping[str, str], what: str) -> int:
    number = attributes.get(f"table:number-{what}-repeated", "1")
    if not number.isdecimal():
        raise ValueError("a repetition that is no number")
    return int(number)


def looks_of(parts: zipfile.ZipFile, *, max_cells: int) -> dict[str, Look] | None:
    """The look of each sheet by its name; ``None`` when one would lay out more than ``max_cells``."""
    styles: dict[str, str] = {}
    if "styles.xml" in parts.namelist():
        walk(parts.read("styles.xml"), _Reading(styles).start)
    reading = _Reading(styles)
    walk(parts.read("content.xml"), reading.start, reading.end)
    if any(page.last_row * page.width > max_cells for page in reading.pages.values()):
        return None
    return {name: Look(frozenset(page.hidden), page.fonts) for name, page in reading.pages.items()}


def is_locked(parts: zipfile.ZipFile) -> bool:
    """Whether the manifest says that the parts are encrypted."""
    name = "META-INF/manifest.xml"
    return name in parts.namelist() and b"encryption-data" in parts.read(name)
