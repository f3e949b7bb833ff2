"""Rule sets from plain tables, as a TOML file gives them. The caller reads the file."""

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from khaigiang.core.eligibility import combinators, conditions
from khaigiang.core.eligibility.age import AgeAtLeast, AgeAtMost, AgeBasis
from khaigiang.core.eligibility.facts import AppraisalLevel, Education, PartyStanding, Sex, StudyForm, Theory
from khaigiang.core.eligibility.finding import Condition
from khaigiang.core.eligibility.rules import NO_RULE, Rule, RuleSet
from khaigiang.core.verdict import Citation

_Member = TypeVar("_Member", bound=StrEnum)
_Value = TypeVar("_Value")


class Misstated(ValueError):  # noqa: N818 - named as what happened
    """A file that says something no rule can say: where, which field, and what is wrong, by a code of ``COMPLAINTS``.

    Raised instead of being skipped. ``str`` is the whole in English.
    """

    def __init__(self, where: str, name: str, code: str, facts: Mapping[str, object]) -> None:
        self.where, self.name, self.code = where, name, code
        self.facts = {key: str(fact) for key, fact in facts.items()}
        place = f"{where}, {name}" if name else where
        super().__init__(f"{place}: {COMPLAINTS[code].format_map(self.facts)}")


COMPLAINTS: Mapping[str, str] = {
    "not_a_table": "must be a table",
    "missing": "is missing",
    "wrong_type": "must be {wanted}, not {value}",
    "empty": "is empty",
    "too_small": "must be at least 1, not {value}",
    "not_codes": "must be a list of codes",
    "not_one_of": "must be one of {known}, not {value!r}",
    "not_among": "must be among {known}, not {value!r}",
    "unknown": "not known here",
    "twice": "the code {value} stands twice",
    "unknown_group": "no position group has the code {value}",
    "reversed": "{last} is before valid_from {first}",
}


class Table:
    """One table being read: each field is taken once, and ``finish`` refuses what nobody took."""

    def __init__(self, where: str, content: object) -> None:
        if not isinstance(content, Mapping):
            raise Misstated(where, "", "not_a_table", {})
        self.where = where
        self._left = dict(content)

    def wrong(self, name: str, code: str, **facts: object) -> Misstated:
        return Misstated(self.where, name, code, facts)

    def take(self, name: str, kind: type[_Value], default: _Value | None = None) -> _Value:
        """The field's value. Raises Misstated when it is absent without a default, or of another type."""
        value = self._left.pop(name, default)
        if value is None:
            raise self.wrong(name, "missing")
        # In Python True is a whole number and a moment is a date; in a rule neither is meant.
        mistaken = (isinstance(value, bool) and kind is not bool) or isinstance(value, dt.datetime)
        if mistaken or not isinstance(value, kind):
            raise self.wrong(name, "wrong_type", wanted=_TYPE_NAMES[kind], value=repr(value))
        return value

    def take_optional(self, name: str, kind: type[_Value]) -> _Value | None:
        return self.take(name, kind) if name in self._left else None

    def text(self, name: str) -> str:
        value = self.take(name, str).strip()
        if not value:
            raise self.wrong(name, "empty")
        return value

    def count(self, name: str) -> int:
        value = self.take(name, int)
        if value < 1:
            raise self.wrong(name, "too_small", value=value)
        return value

    def codes(self, name: str) -> frozenset[str]:
        values = self.take(name, list)
        if not values or not all(isinstance(value, str) and value for value in values):
            raise self.wrong(name, "not_codes")
        return frozenset(values)

    def member(self, name: str, kind: type[_Member], default: _Member | None = None) -> _Member:
        value = self.take(name, str, None if default is None else str(default))
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(name, "not_one_of", known=", ".join(kind), value=value) from None

    def tables(self, name: str) -> list["Table"]:
        rows = self.take(name, list)
        if not rows:
            raise self.wrong(name, "empty")
        return [Table(f"{self.where}, {name} {place}", row) for place, row in enumerate(rows, start=1)]

    def table(self, name: str) -> "Table":
        return Table(f"{self.where}, {name}", self.take(name, dict))

    def finish(self) -> None:
        if self._left:
            raise self.wrong(", ".join(sorted(self._left)), "unknown")


_TYPE_NAMES: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    dt.date: "a date",
}


def parse_rules(content: Mapping[str, Any], groups: frozenset[str] | None = None) -> RuleSet:
    """A rule set from ``{"code", "rules": [{"code", "instrument", …, "condition": {"kind", …}}]}``.

    With ``groups`` a rule may name only these position groups. Raises Misstated that names the rule and the field:
    nothing unknown is skipped and nothing absent is assumed.
    """
    top = Table("rule set", content)
    code = top.text("code")
    top.where = f"rule set {code}"
    rules = tuple(_parse_rule(code, row) for row in top.tables("rules"))
    top.finish()
    twice = {rule.code for rule in rules if sum(other.code == rule.code for other in rules) > 1}
    if twice:
        raise top.wrong("rules", "twice", value=min(twice))
    for rule in rules:
        unknown = sorted(groups_named(rule.condition) - groups) if groups is not None else ()
        if unknown:
            raise Misstated(f"rule set {code}, rule {rule.code}", "groups", "unknown_group", {"value": unknown[0]})
    return RuleSet(code, rules)


