import copy
import datetime as dt

import pytest

from khaigiang.core.eligibility.age import AgeAtLeast, AgeAtMost, AgeBasis
from khaigiang.core.eligibility.combinators import All, Any, Unless
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
from khaigiang.core.eligibility.facts import AppraisalLevel, Education, PartyStanding, Sex, StudyForm, Theory
from khaigiang.core.eligibility.parsing import KINDS, parse_rules
from khaigiang.core.eligibility.rules import Rule, RuleSet
from khaigiang.core.verdict import Citation

BIRTH = {"kind": "known", "fact": "birth"}
RULE = {
    "code": "r1",
    "instrument": "Quy định 350-QĐ/TW",
    "article": "Điều 3",
    "verified": True,
    "valid_from": dt.date(2025, 8, 29),
    "valid_to": dt.date(2030, 1, 1),
    "text_vi": "Ghi rõ ngày sinh.",
    "text_en": "The birth date is stated.",
    "condition": BIRTH,
}
YEARS = {"female": 28, "male": 30}
BY_SEX = {Sex.FEMALE: 28, Sex.MALE: 30}

KNOWN_KINDS = [
    (BIRTH, Known("birth")),
    ({"kind": "position_in", "groups": ["a", "b"]}, PositionIn(frozenset({"a", "b"}))),
    ({"kind": "position_in", "groups": ["a"], "planned": True}, PositionIn(frozenset({"a"}), planned=True)),
    ({"kind": "party_member", "standings": ["official"]}, PartyMember(frozenset({PartyStanding.OFFICIAL}))),
    ({"kind": "bloc_in", "blocs": ["party"]}, BlocIn(frozenset({"party"}))),
    ({"kind": "category_in", "categories": ["other"]}, CategoryIn(frozenset({"other"}))),
    ({"kind": "study_form_is", "form": "full_time"}, StudyFormIs(StudyForm.FULL_TIME)),
    ({"kind": "education_at_least", "level": "college"}, EducationAtLeast(Education.COLLEGE)),
    ({"kind": "theory_at_least", "level": "advanced"}, TheoryAtLeast(Theory.ADVANCED)),
    ({"kind": "years_in_post_at_least", "years": 3}, YearsInPostAtLeast(3)),
    ({"kind": "not_completed", "programme": "p"}, NotCompleted("p")),
    (
        {"kind": "not_completed", "programme": "p", "cool_down_years": 3, "since": dt.date(2020, 1, 1)},
        NotCompleted("p", 3, dt.date(2020, 1, 1)),
    ),
    ({"kind": "appraised", "years": 2, "level": "excellent"}, Appraised(2, AppraisalLevel.EXCELLENT)),
    ({"kind": "age_at_least", "years": YEARS, "basis": "birth_year"}, AgeAtLeast(BY_SEX, AgeBasis.BIRTH_YEAR)),
    ({"kind": "age_at_most", "years": YEARS, "basis": "date"}, AgeAtMost(BY_SEX, AgeBasis.DATE)),
    ({"kind": "all", "of": [BIRTH, BIRTH]}, All((Known("birth"), Known("birth")))),
    ({"kind": "any", "of": [BIRTH]}, Any((Known("birth"),))),
    ({"kind": "unless", "exception": BIRTH, "condition": BIRTH}, Unless(Known("birth"), Known("birth"))),
]


def a_set(**changes):
    """A set of one rule, with these fields changed; ``None`` takes a field away."""
    rule = copy.deepcopy(RULE) | changes
    return {"code": "s", "rules": [{key: value for key, value in rule.items() if value is not None}]}


def test_rule_set_is_read_with_its_source_and_validity():
    assert parse_rules(a_set()) == RuleSet(
        "s",
        (
            Rule(
                "r1",
                Citation("Quy định 350-QĐ/TW", "Điều 3", verified=True),
                dt.date(2025, 8, 29),
                dt.date(2030, 1, 1),
                Known("birth"),
                "Ghi rõ ngày sinh.",
                "The birth date is stated.",
            ),
        ),
    )


