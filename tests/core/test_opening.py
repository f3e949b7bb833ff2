from dataclasses import replace

import pytest

from khaigiang.core.opening import CONFIRMED, Gap, OpeningCheck, OpeningFacts, find_gaps, why_not_restated
from khaigiang.core.states import ConsentState, PaperState

READY = OpeningFacts(
    unseated=0,
    size=50,
    minimum=40,
    maximum=50,
    lessons=8,
    faults=0,
    decision=PaperState.ISSUED,
    confirmed=frozenset(CONFIRMED),
)


def test_class_with_everything_has_no_gap():
    assert find_gaps(READY) == ()


@pytest.mark.parametrize(
    ("facts", "gap"),
    [
        ({"unseated": 2}, Gap(OpeningCheck.LIST, "accepted_unseated", {"people": 2})),
        ({"size": 39}, Gap(OpeningCheck.LIST, "class_too_small", {"size": 39, "minimum": 40})),
        ({"size": 51}, Gap(OpeningCheck.LIST, "class_too_large", {"size": 51, "maximum": 50})),
        ({"lessons": 0}, Gap(OpeningCheck.TIMETABLE, "no_timetable")),
        ({"faults": 3}, Gap(OpeningCheck.TIMETABLE, "timetable_faulty", {"faults": 3})),
        ({"decision": None}, Gap(OpeningCheck.DECISION, "no_decision")),
        ({"decision": PaperState.DRAFT}, Gap(OpeningCheck.DECISION, "decision_not_issued")),
        ({"delegated": True}, Gap(OpeningCheck.CONSENT, "consent_not_asked")),
        ({"delegated": True, "consent": ConsentState.ASKED}, Gap(OpeningCheck.CONSENT, "consent_waited_for")),
        ({"delegated": True, "consent": ConsentState.HANDED_BACK}, Gap(OpeningCheck.CONSENT, "consent_handed_back")),
        (
            {"confirmed": frozenset({OpeningCheck.ROOMS_READY})},
            Gap(OpeningCheck.LECTURERS_CONFIRMED, "lecturers_confirmed"),
        ),
        (
            {"confirmed": frozenset({OpeningCheck.LECTURERS_CONFIRMED})},
            Gap(OpeningCheck.ROOMS_READY, "rooms_ready"),
        ),
    ],
)
def test_one_missing_thing_is_one_gap(facts, gap):
    assert find_gaps(replace(READY, **facts)) == (gap,)


def test_class_of_a_delegated_line_opens_with_consent():
    assert find_gaps(replace(READY, delegated=True, consent=ConsentState.GIVEN)) == ()


DELEGATED = replace(READY, delegated=True, consent=ConsentState.GIVEN)


@pytest.mark.parametrize(
    ("facts", "gaps"),
    [
        ({"budget": None, "estimate": None}, ()),
        ({"budget": None, "estimate": 70, "committed": 10**9}, ()),
        ({"budget": 100, "estimate": None}, (Gap(OpeningCheck.BUDGET, "no_estimate"),)),
        ({"budget": 100, "estimate": 30, "committed": 70}, ()),
        (
            {"budget": 100, "estimate": 31, "committed": 70},
            (Gap(OpeningCheck.BUDGET, "beyond_budget", {"total": 101, "budget": 100}),),
        ),
        ({"budget": 0, "estimate": 0}, ()),
        ({"budget": 0, "estimate": 1}, (Gap(OpeningCheck.BUDGET, "beyond_budget", {"total": 1, "budget": 0}),)),
        ({"delegated": False, "budget": 100, "estimate": None}, ()),
    ],
)
def test_class_of_a_delegated_line_stays_within_what_the_plan_gives_the_line(facts, gaps):
    assert find_gaps(replace(DELEGATED, **facts)) == gaps


SHOWN, NOT_SHOWN = (ConsentState.ASKED, ConsentState.GIVEN), (None, ConsentState.HANDED_BACK)


@pytest.mark.parametrize("consent", [*SHOWN, *NOT_SHOWN])
@pytest.mark.parametrize("begun", [True, False])
def test_missing_estimate_may_always_be_stated(consent, begun):
    assert why_not_restated(None, 50, consent=consent, begun=begun) == ""


@pytest.mark.parametrize("after", [None, 40, 60])
def test_estimate_of_a_class_that_has_begun_stays(after):
    assert why_not_restated(50, after, consent=None, begun=True) == "estimate_of_begun_class"


@pytest.mark.parametrize("consent", SHOWN)
def test_estimate_that_the_upper_body_was_shown_only_goes_down(consent):
    answers = [why_not_restated(50, after, consent=consent, begun=False) for after in (49, 50, 51, None)]
    assert answers == ["", "", "estimate_beyond_consent", "estimate_beyond_consent"]


@pytest.mark.parametrize("consent", NOT_SHOWN)
@pytest.mark.parametrize("after", [None, 40, 60])
def test_estimate_changes_freely_while_nobody_looks_at_it(consent, after):
    assert why_not_restated(50, after, consent=consent, begun=False) == ""


def test_all_gaps_are_told_together_in_the_order_of_the_checklist():
    gaps = find_gaps(OpeningFacts(1, 10, 40, 50, lessons=0, faults=0, decision=None))
    assert [gap.code for gap in gaps] == [
        "accepted_unseated",
        "class_too_small",
        "no_timetable",
        "no_decision",
        "lecturers_confirmed",
        "rooms_ready",
    ]
