"""Finds the tables of people in a sheet as an office made it, and tells its rows apart.

Above a table stands a letterhead, in it groups, totals and headings repeated on each page, below it who signed. What a
column holds is told by its heading, which may stand on several rows with merged cells: the words of the upper row are
put before those below ("Năm sinh" over "Nam").
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.core.vietnamese import fold
from khaigiang.intake.cells import cell_text
from khaigiang.intake.list_words import Meaning, is_name_heading, meaning_of
from khaigiang.intake.sheets import Sheet, Value, column_letters

HEADER_DEPTH = 3  # rows that the headings of one table may fill
_LETTERHEAD = 60  # rows above the first table
_LEAST_COLUMNS = 2
_LEAST_SHARE = 0.4  # of the filled cells of a row of headings must be known
NAMES = {"full_name", "family_name", "given_name"}
BIRTHS = {"birth", "birth_male", "birth_female", "birth_year"}

_LONGEST_NAME = 6
_OFFICES = {
    *("khoi", "ban", "phuong", "xa", "dang", "uy", "so", "phong", "hoi", "doan", "chi", "to", "lop", "nhom"),
    *("huyen", "quan", "thanh", "tinh", "truong", "cum", "co"),
}

_NUMBER_ROW = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])\)?")
_GROUP_NUMBER = re.compile(r"(?:[IVXL]+|[A-ZĐ]|[IVXL]+\.\d+|\d+(?:\.\d+)+)[.):\-]?")
_GROUP_IN_FRONT = re.compile(r"^\s*(?:[IVXL]+|[A-ZĐ]|\d+(?:\.\d+)*)\s*[.):\-/]\s*")
_TOTAL = re.compile(
    r"(?:tong cong|tong so|an dinh danh sach|danh sach (?:nay |tren )?(?:co|gom)|(?:cong|tong)\s*(?:[:(\d]|$))"
)
_SIGNATURE = re.compile(
    r"(?:nguoi lap|lap bieu|lap danh sach|thu truong|t/?m\b|tm\.|tl\.|kt\.|k/t\b|t/l\b|xac nhan|noi nhan|ghi chu:|"
    r"(?:pho )?(?:giam doc|bi thu|chu tich|truong ban|truong phong|hieu truong)\b|.{0,40}ngay .{0,12}thang .{0,12}nam)"
)


@dataclass(frozen=True, slots=True)
class Named:
    """One column found: its place (0 is A), its heading as read, what it was taken for and how surely (0 to 1)."""

    field: str
    place: int
    heading: str
    score: float


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table that states a person; ``group`` is the heading of the rows it stands among."""

    number: int
    group: str = ""


@dataclass(slots=True)
class FoundTable:
    """One table: the rows of its headings, its columns, the rows that state people, and what else was told apart.

    ``totals`` give the row and the number stated there; ``unclear`` are rows that name somebody or a group, one or
    the other. ``others`` are columns with a heading that is not known, ``repeated`` those of one known twice.
    """

    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Named, ...]
    others: tuple[tuple[int, str], ...] = ()
    repeated: tuple[tuple[int, str], ...] = ()
    lines: list[Line] = field(default_factory=list)
    totals: list[tuple[int, int]] = field(default_factory=list)
    unclear: list[int] = field(default_factory=list)
    end: int = 0

    @property
    def places(self) -> dict[str, int]:
        """The place of each field."""
        return {column.field: column.place for column in self.columns}

    @property
    def letters(self) -> dict[str, str]:
        """The column letters of each field."""
        return {column.field: column_letters(column.place) for column in self.columns}


def find_tables(
    sheet: Sheet, read: Callable[[int, int], str], remembered: Mapping[str, str] | None = None
) -> list[FoundTable]:
    """Every table of people in a sheet. ``read`` gives a cell's text as it is to be understood, by row and column."""
    tables: list[FoundTable] = []
    number = 1
    while number <= len(sheet.rows):
        table = _table_at(sheet, number, read, remembered) if _may_begin(sheet, number, tables, read) else None
        if table is None:
            number += 1
            continue
        _tell_rows(table, read)
        tables.append(table)
        number = table.end + 1
    return tables


def _may_begin(sheet: Sheet, number: int, tables: Sequence[FoundTable], read: Callable[[int, int], str]) -> bool:
    """Whether it is worth a look if headings begin at this row: all of them above the first table, then few."""
    if not tables and number > _LETTERHEAD:
        return False
    texts = [read(number, place) for place, value in enumerate(sheet.rows[number - 1]) if isinstance(value, str)]
    return any(is_name_heading(text) for text in texts if text) if tables else len(list(filter(None, texts))) > 1


