import datetime as dt
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from khaigiang.documents.certificate import CertificatePress, CertificateSheet, qr_code, read_seal, seal

STATEMENT = "KG1|Trường|CN/00001|Nguyễn Thị Hương|1975|Bồi dưỡng|Lớp 1|2022-03-07|2022-03-22|2022-03-22|key|sig"
SHEET = CertificateSheet(
    title="GIẤY CHỨNG NHẬN",
    parent_body="Thành ủy Hà Nội",
    issuer="Trường Đào tạo cán bộ Lê Hồng Phong",
    number="CN/00001",
    full_name="Nguyễn Thị Hương",
    born="1975",
    unit_name="Xã A",
    course="chương trình",
    programme="Bồi dưỡng bí thư",
    class_name="Lớp 1",
    first_day=dt.date(2022, 3, 7),
    last_day=dt.date(2022, 3, 22),
    issued_on=dt.date(2022, 3, 22),
    place="Hà Nội",
    signer_title="HIỆU TRƯỞNG",
    statement=STATEMENT,
)
SEALED = seal(b"%PDF-1.7\nx\n%%EOF\n", STATEMENT, lambda _body: bytes(range(64)))


@pytest.fixture(scope="module")
def page():
    return CertificatePress().page(SHEET)


def test_certificate_is_one_landscape_page_that_says_everything(page):
    reader = PdfReader(io.BytesIO(page))
    (only,) = reader.pages
    text = " ".join(only.extract_text().split())
    assert [round(float(side) * 25.4 / 72) for side in (only.mediabox.width, only.mediabox.height)] == [297, 210]
    said = ("GIẤY CHỨNG NHẬN", "Nguyễn Thị Hương", "CN/00001", "Hà Nội, ngày 22 tháng 3 năm 2022", "HIỆU TRƯỞNG")
    assert [each for each in said if each not in text] == []
    assert reader.metadata["/Keywords"] == STATEMENT


LONG = replace(
    SHEET,
    issuer="Học viện Cán bộ Thành phố Hồ Chí Minh – Trung tâm Bồi dưỡng chính trị quận Bình Thạnh",
    full_name="Công Tằng Tôn Nữ Thị Phương Thảo Nguyên",
    unit_name="Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã Phú Nghĩa, huyện Chương Mỹ, thành phố Hà Nội",
    programme="Bồi dưỡng kiến thức, kỹ năng, nghiệp vụ công tác xây dựng Đảng và quản lý nhà nước cho bí thư, phó bí "
    "thư đảng ủy, chủ tịch Ủy ban nhân dân xã, phường, thị trấn nhiệm kỳ 2020-2025",
    class_name="Lớp bồi dưỡng cán bộ lãnh đạo, quản lý khóa II năm 2022 của cụm thi đua số 3",
    signer_title="PHÓ GIÁM ĐỐC PHỤ TRÁCH TRUNG TÂM BỒI DƯỠNG CHÍNH TRỊ",
)
LONGEST = replace(  # as long as the columns of the register allow
    LONG,
    parent_body="Đảng ủy khối các cơ quan " * 8,
    issuer="Trường Chính trị tỉnh Hà " * 8,
    full_name="Nguyễn Hoàng Tôn Nữ " * 6,
    unit_name="Văn phòng Đảng ủy khối xã " * 7,
    programme="kiến thức, kỹ năng nghiệp vụ " * 10,
    class_name="Lớp bồi dưỡng kiến thức số " * 7,
    number="CN-" + "TĐTCBLHP" * 4 + "/12345",
    place="Thành phố Hồ Chí Minh " * 3,
    signer_title="PHÓ GIÁM ĐỐC PHỤ TRÁCH " * 5,
    statement=STATEMENT + "ẵ" * 700,
)
IN_ONE_WORD = replace(LONG, full_name="Nguyễn" * 20, unit_name="Xã" * 100, issuer="Trường" * 33, class_name="Lớp" * 66)


@pytest.mark.parametrize("sheet", [LONG, LONGEST, IN_ONE_WORD], ids=["long", "longest", "in one word"])
def test_long_names_make_smaller_letters_and_no_second_page(sheet):
    (only,) = PdfReader(io.BytesIO(CertificatePress().page(sheet))).pages
    width, height = float(only.mediabox.width), float(only.mediabox.height)
    outside = []

    def look(text, page, line, _font, _size):
        x = line[4] * page[0] + line[5] * page[2] + page[4]
        y = line[4] * page[1] + line[5] * page[3] + page[5]
        if text.strip() and not (20 < x < width - 20 and 20 < y < height - 20):
            outside.append((text, x, y))

    text = "".join(only.extract_text(visitor_text=look).split()).replace("\u200b", "")
    said = (sheet.full_name, sheet.unit_name, sheet.programme, sheet.class_name, sheet.number, sheet.issuer.upper())
    assert [each for each in said if "".join(each.split()) not in text] == []
    assert outside == []


def test_statement_that_fills_a_code_gives_up_some_of_its_correction():
    least, most = qr_code("x" * 2331), qr_code("x" * 2332)
    assert ('viewBox="0 0 177 177"' in least, 'viewBox="0 0 177 177"' in most) == (True, False)


def test_same_sheet_gives_the_same_bytes(page):
    assert CertificatePress().page(SHEET) == page


def test_sealed_page_is_still_a_page(page):
    sealed = seal(page, STATEMENT, lambda _body: bytes(64))
    assert len(PdfReader(io.BytesIO(sealed), strict=True).pages) == 1


def test_seal_is_read_back():
    read = read_seal(SEALED)
    assert (read.statement, read.signature, SEALED.startswith(read.body)) == (STATEMENT, bytes(range(64)), True)


@pytest.mark.parametrize("more", [b"\n", b" ", b"x", b"\r\n"])
def test_what_follows_the_seal_breaks_it(more):
    assert read_seal(SEALED + more) is None


def test_no_byte_can_change_unseen():
    known = read_seal(SEALED)
    for place in range(len(SEALED)):
        changed = bytearray(SEALED)
        changed[place] ^= 1
        assert read_seal(bytes(changed)) != known


def test_file_without_a_seal_has_none(page):
    assert read_seal(page) is None
