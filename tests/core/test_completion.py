import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.attendance import AbsenceLimit, Absences, Measure, Presence, Whole
from khaigiang.core.completion import (
    NO_RULE,
    REASON_CODES,
    AttendanceFacts,
    CompletionFacts,
    CompletionStanding,
    MarkFact,
    final_mark,
    judge,
    parse_completion_rules,
    plain,
    unsettled,
)
from khaigiang.core.verdict import Citation

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


PROFILE = Citation("Quy chế của trường", "Điều 7", verified=False)
BOTH = frozenset({Presence.EXCUSED, Presence.UNEXCUSED})
FIFTH = AbsenceLimit(20, Measure.PERIODS, BOTH, PROFILE)
NOTHING_HELD = AttendanceFacts(Absences(), Whole(0, 0), 0)


def rolls(excused=0, unexcused=0, *, signed=20, periods=5):
    """Of a class of 20 half-days and 100 periods."""
    missed = {"excused_periods": excused * periods, "unexcused_periods": unexcused * periods}
    return AttendanceFacts(Absences(excused=excused, unexcused=unexcused, **missed), Whole(20, 100), signed)


@pytest.mark.parametrize(
    ("more", "standing", "code"),
    [
        ({"took_part": None}, UNKNOWN, "participation.unknown"),
        ({"took_part": False}, NOT, "participation.denied"),
        ({"took_part": None, "attendance": rolls()}, DONE, "participation.whole"),
        ({"took_part": None, "attendance": rolls(2)}, UNKNOWN, "participation.no_limit"),
        ({"took_part": True, "attendance": rolls(2)}, DONE, "participation.stated"),
        ({"took_part": True, "attendance": rolls(signed=19)}, DONE, "participation.stated"),
        ({"took_part": None, "attendance": rolls(signed=19)}, UNKNOWN, "participation.unknown"),
        ({"took_part": None, "absence_limit": FIFTH}, UNKNOWN, "participation.unknown"),
        ({"took_part": True, "absence_limit": FIFTH}, DONE, "participation.stated"),
        ({"took_part": None, "attendance": rolls(3, 1), "absence_limit": FIFTH}, DONE, "participation.within"),
        ({"took_part": True, "attendance": rolls(3, 2), "absence_limit": FIFTH}, NOT, "participation.beyond"),
        ({"attendance": rolls(9, signed=19), "absence_limit": FIFTH}, UNKNOWN, "participation.unsigned"),
        ({"took_part": False, "attendance": rolls(1), "absence_limit": FIFTH}, NOT, "participation.denied"),
        ({"took_part": False, "attendance": rolls()}, NOT, "participation.denied"),
        ({"attendance": NOTHING_HELD, "absence_limit": FIFTH}, UNKNOWN, "participation.unsigned"),
    ],
)
def test_participation(more, standing, code):
    judgement = judge(facts("8", **more), rules("participation"), on=ON)
    assert (judgement.standing, codes(judgement)) == (standing, [code])


@pytest.mark.parametrize(
    ("measure", "counts", "missed", "code", "said"),
    [
        (Measure.PERIODS, BOTH, rolls(3, 2, periods=4), "within", ("20", "100", "periods", "excused,unexcused")),
        (Measure.HALF_DAYS, BOTH, rolls(3, 2, periods=4), "beyond", ("5", "20", "half_days", "excused,unexcused")),
        (Measure.HALF_DAYS, {Presence.UNEXCUSED}, rolls(9, 4), "within", ("4", "20", "half_days", "unexcused")),
        (Measure.PERIODS, {Presence.EXCUSED}, rolls(5, 0), "beyond", ("25", "100", "periods", "excused")),
    ],
)
def test_limit_is_judged_in_its_own_measure_by_what_it_counts_and_cites_the_profile(
    measure, counts, missed, code, said
):
    limit = AbsenceLimit(20, measure, frozenset(counts), PROFILE)
    (reason,) = judge(facts("8", attendance=missed, absence_limit=limit), rules("participation"), on=ON).reasons
    assert reason.code == f"participation.{code}"
    assert tuple(reason.facts[name] for name in ("absent", "of", "measure", "counts")) == said
    assert (reason.facts["limit"], reason.citation) == ("20", PROFILE)


def test_rule_itself_is_cited_where_no_limit_decided():
    (reason,) = judge(facts("8", attendance=rolls(), absence_limit=FIFTH), rules("participation"), on=ON).reasons
    assert reason.citation.instrument == "Thông tư 01/2018/TT-BNV"


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
        for attendance in (None, rolls(), rolls(2), rolls(9), rolls(signed=3))
        for limit in (None, FIFTH)
        for code in codes(
            judge(
                facts(*values, took_part=took_part, obeyed=obeyed, attendance=attendance, absence_limit=limit),
                ALL,
                on=ON,
            )
        )
    }
    assert given_codes | {NO_RULE, *codes(unsettled())} == set(REASON_CODES)
