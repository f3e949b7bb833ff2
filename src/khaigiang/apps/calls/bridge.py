"""Rules of the core in the words of a call."""

from collections.abc import Iterable

from khaigiang.apps.calls.phrases import UNVERIFIED
from khaigiang.apps.nominations.bridge import AUDIENCE, rules_of
from khaigiang.apps.nominations.queries import first_day_of
from khaigiang.apps.plans.models import PlanLine
from khaigiang.core.eligibility.rules import Rule


def conditions_of(lines: Iterable[PlanLine]) -> list[str]:
    """The conditions of these lines in words, each with its source and once: what is unverified says so."""
    said = (_in_words(rule) for line in lines for rule in rules_of(line) if rule.is_in_force(first_day_of(line)))
    return list(dict.fromkeys(said))


def _in_words(rule: Rule) -> str:
    cited = [rule.citation.article, rule.citation.instrument] if rule.code != AUDIENCE else [rule.citation.instrument]
    if not rule.citation.verified:
        cited.append(UNVERIFIED)
    return f"{rule.text_vi.rstrip('.')} ({', '.join(part for part in cited if part)})."
