"""Who may be sent: rules as dated data with a citation, and verdicts that explain themselves."""

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
from khaigiang.core.eligibility.parsing import REASON_CODES, parse_rules
from khaigiang.core.eligibility.positions import (
    PositionGroup,
    PositionIndex,
    PositionRank,
    match_position,
    parse_position_groups,
)
from khaigiang.core.eligibility.rules import NO_RULE, Rule, RuleSet, in_force, judge

__all__ = [
    "NO_RULE",
    "REASON_CODES",
    "Appraisal",
    "AppraisalLevel",
    "Education",
    "Nominee",
    "PartyStanding",
    "PositionGroup",
    "PositionIndex",
    "PositionRank",
    "Rule",
    "RuleSet",
    "Sex",
    "StudyForm",
    "Theory",
    "in_force",
    "judge",
    "match_position",
    "parse_position_groups",
    "parse_rules",
]
