"""The look of an .xls file, and whether its values may be read at all: its records are walked before any reader.

Formats: [MS-CFB] for the file of streams, [MS-XLS] for the records in its stream ``Workbook``.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import encoding_of_font
from khaigiang.intake.look import Look, Place

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_LAST_SECTOR = 0xFFFFFFFA  # what follows is no sector but a mark
_HEADER, _ENTRY = 512, 128
_STREAM, _ROOT = 2, 5
_ROWS, _COLUMNS = 65_536, 256
_LAST_OF_FOUR = 4  # fonts are numbered 0 to 3, then from 5 on
_BIFF8 = 0x0600
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x00D6}  # formula, number, label, error, RK, shared, rich
_RUNS = {0x00BD: 6, 0x00BE: 2}  # several numbers, several blanks: bytes a cell
_BOF, _EOF, _FONT, _XF, _ROW, _SHEET, _SST, _SIZE, _LOCKED = (
    0x0809,
    0x000A,
    0x0031,
    0x00E0,
    0x0208,
    0x0085,
    0x00FC,
    0x0200,
    0x002F,
)


class LockedError(ValueError):
    """The workbook cannot be read without its password."""


@dataclass(slots=True)
class _Page:
    hidden: set[int] = field(default_factory=set)
    fonts: dict[Place, str] = field(default_factory=dict)
    last_row: int = 0
    width: int = 0


def looks_of(data: bytes, *, max_cells: int) -> dict[str, Look] | None:
    """The look of each sheet by its name; ``None`` when a sheet is larger than ``max_cells``.

    Raises LockedError on a workbook with a password, ValueError or struct.error on one that is damaged.
    """
    streams = _Streams(data)
    if "EncryptedPackage" in streams.entries:
        raise LockedError
    name = next((name for name in ("Workbook", "Book") if name in streams.entries), None)
    if name is None:
        raise ValueError("no workbook among the streams")
    book = _Book(max_cells)
    for at, kind, content in _records(streams.read(name)):
        book.take(at, kind, content)
    if any(page.last_row * page.width > max_cells for page in book.pages.values()):
        return None
    return {
        book.names[at]: Look(frozenset(page.hidden), page.fonts) for at, page in book.pages.items() if at in book.names
    }


class _Streams:
    """The streams of a compound file by their names."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        if len(data) < _HEADER:
            raise ValueError("a file shorter than its header")
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004 - the sizes the format allows
            raise ValueError("sectors of a size that the format does not know")
        self._size = 1 << shift
        fats, directory = struct.unpack_from("<I4xI", data, 44)[0], struct.unpack_from("<I", data, 48)[0]
        self._cutoff, small_first, smalls, more_first, mores = struct.unpack_from("<IIIII", data, 56)
        if max(fats, smalls, mores) * self._size > len(data):
            raise ValueError("tables longer than the file")
        self._next = self._table([*struct.unpack_from("<109I", data, 76), *self._more(more_first)][:fats])
        self._small_next = self._numbers(self._chain(small_first))
        self.entries: dict[str, tuple[int, int]] = {}
        self._small = b""
        self._read_directory(b"".join(map(self._sector, self._chain(directory))))

    def read(self, name: str) -> bytes:
        """One stream's bytes."""
        first, length = self.entries[name]
        if length >= self._cutoff:
            return b"".join(map(self._sector, self._chain(first)))[:length]
        pieces = (self._small[64 * at : 64 * at + 64] for at in self._follow(first, self._small_next))
        return b"".join(pieces)[:length]

    def _read_directory(self, content: bytes) -> None:
        for at in range(0, len(content) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", content, at + 64)
            first, size = struct.unpack_from("<II", content, at + 116)
            name = content[at : at + min(max(length - 2, 0), 64)].decode("utf-16-le", "replace")
            if kind == _ROOT:
                self._small = b"".join(map(self._sector, self._chain(first)))
            elif kind == _STREAM:
                if size > len(self._data):
                    raise ValueError("a stream longer than its file")
                self.entries[name] = (first, size)

    def _more(self, first: int) -> Iterator[int]:
        seen = 0
        while first < _LAST_SECTOR and seen * self._size <= len(self._data):
            numbers = struct.unpack(f"<{self._size // 4}I", self._sector(first))
            yield from numbers[:-1]
            first, seen = numbers[-1], seen + 1

    def _table(self, sectors: list[int]) -> list[int]:
        return self._numbers(sector for sector in sectors if sector < _LAST_SECTOR)

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        content = b"".join(map(self._sector, sectors))
        return list(struct.unpack(f"<{len(content) // 4}I", content))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        content = self._data[start : start + self._size]
        if not content:
            raise ValueError("a sector outside the file")
        return content.ljust(self._size, b"\0")

    def _chain(self, first: int) -> Iterator[int]:
        return self._follow(first, self._next)

    def _follow(self, sector: int, following: list[int]) -> Iterator[int]:
        for _ in range(len(following) + 1):
            if sector >= _LAST_SECTOR:
                return
            yield sector
            if sector >= len(following):
                raise ValueError("a chain that leaves its table")
            sector = following[sector]
        raise ValueError("a chain without an end")


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        yield at, kind, content[at + 4 : at + 4 + length]
        at += 4 + length


class _Book:
    """The records of a workbook, taken one after another."""

    def __init__(self, max_cells: int) -> None:
        self.names: dict[int, str] = {}
        self.pages: dict[int, _Page] = {}
        self._max_cells = max_cells
        self._fonts: list[str] = []
        self._styles: list[int] = []
        self._open: list[int] = []
        self._wide = True
        self._takers = {
            _LOCKED: self._refuse_locked,
            _SST: self._check_texts,
            _FONT: self._take_font,
            _XF: self._take_style,
            _SHEET: self._take_name,
        }

    def take(self, at: int, kind: int, content: bytes) -> None:
        """One record, at its place in the stream."""
        if kind == _BOF:
            self._wide = struct.unpack_from("<H", content)[0] == _BIFF8
            self._open.append(at)
        elif kind == _EOF:
            del self._open[-1:]
        elif len(self._open) == 1 and self._open[0] in self.names:
            self._take_cell(self.pages.setdefault(self._open[0], _Page()), kind, content)
        elif taker := self._takers.get(kind):
            taker(content)
        if kind == _SIZE:
            self._check_size(content)

    def _refuse_locked(self, _: bytes) -> None:
        raise LockedError

    def _check_texts(self, content: bytes) -> None:
        if max(struct.unpack_from("<II", content)) > self._max_cells:
            raise ValueError("more texts than cells")

    def _take_font(self, content: bytes) -> None:
        name = self._text(content[14:])
        self._fonts.append(name if encoding_of_font(name) else "")

    def _take_style(self, content: bytes) -> None:
        self._styles.append(struct.unpack_from("<H", content)[0])

    def _take_name(self, content: bytes) -> None:
        self.names[struct.unpack_from("<I", content)[0]] = self._text(content[6:])

    def _check_size(self, content: bytes) -> None:
        rows = struct.unpack_from("<II" if self._wide else "<HH", content)
        columns = struct.unpack_from("<HH", content, 8 if self._wide else 4)
        if max(rows) > _ROWS or max(columns) > _COLUMNS:
            raise ValueError("a sheet larger than the format allows")

    def _take_cell(self, page: _Page, kind: int, content: bytes) -> None:
        if kind == _ROW and struct.unpack_from("<H", content, 12)[0] & 0x20:
            page.hidden.add(struct.unpack_from("<H", content)[0] + 1)
        elif kind in _CELLS:
            row, column, style = struct.unpack_from("<HHH", content)
            self._note(page, row, column, style)
        elif kind in _RUNS:
            row, first = struct.unpack_from("<HH", content)
            each = _RUNS[kind]
            for number in range((len(content) - 6) // each):
                self._note(page, row, first + number, struct.unpack_from("<H", content, 4 + number * each)[0])

    def _note(self, page: _Page, row: int, column: int, style: int) -> None:
        page.last_row, page.width = max(page.last_row, row + 1), max(page.width, column + 1)
        number = self._styles[style] if style < len(self._styles) else 0
        number -= number > _LAST_OF_FOUR
        font = self._fonts[number] if number < len(self._fonts) else ""
        if font:
            page.fonts[row + 1, column] = font

    def _text(self, content: bytes) -> str:
        """A text that begins with its length, in one byte or two a letter."""
        if not content:
            return ""
        if not self._wide:
            return content[1 : 1 + content[0]].decode("cp1252", "replace")
        wide = len(content) > 1 and content[1] & 1
        length = content[0] * (2 if wide else 1)
        return content[2 : 2 + length].decode("utf-16-le" if wide else "latin-1", "replace")
