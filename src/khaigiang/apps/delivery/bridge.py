"""A class's rows ⇄ what the core asks before an opening, and what the intake room asks of an attendance workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from django.db.models import Count, QuerySet

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import trainees
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.models import Attendance, Confirmation
from khaigiang.apps.delivery.permissions import check_may_confirm
from khaigiang.apps.delivery.queries import about, periods_by_half_day
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.apps.plans.queries import consents_of
from khaigiang.apps.timetables.bridge import problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.attendance import Presence
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.opening import CONFIRMED, Gap, OpeningCheck, OpeningFacts, find_gaps
from khaigiang.core.states import CLASSES_BEGUN, NominationState, PaperState, RollState
from khaigiang.core.timetabling.problem import Violation
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase, allowed
from khaigiang.intake.attendance import AttendanceForm, TraineeLine


def opening_facts(training_class: TrainingClass) -> OpeningFacts:
    """How a class stands before its opening."""
    facts = _facts_of([training_class])[training_class.pk]
    return replace(facts, faults=len(timetable_faults(training_class))) if facts.lessons else facts


def opening_gaps(classes: Iterable[TrainingClass]) -> Mapping[int, tuple[Gap, ...]]:
    """What each of these classes misses before it opens, in seven queries for all of them.

    That a timetable is there is enough here: whether it still keeps every rule is asked class by class, on the page of
    the opening and before it. Wants the planned classes and the lines at hand.
    """
    return {key: find_gaps(facts) for key, facts in _facts_of(list(classes)).items()}


def _facts_of(rows: Sequence[TrainingClass]) -> Mapping[int, OpeningFacts]:
    """How these classes stand, the faults of their timetables left out."""
    keys = [row.pk for row in rows]
    unseated = _counted(
        Nomination.objects.filter(
            line__in={row.line_id for row in rows}, state=NominationState.ACCEPTED, enrolment__isnull=True
        ),
        "line",
    )
    sizes = _counted(Enrolment.objects.filter(training_class__in=keys), "training_class")
    delegated = {row.line_id for row in rows if row.line.delegated}
    seated = _counted(Enrolment.objects.filter(training_class__line__in=delegated), "training_class__line")
    lessons = _counted(Lesson.objects.filter(training_class__in=keys), "training_class")
    decisions = Paper.objects.filter(about__in=[about(row) for row in rows], kind=PaperKind.OPENING_DECISION)
    decided = {key: PaperState(state) for key, state in decisions.values_list("about", "state")}
    consents = consents_of(delegated)
    committed = _committed({row.line_id for row in rows if row.line.delegated and row.line.estimate is not None})
    confirmed: dict[int, set[OpeningCheck]] = {key: set() for key in keys}
    for key, item in Confirmation.objects.filter(training_class__in=keys).values_list("training_class", "item"):
        confirmed[key].add(OpeningCheck(item))
    return {
        row.pk: OpeningFacts(
            unseated=unseated.get(row.line_id, 0),
            size=sizes.get(row.pk, 0),
            minimum=row.planned.minimum,
            maximum=row.planned.maximum,
            lessons=lessons.get(row.pk, 0),
            faults=0,
            decision=decided.get(about(row)),
            confirmed=frozenset(confirmed[row.pk]),
            delegated=row.line.delegated,
            consent=consents.get(row.line_id),
            seated=seated.get(row.line_id, 0),
            seats=row.line.seats,
            budget=row.line.estimate,
            estimate=row.planned.estimate,
            committed=sum(cost for held, cost in committed.get(row.line_id, ()) if held != row.planned_id),
        )
        for row in rows
    }


def _committed(lines: set[int]) -> Mapping[int, list[tuple[int, int]]]:
    """Of each of these lines the planned classes that have begun, each with what it may cost."""
    found: dict[int, list[tuple[int, int]]] = {key: [] for key in lines}
    begun = PlannedClass.objects.filter(line__in=lines, training_class__state__in=CLASSES_BEGUN, estimate__isnull=False)
    for line, key, estimate in begun.order_by().values_list("line", "pk", "estimate"):
        found[line].append((key, estimate or 0))
    return found


def _counted(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(by).annotate(found=Count("pk")))


def timetable_faults(training_class: TrainingClass) -> tuple[Violation, ...]:
    """The hard rules that a class's timetable breaks today, beside the other classes of its plan.

    The solver may have used the days the topics need or the whole window; what holds in either holds.
    """
    rows = rows_of(training_class.line.plan)
    timetable = timetable_of(rows)
    for whole_window in (False, True):
        broken = verify(problem_of(rows, whole_window=whole_window), timetable)
        own = tuple(each for each in broken if _concerns(each, training_class.code))
        if not own:
            break
    return own


def _concerns(violation: Violation, code: str) -> bool:
    named = chain([violation.facts.get("class", "")], (lesson.class_id for lesson in violation.lessons))
    return code in named


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One item of the checklist: what is missing and what to do, or by whom it was confirmed.

    ``may_confirm`` is whether the reader is the one to confirm it now.
    """

    check: OpeningCheck
    name: Phrase
    missing: tuple[tuple[Phrase, Phrase], ...]
    confirmation: Confirmation | None
    may_confirm: bool


def checklist(training_class: TrainingClass, actor: Actor) -> tuple[CheckRow, ...]:
    """The opening checklist as a page shows it, in its order."""
    gaps = find_gaps(opening_facts(training_class))
    confirmations = {each.item: each for each in training_class.confirmations.all()}
    return tuple(
        CheckRow(
            check,
            phrases.CHECKS[check],
            tuple((phrases.gap_in_words(gap), phrases.WHAT_TO_DO[gap.code]) for gap in gaps if gap.check is check),
            confirmations.get(check.value),
            check in CONFIRMED and check.value not in confirmations and allowed(check_may_confirm, actor, check.value),
        )
        for check in OpeningCheck
        if _is_asked(check, training_class.line)
    )


def _is_asked(check: OpeningCheck, line: PlanLine) -> bool:
    """Whether a class of this line has the item on its checklist."""
    if check is OpeningCheck.BUDGET:
        return line.delegated and line.estimate is not None
    return check is not OpeningCheck.CONSENT or line.delegated


def attendance_form(training_class: TrainingClass) -> AttendanceForm:
    """What the attendance workbook of a class offers: the half-days that nobody has signed off."""
    signed = {
        HalfDay(day, Part(part))
        for day, part in training_class.rolls.filter(state=RollState.SIGNED).values_list("day", "part")
    }
    marks = Attendance.objects.filter(roll__training_class=training_class).order_by()
    return AttendanceForm(
        training_class.code,
        training_class.name,
        tuple(
            TraineeLine(row.pk, row.nomination.person.full_name, row.unit_then or row.nomination.unit.name)
            for row in trainees(training_class)
        ),
        tuple(half_day for half_day in periods_by_half_day(training_class) if half_day not in signed),
        {
            (enrolment, HalfDay(day, Part(part))): Presence(presence)
            for enrolment, day, part, presence in marks.values_list("enrolment", "roll__day", "roll__part", "presence")
        },
    )
