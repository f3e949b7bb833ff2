"""A paper before it is set: what it says, by the names an office gives its parts."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from khaigiang.documents.packs import Authority, Pack


class Align(StrEnum):
    """Where the text of a table's column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A ``heading`` is bold and stays with what follows."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """``Điều <number>.`` and its text; ``clauses`` are the numbered khoản below it, without their numbers."""

    number: int
    text: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullet:
    """One dash item."""

    text: str


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``width`` in millimetres; the columns are stretched together to fill the line."""

    title: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Band:
    """A row across the whole table that names the rows below it."""

    text: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """A ruled table; its heading repeats on each page. Raises ValueError on a row of another length."""

    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...] | Band, ...]

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows, start=1):
            if not isinstance(row, Band) and len(row) != len(self.columns):
                raise ValueError(f"row {place} has {len(row)} cells, the table has {len(self.columns)} columns")


Block = Paragraph | Article | Bullet | DataTable


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, kept as text. ``on_behalf_of`` is whoever is signed for: "BAN THƯỜNG VỤ", "TRƯỞNG BAN".

    No rank or degree stands before ``name`` (NĐ 30/2020, Phụ lục I).
    """

    title: str
    name: str
    authority: Authority = Authority.OWN
    on_behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An annexed list on pages of its own, turned sideways when its columns need it.

    ``note`` is what follows "Kèm theo"; empty lets the paper name itself.
    """

    title: str
    table: DataTable
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """One outgoing paper.

    ``number`` None prints the blank the registry clerk fills in; ``day`` None leaves room for day and month.
    ``type_name`` None is a letter (công văn): its subject stands under the number.
    ``decision_verb`` is the line between the grounds and the articles ("QUYẾT ĐỊNH"); empty prints none.
    ``decided_by`` is who decides ("BAN TỔ CHỨC THÀNH ỦY"), printed where the pack puts it; empty prints none.
    ``issuer_in_text`` is the issuing body as written inside a sentence ("Ban Tổ chức Thành ủy"), for appendices.
    ``year`` is printed when ``day`` is None.
    """

    pack: Pack
    parent_body: str
    issuing_body: str
    number: str | None
    symbol: str
    place: str
    day: dt.date | None
    type_name: str | None
    subject: str
    body: tuple[Block, ...]
    signer: Signer
    recipients: tuple[str, ...]
    to: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    proposal: str = ""
    decision_verb: str = ""
    decided_by: str = ""
    issuer_in_text: str = ""
    year: int | None = None
    appendices: tuple[Appendix, ...] = ()
