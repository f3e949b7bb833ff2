"""Every verdict can be said, in both languages and without a code showing through."""

import datetime as dt
import itertools
import re

import pytest
from django.utils import translation

from khaigiang.apps.nominations.phrases import REASONS, reason
from khaigiang.core.eligibility import REASON_CODES, Appraisal, AppraisalLevel, Education, Nominee, Theory
from khaigiang.core.eligibility.age import AgeAtLeast, AgeAtMost, AgeBasis
from khaigiang.core.eligibility.conditions import (
    KNOWABLE,
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
from khaigiang.core.eligibility.facts import PartyStanding, Sex, StudyForm
from khaigiang.core.vietnamese import PartialDate

NEVER_GIVEN = {"known.unmet"}  # what a dossier leaves out can still be stated: that is never a refusal
ON = dt.date(2022, 5, 12)
YEARS = {Sex.MALE: 30, Sex.FEMALE: 28}
CONDITIONS = (
    *(Known(fact) for fact in KNOWABLE),
    PositionIn(frozenset({"commune_secretary"})),
    PositionIn(frozenset({"commune_secretary"}), planned=True),
    PartyMember(),
    BlocIn(frozenset({"Đảng"})),
    CategoryIn(frozenset({"official", "civil_servant"})),
    StudyFormIs(StudyForm.FULL_TIME),
    EducationAtLeast(Education.COLLEGE),
    TheoryAtLeast(Theory.INTERMEDIATE),
    YearsInPostAtLeast(2),
    NotCompleted("CT-1"),
    NotCompleted("CT-1", cool_down_years=5),
    Appraised(2, AppraisalLevel.WELL_COMPLETED),
    AgeAtLeast(YEARS, AgeBasis.BIRTH_YEAR),
    AgeAtMost(YEARS, AgeBasis.BIRTH_YEAR),
)
NOBODY_KNOWS = Nominee("1", "")
FIT = Nominee(
    "2",
    "Nguyễn Văn An",
    PartialDate(1980, 1, 1),
    Sex.MALE,
    frozenset({"commune_secretary"}),
    frozenset(),
    "Đảng",
    "official",
    PartyStanding.OFFICIAL,
    Education.MASTER,
    Theory.ADVANCED,
    (Appraisal(2020, AppraisalLevel.EXCELLENT), Appraisal(2021, AppraisalLevel.WELL_COMPLETED)),
    frozenset(),
    {},
    5,
    StudyForm.FULL_TIME,
)
UNFIT = Nominee(
    "3",
    "Lê Thị Bình",
    PartialDate(2000),
    Sex.FEMALE,
    frozenset({"commune_deputy_secretary"}),
    frozenset(),
    "chính quyền",
    "public_employee",
    PartyStanding.NONE,
    Education.PRIMARY,
    Theory.NONE,
    (Appraisal(2020, AppraisalLevel.NOT_COMPLETED),),
    frozenset({"CT-1"}),
    {"CT-1": dt.date(2021, 3, 9)},
    1,
    StudyForm.PART_TIME,
)
WITHOUT_A_DAY = Nominee("4", "Đỗ An", programmes_completed=frozenset({"CT-1"}), birth=PartialDate(1993), appraisals=())
FOUND = [
    condition.find(nominee, ON)
    for condition, nominee in itertools.product(CONDITIONS, (NOBODY_KNOWS, FIT, UNFIT, WITHOUT_A_DAY))
]


def test_every_code_of_the_core_has_a_sentence() -> None:
    assert set(REASON_CODES) - NEVER_GIVEN == REASONS.keys()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_finding_is_said_without_a_code_or_a_gap(language) -> None:
    with translation.override(language):
        said = {(finding.code, reason(finding.code, finding.facts)) for finding in FOUND}

    assert {code for code, _sentence in said} == set(REASON_CODES) - NEVER_GIVEN - {"no_rule_in_force"}
    assert [sentence for _code, sentence in said if re.search(r"[a-z]_[a-z]|%\(|None|\d{4}-\d\d", sentence)] == []
    assert [sentence for _code, sentence in said if not sentence.endswith(".")] == []


def test_category_of_a_person_is_no_standing_in_the_party() -> None:
    facts = {"person_category": "other", "wanted": "civil_servant,official,public_employee"}

    assert reason("category_in.unmet", facts) == (
        "Là đối tượng khác, không thuộc đối tượng (công chức; cán bộ; viên chức)."
    )
    assert reason("party_member.met", {"party_member": "official"}) == "Là đảng viên (chính thức)."


def test_sentences_differ_by_language() -> None:
    facts = {"wanted": "commune_secretary", "positions": "commune_deputy_secretary"}
    vietnamese = reason("position_in.unmet", facts)
    with translation.override("en"):
        english = reason("position_in.unmet", facts)

    assert vietnamese == (
        "Chức danh Phó Bí thư Đảng ủy xã, phường, thị trấn không thuộc đối tượng (Bí thư Đảng ủy xã, phường, thị trấn)."
    )
    assert english != vietnamese
    assert not re.search(r"[À-ỹ]", english)


@pytest.mark.parametrize(
    ("code", "facts", "sentence"),
    [
        ("known.unknown", {"missing": "birth"}, "Danh sách chưa ghi ngày sinh."),
        ("not_completed.unmet", {"completed_on": "2021-03-09"}, "Đã học chương trình này ngày 09/03/2021."),
        ("age_at_least.unknown", {"missing": "sex,birth"}, "Chưa tính được tuổi: thiếu giới tính; ngày sinh."),
        (
            "appraised.unmet",
            {"years": "2020,2021", "threshold": "well_completed", "appraisals": "2020:completed,2021:excellent"},
            (
                "Xếp loại các năm 2020; 2021 có năm dưới hoàn thành tốt nhiệm vụ "
                "(2020: hoàn thành nhiệm vụ; 2021: hoàn thành xuất sắc nhiệm vụ)."
            ),
        ),
    ],
)
def test_facts_are_said_in_words(code, facts, sentence) -> None:
    assert reason(code, facts) == sentence