def _table_at(
    sheet: Sheet, top: int, read: Callable[[int, int], str], remembered: Mapping[str, str] | None
) -> FoundTable | None:
    """The table whose headings begin at this row."""
    best: FoundTable | None = None
    for depth in range(1, HEADER_DEPTH + 1):
        bottom = top + depth - 1
        if depth > 1 and not _continues(sheet, bottom):
            break
        found = _name_columns(sheet, top, bottom, read, remembered)
        if best is None or _worth(found) > _worth(best):
            best = found
    if best is None or not _is_list(best, sheet, read):
        return None
    if is_number_row(sheet, best.bottom + 1):
        best.bottom += 1
    return _with_split_name(best)


def _worth(table: FoundTable) -> tuple[int, float]:
    fields = {column.field for column in table.columns}
    return len(fields), sum(column.score for column in table.columns)


def _is_list(table: FoundTable, sheet: Sheet, read: Callable[[int, int], str]) -> bool:
    """Enough known columns, one of them of names, and not a line of the letterhead or of people."""
    fields = {column.field for column in table.columns}
    known, filled = len(table.columns), len(table.columns) + len(table.others)
    first = list(filter(None, (read(table.top, place) for place in range(len(sheet.rows[table.top - 1])))))
    return (
        bool(fields & NAMES)
        and len(fields) >= _LEAST_COLUMNS
        and known >= _LEAST_SHARE * filled
        and len(first) > 1
        and any(meaning_of(text) for text in first)
    )


def _continues(sheet: Sheet, number: int) -> bool:
    """Whether this row may still belong to the headings: short texts that are no numbers, and no numbered person."""
    cells = [value for value in _cells(sheet, number) if value != ""]
    texts = [value for value in cells if isinstance(value, str)]
    if not texts or len(texts) < len(cells):
        return False
    return not is_number_row(sheet, number) and not any(re.search(r"\d{2}", text) for text in texts)


def _cells(sheet: Sheet, number: int) -> tuple[Value, ...]:
    return sheet.rows[number - 1] if 0 < number <= len(sheet.rows) else ()


def is_number_row(sheet: Sheet, number: int) -> bool:
    """The row ``(1) (2) (3)`` or ``A B 1 2`` that numbers the columns."""
    texts = [cell_text(value) for value in _cells(sheet, number) if value != ""]
    if len(texts) < 3 or not all(map(_NUMBER_ROW.fullmatch, texts)):  # noqa: PLR2004 - fewer may be anything
        return False
    numbers = [int(digits) for text in texts if (digits := text.strip("()")).isdecimal()]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _name_columns(
    sheet: Sheet, top: int, bottom: int, read: Callable[[int, int], str], remembered: Mapping[str, str] | None
) -> FoundTable:
    """What each column of these rows of headings is taken for; the surer of two alike wins."""
    width = max(len(_cells(sheet, number)) for number in range(top, bottom + 1))
    claims: list[tuple[Meaning | None, int, str]] = []
    for place in range(width):
        pieces = _pieces(sheet, place, top, bottom, read)
        if pieces:
            claims.append((_best_meaning(pieces, remembered), place, " ".join(pieces)))
    known = [Named(meaning.field, place, heading, meaning.score) for meaning, place, heading in claims if meaning]
    columns: dict[str, Named] = {}
    surest = sorted(known, key=lambda column: (-column.score, column.place))
    repeated = [each for each in surest if columns.setdefault(each.field, each) is not each]
    others = tuple((place, heading) for meaning, place, heading in claims if meaning is None)
    ordered = tuple(sorted(columns.values(), key=lambda column: column.place))
    twice = tuple(sorted((column.place, column.heading) for column in repeated))
    return FoundTable(sheet, top, bottom, ordered, others, twice)


def _best_meaning(pieces: Sequence[str], remembered: Mapping[str, str] | None) -> Meaning | None:
    """The words of all rows together say most, then those of the lowest row."""
    readings = dict.fromkeys((" ".join(pieces), pieces[-1]))
    known = [meaning for words in readings if (meaning := meaning_of(words, remembered)) is not None]
    return max(known, key=lambda meaning: meaning.score, default=None)


def _pieces(sheet: Sheet, place: int, top: int, bottom: int, read: Callable[[int, int], str]) -> list[str]:
    """The headings over a column from the top: its own, and those of groups of columns it stands in."""
    pieces: list[str] = []
    for number in range(top, bottom + 1):
        text = read(number, place)
        if not text and number < bottom and read(bottom, place):
            text = _heading_of_group(sheet, number, place, read)
        if text and text not in pieces:
            pieces.append(text)
    return pieces


def _heading_of_group(sheet: Sheet, number: int, place: int, read: Callable[[int, int], str]) -> str:
    """The text of the cell that was drawn over this one; without merged cells the nearest to the left."""
    for area in sheet.look.merged:
        if area.top <= number <= area.bottom and area.left <= place <= area.right:
            return read(area.top, area.left)
    if sheet.look.merged:
        return ""
    return next((text for left in range(place - 1, -1, -1) if (text := read(number, left))), "")


