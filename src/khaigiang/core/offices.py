"""How offices are abbreviated, addressed and signed for, from their full names.

Custom, not law: nothing here stands in an instrument, and an office may keep another habit.
"""

import re
import unicodedata
from dataclasses import dataclass

from khaigiang.core.vietnamese import fold

# Committees are abbreviated by custom, not by their initials; longest first.
_COMMITTEES = (
    ("thanh uy", "TU"),
    ("tinh uy", "TU"),
    ("quan uy", "QU"),
    ("huyen uy", "HU"),
    ("thi uy", "ThU"),
    ("dang uy", "ĐU"),
    ("dang bo", "ĐB"),
    ("uy ban nhan dan", "UBND"),
    ("hoi dong nhan dan", "HĐND"),
    ("trung uong", "TW"),
)
# They write in the name of their committee, under its symbol.
_WITHIN_A_COMMITTEE = re.compile(r"^(?:Ban Thường vụ|Thường trực)\s+(?=\w+ ủy\b)", re.IGNORECASE)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_UNSPOKEN = {"và"}
_PLACES = re.compile(r"\s+(?:thành phố|tỉnh|quận|huyện|thị xã|xã|phường|thị trấn)(?!\s+ủy)\b.*$", re.IGNORECASE)

_PARTY_BODIES = (
    ("Thành phố ", "Thành ủy "),
    ("Tỉnh ", "Tỉnh ủy "),
    ("Quận ", "Quận ủy "),
    ("Huyện ", "Huyện ủy "),
    ("Thị xã ", "Thị ủy "),
    ("Xã ", "Đảng ủy xã "),
    ("Phường ", "Đảng ủy phường "),
    ("Thị trấn ", "Đảng ủy thị trấn "),
    ("Đặc khu ", "Đảng ủy đặc khu "),
)


def abbreviation(body: str) -> str:
    """What stands for an office in a paper's symbol: "Ban Tổ chức Thành ủy Hà Nội" → ``BTCTU``; else its initials."""
    name = _PLACES.sub("", _WITHIN_A_COMMITTEE.sub("", body)).strip() or body
    folded = fold(name)
    for words, short in _COMMITTEES:
        if folded.startswith(words):
            return short
        if f" {words}" in folded:
            return _initials(name[: folded.index(f" {words}")]) + short
    return _initials(name)


def _initials(name: str) -> str:
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in _UNSPOKEN]
    return "".join(_without_tone(word[0].upper()) for word in words)


def _without_tone(letter: str) -> str:
    """``Ủ`` → ``U``, ``Ấ`` → ``Â``: initials keep what makes the letter and lose the tone of the word."""
    return unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", letter)))


def party_body(unit: str) -> str:
    """The Party committee of a unit, to which a Party paper is addressed: "Quận Ba Đình" → "Quận ủy Ba Đình"."""
    for place, committee in _PARTY_BODIES:
        if unit.startswith(place):
            name = unit.removeprefix(place)
            # A number alone would name the committee and not the place: "Quận ủy Quận 1".
            numbered = name.isdecimal() and not committee.endswith(f" {place.lower()}")
            return committee + (unit if numbered else name)
    return unit


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs an office's papers: the post, and the committee signed for when it decides as a body."""

    title: str
    on_behalf_of: str = ""


_HEADS = (
    ("ban ", "TRƯỞNG BAN"),
    ("so ", "GIÁM ĐỐC"),
    ("bo ", "BỘ TRƯỞNG"),
    ("phong ", "TRƯỞNG PHÒNG"),
    ("truong ", "HIỆU TRƯỞNG"),
    ("hoc vien ", "GIÁM ĐỐC"),
    ("trung tam ", "GIÁM ĐỐC"),
    ("van phong ", "CHÁNH VĂN PHÒNG"),
    ("uy ban ", "CHỦ TỊCH"),
)


def signing(body: str) -> Signing:
    """The post that signs for an office; a Party committee signs as a body (``T/M``)."""
    folded = fold(_WITHIN_A_COMMITTEE.sub("", body))
    if folded.startswith("uy ban kiem tra"):
        return Signing("CHỦ NHIỆM", "ỦY BAN KIỂM TRA")
    if any(folded.startswith(words) for words, short in _COMMITTEES if short.endswith("U")):
        return Signing("BÍ THƯ", "BAN THƯỜNG VỤ")
    return Signing(next((title for words, title in _HEADS if folded.startswith(words)), "THỦ TRƯỞNG CƠ QUAN"))


def decider(body: str) -> str:
    """Who decides for an office, as a decision names them: the committee itself, else its head.

    What the head's title ends with and the office begins with is said once: "Trưởng Ban Tổ chức", never "Ban Ban".
    """
    who = signing(body)
    title, words = (who.on_behalf_of or who.title).split(), body.upper().split()
    said_twice = next((size for size in range(len(words), 0, -1) if title[-size:] == words[:size]), 0)
    return " ".join((*title, *words[said_twice:]))
