import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.vietnamese import Encoding, encoding_of_font, from_unicode, to_unicode
from khaigiang.core.vietnamese.folding import _LETTERS
from khaigiang.core.vietnamese.old_encodings import is_written_in

TCVN3, VNI, UTF8 = Encoding.TCVN3, Encoding.VNI, Encoding.UTF8
TEXTS = st.text(_LETTERS + _LETTERS.upper() + "bcghklmnpqrstvxBCGHKLMNPQRSTVX 0123456789-/.,'", max_size=30)
# As published for the fonts; grave, hook, tilde, acute, dot of each vowel.
TCVN3_LINE = "µ¶·¸¹ »¼½¾Æ ÇÈÉÊË ÌÎÏÐÑ ÒÓÔÕÖ ×ØÜÝÞ ßáâãä åæçèé êëìíî ïñòóô õö÷øù úûüýþ ¨©ª«¬­®"
UNICODE_LINE = "àảãáạ ằẳẵắặ ầẩẫấậ èẻẽéẹ ềểễếệ ìỉĩíị òỏõóọ ồổỗốộ ờởỡớợ ùủũúụ ừửữứự ỳỷỹýỵ ăâêôơưđ"
VNI_LINE = "aøaûaõaùaï aèaúaüaéaë aàaåaãaáaä eøeûeõeùeï eàeåeãeáeä ìæóíò oøoûoõoùoï oàoåoãoáoä ôøôûôõôùôï uøuûuõuùuï"
VNI_LINE += " öøöûöõöùöï yøyûyõyùî aêaâeâoâôöñ"


def test_the_tables_are_those_of_the_fonts():
    assert to_unicode(TCVN3_LINE, TCVN3) == UNICODE_LINE
    assert to_unicode("¡¢£¤¥¦§", TCVN3) == "ĂÂÊÔƠƯĐ"
    assert to_unicode(TCVN3_LINE, TCVN3, capitals=True) == UNICODE_LINE.upper()
    assert to_unicode(VNI_LINE, VNI) == UNICODE_LINE
    assert to_unicode(VNI_LINE.upper(), VNI) == UNICODE_LINE.upper()


@pytest.mark.parametrize(
    ("written", "encoding", "text"),
    [
        ("§¶ng bé x· T©n Hßa", TCVN3, "Đảng bộ xã Tân Hòa"),
        ("Uû ban nh©n d©n", TCVN3, "Uỷ ban nhân dân"),
        ("Aµo", TCVN3, "Ào"),
        ("¢Ên §é", TCVN3, "Ấn Độ"),
        ("Ñaûng boä xaõ Taân Hoøa", VNI, "Đảng bộ xã Tân Hòa"),
        ("UÛY BAN NHAÂN DAÂN", VNI, "ỦY BAN NHÂN DÂN"),
        ("Aùi", VNI, "Ái"),
        ("Viá»‡t Nam", UTF8, "Việt Nam"),
        ("XÃ£ Báº¿n", UTF8, "Xã Bến"),
        ("Việt Nam", UTF8, "Việt Nam"),
        ("São", UTF8, "São"),
        ("§¶ng", Encoding.UNICODE, "§¶ng"),
    ],
)
def test_old_text_reads_as_it_was_shown(written, encoding, text):
    assert to_unicode(written, encoding) == text


@given(TEXTS)
def test_vni_and_utf8_come_back_whole(text):
    for encoding in (VNI, UTF8):
        written = from_unicode(text, encoding)
        assert to_unicode(written, encoding) == text
        assert text.isascii() or is_written_in(written, encoding)
        assert from_unicode(unicodedata.normalize("NFD", text), encoding) == written


@given(TEXTS)
def test_tcvn3_comes_back_whole(text):
    # "Aà" in Vietnamese is no word; in TCVN3 it is how converters write À.
    once = to_unicode(from_unicode(text, TCVN3), TCVN3)

    assert to_unicode(from_unicode(once, TCVN3), TCVN3) == once
    assert once == text or any(a.isupper() and b.islower() for a, b in itertools.pairwise(text))
    assert to_unicode(from_unicode(text, TCVN3, capitals=True), TCVN3, capitals=True) == text.upper()


@given(st.text(max_size=20), st.sampled_from(Encoding))
def test_any_text_can_be_read_in_any_encoding(text, encoding):
    assert isinstance(to_unicode(text, encoding), str)
    assert isinstance(from_unicode(text, encoding), str)


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", (TCVN3, False)),
        (".VnTimeH", (TCVN3, True)),
        (".VnArial", (TCVN3, False)),
        (".VnArial NarrowH", (TCVN3, True)),
        (".vntime", (TCVN3, False)),
        (" .VnAvantH ", (TCVN3, True)),
        ("VNI-Times", (VNI, False)),
        ("VNI-Helve-Condense", (VNI, False)),
        ("vni-aptima", (VNI, False)),
        ("Times New Roman", None),
        ("Arial", None),
        ("UVnTime", None),
        ("", None),
    ],
)
def test_a_font_tells_its_encoding(font, expected):
    assert encoding_of_font(font) == expected
