"""Who may be sent: rules as dated data with a citation, and verdicts that explain themselves."""

from khaigiang.core.eligibility.changes import Change, changes
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
from khaigiang.core.eligibility.parsing import COMPLAINTS, REASON_CODES, Misstated, parse_rules
from khaigiang.core.eligibility.positions import (
    PositionGroup,
    PositionIndex,
    PositionRank,
    match_position,
    parse_position_groups,
)
from khaigiang.core.eligibility.rules import NO_RULE, Rule, RuleSet, in_force, judge

__all__ = [
    "COMPLAINTS",
    "NO_RULE",
    "REASON_CODES",
    "Appraisal",
    "AppraisalLevel",
    "Change",
    "Education",
    "Misstated",
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
    "changes",
    "in_force",
    "judge",
    "match_position",
    "parse_position_groups",
    "parse_rules",
]
