"""Which position group a post belongs to, read from the wording of an office list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from khaigiang.core.eligibility.parsing import Table
from khaigiang.core.vietnamese.folding import fold


class PositionRank(StrEnum):
    """A unit's chief, a deputy or a member: what "never chief and deputy away together" looks at."""

    CHIEF = "chief"
    DEPUTY = "deputy"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class PositionGroup:
    """Posts of one kind. A ``synonym`` is the whole wording, or is followed by one of ``places`` and anything.

    ``places`` are words such as "xã" that may stand between the post and the unit's name; "*" admits anything. Without
    them "Bí thư Đảng ủy Sở Nội vụ" would pass for the secretary of a commune.
    """

    code: str
    name_vi: str
    name_en: str
    rank: PositionRank
    synonyms: tuple[str, ...]
    places: tuple[str, ...] = ()


ANYWHERE = "*"

# Expanded in this order on folded text, whole words only.
_ABBREVIATIONS = tuple(
    (re.compile(rf"(?<!\w)(?:{short})(?!\w)"), long)
    for short, long in (
        (r"p\.?\s*bt", "pho bi thu"),
        (r"pho bt", "pho bi thu"),
        (r"bt", "bi thu"),
        (r"d\.?\s?u", "dang uy"),
        (r"uv\s?bch", "uy vien ban chap hanh"),
        (r"uv\s?btv", "uy vien ban thuong vu"),
        (r"uv", "uy vien"),
        (r"btv", "ban thuong vu"),
        (r"bch", "ban chap hanh"),
        (r"(?<=bi thu )cb", "chi bo"),  # elsewhere "CB" is cán bộ
        (r"pct", "pho chu tich"),
        (r"ct", "chu tich"),
        (r"tt\.?(?=\s+(?:dang uy|dang bo|hdnd)|\s*$)", "thuong truc"),
        (r"hdnd", "hoi dong nhan dan"),
        (r"ubnd", "uy ban nhan dan"),
        (r"(?:ub)?mttq(?:\s?vn)?", "mat tran to quoc"),
    )
)
_PARTS = re.compile(r"\s*(?:[,;/+&]|\s[-\u2013]\s|\bkiem\b|\(|\))\s*")


def position_key(text: str) -> str:
    """The wording without case, marks and abbreviations: ``BT Đảng uỷ`` → ``bi thu dang uy``."""
    key = fold(text)
    for short, long in _ABBREVIATIONS:
        key = short.sub(long, key)
    return " ".join(re.sub(r"[.:]", " ", key).split())


class PositionIndex:
    """Groups prepared once for many questions. Raises ValueError when two groups claim the same wording."""

    def __init__(self, groups: Sequence[PositionGroup]) -> None:
        self._wordings: dict[str, PositionGroup] = {}
        for group in groups:
            for synonym in (group.name_vi, *group.synonyms):
                claimed = self._wordings.setdefault(position_key(synonym), group)
                if claimed.code != group.code:
                    raise ValueError(f"{synonym!r} is claimed by the groups {claimed.code} and {group.code}")
        self._longest_first = sorted(self._wordings, key=lambda wording: (-len(wording), wording))

    def match(self, text: str) -> str | None:
        """The group of the first post named, or ``None`` where no group knows its wording."""
        found = self.match_all(text)
        return found[0] if found else None

    def match_all(self, text: str) -> tuple[str, ...]:
        """The groups of all posts named, in order, each once: "Bí thư Đảng ủy, Chủ tịch HĐND xã" holds two."""
        key = position_key(text)
        if key in self._wordings:  # a wording may itself hold a comma or a hyphen
            return (self._wordings[key].code,)
        found = (self._match_part(part) for part in _PARTS.split(key) if part)
        return tuple(dict.fromkeys(code for code in found if code))

    def _match_part(self, part: str) -> str | None:
        for wording in self._longest_first:
            if part == wording:
                return self._wordings[wording].code
            if part.startswith(f"{wording} ") and _is_place(part[len(wording) + 1 :], self._wordings[wording].places):
                return self._wordings[wording].code
        return None


def match_position(text: str, groups: Sequence[PositionGroup]) -> str | None:
    """``PositionIndex.match`` for a single question."""
    return PositionIndex(groups).match(text)


def _is_place(rest: str, places: tuple[str, ...]) -> bool:
    return any(place == ANYWHERE or f"{rest} ".startswith(f"{fold(place)} ") for place in places)


def parse_position_groups(content: Mapping[str, Any]) -> tuple[PositionGroup, ...]:
    """Groups from ``{"groups": [{"code", "name_vi", "name_en", "rank", "synonyms", "places"}]}``.

    Raises ValueError that names the group and the field.
    """
    top = Table("position groups", content)
    groups = tuple(_parse_group(row) for row in top.tables("groups"))
    top.finish()
    PositionIndex(groups)
    return groups


def _parse_group(row: Table) -> PositionGroup:
    code = row.text("code")
    row.where = f"position group {code}"
    group = PositionGroup(
        code=code,
        name_vi=row.text("name_vi"),
        name_en=row.text("name_en"),
        rank=row.member("rank", PositionRank),
        synonyms=tuple(row.take("synonyms", list, [])),
        places=tuple(row.take("places", list, [])),
    )
    row.finish()
    return group
