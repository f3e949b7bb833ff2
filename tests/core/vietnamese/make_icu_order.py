"""Makes ``icu_order.tsv.gz``, the order that ICU gives to Vietnamese names; run only to make it anew.

It needs ICU for Python, which has no wheel: on Debian ``apt-get install python3-icu``, then

    PYTHONPATH=src /usr/bin/python3 tests/core/vietnamese/make_icu_order.py

Rows are ``kind, text, list, dictionary, spreadsheet``: the last three are ranks, equal where ICU sees no difference
but case, one for each order of tones. ICU's own Vietnamese collation (CLDR ``vi``) has the dictionary's; the other two
are its rules with the five tones in another order.

ICU compares whole texts: all letters first, then all tones. Lists do not, so each *word* is given to ICU and the keys
of the words are compared one after another: for a ``person`` the given name, then the middle names, then the family
name; for a ``text`` from left to right with numbers by size. An apostrophe is taken out first (M'gar is one word), any
other sign parts words.

The persons are invented: names drawn with a fixed seed, half of them from usual family, middle and given names, half
from the words of the units' names, which hold every tone and many names of ethnic minorities. The texts are names of
units.
"""

import gzip
import random
import re
import unicodedata
from pathlib import Path

import icu

from khaigiang.core.vietnamese.placement import ToneStyle, place_tones
from khaigiang.data.units import DATE_KEYS, read_units

TABLE = Path(__file__).with_name("icu_order.tsv.gz")
PERSONS, TEXTS = 6000, 2500
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = {
    "list": (GRAVE, ACUTE, HOOK, TILDE, DOT),
    "dictionary": (GRAVE, HOOK, TILDE, ACUTE, DOT),
    "spreadsheet": (ACUTE, GRAVE, HOOK, TILDE, DOT),
}
LETTERS = "&a<ă<<<Ă<â<<<Â&d<đ<<<Đ&e<ê<<<Ê&o<ô<<<Ô<ơ<<<Ơ&u<ư<<<Ư"
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Ông Ưng Tạ Tô Từ Lò Lô Lỗ Lữ Y H'"
MIDDLE = """
Thị Văn Đức Hữu Thanh Thành Thạnh Ngọc Minh Quốc Quang Thu Thư Thụ Hoài Bá Đình Xuân Kim Công Tấn Tân Tiến Ánh Anh
"""
GIVEN = """
An Án Ân Ấn Ẩn Anh Ánh Ảnh Ái Bao Bảo Báo Bình Bính Bích Cường Dung Dũng Dụng Đung Đức Giang Giáng Hà Hạ Hả Há Hân Hận
Hoa Hòa Hóa Hỏa Họa Hoan Hoàn Hoãn Hoạn Hồng Hông Huệ Huê Huế Lan Lân Lăn Lận Liên Liễn Long Lông Mai Mão Minh Mình My
Mỹ Mỵ Nam Năm Nga Ngà Ngã Ngân Nghĩa Ngọc Oanh Phương Phượng Phường Quý Quỳ Quỷ Quy Sơn Tâm Tám Tân Tấn Tận Thảo Thao
Tháo Thơ Thờ Thọ Thu Thư Thủ Thụ Thủy Thùy Thúy Thụy Toàn Toán Toản Tú Tư Từ Tứ Út Ưng Uyên Vân Văn Việt Viết Vy Vỹ Vị
Xuân Xuyên Yên Yến Ý Ỷ H'Hen Niê Kbuôr Kđăm Páo Sùng
"""


def main() -> None:
    chance = random.Random(20220512)
    units = sorted({in_one_style(unit.name) for key in DATE_KEYS for unit in read_units(key)})
    words = sorted({word for name in units for word in name.split() if word.replace("'", "").isalpha()})
    rows = ranked("person", sorted(persons(chance, words)))
    rows += ranked("text", chance.sample(units, TEXTS))
    table = "".join("\t".join(map(str, row)) + "\n" for row in rows)
    TABLE.write_bytes(gzip.compress(table.encode(), 9, mtime=0))
    print(len(rows), "rows")  # noqa: T201 - a script tells what it made


def in_one_style(text: str) -> str:
    """ICU tells hòa from hoà; the order of names must not."""
    return place_tones(" ".join(unicodedata.normalize("NFC", text).split()), ToneStyle.OLD)


def persons(chance: random.Random, words: list[str]) -> set[str]:
    found: set[str] = set()
    pools = (FAMILY.split(), MIDDLE.split(), GIVEN.split())
    while len(found) < PERSONS:
        family, middle, given = pools if len(found) < PERSONS // 2 else (words, words, words)
        middles = chance.choices(middle, k=chance.choice((0, 1, 1, 1, 2)))
        found.add(" ".join([chance.choice(family), *middles, chance.choice(given)]))
    return found


def ranked(kind: str, texts: list[str]) -> list[tuple[str, str, int, int, int]]:
    ranks = []
    for tones in TONES.values():
        collator = icu.RuleBasedCollator("[normalization on]&" + "<<".join(tones) + LETTERS)
        collator.setStrength(icu.Collator.SECONDARY)
        collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
        keys = {text: tuple(map(collator.getSortKey, in_order(kind, text))) for text in texts}
        places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
        ranks.append({text: places[key] for text, key in keys.items()})
    return [(kind, text, *(rank[text] for rank in ranks)) for text in texts]


def in_order(kind: str, text: str) -> list[str]:
    parted = [re.findall(r"[^\W_]+", word) for word in text.replace("'", "").replace("’", "").split()]
    if kind == "text":
        return [piece for word in parted for piece in word]
    family = parted[:1] if len(parted) > 1 else []
    # An empty word between the parts: a name that ends sooner comes first, whatever its family name.
    middle = [piece for word in parted[1:-1] for piece in word]
    return [*parted[-1], "", *middle, "", *(piece for word in family for piece in word)]


if __name__ == "__main__":
    main()
