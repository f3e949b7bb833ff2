"""Rows of a class as the core and the mark sheet know them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import trainee_row, trainees
from khaigiang.apps.delivery.models import Attendance, Presence, Roll
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.results.models import Assessment, Mark, Remark
from khaigiang.apps.results.queries import assessments_of
from khaigiang.core.completion import CompletionFacts, MarkFact
from khaigiang.core.states import RollState
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake import marks as intake

ABSENT = (Presence.EXCUSED, Presence.UNEXCUSED)


@dataclass(frozen=True, slots=True)
class Absences:
    """Half-days missed by the key of the enrolment, of ``half_days``; None while the rolls are not all signed."""

    half_days: int | None
    missed: Mapping[int, int]


def absences_of(training_class: TrainingClass) -> Absences:
    """Nobody is said to have been there on a half-day whose roll is not signed."""
    taught = set(training_class.lessons.values_list("day", "part"))
    signed = set(Roll.objects.filter(training_class=training_class, state=RollState.SIGNED).values_list("day", "part"))
    if not signed or not taught <= signed:
        return Absences(None, {})
    missed = Attendance.objects.filter(roll__training_class=training_class, presence__in=ABSENT)
    return Absences(len(signed), Counter(missed.values_list("enrolment", flat=True)))


def facts_of(training_class: TrainingClass, enrolments: Iterable[Enrolment]) -> Mapping[int, CompletionFacts]:
    """What is known of each trainee by the key of the enrolment, in six queries."""
    assessments = assessments_of(training_class)
    held = Mark.objects.filter(enrolment__training_class=training_class)
    marks = {(each.enrolment_id, each.assessment_id): each.value for each in held}
    remarks = {each.enrolment_id: each for each in Remark.objects.filter(enrolment__training_class=training_class)}
    absences = absences_of(training_class)
    return {each.pk: _facts(each, assessments, marks, remarks.get(each.pk), absences) for each in enrolments}


def _facts(
    enrolment: Enrolment,
    assessments: Iterable[Assessment],
    marks: Mapping[tuple[int, int], Decimal],
    remark: Remark | None,
    absences: Absences,
) -> CompletionFacts:
    # No regulation profile is kept yet, so no absence limit is on record.
    return CompletionFacts(
        marks=tuple(
            MarkFact(each.name, each.scale, each.weight, marks.get((enrolment.pk, each.pk))) for each in assessments
        ),
        absent=None if absences.half_days is None else absences.missed.get(enrolment.pk, 0),
        half_days=absences.half_days,
        took_part=remark.took_part if remark else None,
        obeyed=remark.obeyed if remark else None,
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
