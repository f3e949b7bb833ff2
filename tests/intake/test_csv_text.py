import pytest

from khaigiang.core.vietnamese import Encoding, from_unicode
from khaigiang.intake.csv_text import decode, read_rows

TEXT = "STT;Họ và tên;Chức vụ\n1;Nguyễn Thị Hồng Vượng;Phó Chủ tịch Ủy ban nhân dân huyện Thường Tín\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_or_without_its_mark(encoding):
    assert decode(TEXT.encode(encoding))[0] == TEXT


@pytest.mark.parametrize("encoding", [Encoding.TCVN3, Encoding.VNI])
def test_an_old_encoding_keeps_its_letters_for_the_reader_of_lists(encoding):
    written = from_unicode(TEXT, encoding)
    assert decode(written.encode("latin-1")) == (written, encoding.value)


def test_windows_vietnamese_is_composed():
    typed = "Ho\u0323c vi\u00ean ti\u00ea\u0301n"
    assert decode(typed.encode("cp1258")) == ("Học viên tiến", "windows-1258")


@pytest.mark.parametrize(
    ("data", "why"), [(b"\xff\xfe\x00", "truncated data"), (bytes(range(256)) * 4, "zero bytes in a text")]
)
def test_what_is_no_text_is_refused(data, why):
    with pytest.raises(ValueError, match=why):
        decode(data)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_told_from_the_lines(separator):
    lines = [["STT", "Họ và tên", "Chức vụ"], ["1", "Lê Văn Giả", "Bí thư"], ["2", "Vũ Thị Thử", "Phó"]]
    assert read_rows("\n".join(separator.join(line) for line in lines)) == lines


def test_a_quoted_cell_may_hold_the_separator_and_line_ends():
    assert read_rows('a,b\n"Bí thư, Chủ tịch","x\ny"\n') == [["a", "b"], ["Bí thư, Chủ tịch", "x\ny"]]