def _with_split_name(table: FoundTable) -> FoundTable:
    """Headings "Họ và tên" over two columns, the second without words: family and middle name, then given name."""
    names = next((column for column in table.columns if column.field == "full_name"), None)
    taken = {column.place for column in table.columns} | {place for place, _ in (*table.others, *table.repeated)}
    if names is None or names.place + 1 in taken:
        return table
    below = range(table.bottom + 1, min(len(table.sheet.rows), table.bottom + 30) + 1)
    rows = [number for number in below if table.sheet.value(number, names.place) != ""]
    right = [table.sheet.value(number, names.place + 1) for number in rows]
    beside = sum(isinstance(value, str) and value != "" for value in right)
    if not rows or beside * 2 <= len(rows):
        return table
    family = Named("family_name", names.place, names.heading, names.score)
    given = Named("given_name", names.place + 1, names.heading, names.score)
    kept = [column for column in table.columns if column.field not in NAMES]
    table.columns = tuple(sorted((*kept, family, given), key=lambda column: column.place))
    return table


def _tell_rows(table: FoundTable, read: Callable[[int, int], str]) -> None:
    """Go down the rows below the headings until somebody signs or another table begins."""
    sheet, places = table.sheet, table.places
    headings = _heading_texts(table)
    name_places = [places[name] for name in ("full_name", "family_name", "given_name") if name in places]
    group, number = "", table.bottom
    while number < len(sheet.rows):
        number += 1
        cells = _cells(sheet, number)
        filled = [place for place, value in enumerate(cells) if value != ""]
        if not filled or all(cells[place] in headings.get(place, ()) for place in filled):
            continue
        numbered = "order" in places and cell_text(sheet.value(number, places["order"])).rstrip(".").isdecimal()
        if numbered:
            table.lines.append(Line(number, group))
            continue
        texts = [text for place in filled if (text := read(number, place))]
        if any(is_name_heading(text) for text in texts) and _table_begins(table, number, read):
            number -= 1
            break
        if any(sheet.value(number, places[name]) != "" for name in BIRTHS if name in places):
            table.lines.append(Line(number, group))
            continue
        if ends_table(texts):
            break
        total = stated_total(texts)
        if total is not None:
            table.totals += [(number, total)] if total else []
            continue
        own = [place for place in filled if place != places.get("order")]
        if len(own) <= 1 or _GROUP_NUMBER.fullmatch(texts[0]):
            group = _group_text(texts)
            if own and own[0] in name_places and _reads_like_a_name(texts[0]):
                table.unclear.append(number)
        else:
            table.lines.append(Line(number, group))
    table.end = number


def _heading_texts(table: FoundTable) -> dict[int, set[Value]]:
    """What stands over each column, as typed, to know it again on the next page."""
    texts: dict[int, set[Value]] = {}
    for number in range(table.top, table.bottom + 1):
        for place, value in enumerate(_cells(table.sheet, number)):
            texts.setdefault(place, set()).add(value)
    return texts


def ends_table(texts: Sequence[str]) -> bool:
    """Whether a row says who drew the list up or signs it."""
    return any(_SIGNATURE.match(fold(text)) for text in texts)


def _table_begins(table: FoundTable, number: int, read: Callable[[int, int], str]) -> bool:
    return _table_at(table.sheet, number, read, None) is not None


def stated_total(texts: Sequence[str]) -> int | None:
    """The number a row of totals states, 0 where it states none; ``None`` for another row."""
    if not any(_TOTAL.match(fold(text)) for text in texts[:2]):
        return None
    grand = any(not fold(text).startswith("cong") for text in texts[:2])
    found = next(_numbers(texts), 0)
    return found if grand else 0


def _numbers(texts: Sequence[str]) -> Iterator[int]:
    for text in texts:
        for digits in re.findall(r"\d{1,6}", text):
            yield int(digits)


def _reads_like_a_name(text: str) -> bool:
    """Two to six words that begin with capitals, the first of which begins no office's name."""
    words = text.split()
    return (
        1 < len(words) <= _LONGEST_NAME
        and all(word[:1].isupper() and word.isalpha() for word in words)
        and fold(words[0]) not in _OFFICES
    )


def _group_text(texts: Sequence[str]) -> str:
    """``I | Khối Đảng`` and ``I. Khối Đảng`` are both ``Khối Đảng``."""
    worded = [text for text in texts if not _GROUP_NUMBER.fullmatch(text)]
    return _GROUP_IN_FRONT.sub("", worded[0] if worded else texts[0]).strip()
