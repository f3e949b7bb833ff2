import datetime as dt

import pytest

from khaigiang.core.eligibility.conditions import BlocIn, Known
from khaigiang.core.eligibility.facts import Nominee
from khaigiang.core.eligibility.rules import NO_RULE, Rule, RuleSet, in_force, judge
from khaigiang.core.verdict import Citation, Reason, Standing
from khaigiang.core.vietnamese import PartialDate

CITED = Citation("Quy định 57-QĐ/TW", "Điều 5", verified=False)
FIRST, LAST = dt.date(2022, 2, 8), dt.date(2025, 8, 28)
NEXT = LAST + dt.timedelta(days=1)
OLD = Rule("old", CITED, FIRST, LAST, Known("birth"), "Ghi rõ ngày sinh.", "The birth date is stated.")
NEW = Rule("new", CITED, NEXT, None, BlocIn(frozenset({"party"})), "Khối Đảng.", "Party bloc.")
RULES = RuleSet("theory", (OLD, NEW))


@pytest.mark.parametrize(
    ("on", "codes"),
    [(FIRST - dt.timedelta(days=1), []), (FIRST, ["old"]), (LAST, ["old"]), (NEXT, ["new"])],
)
def test_a_rule_is_in_force_from_its_first_to_its_last_day(on, codes):
    assert [rule.code for rule in in_force(RULES, on)] == codes


def test_reason_carries_rule_source_facts_and_the_day():
    verdict = judge(Nominee("1", "Lê An", birth=PartialDate(1975)), RULES.rules, on=LAST)

    facts = {"fact": "birth", "value": "1975", "on": "2025-08-28"}
    assert verdict.reasons == (Reason("old", Standing.ELIGIBLE, "known.met", CITED, facts),)
    assert verdict.standing is Standing.ELIGIBLE
    assert verdict.rests_on_unverified is True


def test_each_rule_gives_its_reason_in_order_and_one_refusal_refuses():
    here = Rule("here", CITED, FIRST, None, Known("birth"), "Ghi rõ ngày sinh.", "The birth date is stated.")

    verdict = judge(Nominee("1", "Lê An", bloc="government"), (here, NEW), on=NEXT)

    assert [(reason.rule, reason.standing) for reason in verdict.reasons] == [
        ("here", Standing.NOT_ENOUGH_INFORMATION),
        ("new", Standing.NOT_ELIGIBLE),
    ]
    assert verdict.standing is Standing.NOT_ELIGIBLE


def test_a_rule_of_another_time_says_nothing():
    verdict = judge(Nominee("1", "Lê An", birth=PartialDate(1975)), RULES.rules, on=NEXT)

    assert [reason.rule for reason in verdict.reasons] == ["new"]


def test_without_a_rule_in_force_nobody_is_called_eligible():
    verdict = judge(Nominee("1", "Lê An"), RULES.rules, on=FIRST - dt.timedelta(days=1))

    assert verdict.standing is Standing.NOT_ENOUGH_INFORMATION
    assert [reason.code for reason in verdict.reasons] == [NO_RULE]
