import tomllib
from pathlib import Path

import pytest

from khaigiang.core.eligibility.positions import (
    PositionGroup,
    PositionIndex,
    PositionRank,
    match_position,
    parse_position_groups,
    position_key,
)

FILE = Path(__file__).parents[3] / "src/khaigiang/data/rules/position_groups.toml"
GROUPS = parse_position_groups(tomllib.loads(FILE.read_text(encoding="utf-8")))
INDEX = PositionIndex(GROUPS)
CHIEF = PositionGroup("chief", "Bí thư", "Secretary", PositionRank.CHIEF, ("BT",), ("xã",))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Bí thư Đảng ủy xã", ["commune_secretary"]),
        ("BT Đảng uỷ", ["commune_secretary"]),
        ("Bí thư Đảng uỷ phường", ["commune_secretary"]),
        ("BÍ THƯ ĐẢNG ỦY XÃ TÂN HÒA", ["commune_secretary"]),
        ("Bi thu Dang uy xa", ["commune_secretary"]),
        ("Bí thư ĐU TT Tây Đằng", ["commune_secretary"]),
        ("Bí thư Đảng ủy (xã Ba Vì)", ["commune_secretary"]),
        ("Phó Bí thư Đảng ủy", ["commune_deputy_secretary"]),
        ("Phó BT TT", ["commune_deputy_secretary"]),
        ("P.BT Đảng ủy xã", ["commune_deputy_secretary"]),
        ("Phó Bí thư TT Đảng ủy xã Ba Vì", ["commune_deputy_secretary"]),
        ("UV BTV Đảng ủy", ["commune_committee_member"]),
        ("Bí thư chi bộ thôn 3", ["cell_secretary"]),
        ("BTCB", ["cell_secretary"]),
        ("phó bí thư chi bộ TDP số 2", ["cell_deputy_secretary"]),
        ("Chi uỷ viên", ["cell_committee_member"]),
        ("Bí thư chi bộ cơ sở", ["base_committee_secretary"]),
        ("Phó Trưởng phòng Nội vụ", ["division_deputy"]),
        ("Chủ tịch UBND P. Phúc Xá", ["commune_government_chair"]),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã Tân Hòa", ["commune_secretary", "commune_council_chair"]),
        ("Bí thư Đảng ủy kiêm Chủ tịch UBND xã", ["commune_secretary", "commune_government_chair"]),
        ("Đảng ủy viên - Chủ tịch Hội Nông dân xã", ["commune_committee_member", "commune_organisation_head"]),
        ("Bí thư Đảng ủy Sở Nội vụ", []),
        ("Nguyên Bí thư Đảng ủy xã", []),
        ("Bí thư", []),
        ("Chủ tịch", []),
        ("CB văn phòng", []),
        ("", []),
    ],
)
def test_the_wording_of_a_list_finds_its_groups(text, codes):
    assert list(INDEX.match_all(text)) == codes
    assert match_position(text, GROUPS) == (codes[0] if codes else None)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_every_wording_of_a_packaged_group_finds_that_group(group):
    wordings = [group.name_vi, *group.synonyms]

    assert {INDEX.match(wording) for wording in wordings} == {group.code}


def test_a_packaged_group_stands_once():
    codes = [group.code for group in GROUPS]

    assert sorted(set(codes)) == sorted(codes)


def test_abbreviations_are_written_out():
    assert position_key("PCT UBND; UV BCH") == "pho chu tich uy ban nhan dan; uy vien ban chap hanh"


def test_two_groups_may_not_claim_one_wording():
    other = PositionGroup("other", "Thủ trưởng", "Head", PositionRank.CHIEF, ("bí  thư",))

    with pytest.raises(ValueError, match="'bí  thư' is claimed by the groups chief and other"):
        PositionIndex([CHIEF, other])


def test_a_place_ends_at_a_word():
    assert [match_position(text, [CHIEF]) for text in ("Bí thư xã A", "BT xã", "Bí thư xãA")] == [
        "chief",
        "chief",
        None,
    ]


def test_a_group_of_unknown_rank_is_refused():
    row = {"code": "a", "name_vi": "A", "name_en": "A", "rank": "boss"}

    with pytest.raises(ValueError, match="position group a, rank: must be one of chief, deputy, member, not 'boss'"):
        parse_position_groups({"groups": [row]})
