from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.permissions import enrolments_of_units, is_of_units, sees_everybody
from khaigiang.apps.classes.queries import trainees
from khaigiang.apps.results.models import Assessment, Completion, Mark, Remark
from khaigiang.apps.results.phrases import NOT_YET, STANDINGS, reason
from khaigiang.core.completion import CompletionStanding, plain
from khaigiang.core.states import ClassState
from khaigiang.foundation.actor import Actor
from khaigiang.web import marks as web


@dataclass(frozen=True, slots=True)
class Cell:
    """One mark as typed or as read; ``wrong`` says what is the matter with what was typed."""

    name: str
    assessment: Assessment
    text: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class SaidReason:
    """One reason in words, with its source; ``good`` when it speaks for completion."""

    text: str
    source: str
    verified: bool
    good: bool


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One trainee at the end of a class."""

    enrolment: Enrolment
    cells: tuple[Cell, ...]
    took_part: str
    obeyed: str
    mark: web.Mark
    final: str
    reasons: tuple[SaidReason, ...]
    sealed: bool


SAID: Mapping[bool | None, str] = {None: "", True: "co", False: "khong"}
"""How a statement that may be absent stands in a form."""


def assessments_of(training_class: TrainingClass) -> list[Assessment]:
    return list(Assessment.objects.filter(programme=training_class.line.programme_id))


def trainees_shown(training_class: TrainingClass, actor: Actor) -> QuerySet[Enrolment]:
    """Everyone in Vietnamese order; for a sending unit its own people only."""
    rows = trainees(training_class)
    return rows if sees_everybody(actor) else rows.filter(pk__in=enrolments_of_units(training_class, actor.scope))


def result_rows(
    training_class: TrainingClass, assessments: Sequence[Assessment], actor: Actor
) -> tuple[ResultRow, ...]:
    """Marks, remarks and completion of whoever the actor may see, in five queries."""
    enrolments = list(trainees_shown(training_class, actor))
    keys = [each.pk for each in enrolments]
    marks = {(each.enrolment_id, each.assessment_id): each for each in Mark.objects.filter(enrolment__in=keys)}
    remarks = {each.enrolment_id: each for each in Remark.objects.filter(enrolment__in=keys)}
    completions = {
        each.enrolment_id: each for each in Completion.objects.filter(enrolment__in=keys).prefetch_related("reasons")
    }
    return tuple(
        _row(
            each,
            tuple(_cell(each, assessment, marks.get((each.pk, assessment.pk))) for assessment in assessments),
            remarks.get(each.pk),
            completions.get(each.pk),
        )
        for each in enrolments
    )


def tally(rows: Sequence[ResultRow]) -> tuple[tuple[web.Mark, int], ...]:
    """How many stand how, in the order of standings; whoever was not judged comes last."""
    counted = Counter(row.mark for row in rows)
    return tuple((each, counted[each]) for each in (*STANDINGS.values(), NOT_YET) if counted[each])


def may_see(enrolment: Enrolment, actor: Actor) -> bool:
    """Whether a row with its nomination and list at hand is for this reader."""
    return sees_everybody(actor) or is_of_units(enrolment, actor.scope)


def field_name(enrolment: Enrolment, assessment: Assessment) -> str:
    """How a mark is called in the grid's form."""
    return f"d-{enrolment.pk}-{assessment.pk}"


def _cell(enrolment: Enrolment, assessment: Assessment, mark: Mark | None) -> Cell:
    return Cell(field_name(enrolment, assessment), assessment, plain(mark.value) if mark else "")


def _row(
    enrolment: Enrolment, cells: tuple[Cell, ...], remark: Remark | None, completion: Completion | None
) -> ResultRow:
    return ResultRow(
        enrolment,
        cells,
        SAID[remark.took_part if remark else None],
        SAID[remark.obeyed if remark else None],
        STANDINGS[completion.standing] if completion else NOT_YET,
        plain(completion.final) if completion else "",
        said_reasons(completion) if completion else (),
        bool(completion and completion.sealed_on),
    )


def said_reasons(completion: Completion) -> tuple[SaidReason, ...]:
    """Every rule's answer in words. Wants the reasons at hand."""
    return tuple(
        SaidReason(
            reason(each.code, each.facts),
            ", ".join(part for part in (each.instrument, each.article) if part),
            each.verified,
            each.standing == CompletionStanding.COMPLETED,
        )
        for each in completion.reasons.all()
    )


@dataclass(frozen=True, slots=True)
class ResultsLeft:
    """Of one class that is over: how many nobody has judged, who has no mark yet, and who misses another fact."""

    unjudged: int
    unmarked: tuple[str, ...]
    unclear: tuple[str, ...]


def results_left() -> Mapping[int, ResultsLeft]:
    """Each class that is over and has somebody without a settled result, in two queries."""
    people = (
        Enrolment.objects.filter(training_class__state=ClassState.FINISHED)
        .filter(Q(completion__isnull=True) | Q(completion__standing=CompletionStanding.NOT_ENOUGH_INFORMATION))
        .annotate(held=Count("marks"))
        .order_by("training_class", "nomination__person__sort_key", "pk")
    )
    wanted = dict(Assessment.objects.order_by().values_list("programme").annotate(tests=Count("pk")))
    found: dict[int, list[tuple[str, bool, bool]]] = {}
    for key, programme, name, judged, held in people.values_list(
        "training_class", "training_class__line__programme", "nomination__person__full_name", "completion", "held"
    ):
        found.setdefault(key, []).append((name, judged is not None, held < wanted.get(programme, 0)))
    return {
        key: ResultsLeft(
            unjudged=sum(not judged for _name, judged, _short in rows),
            unmarked=tuple(name for name, _judged, short in rows if short),
            unclear=tuple(name for name, judged, short in rows if judged and not short),
        )
        for key, rows in found.items()
    }


def completions_of(enrolments: Iterable[Enrolment]) -> Mapping[int, Completion]:
    """The results of these trainees with their reasons at hand, in two queries."""
    found = Completion.objects.filter(enrolment__in=list(enrolments)).prefetch_related("reasons")
    return {each.enrolment_id: each for each in found}
