import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.completion import (
    NO_RULE,
    REASON_CODES,
    CompletionFacts,
    CompletionStanding,
    MarkFact,
    final_mark,
    judge,
    parse_completion_rules,
    plain,
)

DONE, NOT, UNKNOWN = CompletionStanding
ON = dt.date(2022, 3, 22)


def rules(*kinds):
    conditions = {"marks_at_least": {"kind": "marks_at_least", "least": 5}}
    return parse_completion_rules(
        {
            "code": "thử",
            "programme_kinds": ["refresher"],
            "rules": [
                {
                    "code": kind,
                    "instrument": "Thông tư 01/2018/TT-BNV",
                    "verified": True,
                    "valid_from": dt.date(2018, 3, 1),
                    "text_vi": "…",
                    "text_en": "…",
                    "condition": conditions.get(kind, {"kind": kind}),
                }
                for kind in kinds
            ],
        }
    ).rules


ALL = rules("marks_at_least", "participation", "conduct")


def mark(value, scale=10, weight=1, name="Bài"):
    return MarkFact(name, Decimal(scale), weight, None if value is None else Decimal(value))


def facts(*values, **more):
    more = {"took_part": True, "obeyed": True, **more}
    return CompletionFacts(tuple(mark(value, name=f"Bài {place}") for place, value in enumerate(values, 1)), **more)


def codes(judgement):
    return [reason.code for reason in judgement.reasons]


def test_all_is_well_completes_with_every_reason():
    judgement = judge(facts("5", "9"), ALL, on=ON)
    assert (judgement.standing, judgement.final) == (DONE, Decimal("7.00"))
    assert codes(judgement) == ["marks.met", "participation.stated", "conduct.stated"]
    assert judgement.reasons[0].citation.instrument == "Thông tư 01/2018/TT-BNV"


def test_one_test_below_five_refuses_whatever_the_mean():
    judgement = judge(facts("4.75", "10"), ALL, on=ON)
    assert (judgement.standing, judgement.final) == (NOT, Decimal("7.38"))
    assert judgement.reasons[0].facts == {"threshold": "5", "marks": "Bài 1: 4,75/10"}


def test_threshold_is_out_of_ten_on_any_scale():
    hundred = CompletionFacts((mark("49.9", scale=100),), took_part=True, obeyed=True)
    assert judge(hundred, ALL, on=ON).standing is NOT


def test_missing_mark_is_not_a_refusal():
    judgement = judge(facts("8", None), ALL, on=ON)
    assert (judgement.standing, judgement.final) == (UNKNOWN, None)
    assert judgement.reasons[0].facts["missing"] == "Bài 2"


def test_refusal_outweighs_a_missing_fact():
    assert judge(facts("3", None), ALL, on=ON).standing is NOT
    assert judge(facts(None, obeyed=False), ALL, on=ON).standing is NOT


def test_programme_without_a_test_is_not_judged_by_one():
    assert codes(judge(facts(), ALL, on=ON))[0] == "marks.none_held"
    assert judge(facts(), ALL, on=ON).standing is UNKNOWN


@pytest.mark.parametrize(
    ("more", "standing", "code"),
    [
        ({"took_part": None}, UNKNOWN, "participation.unknown"),
        ({"took_part": False}, NOT, "participation.denied"),
        ({"took_part": None, "absent": 0, "half_days": 24}, DONE, "participation.whole"),
        ({"took_part": None, "absent": 2, "half_days": 24}, UNKNOWN, "participation.no_limit"),
        ({"took_part": True, "absent": 2, "half_days": 24}, DONE, "participation.stated"),
        ({"absent": 4, "half_days": 20, "absence_limit": Decimal("0.2")}, DONE, "participation.within"),
        ({"absent": 5, "half_days": 20, "absence_limit": Decimal("0.2")}, NOT, "participation.beyond"),
    ],
)
def test_participation(more, standing, code):
    judgement = judge(facts("8", **more), rules("participation"), on=ON)
    assert (judgement.standing, codes(judgement)) == (standing, [code])


@pytest.mark.parametrize(("obeyed", "standing"), [(True, DONE), (False, NOT), (None, UNKNOWN)])
def test_conduct_is_as_stated(obeyed, standing):
    assert judge(facts("8", obeyed=obeyed), rules("conduct"), on=ON).standing is standing


def test_without_a_rule_in_force_nobody_is_judged():
    assert codes(judge(facts("8"), (), on=ON)) == [NO_RULE]
    assert judge(facts("8"), ALL, on=dt.date(2018, 2, 28)).standing is UNKNOWN


def test_final_mark_is_weighted_and_rounded_half_up():
    assert final_mark([mark("8.25", weight=1), mark("7.5", weight=1), mark("7.5", weight=2)]) == Decimal("7.69")
    assert final_mark([mark("7.01"), mark("7.02")]) == Decimal("7.02")
    assert final_mark([]) is None


@given(st.lists(st.tuples(st.decimals(0, 10, places=2), st.integers(1, 5)), min_size=1, max_size=8))
def test_final_mark_lies_between_the_lowest_and_the_highest(given_marks):
    marks = [mark(value, weight=weight) for value, weight in given_marks]
    values = [value for value, _ in given_marks]
    assert min(values) <= final_mark(marks) <= max(values)


@pytest.mark.parametrize(("scale", "weight", "value"), [(0, 1, "0"), (10, 0, "5"), (10, 1, "10.01"), (10, 1, "-1")])
def test_mark_that_cannot_be_is_refused(scale, weight, value):
    with pytest.raises(ValueError, match="Bài"):
        mark(value, scale, weight)


@pytest.mark.parametrize(("number", "said"), [("7.50", "7,5"), ("10.00", "10"), ("100", "100"), (None, "")])
def test_number_is_said_the_vietnamese_way(number, said):
    assert plain(None if number is None else Decimal(number)) == said


def test_rule_file_with_an_unknown_condition_is_refused():
    with pytest.raises(ValueError, match="must be one of marks_at_least, participation, conduct"):
        rules("luck")


def test_every_code_is_listed():
    given_codes = {
        code
        for values in ((), ("8",), ("3",), (None,))
        for took_part in (True, False, None)
        for obeyed in (True, False, None)
        for absent in (None, 0, 2, 9)
        for limit in (None, Decimal("0.2"))
        for code in codes(
            judge(
                facts(
                    *values,
                    took_part=took_part,
                    obeyed=obeyed,
                    absent=absent,
                    half_days=None if absent is None else 24,
                    absence_limit=limit,
                ),
                ALL,
                on=ON,
            )
        )
    }
    assert given_codes | {NO_RULE} == set(REASON_CODES)
