import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.classes.models import Enrolment, StudyGroup, TrainingClass
from khaigiang.apps.classes.permissions import is_of_units, sees_everybody
from khaigiang.apps.classes.phrases import NO_SEAT, NOT_FORMED, STATES
from khaigiang.apps.nominations.bridge import Elsewhere, elsewhere
from khaigiang.apps.nominations.models import Decision, Nomination
from khaigiang.apps.nominations.queries import Explained, explain
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.papers.queries import papers_about
from khaigiang.apps.people.models import Person
from khaigiang.apps.plans.models import PlanLine, PlannedClass, Tracking
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import Counts, counts_of
from khaigiang.core.states import CLASSES_BEGUN, ClassState, NominationState, PlanState
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused, allowed
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class ClassHead:
    """What stands above every page of a class.

    ``sees_everybody`` is whether all names are open to the reader, ``opens_list`` whether the list's page is, and
    ``opens_forming`` whether that of the line's forming is.
    """

    training_class: TrainingClass
    mark: Mark
    size: int
    sees_everybody: bool
    opens_list: bool
    opens_forming: bool


@dataclass(frozen=True, slots=True)
class TraineeRow:
    """One trainee in the list; ``named`` is false where the name is not for this reader."""

    enrolment: Enrolment
    title: str
    unit: str
    named: bool


