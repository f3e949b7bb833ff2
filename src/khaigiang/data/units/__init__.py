"""The official units of Viet Nam on three dates and the succession of 1-7-2025, as packaged tables."""

import csv
import datetime as dt
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DATE_KEYS = ("2022", "2025-07-01", "2026-04-30")


@dataclass(frozen=True, slots=True)
class Citation:
    """The instrument a state rests on, not compared with the original; its date is missing where no source has it."""

    number: str
    issuer: str
    issued_on: dt.date | None
    title: str


@dataclass(frozen=True, slots=True)
class OfficialState:
    """A table of units and the days from and to which we answer by it. The first one's beginning is ours."""

    key: str
    first: dt.date
    last: dt.date | None
    citation: Citation | None


STATES = (
    OfficialState("2022", dt.date(2021, 1, 1), dt.date(2025, 6, 30), None),
    OfficialState(
        "2025-07-01",
        dt.date(2025, 7, 1),
        dt.date(2026, 4, 29),
        Citation(
            "19/2025/QĐ-TTg",
            "Thủ tướng Chính phủ",
            dt.date(2025, 6, 30),
            "Bảng danh mục và mã số các đơn vị hành chính Việt Nam",
        ),
    ),
    OfficialState(
        "2026-04-30",
        dt.date(2026, 4, 30),
        None,
        Citation("30/2026/QH16", "Quốc hội", None, "Nghị quyết về việc thành lập thành phố Đồng Nai"),
    ),
)
SUCCESSION_DAY = dt.date(2025, 7, 1)
"""The day the packaged conversion table takes effect."""


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """One unit as the official table of its date has it. The key is (code, date): codes are used anew over time.

    ``level`` is province, district or commune; ``kind`` is city, ward, township and the like.
    """

    level: str
    code: str
    name: str
    kind: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class SuccessionRecord:
    """Where an old commune went on 1-7-2025. ``share`` is whole, part or unchanged."""

    old_code: str
    old_name: str
    old_district: str
    old_province: str
    new_code: str
    new_name: str
    new_province: str
    share: str


@cache
def read_units(date_key: str) -> tuple[UnitRecord, ...]:
    """Every unit of one state, provinces before what lies under them. Raises KeyError for another date."""
    if date_key not in DATE_KEYS:
        raise KeyError(date_key)
    return tuple(
        UnitRecord(row["level"], row["code"], row["name"], row["kind"], row["parent_code"])
        for row in _rows(f"units_{date_key}.csv.gz")
    )


@cache
def read_succession() -> tuple[SuccessionRecord, ...]:
    """The official conversion table of 1-7-2025, in its own order."""
    return tuple(
        SuccessionRecord(*(row[name] for name in SuccessionRecord.__slots__))
        for row in _rows("succession_2025-07-01.csv.gz")
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    text = gzip.decompress(files(__name__).joinpath(file).read_bytes()).decode("utf-8")
    return csv.DictReader(io.StringIO(text, newline=""))
