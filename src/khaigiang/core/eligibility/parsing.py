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


class Table:
    """One table being read: each field is taken once, and ``finish`` refuses what nobody took."""

    def __init__(self, where: str, content: object) -> None:
        if not isinstance(content, Mapping):
            raise ValueError(f"{where}: must be a table")  # noqa: TRY004 - the file is wrong, not the program
        self.where = where
        self._left = dict(content)

    def wrong(self, name: str, complaint: str) -> ValueError:
        return ValueError(f"{self.where}, {name}: {complaint}")

    def take(self, name: str, kind: type[_Value], default: _Value | None = None) -> _Value:
        """The field's value. Raises ValueError when it is absent without a default, or of another type."""
        value = self._left.pop(name, default)
        if value is None:
            raise self.wrong(name, "is missing")
        # In Python True is a whole number and a moment is a date; in a rule neither is meant.
        mistaken = (isinstance(value, bool) and kind is not bool) or isinstance(value, dt.datetime)
        if mistaken or not isinstance(value, kind):
            raise self.wrong(name, f"must be {_TYPE_NAMES[kind]}, not {value!r}")
        return value

    def take_optional(self, name: str, kind: type[_Value]) -> _Value | None:
        return self.take(name, kind) if name in self._left else None

    def text(self, name: str) -> str:
        value = self.take(name, str).strip()
        if not value:
            raise self.wrong(name, "is empty")
        return value

    def count(self, name: str) -> int:
        value = self.take(name, int)
        if value < 1:
            raise self.wrong(name, f"must be at least 1, not {value}")
        return value

    def codes(self, name: str) -> frozenset[str]:
        values = self.take(name, list)
        if not values or not all(isinstance(value, str) and value for value in values):
            raise self.wrong(name, "must be a list of codes")
        return frozenset(values)

    def member(self, name: str, kind: type[_Member], default: _Member | None = None) -> _Member:
        value = self.take(name, str, None if default is None else str(default))
        try:
            return kind(value)
        except ValueError:
            raise self.wrong(name, f"must be one of {', '.join(kind)}, not {value!r}") from None

    def tables(self, name: str) -> list["Table"]:
        rows = self.take(name, list)
        if not rows:
            raise self.wrong(name, "is empty")
        return [Table(f"{self.where}, {name} {place}", row) for place, row in enumerate(rows, start=1)]

    def table(self, name: str) -> "Table":
        return Table(f"{self.where}, {name}", self.take(name, dict))

    def finish(self) -> None:
        if self._left:
            raise ValueError(f"{self.where}, {', '.join(sorted(self._left))}: not known here")


_TYPE_NAMES: Mapping[type, str] = {
    str: "text",
    int: "a whole number",
    bool: "true or false",
    list: "a list",
    dict: "a table",
    dt.date: "a date",
}


def parse_rules(content: Mapping[str, Any]) -> RuleSet:
    """A rule set from ``{"code", "rules": [{"code", "instrument", …, "condition": {"kind", …}}]}``.

    Raises ValueError that names the rule and the field: nothing unknown is skipped and nothing absent is assumed.
    """
    top = Table("rule set", content)
    code = top.text("code")
    top.where = f"rule set {code}"
    rules = tuple(_parse_rule(code, row) for row in top.tables("rules"))
    top.finish()
    twice = {rule.code for rule in rules if sum(other.code == rule.code for other in rules) > 1}
    if twice:
        raise top.wrong("rules", f"the code {min(twice)} stands twice")
    return RuleSet(code, rules)


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
        raise row.wrong("valid_to", f"{rule.valid_to} is before valid_from {rule.valid_from}")
    row.finish()
    return rule


def _parse_condition(row: Table) -> Condition:
    kind = row.text("kind")
    if kind not in KINDS:
        raise row.wrong("kind", f"must be one of {', '.join(KINDS)}, not {kind!r}")
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
        raise row.wrong("fact", f"must be one of {', '.join(conditions.KNOWABLE)}, not {fact!r}")
    return conditions.Known(fact)


def _party_member(row: Table) -> Condition:
    standings = row.codes("standings")
    unknown = standings - set(PartyStanding)
    if unknown:
        raise row.wrong("standings", f"must be among {', '.join(PartyStanding)}, not {min(unknown)!r}")
    return conditions.PartyMember(frozenset(PartyStanding(standing) for standing in standings))


def _not_completed(row: Table) -> Condition:
    cool_down = row.take_optional("cool_down_years", int)
    if cool_down is not None and cool_down < 1:
        raise row.wrong("cool_down_years", f"must be at least 1, not {cool_down}")
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
