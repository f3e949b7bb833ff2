"""Findings as they are kept with a run and shown: once each, in words of both languages."""

from collections.abc import Iterable

from django.utils import translation

from khaigiang.intake.findings import Finding
from khaigiang.intake.phrases import message


def problem_dicts(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """One entry for each finding, in the order found; the same cell is not told twice of the same thing."""
    once = {(each.file, each.sheet, each.cell, each.code): each for each in reversed(list(findings))}
    return [_problem(each) for each in reversed(once.values())]


def _problem(finding: Finding) -> dict[str, str]:
    said = {}
    for language in ("vi", "en"):
        with translation.override(language):
            said[language] = message(finding)
    return {
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": said["vi"],
        "message_en": said["en"],
    }