@dataclass(frozen=True, slots=True)
class GroupCard:
    group: StudyGroup
    members: tuple[TraineeRow, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """Why one person sits in this class: the nomination with its verdict, then the seat."""

    row: TraineeRow
    explained: Explained
    why: Phrase


def classes_with_lines() -> GuardedQuerySet[TrainingClass]:
    classes: GuardedQuerySet[TrainingClass] = TrainingClass.objects.select_related(
        "planned", "line__plan", "line__programme"
    )
    return classes


def line_by_key(key: int) -> PlanLine | None:
    """A line whose classes are formed here, with what its page names."""
    lines = PlanLine.objects.select_related("plan", "programme")
    found: PlanLine | None = lines.filter(pk=key, tracking=Tracking.CLASSES).first()
    return found


@dataclass(frozen=True, slots=True)
class PlannedSeats:
    """A class of a line as it was planned, and as it was formed: ``held`` is None before that."""

    planned: PlannedClass
    held: TrainingClass | None
    size: int
    locked: int
    mark: Mark


def seats_of(line: PlanLine) -> tuple[PlannedSeats, ...]:
    """The classes of a line by number, formed or not, with how many sit there and are locked; two queries."""
    counted = TrainingClass.objects.filter(line=line).annotate(
        size=Count("enrolments"), locked=Count("enrolments", filter=Q(enrolments__locked=True))
    )
    held = {each.planned_id: each for each in counted}
    return tuple(_planned_seats(row, held.get(row.pk)) for row in line.planned_classes.order_by("number"))


def _planned_seats(planned: PlannedClass, held: Any) -> PlannedSeats:
    if held is None:
        return PlannedSeats(planned, None, 0, 0, NOT_FORMED)
    return PlannedSeats(planned, held, held.size, held.locked, STATES[held.state])


def seat_of_nominee(number: int) -> Enrolment:
    """The seat of the nominee of a number. Raises Refused where there is none."""
    rows = Enrolment.objects.select_related("nomination__person", "training_class__line", "group")
    found: Enrolment | None = rows.filter(nomination=number).first()
    if found is None:
        raise Refused("no_seat", NO_SEAT, number=number)
    return found


def classmates_elsewhere(enrolment: Enrolment) -> tuple[tuple[str, tuple[Enrolment, ...]], ...]:
    """Whoever sits in another class of somebody's line that has not begun, class by class, in Vietnamese order."""
    held = enrolment.training_class
    rows = (
        Enrolment.objects.filter(training_class__line=held.line_id)
        .exclude(training_class=held)
        .filter(training_class__state__in=[ClassState.FORMED, ClassState.TIMETABLED])
        .select_related("nomination__person", "nomination__unit", "training_class")
        .order_by("training_class__planned__number", "nomination__person__sort_key", "pk")
    )
    by_class: dict[str, tuple[Enrolment, ...]] = {}
    for row in rows:
        by_class[row.training_class.name] = (*by_class.get(row.training_class.name, ()), row)
    return tuple(by_class.items())


def classes_of(line: PlanLine) -> GuardedQuerySet[Any]:
    """The classes of a line in order of their numbers, each with its ``size``."""
    classes: GuardedQuerySet[Any] = classes_with_lines().filter(line=line).annotate(size=Count("enrolments"))
    return classes.order_by("planned__number")


def titles_in(training_class: TrainingClass) -> Mapping[str, int]:
    """How many trainees of a class hold which title, as it stood at the opening; in Vietnamese order."""
    titles = Counter(each.title_then or each.nomination.position_title for each in trainees(training_class))
    return {title: titles[title] for title in sorted(titles, key=text_sort_key)}


def hold_class(training_class: TrainingClass) -> None:
    """Keep the class's row until the transaction ends, so that marks, verdicts and certificates change one by one."""
    TrainingClass.objects.select_for_update(no_key=True).only("pk").get(pk=training_class.pk)


def class_head(training_class: TrainingClass, actor: Actor) -> ClassHead:
    size = training_class.enrolments.count()
    opens_list = allowed(check_may_open, actor, "classes:trainees")
    opens_forming = allowed(check_may_open, actor, "classes:forming")
    return ClassHead(
        training_class, STATES[training_class.state], size, sees_everybody(actor), opens_list, opens_forming
    )


def trainees(training_class: TrainingClass, *, group: str = "", named: str = "") -> QuerySet[Enrolment]:
    """A class in Vietnamese order, by given name; ``named`` is searched without diacritics in names and units."""
    rows = Enrolment.objects.filter(training_class=training_class).select_related(
        "nomination__person", "nomination__unit", "nomination__list__unit", "group"
    )
    number = number_asked(group)
    if number is not None:
        rows = rows.filter(group__number=number)
    if named:
        wanted = fold(named)
        rows = rows.filter(
            Q(nomination__person__folded__contains=wanted)
            | Q(nomination__unit__folded__contains=wanted)
            | Q(nomination__list__unit__folded__contains=wanted)
        )
    return rows.order_by("nomination__person__sort_key", "pk")


def trainee_row(enrolment: Enrolment, actor: Actor) -> TraineeRow:
    """Title and unit as they stood when the class opened; before that, as nominated."""
    nomination = enrolment.nomination
    return TraineeRow(
        enrolment=enrolment,
        title=enrolment.title_then or nomination.position_title,
        unit=enrolment.unit_then or nomination.unit.name,
        named=sees_everybody(actor) or is_of_units(enrolment, actor.scope),
    )


def group_cards(training_class: TrainingClass, actor: Actor) -> tuple[GroupCard, ...]:
    """The study groups with their members in Vietnamese order, in two queries."""
    members: dict[int | None, tuple[TraineeRow, ...]] = {}
    for enrolment in trainees(training_class):
        members[enrolment.group_id] = (*members.get(enrolment.group_id, ()), trainee_row(enrolment, actor))
    return tuple(GroupCard(group, members.get(group.pk, ())) for group in training_class.groups.all())


def seat(enrolment: Enrolment, actor: Actor, why: Phrase) -> Seat:
    """One person's way into the class; ``why`` says why this class. Wants the nomination's reasons at hand."""
    return Seat(trainee_row(enrolment, actor), explain(enrolment.nomination), why)


def papers_of_class(training_class: TrainingClass, actor: Actor) -> list[Paper]:
    """The papers about a class that the actor may read; the many summonses stand last."""
    papers = papers_about(f"class:{training_class.pk}", actor)
    return sorted(papers, key=lambda paper: paper.kind == PaperKind.SUMMONS)


def papers_by_kind(papers: Iterable[Paper]) -> Mapping[PaperKind, int]:
    """How many papers of each kind there are, in the order of kinds."""
    counted = Counter(paper.kind for paper in papers)
    return {kind: counted[kind] for kind in PaperKind if counted[kind]}


def seats_of_trainee(actor: Actor) -> GuardedQuerySet[Enrolment]:
    """The seats of the signed-in trainee, the latest class first."""
    return _seats_of(Q(nomination__person__in=user_of(actor).values("person")))


def seats_of_person(person: Person) -> GuardedQuerySet[Enrolment]:
    """The seats of one person, the latest class first."""
    return _seats_of(Q(nomination__person=person))


def _seats_of(whose: Q) -> GuardedQuerySet[Enrolment]:
    seats: GuardedQuerySet[Enrolment] = Enrolment.objects.filter(whose)
    return seats.select_related(
        "nomination__list__unit", "training_class__planned", "training_class__line__programme"
    ).order_by("-training_class__planned__first_day", "-pk")


@dataclass(frozen=True, slots=True)
class OwnPeople:
    """How many people a sending unit has in a class."""

    class_id: int
    unit_id: int
    people: int


def people_of_units(units: frozenset[int]) -> tuple[OwnPeople, ...]:
    """Where the people whom these units sent sit, by class and sending unit; one query."""
    seats = Enrolment.objects.filter(nomination__list__unit__in=units).order_by("training_class")
    rows = seats.values_list("training_class", "nomination__list__unit").annotate(people=Count("pk"))
    return tuple(OwnPeople(*row) for row in rows)


def next_beginnings(lines: Iterable[int]) -> Mapping[int, dt.date]:
    """When the next class of each line begins that has not opened yet; a line without one is left out.

    Classes of a plan that is closed begin no more.
    """
    ahead = Q(training_class__isnull=True) | Q(training_class__state__in=[ClassState.FORMED, ClassState.TIMETABLED])
    planned = PlannedClass.objects.filter(ahead, line__in=list(lines)).exclude(line__plan__state=PlanState.CLOSED)
    return dict(planned.order_by().values_list("line").annotate(first=Min("first_day")))


def accepted_of(line: PlanLine) -> int:
    """How many people are accepted on a line."""
    return Nomination.objects.filter(line=line, state=NominationState.ACCEPTED).count()


def without_class(lines: Iterable[int]) -> GuardedQuerySet[Nomination]:
    """Who was accepted under these lines after their classes were formed, and sits in none of them yet."""
    rows: GuardedQuerySet[Nomination] = Nomination.objects.filter(
        line__in=list(lines), state=NominationState.ACCEPTED, enrolment__isnull=True
    )
    formed = TrainingClass.objects.filter(line=OuterRef("line"))
    rows = rows.filter(Exists(formed)).select_related("person", "unit", "list__unit", "line__programme")
    return rows.order_by("list__unit__sort_key", "list", "place")


def next_classes(lines: Iterable[int]) -> Mapping[int, TrainingClass]:
    """The next class of each line that was formed and has not begun."""
    ahead = TrainingClass.objects.filter(line__in=list(lines), state__in=[ClassState.FORMED, ClassState.TIMETABLED])
    return {each.line_id: each for each in ahead.order_by("-planned__first_day", "-pk")}


@dataclass(frozen=True, slots=True)
class NomineePage:
    """One nominee with the verdict, the unit's counts, the decisions so far and the class, if there is one yet."""

    explained: Explained
    passed: bool
    counts: Counts
    decisions: tuple[Decision, ...]
    begun: bool
    may_waive: bool
    away: tuple[Elsewhere, ...]


def nominees() -> GuardedQuerySet[Nomination]:
    """Nominations with everything their page names."""
    rows: GuardedQuerySet[Nomination] = Nomination.objects.select_related(
        "person", "unit", "list__unit", "line__plan", "line__programme", "enrolment__training_class", "replaces__person"
    )
    return rows.prefetch_related("reasons__waiver")


def nominee_page(nomination: Nomination) -> NomineePage:
    """Everything about one nominee."""
    explained = explain(nomination)
    stopped = nomination.state in {NominationState.NOT_ELIGIBLE, NominationState.INCOMPLETE}
    enrolment = getattr(nomination, "enrolment", None)
    return NomineePage(
        explained=explained,
        passed=explained.passed,
        counts=counts_of(Quota.objects.filter(line=nomination.line_id, unit=nomination.list.unit_id).first()),
        decisions=tuple(nomination.decisions.order_by("pk")),
        begun=enrolment is not None and enrolment.training_class.state in CLASSES_BEGUN,
        away=elsewhere([nomination]).get(nomination.pk, ()),
        may_waive=stopped and any(each.rule for each in explained.deciding),
    )
