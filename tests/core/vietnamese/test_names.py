import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import (
    NameParts,
    Repair,
    Sureness,
    TitleKind,
    ToneStyle,
    clean_name,
    read_name,
    repaired,
    split_name,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("NGUYỄN  VĂN ĐỨC", "Nguyễn Văn Đức"),
        ("nguyễn văn đức", "Nguyễn Văn Đức"),
        ("Nguyễn Văn Đức", "Nguyễn Văn Đức"),
        ("Đ/c Nguyễn Văn Đức", "Nguyễn Văn Đức"),
        ("đ/c: Trần Thị Bích,", "Trần Thị Bích"),
        ("Đ.c Lê An", "Lê An"),
        ("Đồng chí Phạm Thị Dung", "Phạm Thị Dung"),
        ("Đ/c Ông Nguyễn Văn Đức", "Nguyễn Văn Đức"),
        ("Ông Nguyễn Văn Đức", "Nguyễn Văn Đức"),
        ("BÀ LÊ THỊ LAN", "Lê Thị Lan"),
        ("Bà: Lò Thị Mai", "Lò Thị Mai"),
        ("Ông/Bà Vũ An", "Vũ An"),
        ("Ông Văn Tùng", "Ông Văn Tùng"),
        ("Ông Ích Khiêm", "Ông Ích Khiêm"),
        ("Ông Ông Văn Tùng", "Ông Văn Tùng"),
        ("Ông Thành", "Ông Thành"),
        ("Bàn Văn Chiến", "Bàn Văn Chiến"),
        ("Đồng Chí Dũng", "Dũng"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Ông", "Ông"),
        ("", ""),
        (unicodedata.normalize("NFD", "Trần Thị Hường"), "Trần Thị Hường"),
    ],
)
def test_name_is_cleaned_without_touching_its_spelling(typed, expected):
    assert clean_name(typed) == expected


@given(st.text("aáăđêơưNĐỨ /.:'Ông", max_size=25))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_name(clean_name(text)) == clean_name(text)


def told(text, **options):
    return [(each.repair, each.text, each.sure) for each in read_name(text, **options).suggestions]


@pytest.mark.parametrize(
    ("typed", "titles", "name"),
    [
        ("Đ/c Nguyễn Văn Đức", ["Đồng chí"], "Nguyễn Văn Đức"),
        ("PGS.TS. Nguyễn Văn An", ["PGS", "TS"], "Nguyễn Văn An"),
        ("pgs. ts Nguyễn Văn An", ["PGS", "TS"], "Nguyễn Văn An"),
        ("GS.TSKH. Vũ An", ["GS", "TSKH"], "Vũ An"),
        ("Thượng tá Lò Văn Mai", ["Thượng tá"], "Lò Văn Mai"),
        ("Thượng tá, TS. Lò Văn Mai", ["Thượng tá", "TS"], "Lò Văn Mai"),
        ("Đại úy QNCN Lò Văn Mai", ["Đại úy", "QNCN"], "Lò Văn Mai"),
        ("Đại uý Lò Văn Mai", ["Đại úy"], "Lò Văn Mai"),
        ("BS CKII Lê Văn Cường", ["BS CKII"], "Lê Văn Cường"),
        ("BS.CKII. Lê Văn Cường", ["BS CKII"], "Lê Văn Cường"),
        ("BSCK2 Lê Văn Cường", ["BS CKII"], "Lê Văn Cường"),
        ("Đ/c Ông Ths. Bùi Thị Xuân", ["Đồng chí", "Ông", "ThS"], "Bùi Thị Xuân"),
        ("NGƯT. Trần An", ["NGƯT"], "Trần An"),
        ("Linh mục Nguyễn Văn Bình", ["Linh mục"], "Nguyễn Văn Bình"),
        ("Anh Nguyễn Đức", ["Anh"], "Nguyễn Đức"),
        ("Lê An, TS", ["TS"], "Lê An"),
        ("Lê An, Thượng tá, TS", ["TS", "Thượng tá"], "Lê An"),
        ("Anh Đức", [], "Anh Đức"),
        ("Ông Ích Khiêm", [], "Ông Ích Khiêm"),
        ("Cô Thị Mai", [], "Cô Thị Mai"),
        ("Tsần Văn An", [], "Tsần Văn An"),
        ("TS", [], "TS"),
        ("Đại tá", [], "Đại tá"),
    ],
)
def test_titles_are_facts_of_their_own(typed, titles, name):
    stated = read_name(typed)

    assert ([title.text for title in stated.titles], stated.name) == (titles, name)


def test_a_title_is_of_a_kind():
    stated = read_name("Đ/c Đại tá, PGS. TTƯT. Đại đức Lê An")

    assert [title.kind for title in stated.titles] == [
        TitleKind.ADDRESS,
        TitleKind.RANK,
        TitleKind.DEGREE,
        TitleKind.HONOUR,
        TitleKind.RELIGION,
    ]


@pytest.mark.parametrize(
    ("typed", "name", "note"),
    [
        ("Nguyễn Văn An (Bí thư)", "Nguyễn Văn An", "Bí thư"),
        ("Nguyễn Văn An [Tư]  (Phó  CT) ", "Nguyễn Văn An", "Tư; Phó CT"),
        ("Nguyễn Văn An 2", "Nguyễn Văn An", "2"),
        ("Nguyễn Văn An (1)", "Nguyễn Văn An", "1"),
        ("Nguyễn Văn An()", "Nguyễn Văn An", ""),
        ("(khuyết)", "(khuyết)", ""),
        ("2", "2", ""),
    ],
)
def test_what_stands_behind_a_name_is_a_note(typed, name, note):
    stated = read_name(typed)

    assert (stated.name, stated.note) == (name, note)


