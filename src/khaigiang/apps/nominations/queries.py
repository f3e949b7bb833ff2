import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.utils.translation import get_language

from khaigiang.apps.nominations.models import Decision, DecisionKind, Nomination, NominationList, VerdictReason, Waiver
from khaigiang.apps.nominations.phrases import ANSWERS, ELIGIBLE_MARK, ELIGIBLE_NEXT, MARKS, NEXT, NO_SUCH_NOMINATION
from khaigiang.apps.nominations.phrases import reason as say_reason
from khaigiang.apps.plans.models import PlanLine, SendingUnit, Tracking
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.phrases import say_seats
from khaigiang.apps.quotas.queries import Counts, counts_of, holders
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import above
from khaigiang.core.eligibility.rules import Rule
from khaigiang.core.states import PLANS_IN_FORCE, DossierState, NominationState
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.web.marks import Mark

DECISIONS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """What still needs somebody's attention in a line: people by state, and units that have not answered."""

    by_state: Mapping[str, int] = field(default_factory=dict)
    silent_units: int = 0


def waiting_by_line(lines: Iterable[int]) -> Mapping[int, Waiting]:
    """What needs attention in each line, in two queries."""
    wanted = list(lines)
    states: dict[int, dict[str, int]] = {line: {} for line in wanted}
    counted = Nomination.objects.filter(line__in=wanted).order_by().values("line", "state").annotate(people=Count("pk"))
    for row in counted:
        states[row["line"]][row["state"]] = row["people"]
    silent = SendingUnit.objects.filter(~_answered(), line__in=wanted).order_by().values("line")
    units = {row["line"]: row["units"] for row in silent.annotate(units=Count("pk"))}
    return {line: Waiting(states[line], units.get(line, 0)) for line in wanted}


def _answered() -> Q:
    """That a row's unit sent a list under its line, or a dossier that waits to be taken in."""
    sent = NominationList.objects.filter(line=OuterRef("line"), unit=OuterRef("unit"))
    # Calls stand above: a dossier is seen through the reverse relation, and nothing of them is imported here.
    waits = Unit.objects.filter(
        pk=OuterRef("unit"), dossiers__line=OuterRef("line"), dossiers__state=DossierState.SUBMITTED
    )
    return Q(Exists(sent)) | Q(Exists(waits))


def quotas_of_sender(actor: Actor, *, year: int) -> GuardedQuerySet[Quota]:
    """The quotas of the actor's own units under the plans of a year, by line and unit."""
    quotas: GuardedQuerySet[Quota] = holders().filter(unit__in=actor.scope, line__plan__year=year)
    return quotas.select_related("unit", "line__plan", "line__called__call").order_by(
        "line__plan", "line", "unit__sort_key", "pk"
    )


def quotas_to_fill(actor: Actor) -> list[Quota]:
    """The seats of the actor's own units that people are nominated for, under the plans of the latest plan's year."""
    plan = latest_plan()
    if plan is None or plan.state not in PLANS_IN_FORCE:
        return []
    wanted = quotas_of_sender(actor, year=plan.year).filter(line__plan=plan, line__tracking=Tracking.CLASSES)
    return list(wanted)


def quotas_of_line(line: PlanLine, actor: Actor) -> GuardedQuerySet[Quota]:
    """The quotas of the units that the actor may see, with how many of their people wait for something."""
    quotas: GuardedQuerySet[Quota] = Quota.objects.filter(line=line, unit__isnull=False).select_related("unit")
    if not actor.everywhere:
        quotas = quotas.filter(unit__in=actor.scope)
    of_unit = Q(unit__nomination_lists__nominations__line=line)
    for name, state in (
        ("refused", NominationState.NOT_ELIGIBLE),
        ("incomplete", NominationState.INCOMPLETE),
        ("reserve", NominationState.RESERVE),
    ):
        wanted = of_unit & Q(unit__nomination_lists__nominations__state=state)
        quotas = quotas.annotate(**{name: Count("unit__nomination_lists__nominations", filter=wanted, distinct=True)})
    return quotas.order_by("unit__sort_key", "pk")


