"""Names of people as typed into lists: what is the name, what was written around it, and what may be mended."""

import re
from dataclasses import dataclass

from khaigiang.core.vietnamese import look_alikes, repairs
from khaigiang.core.vietnamese.folding import fold, plain
from khaigiang.core.vietnamese.placement import ToneStyle, suggest_tone_places
from khaigiang.core.vietnamese.suggestions import Repair, Suggestion, Sureness, repaired
from khaigiang.core.vietnamese.titles import Title, TitleKind, title_in_front

# Forms of address are family names too (Ông Văn Tùng), so they are taken off only before one of these. "Văn" and "Ích"
# are left out on purpose: as middle names they are far more common than as family names.
_FAMILY_NAMES = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào đoàn trịnh trương lâm mai cao hà
tạ tô chu châu lưu lương phùng quách thái tống triệu tăng từ vương nghiêm kiều khuất kim la lại lục mạc nông
quản thạch thân tôn trà trang ung uông viên bạch bế cù cung diệp doãn giang giáp hán hạ hứa kha khúc lã lò lộc lường
ma nhâm ninh ông phí phó quàng sầm tiêu trưng ứng vi vàng giàng sùng thào lầu vừ mùa cầm bàn đàm đàng điêu hoa khương
lỗ nhan tưởng âu an biện chử đồng đổng đậu đới hàn hầu mẫn ngụy ngọ nhữ tiết tòng xa y h k ksor rơ siu
"""
_BEGINS_A_NAME = frozenset(_FAMILY_NAMES.split())
_TWO_WORD_FAMILY_NAMES = """
công huyền tôn nữ, công tằng tôn nữ, huyền tôn nữ, huyền tằng tôn nữ, công tôn nữ, tôn nữ, tôn thất, âu dương, tư đồ,
tư mã, thượng quan, hoàng phủ, buôn yă, buôn krông
"""
_LONG_FAMILIES = tuple(tuple(words.split()) for words in _TWO_WORD_FAMILY_NAMES.replace("\n", " ").split(","))
# Ê Đê write the family name last: Y Thanh Niê, H'Hen Niê.
_LAST_FAMILY_NAMES = "niê kbuôr êban ayun ayŭn byă mlô kđăm knul kpă hđơk hđớk adrơng êñuôl hwing hmok kpơr buôn-yă"
_WRITTEN_LAST = frozenset(_LAST_FAMILY_NAMES.split())

_NOTE = re.compile(r"(?:\s*[(\[{](?P<bracket>[^()\[\]{}]*)[)\]}]|\s+(?P<number>\d{1,4}))\s*$")
_LETTER = re.compile(r"[^\W\d_]")
_ENDS_A_NOTE = frozenset(")]}0123456789")
_LEADING_NUMBER = re.compile(r"(?:\d{1,4}\s*[.)\-/]|[-–—*•+])\s*(?=\D)")
_EDGES = " ,;:.-–—_*/\\|\"“”'’`"
_BETWEEN = re.compile(r"(?<=[^\W\d_]{2})[.,;_]+\s*(?=[^\W\d_]{2})|_+|\s+(?=[,;])")
_APOSTROPHE = re.compile(rf"\s*([{look_alikes.APOSTROPHES}'])\s*(?=[^\W\d_])")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_CONSONANTS = frozenset("bcdđghklmnpqrstvx")


@dataclass(frozen=True, slots=True)
class StatedName:
    """What a cell states: the ``name`` as it was typed, the ``titles`` before or after it, a ``note`` behind it.

    ``suggestions`` mend the name, one after another; ``abbreviated`` says that part of it is an initial. The name is in
    NFC, which is the first suggestion where it was typed otherwise.
    """

    name: str
    titles: tuple[Title, ...] = ()
    note: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    abbreviated: bool = False


@dataclass(frozen=True, slots=True)
class NameParts:
    """``family`` may have two words and more (Tôn Thất), ``middle`` any number, ``given`` is one word."""

    family: str
    middle: str
    given: str


def read_name(text: str, *, style: ToneStyle | None = None) -> StatedName:
    """Take a cell apart and say what may be mended; with a ``style``, the places of tone marks too."""
    composed = repairs.compose(text)
    rest, note = _without_note(composed.text if composed else text)
    name, titles = _without_titles(rest)
    suggestions = repairs.in_turn(name, _steps(style))
    if composed:
        suggestions = (Suggestion(name, composed.repair, composed.sure), *suggestions)
    return StatedName(name, titles, note, suggestions, _is_abbreviated(repaired(name, suggestions)))


def clean_name(text: str) -> str:
    """The name without titles and notes, in NFC with single spaces; in title case if it had one case.

    The spelling stays as typed. The caller shows what was changed; nothing here is a repair of the record.
    """
    while (cleaner := _cleaned(text)) != text:
        text = cleaner
    return text


def _cleaned(text: str) -> str:
    stated = read_name(text)
    steps = (repairs.drop_invisible, repairs.tidy_spaces, _trim_edges, _tell_case_apart)
    return repaired(stated.name, repairs.in_turn(stated.name, steps))


def split_name(name: str) -> NameParts:
    """A clean name in its parts. One word is a given name; a family name written last (H'Hen Niê) is found there."""
    words = name.split()
    keys = [plain(word) for word in words]
    for family in _LONG_FAMILIES:
        if tuple(keys[: len(family)]) == family and len(words) > len(family):
            return _parts(words[: len(family)], words[len(family) :])
    first = re.split("['’]", keys[0])[0] if keys else ""
    if first in ("y", "h") and len(words) > 1:
        last = next((at for at in range(1, len(words)) if set(keys[at:]) <= _WRITTEN_LAST), len(words))
        if last < len(words):
            return _parts(words[last:], words[:last])
    return _parts(words[: len(words) > 1], words[len(words) > 1 :])


def _parts(family: list[str], rest: list[str]) -> NameParts:
    return NameParts(" ".join(family), " ".join(rest[:-1]), " ".join(rest[-1:]))


def _steps(style: ToneStyle | None) -> list[repairs.Step]:
    steps: list[repairs.Step] = [
        repairs.drop_invisible,
        repairs.tidy_spaces,
        repairs.use_real_letters,
        _tidy_signs,
        _trim_edges,
        repairs.use_letters_for_digits,
        _tell_case_apart,
        _begin_words_with_capitals,
    ]
    if style is not None:
        steps.append(lambda name: suggest_tone_places(name, style))
    return steps


def _without_note(text: str) -> tuple[str, str]:
    """A remark in brackets, or a number that tells two of one name apart, behind the name."""
    notes: list[str] = []
    while text.rstrip()[-1:] in _ENDS_A_NOTE:
        found = _NOTE.search(text)
        if found is None or not _LETTER.search(text, 0, found.start()):
            break
        notes.insert(0, " ".join((found["bracket"] or found["number"] or "").split()))
        text = text[: found.start()]
    return text, "; ".join(filter(None, notes))


def _without_titles(text: str) -> tuple[str, tuple[Title, ...]]:
    titles: list[Title] = []
    while found := _title(text.lstrip(_EDGES + "\u200b")):
        title, text = found
        titles.append(title)
    before, comma, behind = text.rpartition(",")
    while comma and (ending := _title_alone(behind)):
        titles.append(ending)
        text = before
        before, comma, behind = text.rpartition(",")
    return text, tuple(titles)


def _title(text: str) -> tuple[Title, str] | None:
    """A title and what follows it, unless the two together are the name."""
    found = title_in_front(text)
    if found is None:
        return None
    title, end = found
    rest = text[end:].lstrip(" .:,-–\u00a0")
    if not rest:
        return None
    marked = title.text in ("Đồng chí", "Ông/Bà") or text[end:].lstrip()[:1] in (":", ".")
    another = title_in_front(rest)
    if title.kind is TitleKind.ADDRESS and not marked and (another is None or another[0].kind is TitleKind.ADDRESS):
        first = re.split(r"[\s'’]", plain(rest), maxsplit=1)[0]
        if first not in _BEGINS_A_NAME or " " not in rest.strip():
            return None
    return title, rest


def _title_alone(text: str) -> Title | None:
    text = text.strip(_EDGES)
    found = title_in_front(text)
    return found[0] if found and found[1] == len(text) and found[0].kind is not TitleKind.ADDRESS else None


def _trim_edges(name: str) -> Suggestion | None:
    """Signs at the ends; the number of a row in front; the full stop of an initial at the end stays."""
    trimmed, kept = name, name.strip(_EDGES)
    while found := _LEADING_NUMBER.match(kept):
        trimmed = kept[found.end() :]
        kept = trimmed.strip(_EDGES)
    if trimmed.rstrip().endswith(".") and re.search(r"(?:^|[\s.])[^\W\d_]$", kept):
        kept += "."
    return repairs.changed(name, kept or name, Repair.PUNCTUATION, Sureness.SURE)


def _tidy_signs(name: str) -> Suggestion | None:
    """Signs between words become spaces, spaces around an apostrophe go: ``H' Hen`` is ``H'Hen``."""
    tidied = _APOSTROPHE.sub(r"\1", " ".join(_BETWEEN.sub(" ", name).split()))
    return repairs.changed(name, tidied, Repair.PUNCTUATION, Sureness.LIKELY)


def _tell_case_apart(name: str) -> Suggestion | None:
    """A name in one case in title case."""
    one_case = name.isupper() or name.islower()
    return repairs.changed(name, _titled(name), Repair.CASE, Sureness.SURE) if one_case else None


def _begin_words_with_capitals(name: str) -> Suggestion | None:
    """Single words in one case: ``NGUYỄN Văn an``. A capital inside a word (KSor) is left to its bearer."""
    titled = " ".join(_titled(word) if word.islower() or _shouts(word) else word for word in name.split(" "))
    return repairs.changed(name, _titled(titled) if titled.isupper() else titled, Repair.CASE, Sureness.LIKELY)


def _shouts(word: str) -> bool:
    """Two capitals or more, with a vowel among them; without one it is an abbreviation."""
    return len(word) > 1 and word.isupper() and not set(fold(word)).isdisjoint("aeiouy")


def _titled(name: str) -> str:
    """``H'HEN NIÊ`` → ``H'Hen Niê``: ``str.title`` sees an apostrophe as the end of a word, as these names want."""
    return name.title()


def _is_abbreviated(name: str) -> bool:
    """``Nguyễn V. An``, ``N.V.A``, ``Nguyễn Văn H``; the one-letter names Y, A and Ô are whole."""
    last = plain(name).split()[-1:]
    return bool(_INITIAL.search(name)) or (len(name.split()) > 1 and last != [] and last[0] in _CONSONANTS)
