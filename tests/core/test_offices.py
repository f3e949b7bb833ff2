import unicodedata

import pytest

from khaigiang.core.offices import Signing, abbreviation, decider, party_body, signing


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("Thành ủy Hà Nội", "TU"),
        ("Tỉnh ủy Sơn La", "TU"),
        ("Ban Thường vụ Thành ủy Hà Nội", "TU"),
        ("Ban Thường vụ Tỉnh ủy", "TU"),
        ("Thường trực Huyện ủy Ba Vì", "HU"),
        ("Quận ủy Ba Đình", "QU"),
        ("Huyện ủy Ba Vì", "HU"),
        ("Thị ủy Sơn Tây", "ThU"),
        ("Đảng ủy phường Láng", "ĐU"),
        ("Đảng ủy xã Minh Quang", "ĐU"),
        ("Ban Tổ chức Thành ủy", "BTCTU"),
        ("Ban Tổ chức Thành ủy Hà Nội", "BTCTU"),
        ("Ban Tổ chức Quận ủy Ba Đình", "BTCQU"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "BTGDVTU"),
        ("Văn phòng Thành ủy", "VPTU"),
        ("Ủy ban Kiểm tra Thành ủy", "UBKTTU"),
        ("Ban Tổ chức Trung ương", "BTCTW"),
        ("Ủy ban nhân dân quận Ba Đình", "UBND"),
        ("Ủy ban nhân dân thành phố Hà Nội", "UBND"),
        ("Hội đồng nhân dân xã Minh Quang", "HĐND"),
        ("Sở Nội vụ", "SNV"),
        ("Sở Nội vụ thành phố Hà Nội", "SNV"),
        ("Sở Giáo dục và Đào tạo", "SGDĐT"),
        ("Bộ Nội vụ", "BNV"),
        ("Phòng Nội vụ quận Ba Đình", "PNV"),
        ("Trường Chính trị tỉnh Sơn La", "TCT"),
        ("Trung tâm Chính trị quận Ba Đình", "TTCT"),
        ("Trường Đào tạo cán bộ Lê Hồng Phong", "TĐTCBLHP"),
    ],
)
def test_abbreviation_is_what_stands_in_a_papers_symbol(body, short) -> None:
    assert abbreviation(body) == short


def test_abbreviation_carries_no_tone() -> None:
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    shorts = [abbreviation(body) for body in ("Ủy ban Ủng hộ Ỷ Lan", "Ấp Ổn Ẩn", "Ứng phó")]

    assert [short for short in shorts if tones & set(unicodedata.normalize("NFD", short))] == []
    assert shorts == ["UBUHYL", "ÂÔÂ", "ƯP"]


@pytest.mark.parametrize(
    ("unit", "committee"),
    [
        ("Quận Ba Đình", "Quận ủy Ba Đình"),
        ("Quận 1", "Quận ủy Quận 1"),
        ("Huyện Ba Vì", "Huyện ủy Ba Vì"),
        ("Thị xã Sơn Tây", "Thị ủy Sơn Tây"),
        ("Thành phố Hà Nội", "Thành ủy Hà Nội"),
        ("Thành phố Thủ Đức", "Thành ủy Thủ Đức"),
        ("Tỉnh Lào Cai", "Tỉnh ủy Lào Cai"),
        ("Xã Minh Quang", "Đảng ủy xã Minh Quang"),
        ("Phường Láng", "Đảng ủy phường Láng"),
        ("Phường 12", "Đảng ủy phường 12"),
        ("Thị trấn Trâu Quỳ", "Đảng ủy thị trấn Trâu Quỳ"),
        ("Đặc khu Phú Quốc", "Đảng ủy đặc khu Phú Quốc"),
        ("Đảng ủy Công an Thành phố", "Đảng ủy Công an Thành phố"),
        ("Chi bộ số 5", "Chi bộ số 5"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_party_body_is_the_committee_of_a_unit(unit, committee) -> None:
    assert party_body(unit) == committee


COMMITTEE = Signing("BÍ THƯ", "BAN THƯỜNG VỤ")


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Thành ủy Hà Nội", COMMITTEE),
        ("Ban Thường vụ Thành ủy Hà Nội", COMMITTEE),
        ("Quận ủy Ba Đình", COMMITTEE),
        ("Đảng ủy phường Láng", COMMITTEE),
        ("Ủy ban Kiểm tra Thành ủy", Signing("CHỦ NHIỆM", "ỦY BAN KIỂM TRA")),
        ("Ban Tổ chức Thành ủy", Signing("TRƯỞNG BAN")),
        ("Văn phòng Thành ủy", Signing("CHÁNH VĂN PHÒNG")),
        ("Sở Nội vụ", Signing("GIÁM ĐỐC")),
        ("Bộ Nội vụ", Signing("BỘ TRƯỞNG")),
        ("Phòng Nội vụ quận Ba Đình", Signing("TRƯỞNG PHÒNG")),
        ("Học viện Chính trị khu vực I", Signing("GIÁM ĐỐC")),
        ("Trường Chính trị tỉnh Sơn La", Signing("HIỆU TRƯỞNG")),
        ("Trung tâm Chính trị quận Ba Đình", Signing("GIÁM ĐỐC")),
        ("Ủy ban nhân dân quận Ba Đình", Signing("CHỦ TỊCH")),
        ("Công ty Cấp nước", Signing("THỦ TRƯỞNG CƠ QUAN")),
    ],
)
def test_signing_is_by_the_post_that_heads_an_office(body, who) -> None:
    assert signing(body) == who


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Ban Tổ chức Thành ủy", "TRƯỞNG BAN TỔ CHỨC THÀNH ỦY"),
        ("Sở Nội vụ", "GIÁM ĐỐC SỞ NỘI VỤ"),
        ("Văn phòng Thành ủy", "CHÁNH VĂN PHÒNG THÀNH ỦY"),
        ("Quận ủy Ba Đình", "BAN THƯỜNG VỤ QUẬN ỦY BA ĐÌNH"),
        ("Ban Thường vụ Thành ủy Hà Nội", "BAN THƯỜNG VỤ THÀNH ỦY HÀ NỘI"),
        ("Ủy ban Kiểm tra Thành ủy", "ỦY BAN KIỂM TRA THÀNH ỦY"),
        ("Ủy ban nhân dân quận Ba Đình", "CHỦ TỊCH ỦY BAN NHÂN DÂN QUẬN BA ĐÌNH"),
        ("Bộ Nội vụ", "BỘ TRƯỞNG BỘ NỘI VỤ"),
    ],
)
def test_decider_is_the_committee_or_the_head_said_once(body, who) -> None:
    assert decider(body) == who