def silent_only(quotas: GuardedQuerySet[Quota]) -> GuardedQuerySet[Quota]:
    """Those of units that have sent neither a list nor a dossier."""
    return quotas.filter(~_answered())


def people_of_line(line: PlanLine, actor: Actor, *, state: str = "", named: str = "") -> GuardedQuerySet[Nomination]:
    """Who was nominated under a line, as far as the actor may see; ``named`` is sought without diacritics."""
    people: GuardedQuerySet[Nomination] = Nomination.objects.filter(line=line).select_related(
        "person", "unit", "list__unit"
    )
    if not actor.everywhere:
        people = people.filter(list__unit__in=actor.scope)
    if state:
        people = people.filter(state=state)
    if named:
        people = people.filter(Q(person__folded__contains=fold(named)) | Q(unit__folded__contains=fold(named)))
    return people.order_by("person__sort_key", "pk")


@dataclass(frozen=True, slots=True)
class ToDecide:
    """How many of a line's people wait to be judged, lack a fact, are eligible and wait for a seat, or are reserve."""

    unjudged: int
    incomplete: int
    eligible: int
    reserve: int


def to_decide(line: PlanLine) -> ToDecide:
    """What the planner may decide about a line as a whole; one query."""
    named = Q(state=NominationState.NOMINATED)
    found = Nomination.objects.filter(line=line).aggregate(
        unjudged=Count("pk", filter=named & Q(standing="")),
        incomplete=Count("pk", filter=Q(state=NominationState.INCOMPLETE)),
        eligible=Count("pk", filter=named & Q(standing=Standing.ELIGIBLE)),
        reserve=Count("pk", filter=Q(state=NominationState.RESERVE)),
    )
    return ToDecide(**found)


@dataclass(frozen=True, slots=True)
class Answer:
    """One rule's answer about one nominee, in words, with its source, and whether the rule was compared with that."""

    sentence: str
    mark: Mark
    instrument: str
    article: str
    verified: bool
    rule: str
    waiver: Waiver | None


@dataclass(frozen=True, slots=True)
class Explained:
    """One nominee with the whole verdict; ``passed`` when every rule is met or waived; then which were waived.

    The class is there once it is formed.
    """

    nomination: Nomination
    mark: Mark
    passed: bool
    deciding: tuple[Answer, ...]
    waived: tuple[Answer, ...]
    others: tuple[Answer, ...]
    next_step: Phrase
    class_id: int | None
    class_name: str


@dataclass(frozen=True, slots=True)
class UnitDossier:
    """Everything one unit sees of one line; ``above`` are the units it lies below, the nearest first.

    ``under_way`` is the dossier (by id) that is filled or waits while nobody is nominated yet.
    """

    unit: Unit
    above: tuple[Unit, ...]
    line: PlanLine
    counts: Counts
    quota_id: int | None
    granted: int
    why_seats: str
    lists: tuple[NominationList, ...]
    people: tuple[Explained, ...]
    judged_on: dt.date | None
    decisions: tuple[Decision, ...]
    under_way: int | None


def unit_dossier(unit_id: int, line_id: int) -> UnitDossier | None:
    """A unit's seats, letters and people under a line, each person with the reasons of the verdict.

    None where there is no such unit or line. As few queries as can be: a unit reads this more often than anything else.
    """
    unit, line, quota = _seats_of(unit_id, line_id)
    if unit is None or line is None:
        return None
    # The class is read through the reverse relation: classes stand above, and nothing of them is imported here.
    people = (
        Nomination.objects.filter(line=line, list__unit=unit)
        .select_related("person", "unit", "list", "line__programme", "enrolment__training_class")
        .prefetch_related(Prefetch("reasons", VerdictReason.objects.select_related("waiver")))
        .order_by("list__letter_day", "list", "place")
    )
    explained = tuple(explain(nomination) for nomination in people)
    lists = tuple({each.nomination.list_id: each.nomination.list for each in explained}.values())
    return UnitDossier(
        unit=unit,
        above=above(unit),
        line=line,
        counts=counts_of(quota),
        quota_id=quota.pk if quota else None,
        granted=quota.seats if quota else 0,
        why_seats=say_seats(quota.reason, quota.quotient, quota.remainder) if quota else "",
        lists=lists,
        people=explained,
        judged_on=max((each.nomination.judged_on for each in explained if each.nomination.judged_on), default=None),
        decisions=tuple(decisions_of(line, unit)[:DECISIONS_SHOWN]),
        under_way=None if explained else _under_way(unit, line),
    )


