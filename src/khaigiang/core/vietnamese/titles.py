"""What is written before a name and is no part of it: address, degrees, ranks, honours, offices of a religion."""

import re
from dataclasses import dataclass
from enum import StrEnum


class TitleKind(StrEnum):
    """What sort of fact a title is."""

    ADDRESS = "address"
    DEGREE = "degree"
    RANK = "rank"
    HONOUR = "honour"
    RELIGION = "religion"


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its usual spelling: ``đ/c`` is ``Đồng chí``, ``ths.`` is ``ThS``."""

    kind: TitleKind
    text: str


# Each row is the usual spelling and the others; a full stop or a space inside may be missing or doubled.
_ADDRESS = """
Đồng chí = đồng chí, đ/c, đ.c, đc.
Ông/Bà = ông/bà, ông (bà), ông(bà)
Ông = ông
Bà = bà
Anh = anh
Chị = chị
Cô = cô
Thầy = thầy
Cụ = cụ
"""
_DEGREE = """
GS = gs, giáo sư
PGS = pgs, phó giáo sư
TSKH = tskh, tiến sĩ khoa học, tiến sỹ khoa học
TS = ts, tiến sĩ, tiến sỹ
ThS = ths, th.s, thạc sĩ, thạc sỹ
BS CKII = bs ckii, bs ck2, bsckii, bsck2, bác sĩ chuyên khoa ii, bác sĩ chuyên khoa 2, bác sĩ ckii
BS CKI = bs cki, bs ck1, bscki, bsck1, bác sĩ chuyên khoa i, bác sĩ chuyên khoa 1, bác sĩ cki
DS CKII = ds ckii, ds ck2, dsckii, dsck2
DS CKI = ds cki, ds ck1, dscki, dsck1
CKII = ckii, ck2
CKI = cki, ck1
BS = bs, bác sĩ, bác sỹ
DS = ds, dược sĩ, dược sỹ
KS = ks, kỹ sư, kĩ sư
KTS = kts, kiến trúc sư
LS = ls, luật sư
CN = cn, cử nhân
GVCC = gvcc, giảng viên cao cấp
GVC = gvc, giảng viên chính
"""
_RANK = """
Thiếu úy = thiếu úy, thiếu uý
Trung úy = trung úy, trung uý
Thượng úy = thượng úy, thượng uý
Đại úy = đại úy, đại uý
Chuẩn úy = chuẩn úy, chuẩn uý
Thiếu tá = thiếu tá
Trung tá = trung tá
Thượng tá = thượng tá
Đại tá = đại tá
Thiếu tướng = thiếu tướng
Trung tướng = trung tướng
Thượng tướng = thượng tướng
Đại tướng = đại tướng
QNCN = qncn
"""
_HONOUR = """
NGND = ngnd, nhà giáo nhân dân
NGƯT = ngưt, nhà giáo ưu tú
TTND = ttnd, thầy thuốc nhân dân
TTƯT = ttưt, thầy thuốc ưu tú
NSND = nsnd, nghệ sĩ nhân dân
NSƯT = nsưt, nghệ sĩ ưu tú
Anh hùng LLVTND = anh hùng llvtnd, anh hùng llvt, anh hùng lực lượng vũ trang nhân dân
Anh hùng Lao động = anh hùng lao động, ahlđ
"""
_RELIGION = """
Hòa thượng = hòa thượng, hoà thượng
Thượng tọa = thượng tọa, thượng toạ
Đại đức = đại đức
Ni trưởng = ni trưởng
Ni sư = ni sư
Sư cô = sư cô
Giám mục = giám mục
Linh mục = linh mục, lm.
Mục sư = mục sư
"""
_TABLES = {
    TitleKind.ADDRESS: _ADDRESS,
    TitleKind.DEGREE: _DEGREE,
    TitleKind.RANK: _RANK,
    TitleKind.HONOUR: _HONOUR,
    TitleKind.RELIGION: _RELIGION,
}


_GAPS = {" ": r"[\s.]+", "/": r"\s*/\s*", ".": r"\s*\.\s*", "(": r"\s*\(\s*", ")": r"\s*\)"}


def _read_tables() -> dict[str, Title]:
    """Each spelling's pattern with its title, the longest first: ``TSKH`` before ``TS``."""
    found = {}
    for kind, table in _TABLES.items():
        for row in filter(None, table.splitlines()):
            usual, _, forms = row.partition(" = ")
            for form in forms.split(", "):
                found[form] = Title(kind, usual)
    return {form: found[form] for form in sorted(found, key=len, reverse=True)}


def _pattern(form: str) -> str:
    letters = "".join(_GAPS.get(letter, re.escape(letter)) for letter in form)
    return letters + (r"\b" if form[-1].isalnum() else "")


_BY_FORM = _read_tables()
_FORMS = [(re.compile(_pattern(form), re.IGNORECASE), title) for form, title in _BY_FORM.items()]
_FIRST_WORD = re.compile(r"[^\W_]+")
_FIRST_WORDS = {_FIRST_WORD.findall(form)[0] for form in _BY_FORM}  # most names begin with none, and that is told soon
_ANY = re.compile("|".join(map(_pattern, _BY_FORM)), re.IGNORECASE)


def title_in_front(text: str) -> tuple[Title, int] | None:
    """The longest title that a text (NFC) begins with, and where it ends; no judgement whether it is a name instead."""
    first = _FIRST_WORD.match(text)
    if first is None or first[0].lower() not in _FIRST_WORDS:
        return None
    found = _ANY.match(text)
    if found is None:
        return None
    return next((title, found.end()) for pattern, title in _FORMS if pattern.fullmatch(found[0]))