def test_article_and_end_may_be_left_out():
    rule = parse_rules(a_set(article=None, valid_to=None)).rules[0]

    assert (rule.citation.article, rule.valid_to) == ("", None)


@pytest.mark.parametrize(("table", "condition"), KNOWN_KINDS)
def test_every_kind_of_condition_is_read(table, condition):
    assert parse_rules(a_set(condition=table)).rules[0].condition == condition


def test_no_kind_is_left_out_of_these_tests():
    assert {table["kind"] for table, _ in KNOWN_KINDS} == set(KINDS)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"instrument": None}, "rule set s, rule r1, instrument: is missing"),
        ({"instrument": " "}, "rule set s, rule r1, instrument: is empty"),
        ({"verified": None}, "rule set s, rule r1, verified: is missing"),
        ({"verified": "yes"}, "rule set s, rule r1, verified: must be true or false, not 'yes'"),
        ({"valid_from": "2025"}, "rule set s, rule r1, valid_from: must be a date, not '2025'"),
        (
            {"valid_to": dt.date(2025, 8, 28)},
            "rule set s, rule r1, valid_to: 2025-08-28 is before valid_from 2025-08-29",
        ),
        ({"colour": "red"}, "rule set s, rule r1, colour: not known here"),
        ({"condition": "birth"}, "rule set s, rule r1, condition: must be a table, not 'birth'"),
    ],
)
def test_wrong_field_is_named_with_its_rule(changes, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the whole message is compared
        parse_rules(a_set(**changes))

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ({"kind": "known", "fact": "height"}, "fact: must be one of full_name, birth, "),
        ({"kind": "known", "fact": "birth", "not": 1}, "not: not known here"),
        ({"kind": "education_at_least", "level": "high"}, "level: must be one of primary, "),
        ({"kind": "position_in", "groups": []}, "groups: must be a list of codes"),
        ({"kind": "position_in", "groups": [1]}, "groups: must be a list of codes"),
        ({"kind": "party_member", "standings": ["maybe"]}, "standings: must be among none, probationary, official"),
        ({"kind": "years_in_post_at_least", "years": 0}, "years: must be at least 1, not 0"),
        ({"kind": "years_in_post_at_least", "years": True}, "years: must be a whole number, not True"),
        ({"kind": "not_completed", "programme": "p", "cool_down_years": 0}, "cool_down_years: must be at least 1"),
        ({"kind": "age_at_least", "years": {"male": 30}, "basis": "date"}, "years, female: is missing"),
        ({"kind": "any", "of": []}, "of: is empty"),
        ({"kind": "any", "of": [BIRTH, {"kind": "known"}]}, "of 2, fact: is missing"),
        ({"kind": "unless", "exception": BIRTH}, "condition: is missing"),
    ],
)
def test_wrong_condition_is_named_with_its_place(condition, message):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the beginning of the message is compared
        parse_rules(a_set(condition=condition))

    assert str(refused.value).startswith(f"rule set s, rule r1, condition, {message}")


def test_unknown_kind_names_the_known_ones():
    with pytest.raises(ValueError, match=r"rule r1, condition, kind: must be one of all, any, .* not 'born_in'"):
        parse_rules(a_set(condition={"kind": "born_in"}))


def test_two_rules_of_one_code_are_refused():
    content = a_set()
    content["rules"] *= 2

    with pytest.raises(ValueError, match="rule set s, rules: the code r1 stands twice"):
        parse_rules(content)


@pytest.mark.parametrize("content", [{}, {"code": "s"}, {"code": "s", "rules": []}, {"code": "s", "rules": [1]}])
def test_a_set_without_rules_is_refused(content):
    with pytest.raises(ValueError, match="rule set"):
        parse_rules(content)
