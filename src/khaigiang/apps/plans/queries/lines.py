"""Plans, their lines, and what the parties of a line have said."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Sum
from django.utils.translation import get_language

from khaigiang.apps.catalogue.models import Topic, TopicKind
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import (
    Consent,
    LecturerRequest,
    Plan,
    PlanLine,
    PlannedClass,
    ReportedResult,
    SendingUnit,
    Tracking,
)
from khaigiang.apps.plans.permissions import lines_seen_by, sees_every_line
from khaigiang.apps.plans.queries.budget import Budget, budget_of, may_be_stated
from khaigiang.apps.plans.queries.life import DRAFTS, drafts_last
from khaigiang.core.states import ConsentState, LecturerRequestState, PlanState
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.data.fields import fields
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.web.marks import Mark


def latest_plan() -> Plan | None:
    """The plan that pages speak of unless another is asked for: that of the latest year, drafts behind all others."""
    return Plan.objects.order_by(drafts_last(), "-year", "-issued_on", "-pk").first()


def plan_numbered(number: str, *, year: int) -> Plan | None:
    """The plan of a number in a year; the latest where several bodies use it."""
    return Plan.objects.filter(number=number, year=year).order_by("-pk").first()


def plan_called(number: str, *, year: int | None = None) -> Plan:
    """The latest plan of a number, or that of a year. Raises Refused where there is none."""
    plans = Plan.objects.filter(number=number) if year is None else Plan.objects.filter(number=number, year=year)
    plan = plans.order_by("-year", "-issued_on", "-pk").first()
    if plan is None:
        raise Refused("no_such_plan", phrases.NO_SUCH_PLAN, wanted=number)
    return plan


def lines_of_year(year: int) -> GuardedQuerySet[PlanLine]:
    """The lines of every plan of a year that was approved, plan by plan in their order."""
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.select_related("plan", "programme").filter(plan__year=year)
    return lines.exclude(plan__state__in=DRAFTS).order_by("plan", "pk")


def lines_of_latest_plan() -> GuardedQuerySet[PlanLine]:
    """The lines of that plan whose people are known here, in its order, with their programmes."""
    plan = latest_plan()
    return lines_run_here(plan).select_related("plan", "programme") if plan else PlanLine.objects.filter(pk__in=[])


def lines_run_here(plan: Plan) -> GuardedQuerySet[PlanLine]:
    """The lines of a plan whose classes are formed, timetabled and taught here, in its order."""
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.filter(plan=plan, tracking=Tracking.CLASSES).order_by("pk")
    return lines


def consents_of(lines: Iterable[int]) -> Mapping[int, ConsentState]:
    """How the consent to each of these lines (by id) stands; a line for which nobody has asked is not there."""
    asked = Consent.objects.filter(line__in=set(lines)).values_list("line", "state")
    return {line: ConsentState(state) for line, state in asked}


def organises(actor: Actor) -> bool:
    """Whether a unit of the actor organises any line."""
    return PlanLine.objects.filter(organiser_unit__in=actor.scope).exists()


def field_names() -> Mapping[str, str]:
    """The names of the fields in the reader's language, by their codes."""
    english = (get_language() or "").startswith("en")
    return {field.code: field.english if english else field.name for field in fields()}


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan in the list of all: how many of its lines the reader sees, with their classes and seats."""

    plan: Plan
    mark: Mark
    lines: int
    classes: int
    seats: int

    @property
    def year(self) -> int:
        return self.plan.year

    @property
    def number(self) -> str:
        return self.plan.number

    @property
    def issuer_key(self) -> str:
        return text_sort_key(self.plan.issuer)

    def says(self, text: str) -> bool:
        """Whether number, issuer or title has these letters, whatever the diacritics."""
        return fold(text) in fold(f"{self.plan.number} {self.plan.issuer} {self.plan.title}")


def plans_seen_by(actor: Actor) -> list[PlanRow]:
    """The plans of all years, the latest first, in one query; a sending unit's are those with a line of its own."""
    plans = Plan.objects.all()
    if not sees_every_line(actor):
        plans = plans.filter(lines__in=PlanLine.objects.filter(lines_seen_by(actor)))
    counted = plans.annotate(
        line_count=Count("lines"), class_count=Sum("lines__classes"), seat_count=Sum("lines__seats")
    )
    return [
        PlanRow(plan, phrases.STATES[plan.state], plan.line_count, plan.class_count or 0, plan.seat_count or 0)
        for plan in counted.order_by("-year", "-issued_on", "-pk")
    ]


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported of a line in all periods. People are not added up: one may have come in several periods."""

    line: PlanLine
    classes: int
    places: int

    @property
    def more_classes(self) -> int:
        return max(0, self.classes - self.line.classes)

    @property
    def more_places(self) -> int:
        return max(0, self.places - self.line.seats)

    @property
    def mark(self) -> Mark | None:
        return phrases.BEYOND_PLAN if self.more_classes or self.more_places else None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line as the plan's page shows it. ``consent`` is None where none is needed."""

    line: PlanLine
    field: str
    bloc: Phrase
    consent: Mark | None
    reported: Reported | None


