"""What a rule answers: a standing, and the reasons for it with their legal source."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Standing(StrEnum):
    """How a nominee stands before the rules. A missing fact is never a refusal."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_ENOUGH_INFORMATION = "not_enough_information"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: the instrument as its readers name it, and the article within it.

    ``verified`` is false while the rule rests on something less than a published account of the instrument that states
    this very condition: second-hand figures, an account cut short, or our own reading.
    """

    instrument: str
    article: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's answer. ``code`` is translated by a slice's phrases, with ``facts`` filled in.

    A ``waived`` answer stands as it was found and decides nothing: an authority has exempted this person from the rule.
    """

    rule: str
    standing: Standing
    code: str
    citation: Citation
    facts: Mapping[str, str] = field(default_factory=dict)
    waived: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of one nominee, with every rule's reason in the order the rules were asked."""

    standing: Standing
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, reasons: Iterable[Reason]) -> "Verdict":
        """The verdict these reasons make: one refusal refuses, and nothing unknown can lift it."""
        given = tuple(reasons)
        standings = {reason.standing for reason in given if not reason.waived}
        for standing in (Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION):
            if standing in standings:
                return cls(standing, given)
        return cls(Standing.ELIGIBLE, given)

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that made the standing what it is."""
        return tuple(reason for reason in self.reasons if reason.standing is self.standing and not reason.waived)

    def waiving(self, rules: Container[str]) -> "Verdict":
        """The verdict with just these rules waived; a rule that is met, or that nobody asked, has nothing to waive."""
        marked = (
            replace(reason, waived=reason.rule in rules and reason.standing is not Standing.ELIGIBLE)
            for reason in self.reasons
        )
        return Verdict.of(marked)

    @property
    def rests_on_unverified(self) -> bool:
        """Whether a reason that decided comes from a rule whose citation is not verified."""
        return any(not reason.citation.verified for reason in self.deciding)
