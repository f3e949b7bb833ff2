"""Names of people as typed into lists."""

import re
import unicodedata

from khaigiang.core.vietnamese.folding import plain

_COMRADE = re.compile(r"(?:đồng chí|đ\s*/\s*c|đ\.\s*c\b|đc\.)[\s.:]*", re.IGNORECASE)
_MISTER = re.compile(r"(?:ông\s*[/(]\s*bà\s*\)?|ông|bà)(?:\s*[:.]\s*|\s+)", re.IGNORECASE)
_MISTER_MARKED = re.compile(r"(?:ông\s*[/(]\s*bà\s*\)?|(?:ông|bà)\s*[:.])", re.IGNORECASE)

# "Ông" and "Bà" are family names too (Ông Văn Tùng), so they are taken off only before one of these. "Văn" and "Ích"
# are left out on purpose: as middle names they are far more common than as family names.
_FAMILY_NAMES = """
nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đào đoàn trịnh trương lâm mai cao hà
tạ tô chu châu lưu lương phùng quách thái tống triệu tăng từ vương nghiêm kiều khuất kim la lại lục mạc nông
quản thạch thân tôn tôn-thất trà trang ung uông viên bạch bế cù cung diệp doãn giang giáp hán hạ hứa kha khúc lã
lò lộc lường ma nhâm ninh ông phí phó quàng sầm tiêu trưng ứng vi vàng giàng sùng thào lầu vừ mùa cầm bàn đàm
đàng điêu hoa khương lỗ nhan tưởng âu an biện chử đồng đổng đậu đới hàn hầu mẫn ngụy ngọ nhữ tiết tòng xa y h k
ksor rơ siu The name without , in NFC with single spaces; title case when it has but one case. spelling stays as
typed. caller shows what was changed; nothing here is a repair of the record. \u200b ,;:-
"""
_BEGINS_A_NAME = frozenset(_FAMILY_NAMES.split())


def clean_name(text: str) -> str:
    """The name without "Đ/c", "Đồng chí", "Ông", "Bà", in NFC with single spaces; in title case if it had one case.

    The spelling stays as typed. The caller shows what was changed; nothing here is a repair of the record.
    """
    name = " ".join(unicodedata.normalize("NFC", text).replace("\u200b", "").split()).strip(" ,;:-")
    while (shorter := _without_title(name)) != name:
        name = shorter
    return _titled(name) if name.isupper() or name.islower() else name


def _without_title(name: str) -> str:
    if found := _COMRADE.match(name):
        return name[found.end() :].strip() or name
    if not (found := _MISTER.match(name)):
        return name
    rest = name[found.end() :].strip()
    first = re.split(r"[\s'’]", plain(rest), maxsplit=1)[0]
    if _MISTER_MARKED.match(name) or (first in _BEGINS_A_NAME and " " in rest):
        return rest or name
    return name


def _titled(name: str) -> str:
    """``H'HEN NIÊ`` → ``H'Hen Niê``: ``str.title`` sees an apostrophe as the end of a word, as these names want."""
    return name.title()
