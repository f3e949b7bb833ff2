"""What a rule answers: a standing, and the reasons for it with their legal source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """How a nominee stands before the rules. A missing fact is never a refusal."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not_eligible"
    NOT_ENOUGH_INFORMATION = "not_enough_information"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: the instrument as its readers name it, and the article within it.

    ``verified`` is false while nobody has compared the rule with the official text.
    """

    instrument: str
    article: str = ""
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule's answer. ``code`` is translated by a slice's phrases, with ``facts`` filled in."""

    rule: str
    standing: Standing
    code: str
    citation: Citation
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of one nominee, with every rule's reason in the order the rules were asked."""

    standing: Standing
    reasons: tuple[Reason, ...]

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that made the standing what it is."""
        return tuple(reason for reason in self.reasons if reason.standing is self.standing)
