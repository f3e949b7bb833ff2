"""What a run keeps: its papers, and its findings once each in words of both languages."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import translation

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.exports import about
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.core.states import NominationState
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding, Severity
from khaigiang.intake.phrases import message

# The database keeps the keys of an object in an order of its own; who writes one down takes this.
PROBLEM_KEYS = ("file", "sheet", "cell", "code", "severity", "message", "message_en")


def papers_of(plan: Plan) -> QuerySet[Paper]:
    """Every paper of a plan: about itself, about its classes or a part of one, and of its lecturers."""
    whole = Q(about=f"plan:{plan.pk}") | Q(about__endswith=f"/plan:{plan.pk}")
    for training_class in TrainingClass.objects.filter(line__plan=plan):
        key = about(training_class)
        whole |= Q(about=key) | Q(about__startswith=f"{key}/")
    return Paper.objects.filter(whole).order_by("file_name")


def problem_dicts(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """One entry for each finding, file by file from the top; the same cell is not told twice of one thing."""
    once = {(each.file, each.sheet, each.cell, each.code): each for each in findings}
    return [_problem(each) for each in sorted(once.values(), key=_where)]


def _where(finding: Finding) -> tuple[str, str, int, int, str]:
    """Where a finding stands, so that C9 comes before C10 and Z3 before AA3."""
    column = finding.cell.rstrip("0123456789")
    row = finding.cell[len(column) :]
    return finding.file, finding.sheet, int(row or 0), len(column), column


def unseated(line: PlanLine) -> list[Finding]:
    """A problem for everybody accepted whom no class could take, at the cell they were nominated in."""
    left = Nomination.objects.filter(line=line, state=NominationState.ACCEPTED, enrolment__isnull=True)
    return [
        Finding(
            row.list.file_name,
            row.sheet,
            row.cell,
            "person_without_class",
            Severity.PROBLEM,
            {"name": row.person.full_name},
        )
        for row in left.select_related("person", "list").order_by("list__file_name", "place")
    ]


def refusal_dict(refused: Refused) -> dict[str, str]:
    """A refusal of the whole run, which stands in no cell, as one entry."""
    return {
        "file": "",
        "sheet": "",
        "cell": "",
        "code": refused.code,
        "severity": Severity.FILE_FAULT.value,
        "message": refused.in_language("vi"),
        "message_en": refused.in_language("en"),
    }


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
