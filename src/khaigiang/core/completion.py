"""Who has completed a programme: marks, attendance and conduct against rules that are data, with every reason."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from khaigiang.core.attendance import AbsenceLimit, Absences, Measure, Whole, is_beyond
from khaigiang.core.eligibility.parsing import Table
from khaigiang.core.verdict import Citation

OUT_OF = Decimal(10)
"""The scale that final marks and thresholds are stated on."""
_CENT = Decimal("0.01")


class CompletionStanding(StrEnum):
    """How a trainee stands at the end. A missing fact is never a refusal."""

    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"
    NOT_ENOUGH_INFORMATION = "not_enough_information"


@dataclass(frozen=True, slots=True)
class MarkFact:
    """One assessment and what a trainee got in it. ``value`` None: there is no mark yet.

    Raises ValueError for a scale or weight that is not above 0, and for a mark outside its scale.
    """

    name: str
    scale: Decimal
    weight: int
    value: Decimal | None

    def __post_init__(self) -> None:
        if self.scale <= 0 or self.weight <= 0:
            raise ValueError(f"{self.name}: scale {self.scale} and weight {self.weight} must be above 0")
        if self.value is not None and not 0 <= self.value <= self.scale:
            raise ValueError(f"{self.name}: {self.value} is not within 0 and {self.scale}")

    @property
    def out_of_ten(self) -> Decimal | None:
        """The mark as if its scale were 10, not rounded."""
        return None if self.value is None else self.value * OUT_OF / self.scale


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """What the rolls of the ``whole`` class say of one trainee. ``signed`` of them are signed off with the name on."""

    absences: Absences
    whole: Whole
    signed: int

    @property
    def is_settled(self) -> bool:
        """Whether every half-day has a signed roll with this trainee on it: only then nothing can change any more."""
        return 0 < self.whole.half_days <= self.signed


@dataclass(frozen=True, slots=True)
class CompletionFacts:
    """What is known of one trainee.

    ``attendance`` is None where no roll was kept. ``took_part`` and ``obeyed`` are what the class board stated, None
    while it stated nothing. ``absence_limit`` is the one of the class's regulation profile, None when it sets none.
    """

    marks: tuple[MarkFact, ...]
    attendance: AttendanceFacts | None = None
    took_part: bool | None = None
    obeyed: bool | None = None
    absence_limit: AbsenceLimit | None = None


@dataclass(frozen=True, slots=True)
class CompletionReason:
    """One rule's answer. ``code`` is translated by a slice's phrases, with ``facts`` filled in."""

    rule: str
    standing: CompletionStanding
    code: str
    facts: Mapping[str, str]
    citation: Citation


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing of one trainee, the final mark out of 10, and every rule's reason in the order of the rules."""

    standing: CompletionStanding
    final: Decimal | None
    reasons: tuple[CompletionReason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one condition finds. ``citation`` is where its figure stands, when that is not the rule itself."""

    standing: CompletionStanding
    code: str
    facts: Mapping[str, str]
    citation: Citation | None = None


Condition = Callable[[CompletionFacts], Answer]


@dataclass(frozen=True, slots=True)
class CompletionRule:
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
class CompletionRules:
    """The rules of some kinds of programme, in the order in which they are explained."""

    code: str
    programme_kinds: frozenset[str]
    rules: tuple[CompletionRule, ...]


NO_RULE = "no_rule_in_force"
CHANGED = "changed_since"
_DONE, _NOT, _UNKNOWN = CompletionStanding


def judge(facts: CompletionFacts, rules: Iterable[CompletionRule], *, on: dt.date) -> Judgement:
    """One reason per rule in force on that day, which is the last day of the class.

    One refusal refuses; then one missing fact leaves the verdict open. Where no rule is in force it stays open too.
    """
    reasons = tuple(_reason(rule, rule.condition(facts)) for rule in rules if rule.is_in_force(on))
    if not reasons:
        reasons = (CompletionReason("", _UNKNOWN, NO_RULE, {"on": on.isoformat()}, Citation("")),)
    standings = {reason.standing for reason in reasons}
    standing = next(each for each in (_NOT, _UNKNOWN, _DONE) if each in standings)
    return Judgement(standing, final_mark(facts.marks), reasons)


def _reason(rule: CompletionRule, said: Answer) -> CompletionReason:
    return CompletionReason(rule.code, said.standing, said.code, said.facts, said.citation or rule.citation)


def unsettled() -> Judgement:
    """The standing of somebody whose marks or remarks have changed since they were judged."""
    return Judgement(_UNKNOWN, None, (CompletionReason("", _UNKNOWN, CHANGED, {}, Citation("")),))


def final_mark(marks: Iterable[MarkFact]) -> Decimal | None:
    """The weighted mean out of 10, rounded half up to two decimals; None while a mark is missing or none was asked."""
    total, weights = Decimal(0), 0
    for mark in marks:
        value = mark.out_of_ten
        if value is None:
            return None
        total, weights = total + value * mark.weight, weights + mark.weight
    return (total / weights).quantize(_CENT, ROUND_HALF_UP) if weights else None


def marks_at_least(least: Decimal) -> Condition:
    """Every test and essay by itself reaches ``least`` out of 10: a mean does not make up for one below."""

    def find(facts: CompletionFacts) -> Answer:
        threshold = {"threshold": plain(least)}
        below = [mark for mark in facts.marks if mark.out_of_ten is not None and mark.out_of_ten < least]
        missing = [mark.name for mark in facts.marks if mark.value is None]
        if below:
            said = "; ".join(f"{mark.name}: {plain(mark.value)}/{plain(mark.scale)}" for mark in below)
            return Answer(_NOT, "marks.unmet", {**threshold, "marks": said})
        if missing:
            return Answer(_UNKNOWN, "marks.unknown", {**threshold, "missing": "; ".join(missing)})
        if not facts.marks:
            return Answer(_UNKNOWN, "marks.none_held", threshold)
        return Answer(_DONE, "marks.met", threshold)

    return find


def participation(facts: CompletionFacts) -> Answer:
    """Took part in the whole programme. How much may be missed is the profile's to say; nobody here assumes a share.

    What the class board denies is denied. Else the signed rolls decide by the profile's limit; where no limit is on
    record, or no roll was kept, the board's word does.
    """
    rolls, limit = facts.attendance, facts.absence_limit
    if rolls is None or facts.took_part is False:
        return _stated("participation", facts.took_part, {})
    half_days = str(rolls.whole.half_days)
    counted = {"absent": str(rolls.absences.half_days), "half_days": half_days}
    if rolls.is_settled and not rolls.absences.half_days:
        return Answer(_DONE, "participation.whole", counted)
    if limit is None:
        if facts.took_part is None and rolls.is_settled:
            return Answer(_UNKNOWN, "participation.no_limit", counted)
        return _stated("participation", facts.took_part, counted)
    if not rolls.is_settled:
        return Answer(_UNKNOWN, "participation.unsigned", {"signed": str(rolls.signed), "half_days": half_days})
    return _by_limit(rolls, limit)


def _by_limit(rolls: AttendanceFacts, limit: AbsenceLimit) -> Answer:
    of = rolls.whole.periods if limit.measure is Measure.PERIODS else rolls.whole.half_days
    counted = {
        "absent": str(rolls.absences.counted(limit)),
        "of": str(of),
        "measure": limit.measure.value,
        "counts": ",".join(sorted(limit.counts)),
        "limit": str(limit.percent),
    }
    if is_beyond(rolls.absences, rolls.whole, limit):
        return Answer(_NOT, "participation.beyond", counted, limit.citation)
    return Answer(_DONE, "participation.within", counted, limit.citation)


def conduct(facts: CompletionFacts) -> Answer:
    """Obeyed the rules of the class, as the class board states."""
    return _stated("conduct", facts.obeyed, {})


def _stated(kind: str, stated: bool | None, facts: Mapping[str, str]) -> Answer:  # noqa: FBT001 - the statement itself
    if stated is None:
        return Answer(_UNKNOWN, f"{kind}.unknown", facts)
    return Answer(_DONE, f"{kind}.stated", facts) if stated else Answer(_NOT, f"{kind}.denied", facts)


def plain(number: Decimal | None) -> str:
    """A number without needless zeros, with a Vietnamese comma: ``7,5``; empty for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def parse_completion_rules(content: Mapping[str, Any]) -> CompletionRules:
    """Rules from ``{"code", "programme_kinds", "rules": [{"code", "instrument", …, "condition": {"kind", …}}]}``.

    Raises ValueError that names the rule and the field: nothing unknown is skipped and nothing absent is assumed.
    """
    top = Table("completion rules", content)
    code = top.text("code")
    top.where = f"completion rules {code}"
    rules = CompletionRules(code, top.codes("programme_kinds"), tuple(_parse_rule(row) for row in top.tables("rules")))
    top.finish()
    return rules


def _parse_rule(row: Table) -> CompletionRule:
    row.where = f"{row.where} ({(code := row.text('code'))})"
    rule = CompletionRule(
        code=code,
        citation=Citation(row.text("instrument"), row.take("article", str, ""), row.take("verified", bool)),
        valid_from=row.take("valid_from", dt.date),
        valid_to=row.take_optional("valid_to", dt.date),
        condition=_parse_condition(row.table("condition")),
        text_vi=row.text("text_vi"),
        text_en=row.text("text_en"),
    )
    row.finish()
    return rule


def _parse_condition(row: Table) -> Condition:
    kind = row.text("kind")
    if kind not in KINDS:
        raise row.wrong("kind", "not_one_of", known=", ".join(KINDS), value=kind)
    condition = KINDS[kind](row)
    row.finish()
    return condition


KINDS: Mapping[str, Callable[[Table], Condition]] = {
    "marks_at_least": lambda row: marks_at_least(Decimal(row.count("least"))),
    "participation": lambda _row: participation,
    "conduct": lambda _row: conduct,
}
"""Every kind of condition by the name rule files give it, and how it is read."""

REASON_CODES = (
    NO_RULE,
    CHANGED,
    *(f"marks.{answer}" for answer in ("met", "unmet", "unknown", "none_held")),
    *(f"participation.{answer}" for answer in ("whole", "within", "beyond", "no_limit", "unsigned")),
    *(f"participation.{answer}" for answer in ("stated", "denied", "unknown")),
    *(f"conduct.{answer}" for answer in ("stated", "denied", "unknown")),
)
"""Every code a reason can carry, for those who put them into words."""