@pytest.mark.parametrize(
    ("typed", "repair", "expected", "sure"),
    [
        ("NGUYỄN VĂN A", Repair.CASE, "Nguyễn Văn A", Sureness.SURE),
        ("nguyễn văn an", Repair.CASE, "Nguyễn Văn An", Sureness.SURE),
        ("NGUYỄN Văn an", Repair.CASE, "Nguyễn Văn An", Sureness.LIKELY),
        ("H'HEN NIÊ", Repair.CASE, "H'Hen Niê", Sureness.SURE),
        ("K’BRẾU", Repair.CASE, "K’Brếu", Sureness.SURE),
        ("Y ĐỨC KBUÔR", Repair.CASE, "Y Đức Kbuôr", Sureness.SURE),
        ("KSOR H'BLĂM", Repair.CASE, "Ksor H'Blăm", Sureness.SURE),
        ("H' Hen Niê", Repair.PUNCTUATION, "H'Hen Niê", Sureness.LIKELY),
        ("1. Nguyễn Văn An", Repair.PUNCTUATION, "Nguyễn Văn An", Sureness.SURE),
        ("- Nguyễn Văn An", Repair.PUNCTUATION, "Nguyễn Văn An", Sureness.SURE),
        ("Nguyễn Văn An.", Repair.PUNCTUATION, "Nguyễn Văn An", Sureness.SURE),
        ("Nguyễn.Văn.An", Repair.PUNCTUATION, "Nguyễn Văn An", Sureness.LIKELY),
        ("Nguyễn_Văn_An", Repair.PUNCTUATION, "Nguyễn Văn An", Sureness.LIKELY),
        ("Nguyễn Văn T0àn", Repair.DIGITS, "Nguyễn Văn Toàn", Sureness.LIKELY),
        ("Nguyễn\u00a0Văn  An", Repair.SPACES, "Nguyễn Văn An", Sureness.SURE),
        ("Ðặng Văn An", Repair.LETTERS, "Đặng Văn An", Sureness.SURE),
    ],
)
def test_a_fault_in_a_name_is_a_suggestion(typed, repair, expected, sure):
    assert told(typed) == [(repair, expected, sure)]
    assert read_name(typed).name == typed


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Văn An",
        "H'Hen Niê",
        "Y Thanh Niê Kđăm",
        "Kpă Klơng",
        "KSor Phước",
        "Giàng A Páo",
        "Nguyễn V. A.",
        "Êban Y Phu",
    ],
)
def test_a_good_name_has_no_suggestions(typed):
    assert (read_name(typed).name, told(typed)) == (typed, [])


def test_composition_is_told_beside_titles_and_tone_marks_only_when_asked():
    typed = unicodedata.normalize("NFD", "Đ/c Nguyễn Thị Thuý")

    assert told(typed) == [(Repair.COMPOSITION, "Nguyễn Thị Thuý", Sureness.SURE)]
    assert told(typed, style=ToneStyle.OLD)[1:] == [(Repair.TONE_PLACE, "Nguyễn Thị Thúy", Sureness.SURE)]


@pytest.mark.parametrize(
    ("name", "abbreviated"),
    [
        ("Nguyễn V. An", True),
        ("N.V.A", True),
        ("Trần Thị H", True),
        ("Giàng A Páo", False),
        ("Y", False),
        ("Lê Ý", False),
    ],
)
def test_initials_are_told(name, abbreviated):
    assert read_name(name).abbreviated is abbreviated


@pytest.mark.parametrize(
    ("name", "family", "middle", "given"),
    [
        ("Nguyễn Thị Thu Hà", "Nguyễn", "Thị Thu", "Hà"),
        ("Lê An", "Lê", "", "An"),
        ("An", "", "", "An"),
        ("", "", "", ""),
        ("Tôn Thất Tùng", "Tôn Thất", "", "Tùng"),
        ("Công Tằng Tôn Nữ Thị Hoa", "Công Tằng Tôn Nữ", "Thị", "Hoa"),
        ("Âu Dương Quang", "Âu Dương", "", "Quang"),
        ("Tôn Thất", "Tôn", "", "Thất"),
        ("Y Thanh Niê Kđăm", "Niê Kđăm", "Y", "Thanh"),
        ("H'Hen Niê", "Niê", "", "H'Hen"),
        ("Y Phương", "Y", "", "Phương"),
    ],
)
def test_a_name_has_parts(name, family, middle, given):
    assert split_name(name) == NameParts(family, middle, given)


NAME_LIKE = st.text("aăđNỮ /.,:'’()12-_ÔB", max_size=25)


@given(NAME_LIKE)
def test_a_repaired_name_needs_no_repair(text):
    stated = read_name(text)
    mended = repaired(stated.name, stated.suggestions)

    assert read_name(mended).suggestions == () or read_name(mended).name != mended


@given(NAME_LIKE | st.text(max_size=15))
def test_any_cell_is_read_and_cleaned_once_for_all(text):
    assert isinstance(read_name(text).name, str)
    assert clean_name(clean_name(text)) == clean_name(text)
