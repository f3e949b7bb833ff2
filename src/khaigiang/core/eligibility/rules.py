"""Rules as dated data, and the verdict on one nominee."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.core.eligibility.facts import Nominee
from khaigiang.core.eligibility.finding import Condition
from khaigiang.core.verdict import Citation, Reason, Standing, Verdict


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition with its source. It is in force from ``valid_from`` to ``valid_to``, both included."""

    code: str
    citation: Citation
    valid_from: dt.date
    valid_to: dt.date | None
    condition: Condition
    text_vi: str
    text_en: str

    def is_in_force(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The conditions of one programme or one call, in the order in which they are explained."""

    code: str
    rules: tuple[Rule, ...]


NO_RULE = "no_rule_in_force"


def in_force(ruleset: RuleSet, on: dt.date) -> tuple[Rule, ...]:
    """The rules of a set that hold on that day; none when the set has ended or has not begun."""
    return tuple(rule for rule in ruleset.rules if rule.is_in_force(on))


def judge(nominee: Nominee, rules: Iterable[Rule], *, on: dt.date) -> Verdict:
    """One reason per rule in force on that day, which is the day the class opens.

    Where no rule is in force nobody can be called eligible: the verdict then lacks information, by ``NO_RULE``.
    """
    reasons = tuple(_reason(nominee, rule, on) for rule in rules if rule.is_in_force(on))
    if not reasons:
        absent = Reason("", Standing.NOT_ENOUGH_INFORMATION, NO_RULE, Citation(""), {"on": on.isoformat()})
        return Verdict.of((absent,))
    return Verdict.of(reasons)


def _reason(nominee: Nominee, rule: Rule, on: dt.date) -> Reason:
    finding = rule.condition.find(nominee, on)
    facts = {**finding.facts, "on": on.isoformat()}
    return Reason(rule.code, finding.standing, finding.code, rule.citation, facts)
