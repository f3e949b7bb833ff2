"""Rule sets of this office's own: read with the place of every fault, in force from their day, the later one first."""

import datetime as dt

import pytest

from apps.acting import LEADER, PLANNER, last_event, refused
from khaigiang.apps.catalogue.actions import enact_rules
from khaigiang.apps.catalogue.queries import (
    read_rules,
    rule_set_codes,
    rule_set_on,
    rule_sets_on,
    rule_text_on,
)
from khaigiang.core.eligibility.rules import RuleSet
from khaigiang.data.rules import rule_set, rule_set_text
from khaigiang.data.rules import rule_set_codes as packaged
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db
TEXT = """code = "of_ours"
[[rules]]
code = "of_ours.party"
instrument = "Hướng dẫn 12-HD/BTCTU"
article = "Mục 2"
verified = true
valid_from = 2022-01-01
text_vi = "Là đảng viên."
text_en = "A Party member."
condition = { kind = "party_member", standings = ["official"] }
"""
NESTED = """kind = "all", of = [{ kind = "unless", exception = { kind = "position_in", groups = ["vua"] }, \
condition = { kind = "known", fact = "birth" } }]"""


def day(number: int) -> dt.date:
    return dt.date(2022, 5, number)


MAY_1 = day(1)


def enacted(text: str = TEXT, since: dt.date = MAY_1):
    return enact_rules(text, instrument="Hướng dẫn 12-HD/BTCTU", in_force_from=since, by=PLANNER)


def test_set_of_our_own_is_in_force_from_its_day_and_is_in_the_trail() -> None:
    edition = enacted(since=day(9))

    verb, thing, _who, facts = last_event()
    assert (verb, thing) == ("catalogue.rules_enacted", f"RuleEdition:{edition.pk}")
    assert facts == {"code": "of_ours", "instrument": "Hướng dẫn 12-HD/BTCTU", "first": "2022-05-09"}
    assert "of_ours" in rule_set_codes()
    assert rule_set_on("of_ours", day(8)) == RuleSet("of_ours", ())
    assert [rule.code for rule in rule_set_on("of_ours", day(9)).rules] == ["of_ours.party"]
    assert "of_ours" not in rule_sets_on(day(8))
    assert rule_sets_on(day(9))["of_ours"] == rule_set_on("of_ours", day(9))
    assert rule_text_on("of_ours", day(1)) == TEXT


def test_edition_takes_the_place_of_the_packaged_set_from_its_day_and_the_later_enacted_wins() -> None:
    changed = rule_set_text("dossier").replace("dossier.birth", "dossier.birth_day")
    enacted(changed, since=day(9))

    assert rule_set_on("dossier", day(8)) == rule_set("dossier")
    assert rule_set_on("dossier", day(9)).rules[1].code == "dossier.birth_day"
    enacted(rule_set_text("dossier"), since=day(9))
    assert rule_set_on("dossier", day(9)) == rule_set("dossier")
    assert rule_set_on("dossier", day(9), enacted_before=dt.date(2000, 1, 1)) == rule_set("dossier")
    assert rule_text_on("dossier", day(8)) == rule_set_text("dossier")


@pytest.mark.parametrize("code", packaged())
def test_packaged_sets_can_be_copied_as_they_are(code) -> None:
    assert read_rules(rule_set_text(code)) == rule_set(code)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('code = "of_ours"', "code = of_ours", "Dòng 1, cột 8: không đọc được ở đây."),
        ('text_vi = "Là đảng viên."\n', "", "bộ điều kiện of_ours, điều kiện of_ours.party, text_vi: còn thiếu."),
        ("verified = true", 'verified = "co"', "verified: sai kiểu dữ liệu ('co'); cần true hoặc false."),
        ('"official"', '"thuong"', "standings: không có “thuong”; chọn trong: none, probationary, official."),
        ('kind = "party_member"', 'kind = "tuoi"', "kind: không có “tuoi”; chọn một trong: all, any, unless,"),
        ("article =", "artikel =", "điều kiện of_ours.party, artikel: không có mục này ở đây."),
        (
            'kind = "party_member", standings = ["official"]',
            'kind = "position_in", groups = ["vua"]',
            "điều kiện of_ours.party, groups: không có nhóm chức danh nào mang mã vua.",
        ),
        (
            'kind = "party_member", standings = ["official"]',
            NESTED,
            "groups: không có nhóm chức danh nào mang mã vua.",
        ),
    ],
)
def test_fault_is_named_with_its_place(before, after, said) -> None:
    assert before in TEXT
    with pytest.raises(Refused) as told:
        read_rules(TEXT.replace(before, after))
    assert said in str(told.value)


def test_what_cannot_be_enacted_is_refused() -> None:
    with refused("rules_unreadable"):
        enacted("code = ")
    with refused("rules_misstated"):
        enacted('code = "a"')
    with refused("rule_code_too_long", "Mã bộ điều kiện dài quá 60 ký tự."):
        enacted(TEXT.replace('code = "of_ours"', f'code = "{"a" * 61}"'))
    with refused("rule_edition_cites_instrument", "Bộ điều kiện phải ghi văn bản căn cứ."):
        enact_rules(TEXT, instrument="", in_force_from=day(1), by=PLANNER)
    with refused("may_not_enact_rules", "Chỉ cơ quan tham mưu kế hoạch được ban hành bộ điều kiện."):
        enact_rules(TEXT, instrument="12-HD", in_force_from=day(1), by=LEADER)
    with refused("no_such_rules", "Không có bộ điều kiện “khong-co”."):
        rule_set_on("khong-co", day(1))
    with refused("no_such_rules"):
        rule_text_on("khong-co", day(1))
