"""What a run keeps: its papers, and its findings once each in words of both languages."""

from collections.abc import Iterable

from django.utils import translation

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.exports import about
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.intake.findings import Finding
from khaigiang.intake.phrases import message


def papers_about(plan: Plan) -> list[str]:
    """What the papers of a plan name as their subject: the plan, its classes, its lecturers."""
    classes = TrainingClass.objects.filter(line__plan=plan).order_by("line_id", "planned__number")
    lecturers = Lecturer.objects.filter(lessons__training_class__line__plan=plan).distinct().order_by("pk")
    return [
        f"plan:{plan.pk}",
        *(about(each) for each in classes),
        *(f"lecturer:{each.pk}:plan:{plan.pk}" for each in lecturers),
    ]


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
