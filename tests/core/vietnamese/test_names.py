import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import clean_name


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
