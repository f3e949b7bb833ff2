import datetime as dt

import pytest

from khaigiang.core.eligibility.conditions import (
    Appraised,
    BlocIn,
    CategoryIn,
    EducationAtLeast,
    Known,
    NotCompleted,
    PartyMember,
    PositionIn,
    StudyFormIs,
    TheoryAtLeast,
    YearsInPostAtLeast,
)
from khaigiang.core.eligibility.facts import (
    Appraisal,
    AppraisalLevel,
    Education,
    Nominee,
    PartyStanding,
    Sex,
    StudyForm,
    Theory,
)
from khaigiang.core.eligibility.parsing import REASON_CODES
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import PartialDate

ON = dt.date(2022, 5, 12)
OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION
SECRETARY, CHAIR = frozenset({"commune_secretary"}), frozenset({"commune_government_chair"})
PROGRAMME = frozenset({"p"})
WELL = AppraisalLevel.WELL_COMPLETED


def nominee(**facts):
    return Nominee(**{"id": "1", "full_name": "Nguyễn Văn An"} | facts)


def appraisals(**levels):
    return tuple(Appraisal(int(year[1:]), level) for year, level in levels.items())


# Each kind: the facts of one who meets it, of one who does not, and of one about whom too little is known.
CASES = [
    (PositionIn(SECRETARY), {"positions": SECRETARY | CHAIR}, OK),
    (PositionIn(SECRETARY), {"positions": CHAIR, "planned_positions": SECRETARY}, NO),
    (PositionIn(SECRETARY), {"positions": frozenset()}, NO),
    (PositionIn(SECRETARY), {"planned_positions": SECRETARY}, UNKNOWN),
    (PositionIn(SECRETARY, planned=True), {"positions": CHAIR, "planned_positions": SECRETARY}, OK),
    (PositionIn(SECRETARY, planned=True), {"planned_positions": SECRETARY}, OK),
    (PositionIn(SECRETARY, planned=True), {"positions": CHAIR, "planned_positions": frozenset()}, NO),
    (PositionIn(SECRETARY, planned=True), {"positions": CHAIR}, UNKNOWN),
    (Known("birth"), {"birth": PartialDate(1975)}, OK),
    (Known("birth"), {}, UNKNOWN),
    (Known("full_name"), {}, OK),
    (Known("full_name"), {"full_name": "  "}, UNKNOWN),
    (Known("positions"), {"positions": SECRETARY}, OK),
    (PartyMember(), {"party_member": PartyStanding.PROBATIONARY}, OK),
    (PartyMember(), {"party_member": PartyStanding.NONE}, NO),
    (PartyMember(frozenset({PartyStanding.OFFICIAL})), {"party_member": PartyStanding.PROBATIONARY}, NO),
    (PartyMember(), {}, UNKNOWN),
    (BlocIn(frozenset({"party"})), {"bloc": "party"}, OK),
    (BlocIn(frozenset({"party"})), {"bloc": "government"}, NO),
    (BlocIn(frozenset({"party"})), {}, UNKNOWN),
    (CategoryIn(frozenset({"civil_servant"})), {"person_category": "civil_servant"}, OK),
    (CategoryIn(frozenset({"civil_servant"})), {"person_category": "other"}, NO),
    (CategoryIn(frozenset({"civil_servant"})), {}, UNKNOWN),
    (StudyFormIs(StudyForm.FULL_TIME), {"study_form": StudyForm.FULL_TIME}, OK),
    (StudyFormIs(StudyForm.FULL_TIME), {"study_form": StudyForm.PART_TIME}, NO),
    (StudyFormIs(StudyForm.FULL_TIME), {}, UNKNOWN),
    (EducationAtLeast(Education.COLLEGE), {"education": Education.UNIVERSITY}, OK),
    (EducationAtLeast(Education.COLLEGE), {"education": Education.COLLEGE}, OK),
    (EducationAtLeast(Education.COLLEGE), {"education": Education.INTERMEDIATE}, NO),
    (EducationAtLeast(Education.COLLEGE), {}, UNKNOWN),
    (TheoryAtLeast(Theory.INTERMEDIATE), {"theory_level": Theory.ADVANCED}, OK),
    (TheoryAtLeast(Theory.INTERMEDIATE), {"theory_level": Theory.NONE}, NO),
    (TheoryAtLeast(Theory.INTERMEDIATE), {}, UNKNOWN),
    (YearsInPostAtLeast(3), {"years_in_post": 3}, OK),
    (YearsInPostAtLeast(3), {"years_in_post": 2}, NO),
    (YearsInPostAtLeast(3), {}, UNKNOWN),
    (NotCompleted("p"), {"programmes_completed": frozenset({"q"})}, OK),
    (NotCompleted("p"), {"programmes_completed": PROGRAMME}, NO),
    (NotCompleted("p"), {}, UNKNOWN),
    (NotCompleted("p", 3), {"programmes_completed": PROGRAMME}, UNKNOWN),
    (NotCompleted("p", 3), {"programmes_completed": PROGRAMME, "completed_on": {"p": dt.date(2019, 5, 11)}}, OK),
    (NotCompleted("p", 3), {"programmes_completed": PROGRAMME, "completed_on": {"p": dt.date(2019, 5, 12)}}, NO),
    (
        NotCompleted("p", since=dt.date(2020, 1, 1)),
        {"programmes_completed": PROGRAMME, "completed_on": {"p": dt.date(2019, 12, 31)}},
        OK,
    ),
    (
        NotCompleted("p", since=dt.date(2020, 1, 1)),
        {"programmes_completed": PROGRAMME, "completed_on": {"p": dt.date(2020, 1, 1)}},
        NO,
    ),
    (Appraised(2, WELL), {"appraisals": appraisals(y2020=WELL, y2021=AppraisalLevel.EXCELLENT)}, OK),
    (Appraised(2, WELL), {"appraisals": appraisals(y2020=WELL, y2021=AppraisalLevel.COMPLETED)}, NO),
    (Appraised(2, WELL), {"appraisals": appraisals(y2021=AppraisalLevel.COMPLETED)}, NO),
    (Appraised(2, WELL), {"appraisals": appraisals(y2021=WELL)}, UNKNOWN),
    (Appraised(2, WELL), {"appraisals": appraisals(y2019=AppraisalLevel.NOT_COMPLETED, y2021=WELL)}, UNKNOWN),
    (Appraised(2, WELL), {}, UNKNOWN),
]