def line_rows(plan: Plan, actor: Actor) -> list[LineRow]:
    """The lines of a plan that the actor sees, in its order, in one query."""
    seen = PlanLine.objects.filter(lines_seen_by(actor))
    lines = (
        PlanLine.objects.filter(plan=plan, pk__in=seen)
        .select_related("programme", "consent")
        .annotate(held=Sum("reported_results__classes"), came=Sum("reported_results__places"))
        .order_by("pk")
    )
    names = field_names()
    return [
        LineRow(
            line,
            names.get(line.programme.field, ""),
            line.get_bloc_display(),
            _consent_mark(line),
            Reported(line, line.held or 0, line.came or 0) if line.tracking == Tracking.TOTALS else None,
        )
        for line in lines
    ]


def _consent_mark(line: PlanLine) -> Mark | None:
    consent: Consent | None = getattr(line, "consent", None)
    return phrases.CONSENTS[consent.state if consent else ""] if line.delegated else None


@dataclass(frozen=True, slots=True)
class Step:
    """One act in the history of a consent, as the audit trail keeps it."""

    mark: Mark
    who: str
    day: dt.date
    words: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    request: LecturerRequest
    mark: Mark


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A class the line is to hold; ``class_id`` is that of the class once it is formed, for those who may open it.

    ``estimate`` is in words, empty while not stated; ``to_state`` is whether its figure may still be stated or changed.
    """

    planned: PlannedClass
    class_id: int | None
    estimate: str
    to_state: bool

    @property
    def study_times(self) -> Phrase:
        return phrases.study_times(self.planned.weekdays, self.planned.parts)


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything a line's page shows."""

    line: PlanLine
    field: str
    consent: Consent | None
    consent_mark: Mark | None
    steps: tuple[Step, ...]
    senders: tuple[SendingUnit, ...]
    requests: tuple[RequestRow, ...]
    topics_left: bool
    results: tuple[ReportedResult, ...]
    reported: Reported
    planned: tuple[PlannedRow, ...]
    in_office: bool
    estimate: str
    budget: Budget | None


def lines_with_parties() -> GuardedQuerySet[PlanLine]:
    """Lines with their plan, programme, organiser and consent at hand."""
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.select_related("plan", "programme", "organiser_unit", "consent")
    return lines