def _seats_of(unit_id: int, line_id: int) -> tuple[Unit | None, PlanLine | None, Quota | None]:
    """A unit and a line, by id, with the seats that the one has under the other; one query where it has some."""
    quotas = Quota.objects.select_related("unit", "line__plan", "line__programme")
    quota = quotas.filter(line=line_id, unit=unit_id).first()
    if quota is not None:
        return quota.unit, quota.line, quota
    lines = PlanLine.objects.select_related("plan", "programme")
    return Unit.objects.filter(pk=unit_id).first(), lines.filter(pk=line_id).first(), None


def _under_way(unit: Unit, line: PlanLine) -> int | None:
    # Calls stand above: a dossier is seen through the reverse relation, and nothing of them is imported here.
    waiting = {DossierState.FILLING, DossierState.SUBMITTED, DossierState.HANDED_BACK}
    dossiers = Unit.objects.filter(pk=unit.pk, dossiers__line=line, dossiers__state__in=waiting)
    return dossiers.values_list("dossiers", flat=True).first()


def decisions_of(line: PlanLine, unit: Unit) -> GuardedQuerySet[Decision]:
    """What was decided about single people of a unit's lists, the latest first."""
    decided: GuardedQuerySet[Decision] = Decision.objects.filter(nomination__line=line, nomination__list__unit=unit)
    return decided.select_related("nomination__person").order_by("-pk")


def moved_up_since(units: Iterable[int], day: dt.date) -> GuardedQuerySet[Decision]:
    """Who was called from the reserve of these units after a day and still has the seat, the latest first."""
    rows: GuardedQuerySet[Decision] = Decision.objects.filter(
        kind=DecisionKind.MOVED_UP,
        day__gt=day,
        nomination__state=NominationState.ACCEPTED,
        nomination__list__unit__in=list(units),
    )
    return rows.select_related("nomination__person", "nomination__list__unit", "nomination__line").order_by("-pk")


def explain(nomination: Nomination) -> Explained:
    """The verdict on one nominee, the reasons that decided first. Wants ``reasons__waiver``, ``enrolment`` at hand."""
    reasons = list(nomination.reasons.all())
    binding = [reason for reason in reasons if reason.waiver is None]
    enrolment = getattr(nomination, "enrolment", None)
    return Explained(
        nomination=nomination,
        mark=mark_of(nomination),
        passed=nomination.standing == Standing.ELIGIBLE,
        deciding=tuple(answer(reason) for reason in binding if reason.standing == nomination.standing),
        waived=tuple(answer(reason) for reason in reasons if reason.waiver is not None),
        others=tuple(answer(reason) for reason in binding if reason.standing != nomination.standing),
        next_step=ELIGIBLE_NEXT if _waits_eligible(nomination) else NEXT[nomination.state],
        class_id=enrolment.training_class_id if enrolment else None,
        class_name=enrolment.training_class.name if enrolment else "",
    )


def mark_of(nomination: Nomination) -> Mark:
    """How somebody stands: whoever was found eligible and has no decision yet is told apart from whom nobody judged."""
    return ELIGIBLE_MARK if _waits_eligible(nomination) else MARKS[nomination.state]


def _waits_eligible(nomination: Nomination) -> bool:
    return nomination.state == NominationState.NOMINATED and nomination.standing == Standing.ELIGIBLE


