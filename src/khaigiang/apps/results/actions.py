"""Writes to marks, remarks and completions, and the decision that recognises them."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from django.db.models import Sum

from khaigiang.apps.catalogue.models import Programme, Topic, TopicKind
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.queries import hold_class
from khaigiang.apps.papers.actions import draft, issue, let_issue
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.people.actions import record_training
from khaigiang.apps.people.models import TrainingRecord
from khaigiang.apps.quotas.actions import count
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.apps.results import phrases
from khaigiang.apps.results.bridge import facts_of
from khaigiang.apps.results.exports import about, recognition_order, signed_order
from khaigiang.apps.results.models import Assessment, Completion, CompletionReason, Mark, Remark
from khaigiang.apps.results.permissions import check_may_judge, check_may_mark
from khaigiang.apps.results.queries import assessments_of
from khaigiang.core.completion import CompletionStanding, Judgement, judge, plain, unsettled
from khaigiang.core.states import CLASSES_BEGUN, ClassState
from khaigiang.data.completion import completion_rules
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

BATCH = 1000


@action
def set_up_assessments(programme: Programme, *, by: Actor) -> list[Assessment]:
    """One assessment out of 10 for each test among the topics of a programme version that has none yet."""
    check_may_mark(by)
    if programme.assessments.exists():
        raise Refused("has_assessments", phrases.HAS_ASSESSMENTS, name=programme.name)
    tests = Topic.objects.filter(module__programme=programme, kind=TopicKind.TEST)
    made = Assessment.objects.bulk_create(
        Assessment(programme=programme, place=place, name=topic.name, scale=Decimal(10))
        for place, topic in enumerate(tests, start=1)
    )
    if not made:
        raise Refused("no_test_topic", phrases.NO_TEST_TOPIC, name=programme.name)
    audit.record("results.assessments_set_up", programme, by=by, programme=programme.code, assessments=len(made))
    return made


@action
def record_marks(training_class: TrainingClass, marks: Mapping[tuple[int, int], Decimal | None], *, by: Actor) -> int:
    """Write marks by (enrolment, assessment); None takes a mark away. Returns how many changed.

    Raises Refused, with nothing written, for somebody or something of another class, for a mark beyond its scale, and
    for a change to a result on which a certificate rests.
    """
    check_may_mark(by)
    hold_class(training_class)
    assessments = {each.pk: each for each in assessments_of(training_class)}
    if {assessment for _, assessment in marks} - assessments.keys():
        raise Refused("assessment_not_of_programme", phrases.NOT_OF_PROGRAMME, name=training_class.name)
    enrolments = _enrolments(training_class, {enrolment for enrolment, _ in marks})
    held = {(each.enrolment_id, each.assessment_id): each for each in Mark.objects.filter(enrolment__in=enrolments)}
    changed = {key: value for key, value in marks.items() if value != (held[key].value if key in held else None)}
    for (enrolment, assessment), value in changed.items():
        _refuse_beyond(assessments[assessment], value, enrolments[enrolment])
    _refuse_sealed({enrolment for enrolment, _ in changed}, enrolments)
    Mark.objects.filter(pk__in=[held[key].pk for key, value in changed.items() if value is None]).delete()
    Mark.objects.bulk_create(
        [
            Mark(assessment_id=assessment, enrolment_id=enrolment, value=value, scale=assessments[assessment].scale)
            for (enrolment, assessment), value in changed.items()
            if value is not None
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["assessment", "enrolment"],
        update_fields=["value", "scale"],
    )
    _unsettle({enrolment for enrolment, _ in changed}, enrolments, training_class)
    audit.record("results.marks_recorded", training_class, by=by, name=training_class.name, marks=len(changed))
    return len(changed)


@action
def state_remarks(
    training_class: TrainingClass, remarks: Mapping[int, tuple[bool | None, bool | None]], *, by: Actor
) -> int:
    """Write what the class board states, (took part, obeyed) by enrolment; None for nothing. Gives how many changed."""
    check_may_mark(by)
    hold_class(training_class)
    enrolments = _enrolments(training_class, remarks.keys())
    held = {row.enrolment_id: (row.took_part, row.obeyed) for row in Remark.objects.filter(enrolment__in=enrolments)}
    changed = {key: said for key, said in remarks.items() if said != held.get(key, (None, None))}
    _refuse_sealed(changed.keys(), enrolments)
    Remark.objects.bulk_create(
        [
            Remark(enrolment_id=key, took_part=took_part, obeyed=obeyed, stated_by=by.name, stated_on=clock.today())
            for key, (took_part, obeyed) in changed.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["took_part", "obeyed", "stated_by", "stated_on"],
    )
    _unsettle(changed.keys(), enrolments, training_class)
    audit.record("results.remarks_stated", training_class, by=by, name=training_class.name, remarks=len(changed))
    return len(changed)


@action
def record_grid(
    training_class: TrainingClass,
    marks: Mapping[tuple[int, int], Decimal | None],
    remarks: Mapping[int, tuple[bool | None, bool | None]],
    *,
    by: Actor,
) -> int:
    """The marks and remarks of one page: all of them or none. Returns how many changed."""
    return record_marks(training_class, marks, by=by) + state_remarks(training_class, remarks, by=by)


@action
def judge_class(training_class: TrainingClass, *, by: Actor) -> list[Completion]:
    """Judge everybody anew by the rules in force on the last day; a result with a certificate stays as it is.

    Raises Refused before the class has opened.
    """
    check_may_judge(by)
    if training_class.state not in CLASSES_BEGUN:
        raise Refused("class_not_begun", phrases.NOT_BEGUN, name=training_class.name)
    locked(Quota.objects.filter(line=training_class.line_id))  # seats first, as at an opening
    hold_class(training_class)
    known = Completion.objects.select_for_update().filter(enrolment__training_class=training_class).order_by("pk")
    sealed = {each.enrolment_id for each in known if each.sealed_on}
    enrolments = list(training_class.enrolments.exclude(pk__in=sealed).order_by("pk"))
    facts = facts_of(training_class, enrolments)
    found = completion_rules(training_class.line.programme.kind)
    on = training_class.finished_on or training_class.planned.last_day
    judged = [(each, judge(facts[each.pk], found.rules if found else (), on=on)) for each in enrolments]
    made = _write_completions(judged, training_class)
    _tell_ledgers(training_class, on, by)
    standings = Counter(judgement.standing for _, judgement in judged)
    audit.record(
        "results.judged",
        training_class,
        by=by,
        name=training_class.name,
        **{standing.value: standings[standing] for standing in CompletionStanding},
    )
    return made


def _tell_ledgers(training_class: TrainingClass, on: dt.date, by: Actor) -> None:
    """The people's ledger and the fifth count follow each judgement of a class that is over."""
    if training_class.state != ClassState.FINISHED:
        return
    line, source = training_class.line, f"class:{training_class.pk}"
    units = dict(training_class.enrolments.values_list("nomination__person", "nomination__list__unit"))
    before = TrainingRecord.objects.filter(source=source).values_list("person", flat=True)
    change = Counter({units[person]: 0 for person in units})
    change.subtract(units[person] for person in before)
    done = training_class.enrolments.filter(completion__standing=CompletionStanding.COMPLETED).order_by("pk")
    persons = list(done.values_list("nomination__person", flat=True))
    change.update(units[person] for person in persons)
    record_training(
        persons,
        programme=line.programme.code,
        title=line.programme.name,
        source=source,
        finished_on=on,
        periods=training_class.lessons.aggregate(held=Sum("periods"))["held"],
        by=by,
    )
    count(line, "completed", {unit: more for unit, more in change.items() if more}, by=by)