def groups_named(condition: Condition) -> frozenset[str]:
    """The position groups that a condition names, in whatever part of it."""
    if isinstance(condition, conditions.PositionIn):
        return condition.groups
    if isinstance(condition, combinators.Unless):
        return groups_named(condition.exception) | groups_named(condition.condition)
    parts = condition.parts if isinstance(condition, combinators.All | combinators.Any) else ()
    return frozenset().union(*map(groups_named, parts))


def _parse_rule(set_code: str, row: Table) -> Rule:
    code = row.text("code")
    row.where = f"rule set {set_code}, rule {code}"
    rule = Rule(
        code=code,
        citation=Citation(
            instrument=row.text("instrument"),
            article=row.take("article", str, ""),
            verified=row.take("verified", bool),
        ),
        valid_from=row.take("valid_from", dt.date),
        valid_to=row.take_optional("valid_to", dt.date),
        condition=_parse_condition(row.table("condition")),
        text_vi=row.text("text_vi"),
        text_en=row.text("text_en"),
    )
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        raise row.wrong("valid_to", "reversed", last=rule.valid_to, first=rule.valid_from)
    row.finish()
    return rule


def _parse_condition(row: Table) -> Condition:
    kind = row.text("kind")
    if kind not in KINDS:
        raise row.wrong("kind", "not_one_of", known=", ".join(KINDS), value=kind)
    condition = KINDS[kind](row)
    row.finish()
    return condition


def _parts(row: Table) -> tuple[Condition, ...]:
    return tuple(_parse_condition(part) for part in row.tables("of"))


def _years(row: Table) -> dict[Sex, int]:
    years = row.table("years")
    by_sex = {sex: years.count(str(sex)) for sex in Sex}
    years.finish()
    return by_sex


def _known(row: Table) -> Condition:
    fact = row.text("fact")
    if fact not in conditions.KNOWABLE:
        raise row.wrong("fact", "not_one_of", known=", ".join(conditions.KNOWABLE), value=fact)
    return conditions.Known(fact)


def _party_member(row: Table) -> Condition:
    standings = row.codes("standings")
    unknown = standings - set(PartyStanding)
    if unknown:
        raise row.wrong("standings", "not_among", known=", ".join(PartyStanding), value=min(unknown))
    return conditions.PartyMember(frozenset(PartyStanding(standing) for standing in standings))


def _not_completed(row: Table) -> Condition:
    cool_down = row.take_optional("cool_down_years", int)
    if cool_down is not None and cool_down < 1:
        raise row.wrong("cool_down_years", "too_small", value=cool_down)
    return conditions.NotCompleted(row.text("programme"), cool_down, row.take_optional("since", dt.date))


KINDS: Mapping[str, Callable[[Table], Condition]] = {
    "all": lambda row: combinators.All(_parts(row)),
    "any": lambda row: combinators.Any(_parts(row)),
    "unless": lambda row: combinators.Unless(
        _parse_condition(row.table("exception")), _parse_condition(row.table("condition"))
    ),
    "position_in": lambda row: conditions.PositionIn(row.codes("groups"), row.take("planned", bool, default=False)),
    "known": _known,
    "party_member": _party_member,
    "bloc_in": lambda row: conditions.BlocIn(row.codes("blocs")),
    "category_in": lambda row: conditions.CategoryIn(row.codes("categories")),
    "study_form_is": lambda row: conditions.StudyFormIs(row.member("form", StudyForm)),
    "education_at_least": lambda row: conditions.EducationAtLeast(row.member("level", Education)),
    "theory_at_least": lambda row: conditions.TheoryAtLeast(row.member("level", Theory)),
    "years_in_post_at_least": lambda row: conditions.YearsInPostAtLeast(row.count("years")),
    "not_completed": _not_completed,
    "appraised": lambda row: conditions.Appraised(row.count("years"), row.member("level", AppraisalLevel)),
    "age_at_least": lambda row: AgeAtLeast(_years(row), row.member("basis", AgeBasis)),
    "age_at_most": lambda row: AgeAtMost(_years(row), row.member("basis", AgeBasis)),
}
"""Every kind of condition by the name rule files give it, and how it is read."""

_COMBINATORS = ("all", "any", "unless")
REASON_CODES = (
    NO_RULE,
    *(f"{kind}.{answer}" for kind in KINDS if kind not in _COMBINATORS for answer in ("met", "unmet", "unknown")),
)
"""Every code a reason can carry, for those who put them into words. A combinator gives the code of its part."""
