from khaigiang.apps.delivery import phrases
from khaigiang.core.attendance import Presence
from khaigiang.core.opening import Gap, OpeningCheck, OpeningFacts, find_gaps
from khaigiang.core.states import ConsentState, PaperState, RollState

EVERYTHING_MISSING = (
    *find_gaps(OpeningFacts(2, 9, 10, 20, lessons=0, faults=0, decision=None)),
    *find_gaps(OpeningFacts(0, 21, 10, 20, lessons=1, faults=3, decision=PaperState.DRAFT)),
    *find_gaps(
        OpeningFacts(0, 21, 10, 20, 1, 0, None, delegated=True, consent=ConsentState.GIVEN, seated=21, seats=20)
    ),
    *find_gaps(OpeningFacts(0, 15, 10, 20, 1, 0, None, delegated=True, consent=ConsentState.GIVEN, budget=9)),
    *find_gaps(
        OpeningFacts(0, 15, 10, 20, 1, 0, None, delegated=True, consent=ConsentState.GIVEN, budget=9, estimate=10)
    ),
    *(
        gap
        for consent in (None, ConsentState.ASKED, ConsentState.HANDED_BACK)
        for gap in find_gaps(OpeningFacts(0, 21, 10, 20, 1, 0, PaperState.ISSUED, delegated=True, consent=consent))
    ),
)


def test_every_gap_has_its_words_what_to_do_and_who_does_it():
    codes = {gap.code for gap in EVERYTHING_MISSING}
    assert codes == phrases.GAPS.keys() == phrases.WHAT_TO_DO.keys() == phrases.WHO_ACTS.keys()
    assert all("{" not in str(phrases.gap_in_words(gap)) for gap in EVERYTHING_MISSING)


def test_gaps_are_parted_by_semicolons():
    gaps = [Gap(OpeningCheck.LIST, "accepted_unseated", {"people": 2}), Gap(OpeningCheck.DECISION, "no_decision")]
    assert str(phrases.gaps_in_words(gaps)) == ("còn 2 người được duyệt chưa có lớp; chưa có dự thảo quyết định mở lớp")


def test_every_check_presence_and_state_of_a_roll_has_its_words():
    assert phrases.CHECKS.keys() == set(OpeningCheck)
    assert phrases.PRESENCES.keys() == set(Presence)
    assert phrases.ROLLS.keys() == {"", *RollState}