@action
def seal(completions: Collection[int], *, on: dt.date | None, by: Actor) -> int:
    """Set results (by id) fast, because a certificate rests on them; ``on`` None sets them free again."""
    changed = Completion.objects.filter(pk__in=completions).update(sealed_on=on)
    audit.record("results.sealed" if on else "results.unsealed", "completions", by=by, results=changed)
    return changed


@action
def draft_recognition(training_class: TrainingClass, *, by: Actor) -> Paper:
    """Draft the decision that recognises who has completed, with the blank number."""
    check_may_judge(by)
    _refuse_without_completions(training_class)
    paper = draft(recognition_order(training_class, dated=None), by=by)
    audit.record("results.recognition_drafted", training_class, by=by, name=training_class.name)
    return paper


@action
def issue_recognition(training_class: TrainingClass, *, dated: dt.date, by: Actor) -> Paper:
    """Number and date the drafted decision. Only where the office has automatic numbering on."""
    check_may_judge(by)
    _refuse_without_completions(training_class)
    paper = Paper.objects.filter(about=about(training_class), kind=PaperKind.RECOGNITION).first()
    if paper is None:
        raise Refused("recognition_not_drafted", phrases.NOT_DRAFTED, name=training_class.name)
    issue(paper, recognition_order(training_class, dated=dated), by=by)
    audit.record("results.recognition_issued", training_class, by=by, name=training_class.name, number=paper.number)
    return paper


