import gzip
import random
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    Encoding,
    EncodingGuess,
    Repair,
    Suggestion,
    Sureness,
    from_unicode,
    guess_column,
    guess_encoding,
    suggest_recovery,
)
from khaigiang.core.vietnamese.folding import plain
from khaigiang.core.vietnamese.syllables import read_syllable
from khaigiang.data.handbook import packaged_entries
from khaigiang.data.units import read_units

UNICODE, TCVN3, VNI, UTF8 = Encoding
SURE, LIKELY, POSSIBLE = Sureness
UNITS = sorted({unicodedata.normalize("NFC", unit.name) for unit in read_units("2025-07-01")})[::3]
TABLE = gzip.decompress(Path(__file__).with_name("icu_order.tsv.gz").read_bytes()).decode()
NAMES = [line.split("\t")[1] for line in TABLE.splitlines()[:6000:4]]
# Ordinary names; half of the table's are made of syllables of ethnic minorities.
PERSONS = [name for name in NAMES if all(read_syllable(plain(word)) for word in name.split())]
WESTERN = """
café résumé naïve façade Zürich Müller Köln München São Paulo João Peña Señor Citroën Noël déjà vu Malmö Ångström Ærø
coöperate Curaçao Übung Français élève été où Gödel Håkan
"""
SIGNS = [
    "5 µm",
    "10 µm, 5 µl",
    "§ 5",
    "TP¹",
    "TH² và",
    "© 2024",
    "25 °C ± 1",
    "«Tân»",
    "1½ kg",
    "3×4",
    "m²",
    "n°5",
    "Mª",
]
LATIN_ONLY = "bàn cá hô mía tân thái lò hòa bình thanh trì cát bà sơ ý trùng khánh hóa vân hồ quý"


def as_typed(texts, encoding):
    """The texts as an old office typed them, without those that are the same in every encoding."""
    return [cell for text in texts if not (cell := from_unicode(text, encoding)).isascii()]


GOOD = [*UNITS, *WESTERN.split(), WESTERN, *SIGNS, " ".join(SIGNS), "", "Ba Vi", "1.234.567", *LATIN_ONLY.split()]


def test_text_that_is_right_is_never_recovered():
    prose = [text for entry in packaged_entries() for text in (entry.question, entry.answer)]

    assert [text for text in GOOD + prose if suggest_recovery(text) is not None] == []
    assert [guess_column(texts) for texts in (UNITS, prose, GOOD)] == [EncodingGuess(UNICODE, 1.0)] * 3


@given(st.lists(st.sampled_from(LATIN_ONLY.split()), min_size=1, max_size=6))
def test_right_words_of_western_letters_alone_are_never_recovered(words):
    text = " ".join(words)

    assert suggest_recovery(text) is None
    assert guess_column([text, text.title(), text.upper()]).encoding is UNICODE


@pytest.mark.parametrize(("encoding", "units", "persons"), [(TCVN3, 0.016, 0.10), (VNI, 0.003, 0.08), (UTF8, 0.0, 0.0)])
def test_a_cell_is_told_by_itself_or_left_alone(encoding, units, persons):
    for texts, share in ((UNITS, units), (PERSONS, persons)):
        guesses = [guess_encoding(cell) for cell in as_typed(texts, encoding)]
        taken = [guess.encoding for guess in guesses if guess.is_clear and guess.encoding is not UNICODE]

        assert set(taken) == {encoding}
        assert 1 - len(taken) / len(guesses) <= share


@pytest.mark.parametrize("encoding", [TCVN3, VNI, UTF8])
@pytest.mark.parametrize("size", [5, 10, 40])
def test_a_column_of_any_length_is_told(encoding, size):
    chance = random.Random(size)
    cells = as_typed(UNITS, encoding)
    guesses = [guess_column(chance.sample(cells, size)) for _ in range(50)]

    assert {(guess.encoding, guess.is_clear, guess.mixed) for guess in guesses} == {(encoding, True, False)}


@pytest.mark.parametrize("encoding", [TCVN3, VNI, UTF8])
def test_with_its_column_every_cell_reads_as_it_was_meant(encoding):
    cells = as_typed(UNITS, encoding)
    column = guess_column(cells)
    read = [suggest_recovery(cell, column=column) for cell in cells]

    assert [each.text for each in read] == [text for text in UNITS if not text.isascii()]
    assert {each.repair for each in read} == {Repair(encoding.value)}


def test_a_column_of_several_encodings_tells_nothing():
    column = guess_column([*as_typed(UNITS[:50], TCVN3), *UNITS[50:100]])

    assert column == EncodingGuess(UNICODE, 1.0, mixed=True)
    assert suggest_recovery("Vò Anh", column=column) is None


@pytest.mark.parametrize(
    ("cell", "font", "column", "expected"),
    [
        ("Hµ Néi", "", None, Suggestion("Hà Nội", Repair.TCVN3, LIKELY)),
        ("Hµ Néi", "", TCVN3, Suggestion("Hà Nội", Repair.TCVN3, SURE)),
        ("Haø Noäi", "", None, Suggestion("Hà Nội", Repair.VNI, LIKELY)),
        ("HÃ\u00a0 Ná»™i", "", None, Suggestion("Hà Nội", Repair.UTF8, SURE)),
        ("Vò Anh", "", None, None),
        ("Vò Anh", "", TCVN3, Suggestion("Vũ Anh", Repair.TCVN3, LIKELY)),
        ("Vò Anh", ".VnTime", None, Suggestion("Vũ Anh", Repair.TCVN3, SURE)),
        ("Vò Anh", "VNI-Times", None, Suggestion("Vị Anh", Repair.VNI, SURE)),
        ("Vò Anh", "Times New Roman", None, None),
        ("Cát Bà", "", TCVN3, None),
        ("Cát Bà", ".VnTime", None, Suggestion("Cỏt Bà", Repair.TCVN3, POSSIBLE)),
        ("NguyÔn V¨n Hoµ", ".VnTimeH", None, Suggestion("NGUYỄN VĂN HOÀ", Repair.TCVN3, SURE)),
        ("NGUYÔN V¡N HOµ", "", None, Suggestion("NGUYỄN VĂN HOÀ", Repair.TCVN3, LIKELY)),
        ("Nguyễn Văn Hoà", ".VnTime", None, None),
        ("Nguyen Van Hoa", ".VnTimeH", TCVN3, None),
        ("", ".VnTime", TCVN3, None),
    ],
)
def test_the_font_decides_then_the_cell_then_its_column(cell, font, column, expected):
    guess = EncodingGuess(column, 1.0) if column else None

    assert suggest_recovery(cell, font=font, column=guess) == expected


def test_a_guess_of_the_column_that_is_not_clear_is_not_used():
    assert suggest_recovery("Vò Anh", column=EncodingGuess(TCVN3, 0.9)) is None


@given(st.text(max_size=25), st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times"]))
def test_any_text_is_guessed_and_recovered_without_fail(text, font):
    guess, column = guess_encoding(text), guess_column([text, text + "µ"])
    suggestion = suggest_recovery(text, font=font, column=column)

    assert 0 < guess.probability <= 1
    assert suggestion is None or suggestion.text != text
