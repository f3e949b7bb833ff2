import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.verdict import Citation, Reason, Standing, Verdict

OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION


def reason(standing, *, rule="r", verified=True):
    return Reason(rule, standing, "code", Citation("Quy định 350-QĐ/TW", verified=verified))


@pytest.mark.parametrize(
    ("standings", "expected"),
    [([], OK), ([OK, OK], OK), ([OK, UNKNOWN], UNKNOWN), ([UNKNOWN, NO, OK], NO), ([NO], NO)],
)
def test_verdict_takes_the_worst_standing_and_a_refusal_outweighs_the_unknown(standings, expected):
    assert Verdict.of(map(reason, standings)).standing is expected


@given(st.lists(st.sampled_from(Standing)))
def test_verdict_keeps_every_reason_in_order_and_does_not_depend_on_it(standings):
    reasons = tuple(map(reason, standings))

    verdict = Verdict.of(reasons)

    assert verdict.reasons == reasons
    assert verdict.standing is Verdict.of(reversed(reasons)).standing


def test_deciding_reasons_are_those_of_the_verdicts_own_standing():
    verdict = Verdict.of([reason(OK, rule="a"), reason(NO, rule="b"), reason(UNKNOWN, rule="c"), reason(NO, rule="d")])

    assert [deciding.rule for deciding in verdict.deciding] == ["b", "d"]


def test_waived_rule_keeps_its_answer_and_decides_nothing():
    given = Verdict.of([reason(OK, rule="a"), reason(NO, rule="b"), reason(UNKNOWN, rule="c")])

    assert given.waiving({"b"}).standing is UNKNOWN
    lifted = given.waiving({"a", "b", "c", "z"})
    assert lifted.standing is OK
    assert [(each.rule, each.standing, each.waived) for each in lifted.reasons] == [
        ("a", OK, False),
        ("b", NO, True),
        ("c", UNKNOWN, True),
    ]
    assert [each.rule for each in lifted.deciding] == ["a"]
    assert lifted.waiving(()) == given


def test_verdict_rests_on_unverified_only_when_such_a_rule_decided():
    refused = [reason(NO), reason(OK, verified=False)]

    assert Verdict.of(refused).rests_on_unverified is False
    assert Verdict.of([*refused, reason(NO, verified=False)]).rests_on_unverified is True
    assert Verdict.of([reason(OK), reason(OK, verified=False)]).rests_on_unverified is True
