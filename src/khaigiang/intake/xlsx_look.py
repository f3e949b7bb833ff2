"""The look of the sheets of an .xlsx file, read as a stream from their parts; values are read elsewhere."""

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import encoding_of_font
from khaigiang.intake.look import Look, Place, walk

_RELATIONS = "xl/_rels/workbook.xml.rels"
_WORTH_A_LOOK = (b"hidden=", b"<f>", b"<f ", b't="e"')
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name, in the workbook's order. Raises ValueError on a damaged workbook."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            targets[attributes.get("Id", "")] = path

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            key = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            sheets[attributes.get("name", "")] = targets.get(key, "")

    names = set(parts.namelist())
    if _RELATIONS not in names:
        return {}
    walk(parts.read(_RELATIONS), relation)
    walk(parts.read("xl/workbook.xml"), sheet)
    return {name: part for name, part in sheets.items() if part in names}


def named_parts(parts: zipfile.ZipFile) -> set[str]:
    """Every part that the workbook's relations may mean, however a reader puts their paths together."""
    named: set[str] = set()

    def relation(_: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        named.update({target, target.lstrip("/"), f"xl/{target}", posixpath.normpath(f"xl/{target}")})

    if _RELATIONS in parts.namelist():
        walk(parts.read(_RELATIONS), relation)
    return named


def looks_of(parts: zipfile.ZipFile) -> dict[str, Look]:
    """The look of each sheet by its name; a part is read again only where it may tell something."""
    styles = _old_fonts(parts)
    looks = {}
    for name, part in sheet_parts(parts).items():
        content = parts.read(part)
        if any(styles) or any(sign in content for sign in _WORTH_A_LOOK):
            looks[name] = _look(content, styles)
    return looks


def _old_fonts(parts: zipfile.ZipFile) -> Sequence[str]:
    """For each cell style its font where that is one of an old encoding, else nothing."""
    if "xl/styles.xml" not in parts.namelist():
        return ()
    fonts: list[str] = []
    styles: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "font" and inside[-1:] == ["fonts"]:
            fonts.append("")
        elif name == "name" and inside[-2:] == ["fonts", "font"]:
            fonts[-1] = attributes.get("val", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            number = attributes.get("fontId", "")
            font = fonts[int(number)] if number.isdecimal() and int(number) < len(fonts) else ""
            styles.append(font if encoding_of_font(font) else "")
        inside.append(name)

    walk(parts.read("xl/styles.xml"), start, lambda _: inside.pop())
    return styles


@dataclass(slots=True)
class _Reading:
    """What the walk through one sheet has seen so far."""

    styles: Sequence[str]
    hidden: set[int] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    unsolved: set[Place] = field(default_factory=set)
    errors: set[Place] = field(default_factory=set)
    row: int = 0
    column: int = -1
    kind: str = ""
    in_value: bool = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = -1
            if attributes.get("hidden") in {"1", "true"}:
                self.hidden.add(self.row)
        elif name == "f" and self.kind != "str":  # a formula may well give no words
            self.unsolved.add((self.row, self.column))
        self.in_value = name == "v"

    def text(self, text: str) -> None:
        """The words of an element; those of a value solve its formula."""
        if self.in_value and text:
            self.unsolved.discard((self.row, self.column))

    def _cell(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = column_number(found[1]) if found else self.column + 1
        self.kind = attributes.get("t", "")
        if self.kind == "e":
            self.errors.add((self.row, self.column))
        style = attributes.get("s", "0")
        font = self.styles[int(style)] if style.isdecimal() and int(style) < len(self.styles) else ""
        if font:
            self.fonts[self.row, self.column] = font


def column_number(letters: str) -> int:
    """The column of its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _look(content: bytes, styles: Sequence[str]) -> Look:
    reading = _Reading(styles)
    walk(content, reading.start, text=reading.text)
    return Look(frozenset(reading.hidden), reading.fonts, (), frozenset(reading.unsolved), frozenset(reading.errors))
