import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.attestation import NotAStatementError, Statement, read_statement, text_to_sign, with_signature

STATEMENT = Statement(
    "Trường Đào tạo cán bộ Lê Hồng Phong",
    "CN-TĐTCBLHP/00012",
    "Nguyễn Thị Hương",
    "05/03/1975",
    "Bồi dưỡng bí thư đảng ủy xã",
    "Lớp 1",
    dt.date(2022, 3, 7),
    dt.date(2022, 3, 22),
    dt.date(2022, 3, 22),
    "0123456789abcdef",
)
SIGNATURE = bytes(range(64))
TEXT = with_signature(text_to_sign(STATEMENT), SIGNATURE)


def refused(text):
    with pytest.raises(NotAStatementError) as error:
        read_statement(text)
    return error.value.code


def test_text_is_compact_and_versioned():
    assert text_to_sign(STATEMENT) == (
        "KG1|Trường Đào tạo cán bộ Lê Hồng Phong|CN-TĐTCBLHP/00012|Nguyễn Thị Hương|05/03/1975|"
        "Bồi dưỡng bí thư đảng ủy xã|Lớp 1|2022-03-07|2022-03-22|2022-03-22|0123456789abcdef"
    )


def test_statement_is_read_back_also_when_pasted_with_a_line_end():
    signed = read_statement(f"  {TEXT}\r\n")
    assert (signed.statement, signed.text, signed.signature) == (STATEMENT, text_to_sign(STATEMENT), SIGNATURE)


@given(st.text(min_size=1).filter(lambda text: text.split()), st.text())
def test_whatever_a_name_holds_is_read_back_as_one_line(name, programme):
    text = with_signature(text_to_sign(replace(STATEMENT, name=name, programme=programme)), SIGNATURE)
    read = read_statement(text).statement
    assert len(text.split("|")) == 12
    assert with_signature(text_to_sign(read), SIGNATURE) == text


@pytest.mark.parametrize("place", range(len(TEXT)))
def test_changed_letter_gives_another_text_or_none(place):
    changed = TEXT[:place] + ("X" if TEXT[place] != "X" else "Y") + TEXT[place + 1 :]
    try:
        signed = read_statement(changed)
    except NotAStatementError:
        return
    assert (signed.text, signed.signature) != (text_to_sign(STATEMENT), SIGNATURE)


def test_spare_bits_of_the_signature_are_no_second_spelling():
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    others = [TEXT[:-1] + letter for letter in alphabet if letter != TEXT[-1]]
    read = [each for each in others if _signature(each) == SIGNATURE]
    assert read == []


def _signature(text):
    try:
        return read_statement(text).signature
    except NotAStatementError:
        return None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_a_statement"),
        ("CN-TĐTCBLHP/00012", "not_a_statement"),
        ("KG2|x", "unknown_version"),
        ("KG1|x", "not_a_statement"),
        (TEXT.replace("2022-03-07", "20220307"), "not_as_written"),
        (TEXT.replace("2022-03-07", "2022-02-30"), "not_as_written"),
        (TEXT.replace("Lớp 1", "L%E1p"), "not_as_written"),
        (TEXT.replace("Lớp 1", "Lớp  1"), "not_as_written"),
        (TEXT.replace("05/03/1975", "5.3.1975"), "not_as_written"),
        (TEXT.replace("0123456789abcdef", "0123"), "not_as_written"),
        (TEXT + "=", "not_as_written"),
        (TEXT[:-1], "not_as_written"),
        (TEXT + "A" * 4000, "not_a_statement"),
    ],
)
def test_what_we_do_not_write_is_not_read(text, code):
    assert refused(text) == code