@pytest.mark.parametrize(("condition", "facts", "standing"), CASES)
def test_condition_is_met_or_not_and_never_refuses_for_want_of_a_fact(condition, facts, standing):
    finding = condition.find(nominee(**facts), ON)

    assert finding.standing is standing
    assert (standing is UNKNOWN) == ("missing" in finding.facts)
    assert finding.code.endswith({OK: ".met", NO: ".unmet", UNKNOWN: ".unknown"}[standing])
    assert REASON_CODES.count(finding.code) == 1


def test_position_finding_shows_what_was_held_and_what_was_wanted():
    finding = PositionIn(SECRETARY | CHAIR, planned=True).find(nominee(positions=frozenset({"b", "a"})), ON)

    assert finding.code == "position_in.unknown"
    assert finding.facts == {
        "wanted": "commune_government_chair,commune_secretary",
        "positions": "a,b",
        "missing": "planned_positions",
    }


def test_completion_finding_shows_the_day_and_from_when_days_count():
    person = nominee(programmes_completed=PROGRAMME, completed_on={"p": dt.date(2021, 3, 4)})

    finding = NotCompleted("p", 2).find(person, ON)

    assert finding.facts == {"programme": "p", "counted_from": "2020-05-12", "completed_on": "2021-03-04"}


def test_cool_down_from_the_29th_of_february_ends_on_the_first_of_march():
    person = nominee(programmes_completed=PROGRAMME, completed_on={"p": dt.date(2023, 2, 28)})

    assert NotCompleted("p", 1).find(person, dt.date(2024, 2, 29)).standing is OK


def test_the_later_of_term_and_cool_down_counts():
    condition = NotCompleted("p", 5, dt.date(2020, 1, 1))
    person = nominee(programmes_completed=PROGRAMME, completed_on={"p": dt.date(2019, 6, 1)})

    assert condition.find(person, ON).standing is OK


def test_appraisal_finding_shows_the_years_asked_and_the_levels_found():
    finding = Appraised(2, WELL).find(nominee(appraisals=appraisals(y2021=WELL, y2018=WELL)), ON)

    assert finding.facts == {
        "years": "2020,2021",
        "threshold": "well_completed",
        "appraisals": "2021:well_completed",
        "missing": "appraisals",
    }


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [("birth", PartialDate(1975, 5), "05/1975"), ("sex", Sex.MALE, "male"), ("appraisals", (), "")],
)
def test_known_finding_shows_the_value_as_text(fact, value, shown):
    assert Known(fact).find(nominee(**{fact: value}), ON).facts == {"fact": fact, "value": shown}


@pytest.mark.parametrize(
    "levels",
    [
        ("none", "probationary", "official"),
        ("none", "elementary", "intermediate", "advanced"),
        ("not_completed", "completed", "well_completed", "excellent"),
    ],
)
def test_levels_rank_in_the_order_they_are_listed(levels):
    kind = next(k for k in (PartyStanding, Theory, AppraisalLevel) if tuple(k) == levels)

    assert [kind(level).rank for level in levels] == list(range(len(levels)))