def line_page(line: PlanLine, actor: Actor) -> LinePage:
    """A line with its parties, its consent in words, and what was asked, reported and planned; five queries."""
    results = tuple(line.reported_results.all())
    in_office = sees_every_line(actor)
    consent: Consent | None = getattr(line, "consent", None)
    # The class is read through the reverse relation: classes stand above, and nothing of them is imported here.
    planned = list(line.planned_classes.select_related("training_class"))
    return LinePage(
        line=line,
        field=field_names().get(line.programme.field, ""),
        consent=consent,
        consent_mark=_consent_mark(line),
        steps=_steps(consent),
        senders=tuple(line.sending_units.select_related("unit")),
        requests=tuple(
            RequestRow(row, phrases.REQUESTS[row.state])
            for row in line.lecturer_requests.select_related("topic", "lecturer__person")
        ),
        topics_left=line.delegated and topics_to_ask_for(line).exists(),
        results=results,
        reported=Reported(line, sum(row.classes for row in results), sum(row.places for row in results)),
        planned=tuple(
            PlannedRow(
                row,
                getattr(getattr(row, "training_class", None), "pk", None) if in_office else None,
                "" if row.estimate is None else phrases.money(row.estimate),
                may_be_stated(row),
            )
            for row in planned
        ),
        in_office=in_office,
        estimate="" if line.estimate is None else phrases.money(line.estimate),
        budget=budget_of(line, planned),
    )


def _steps(consent: Consent | None) -> tuple[Step, ...]:
    if consent is None:
        return ()
    events = Event.objects.filter(thing=f"Consent:{consent.pk}", verb__in=phrases.CONSENT_STEPS).order_by("pk")
    return tuple(
        Step(
            phrases.CONSENT_STEPS[event.verb],
            event.actor_name,
            event.happened_at.astimezone(clock.VIET_NAM).date(),
            _words(event.facts),
        )
        for event in events
    )


def _words(facts: Mapping[str, str]) -> str:
    """What was said with one act of a consent: the remarks of a line handed back, the letter that agrees."""
    letter = facts.get("letter", "")
    return str(phrases.LETTER) % {"number": letter} if letter else facts.get("remarks", "")


def topics_to_ask_for(line: PlanLine) -> GuardedQuerySet[Topic]:
    """The topics of a line's programme that a lecturer gives and that nobody has asked a lecturer for."""
    topics: GuardedQuerySet[Topic] = Topic.objects.filter(
        module__programme=line.programme_id, kind__in=[TopicKind.LECTURE, TopicKind.DISCUSSION]
    )
    return topics.exclude(lecturer_requests__line=line).order_by("module__number", "number")


def consents_waited_for() -> GuardedQuerySet[Consent]:
    """The lines whose consent was asked and not answered, with their classes, the longest waited for first."""
    waiting: GuardedQuerySet[Consent] = Consent.objects.filter(state=ConsentState.ASKED).exclude(
        line__plan__state=PlanState.CLOSED
    )
    waiting = waiting.select_related("line__organiser_unit").prefetch_related("line__planned_classes")
    return waiting.order_by("asked_on", "pk")


def lines_without_consent(actor: Actor) -> GuardedQuerySet[PlanLine]:
    """The delegated lines that the actor's units organise and whose consent nobody asked for, or was handed back."""
    asked = Consent.objects.filter(line=OuterRef("pk")).exclude(state=ConsentState.HANDED_BACK)
    lines = lines_with_parties().filter(~Exists(asked), delegated=True, organiser_unit__in=actor.scope)
    lines = lines.exclude(plan__state=PlanState.CLOSED)
    return lines.order_by("plan", "pk")


def lines_organised(actor: Actor, *, year: int) -> GuardedQuerySet[PlanLine]:
    """The lines that the actor's units organise and run here under the plans of a year."""
    own = lines_of_year(year).filter(organiser_unit__in=actor.scope, tracking=Tracking.CLASSES)
    return own.select_related("plan", "organiser_unit")


def requests_waited_for() -> GuardedQuerySet[LecturerRequest]:
    """The requests for lecturers that the city has not answered, by line and topic."""
    requests: GuardedQuerySet[LecturerRequest] = LecturerRequest.objects.filter(state=LecturerRequestState.ASKED)
    return requests.select_related("topic", "line__organiser_unit").order_by(
        "line", "topic__module__number", "topic__number"
    )


def requests_to_answer(line: PlanLine) -> GuardedQuerySet[LecturerRequest]:
    """The requests for a lecturer that wait for the city."""
    requests: GuardedQuerySet[LecturerRequest] = LecturerRequest.objects.filter(
        line=line, state=LecturerRequestState.ASKED
    )
    return requests.select_related("topic").order_by("topic__module__number", "topic__number")
