"""Rows of a class as the core and the mark sheet know them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import trainee_row, trainees
from khaigiang.apps.delivery.queries import AbsenceTable, absences
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.results.models import Mark, Remark
from khaigiang.apps.results.queries import assessments_of
from khaigiang.core.attendance import AbsenceLimit
from khaigiang.core.completion import AttendanceFacts, CompletionFacts, MarkFact
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake import marks as intake


def facts_of(training_class: TrainingClass, enrolments: Iterable[Enrolment]) -> Mapping[int, CompletionFacts]:
    """What is known of each trainee by the key of the enrolment, in six queries.

    Raises Refused when the regulation profiles cannot be read.
    """
    assessments = assessments_of(training_class)
    held = Mark.objects.filter(enrolment__training_class=training_class)
    marks = {(each.enrolment_id, each.assessment_id): each.value for each in held}
    remarks = {each.enrolment_id: each for each in Remark.objects.filter(enrolment__training_class=training_class)}
    table = absences(training_class)
    rolls = _rolls(table)
    return {
        each.pk: _facts(
            tuple(MarkFact(of.name, of.scale, of.weight, marks.get((each.pk, of.pk))) for of in assessments),
            remarks.get(each.pk),
            rolls.get(each.pk),
            table.limit,
        )
        for each in enrolments
    }


def _rolls(table: AbsenceTable) -> Mapping[int, AttendanceFacts]:
    """What the rolls say of each trainee; nothing where nobody kept one."""
    if not any(row.absences.taken for row in table.rows):
        return {}
    return {row.row.enrolment.pk: AttendanceFacts(row.absences, table.whole, row.signed) for row in table.rows}


def _facts(
    marks: tuple[MarkFact, ...], remark: Remark | None, rolls: AttendanceFacts | None, limit: AbsenceLimit | None
) -> CompletionFacts:
    return CompletionFacts(
        marks=marks,
        attendance=rolls,
        took_part=remark.took_part if remark else None,
        obeyed=remark.obeyed if remark else None,
        absence_limit=limit,
    )


def mark_sheet_of(training_class: TrainingClass) -> intake.MarkSheet:
    """The class's mark sheet with the marks there are."""
    marks: dict[int, dict[int, Decimal]] = {}
    for mark in Mark.objects.filter(enrolment__training_class=training_class):
        marks.setdefault(mark.enrolment_id, {})[mark.assessment_id] = mark.value
    return intake.MarkSheet(
        training_class.name,
        tuple(intake.MarkColumn(each.pk, each.place, each.name, each.scale) for each in assessments_of(training_class)),
        tuple(_trainee(each, marks.get(each.pk, {})) for each in trainees(training_class)),
    )


def _trainee(enrolment: Enrolment, marks: Mapping[int, Decimal]) -> intake.Trainee:
    person = enrolment.nomination.person
    unit = trainee_row(enrolment, SYSTEM).unit
    return intake.Trainee(enrolment.pk, person.full_name, str(birth_of(person) or ""), unit, marks)