def answers(reasons: Iterable[VerdictReason]) -> tuple[Answer, ...]:
    """The answers of a verdict in words: refusals first, then what is missing, then what is met."""
    worst_first = (Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION, Standing.ELIGIBLE)
    return tuple(answer(reason) for reason in sorted(reasons, key=lambda reason: worst_first.index(reason.standing)))


@dataclass(frozen=True, slots=True)
class Unsettled:
    """One nominee who was refused or lacks a fact, with why in one sentence."""

    nomination: Nomination
    why: str


def unsettled(lines: Iterable[int], *, units: frozenset[int] | None = None, limit: int = 500) -> tuple[Unsettled, ...]:
    """Who was refused or lacks a fact under these lines, in Vietnamese order; ``units`` narrows to their lists.

    Two queries.
    """
    people = Nomination.objects.filter(
        line__in=list(lines), state__in=[NominationState.NOT_ELIGIBLE, NominationState.INCOMPLETE]
    )
    if units is not None:
        people = people.filter(list__unit__in=units)
    rows = people.select_related("person", "unit", "list__unit").prefetch_related("reasons")
    return tuple(Unsettled(row, _deciding(row)) for row in rows.order_by("person__sort_key", "pk")[:limit])


def _deciding(row: Nomination) -> str:
    """The sentences that decided, each once: several rules may say the same."""
    binding = (each for each in row.reasons.all() if each.standing == row.standing and each.waiver_id is None)
    sentences = (say_reason(each.code, each.facts) for each in binding)
    return " ".join(dict.fromkeys(sentences))


def answer(reason: VerdictReason) -> Answer:
    """One rule's answer in words."""
    return Answer(
        sentence=say_reason(reason.code, reason.facts),
        mark=ANSWERS[reason.standing],
        instrument=reason.instrument,
        article=reason.article,
        verified=reason.verified,
        rule=reason.rule,
        waiver=reason.waiver,
    )


def rule_text(rule: Rule) -> str:
    """What a rule says, in the active language."""
    return " ".join((rule.text_en if get_language() == "en" else rule.text_vi).split())


def reserve_places_given(line: PlanLine) -> Counter[int]:
    """The last reserve place of each unit (by id): a later list goes on from there."""
    given = Nomination.objects.filter(line=line, reserve_place__isnull=False).order_by().values("list__unit")
    return Counter({row["list__unit"]: row["last"] for row in given.annotate(last=Max("reserve_place"))})


def reserve_of(line: PlanLine, units: Iterable[int]) -> GuardedQuerySet[Nomination]:
    """Who waits on the reserve of these units, in the stated order: the unit's own, as its list has it."""
    waiting: GuardedQuerySet[Nomination] = Nomination.objects.filter(
        line=line, state=NominationState.RESERVE, list__unit__in=list(units)
    )
    return waiting.order_by("reserve_place", "pk")


def units_waiting(line: PlanLine) -> Mapping[int, int]:
    """How many wait on the reserve of each unit (by id), the unit whose letter came first before the others."""
    waiting = Nomination.objects.filter(line=line, state=NominationState.RESERVE)
    ordered = waiting.order_by(F("list__letter_day").asc(nulls_last=True), "list", "reserve_place", "pk")
    return Counter(ordered.values_list("list__unit", flat=True))


def on_line(line: PlanLine) -> GuardedQuerySet[Nomination]:
    """Who stands on a list of a line; whoever was withdrawn stands there no more and may be nominated again."""
    rows: GuardedQuerySet[Nomination] = Nomination.objects.filter(line=line).exclude(state=NominationState.WITHDRAWN)
    return rows


def nomination_numbered(number: int) -> Nomination:
    """The nomination of a number, with its person, list and line. Raises Refused where there is none."""
    rows = Nomination.objects.select_related("person", "unit", "list__unit", "line__plan")
    row = rows.filter(pk=number).first()
    if row is None:
        raise Refused("no_such_nomination", NO_SUCH_NOMINATION, number=number)
    return row


def first_day_of(line: PlanLine) -> dt.date:
    """The day that people of a line are judged on: that of its first class, today where none is planned."""
    return line.planned_classes.aggregate(first=Min("first_day"))["first"] or clock.today()
