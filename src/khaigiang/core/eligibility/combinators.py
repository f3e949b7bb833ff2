"""All, any, unless: Kleene's strong logic of three values. What is unknown decides only where nothing else does."""

import datetime as dt
from dataclasses import dataclass

from khaigiang.core.eligibility.facts import Nominee
from khaigiang.core.eligibility.finding import Condition, Finding
from khaigiang.core.verdict import Standing

_WORST_FIRST = (Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION, Standing.ELIGIBLE)


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold. The finding is that of the first part with the worst standing."""

    parts: tuple[Condition, ...]

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        return _first(_WORST_FIRST, [part.find(nominee, on) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Any:
    """One part must hold. The finding is that of the first part with the best standing."""

    parts: tuple[Condition, ...]

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        return _first(tuple(reversed(_WORST_FIRST)), [part.find(nominee, on) for part in self.parts])


@dataclass(frozen=True, slots=True)
class Unless:
    """The condition must hold, except for those for whom the exception holds: "nữ từ 28 … trừ hệ tập trung".

    While the exception does not hold, the finding is the condition's, so that the reason names the rule and not its
    exception; the fact ``exception`` gives the code of the exception's own finding.
    """

    exception: Condition
    condition: Condition

    def find(self, nominee: Nominee, on: dt.date) -> Finding:
        exception = self.exception.find(nominee, on)
        if exception.standing is Standing.ELIGIBLE:
            return exception
        found = self.condition.find(nominee, on)
        if found.standing is Standing.NOT_ELIGIBLE and exception.standing is Standing.NOT_ENOUGH_INFORMATION:
            return exception
        return Finding(found.standing, found.code, {**found.facts, "exception": exception.code})


def _first(order: tuple[Standing, ...], findings: list[Finding]) -> Finding:
    """The finding that decides; the fact ``also`` gives the codes of the others that say the same."""
    deciding = min(findings, key=lambda finding: order.index(finding.standing))
    same = [other.code for other in findings if other is not deciding and other.standing is deciding.standing]
    if not same:
        return deciding
    return Finding(deciding.standing, deciding.code, {**deciding.facts, "also": ",".join(same)})
