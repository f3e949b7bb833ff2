from dataclasses import replace

import pytest

from khaigiang.core.opening import CONFIRMED, Gap, OpeningCheck, OpeningFacts, find_gaps
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
