import datetime as dt
import io

import pytest
from pypdf import PdfReader

from khaigiang.documents.certificate import CertificatePress, CertificateSheet, read_seal, seal

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