def _enrolments(training_class: TrainingClass, keys: Collection[int]) -> dict[int, Enrolment]:
    rows = training_class.enrolments.filter(pk__in=keys).select_related("nomination__person")
    found = {each.pk: each for each in rows}
    if len(found) != len(keys):
        raise Refused("trainee_not_of_class", phrases.NOT_OF_CLASS, name=training_class.name)
    return found


def _refuse_beyond(assessment: Assessment, value: Decimal | None, enrolment: Enrolment) -> None:
    if value is not None and not 0 <= value <= assessment.scale:
        name = enrolment.nomination.person.full_name
        facts = {"value": plain(value), "name": name, "scale": plain(assessment.scale)}
        raise Refused("mark_out_of_scale", phrases.OUT_OF_SCALE, **facts)


def _refuse_sealed(changed: Collection[int], enrolments: Mapping[int, Enrolment]) -> None:
    """The results are locked until the marks stand, so that no certificate is issued on what is being changed."""
    if not changed:
        return
    rows = Completion.objects.select_for_update().filter(enrolment__in=changed).order_by("pk")
    sealed = next((row for row in rows if row.sealed_on), None)
    if sealed is not None:
        raise Refused("result_sealed", phrases.SEALED, name=enrolments[sealed.enrolment_id].nomination.person.full_name)


def _unsettle(changed: Collection[int], enrolments: Mapping[int, Enrolment], training_class: TrainingClass) -> None:
    """A verdict on what has changed since is none: nobody gets a certificate on it before they are judged again."""
    judged = Completion.objects.filter(enrolment__in=changed).order_by("pk").values_list("enrolment", flat=True)
    _write_completions([(enrolments[key], unsettled()) for key in judged], training_class)


def _refuse_without_completions(training_class: TrainingClass) -> None:
    done = Completion.objects.filter(enrolment__training_class=training_class, standing=CompletionStanding.COMPLETED)
    if not done.exists():
        raise Refused("class_not_judged", phrases.NOT_JUDGED, name=training_class.name)


def _write_completions(
    judged: Iterable[tuple[Enrolment, Judgement]], training_class: TrainingClass
) -> list[Completion]:
    """Each verdict in the place of the one before, on the same row: a revoked certificate still points to it."""
    pairs = [
        (
            Completion(
                enrolment=enrolment,
                standing=judgement.standing,
                final=judgement.final,
                judged_on=clock.today(),
                interim=training_class.state != ClassState.FINISHED,
            ),
            judgement,
        )
        for enrolment, judgement in judged
    ]
    made = Completion.objects.bulk_create(
        [completion for completion, _ in pairs],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["enrolment"],
        update_fields=["standing", "final", "judged_on", "interim"],
    )
    CompletionReason.objects.filter(completion__in=[each.pk for each in made]).delete()
    CompletionReason.objects.bulk_create(
        (
            CompletionReason(
                completion=completion,
                place=place,
                rule=reason.rule,
                standing=reason.standing,
                code=reason.code,
                facts=dict(reason.facts),
                instrument=reason.citation.instrument,
                article=reason.citation.article,
                verified=reason.citation.verified,
            )
            for completion, judgement in pairs
            for place, reason in enumerate(judgement.reasons, start=1)
        ),
        batch_size=BATCH,
    )
    return made


let_issue(PaperKind.RECOGNITION, signed_order)
