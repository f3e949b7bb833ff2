"""What each key and repair of Vietnamese text costs, in microseconds a call, over names as a large office has them.

20,000 names of persons, drawn with a fixed seed from usual family, middle and given names, and the units of 2025-07-01
beside them. The best of five runs, in processor time: other work on the machine does not count. A first run with empty
tables is measured apart.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Sequence

from khaigiang.core.vietnamese import (
    Encoding,
    clean_name,
    fold,
    from_unicode,
    guess_column,
    place_tones,
    query_trigrams,
    read_citizen_number,
    read_date,
    read_name,
    read_phones,
    search_key,
    sort_key,
    suggest_recovery,
    suggest_repairs,
    text_sort_key,
    tone_key,
    trigrams,
)
from khaigiang.core.vietnamese.placement import ToneStyle
from khaigiang.data.citizen_numbers import birth_places
from khaigiang.data.units import read_units

COUNT, RUNS = 20_000, 5
REFERENCE = dt.date(2026, 1, 1)
FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Hà Trịnh Lương Quàng Lò"
MIDDLE = "Thị Văn Đức Hữu Thanh Ngọc Minh Quốc Quang Thu Hoài Bá Đình Xuân Kim Công Tấn Tiến Ánh Hồng Tuấn Mạnh"
GIVEN = "An Ánh Bình Bích Cường Dũng Đức Giang Hà Hải Hòa Hoàn Hùng Huế Khánh Lan Linh Long Mai Nga Oanh Phương Quý Sơn"
GIVEN += " Tâm Thảo Thủy Thúy Toàn Tú Uyên Việt Xuân Yến Ý"


def run() -> dict[str, float]:
    """Microseconds a call; ``first_…`` with empty tables."""
    chance = random.Random(7)
    names = [" ".join(chance.choice(words.split()) for words in (FAMILY, MIDDLE, MIDDLE, GIVEN)) for _ in range(COUNT)]
    units = [unit.name for unit in read_units("2025-07-01")]
    old = [from_unicode(name, Encoding.TCVN3) for name in names]
    places = birth_places()
    numbers = [f"001075{at:06d}" for at in range(COUNT)]
    figures = {f"first_{verb.__name__}": once(verb, names) for verb in (fold, sort_key, search_key, trigrams)}
    for verb in (fold, tone_key, sort_key, search_key, trigrams, query_trigrams, read_name, clean_name):
        figures[verb.__name__] = best(verb, names)
    figures["text_sort_key_of_units"] = best(text_sort_key, units)
    figures["place_tones"] = best(lambda name: place_tones(name, ToneStyle.OLD), names)
    figures["suggest_repairs"] = best(suggest_repairs, names)
    figures["suggest_recovery_of_unicode"] = best(suggest_recovery, names)
    figures["suggest_recovery_of_tcvn3"] = best(suggest_recovery, old)
    figures["guess_column_per_cell"] = best_of(lambda: guess_column(old)) / COUNT * 1e6
    figures["read_citizen_number"] = best(lambda number: read_citizen_number(number, places=places), numbers)
    dates = [f"{at % 28 + 1:02d}/{at % 12 + 1:02d}/19{at % 100:02d}" for at in range(COUNT)]
    figures["read_date"] = best(lambda date: read_date(date, reference=REFERENCE), dates)
    figures["read_phones"] = best(read_phones, [f"0912{at:06d}" for at in range(COUNT)])
    return {name: round(microseconds, 2) for name, microseconds in figures.items()}


def best(verb: Callable[[str], object], texts: Sequence[str]) -> float:
    """Microseconds a call, of the fastest run."""
    return best_of(lambda: [verb(text) for text in texts]) / len(texts) * 1e6


def once(verb: Callable[[str], object], texts: Sequence[str]) -> float:
    return seconds(lambda: [verb(text) for text in texts]) / len(texts) * 1e6


def best_of(work: Callable[[], object]) -> float:
    return min(seconds(work) for _ in range(RUNS))


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began
