import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.models import Call, Dossier, Extension, Reminder
from khaigiang.apps.calls.queries.answering import ANSWERED, dossiers_by_seats, last_reminders, too_late
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.plans.queries import latest_plan
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import PLANS_IN_FORCE, CallState, PaperState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.web.marks import Mark


def about(call: Call) -> str:
    """What a call's letter is about, as papers name it."""
    return f"call:{call.pk}"


def letter_of(call: Call) -> Paper | None:
    """The call's own paper, without its bytes."""
    return Paper.objects.filter(about=about(call), kind=PaperKind.CALL).defer("content").first()


def lines_of(call: Call) -> list[PlanLine]:
    """The lines a call is about, in the order of the plan."""
    rows = PlanLine.objects.filter(called__call=call).select_related("plan", "programme", "organiser_unit")
    return list(rows.prefetch_related("planned_classes").order_by("pk"))


def seats_called(lines: Iterable[PlanLine]) -> list[Quota]:
    """The rows of units that a call of these lines asks: those with seats they did not grant further down."""
    rows = Quota.objects.filter(line__in=list(lines), unit__isnull=False, seats__gt=F("granted_below"))
    return list(rows.select_related("unit", "line").order_by("line", "unit__sort_key", "pk"))


def calls_seen(actor: Actor) -> GuardedQuerySet[Call]:
    """The calls that somebody sees, the latest first."""
    calls: GuardedQuerySet[Call] = Call.objects.select_related("plan").prefetch_related("called__line")
    if not actor.everywhere:
        own = Quota.objects.filter(unit__in=actor.scope).values("line__called__call")
        calls = calls.filter(state=CallState.PUBLISHED, pk__in=own)
    return calls.order_by("-pk")


def lines_to_call(call: Call | None = None) -> GuardedQuerySet[PlanLine]:
    """The lines of the latest plan that are run here and nobody has called yet; those of one call too.

    None where the plan is not in force: nobody is called under a draft or under a plan that is closed.
    """
    plan = call.plan if call else latest_plan()
    free = Q(called__isnull=True) | Q(called__call=call) if call else Q(called__isnull=True)
    lines: GuardedQuerySet[PlanLine] = PlanLine.objects.filter(free, plan=plan, tracking=Tracking.CLASSES)
    return lines.filter(plan__state__in=PLANS_IN_FORCE).order_by("pk")


def call_numbered(number: int) -> Call:
    """The call of a number. Raises Refused where there is none."""
    call = Call.objects.select_related("plan").filter(pk=number).first()
    if call is None:
        raise Refused("no_such_call", phrases.NO_SUCH_CALL, number=number)
    return call


def extensions_of(call: Call, actor: Actor) -> list[Extension]:
    """The later deadlines that somebody sees, the latest first."""
    rows = call.extensions.select_related("unit").order_by("-pk")
    return list(rows if actor.everywhere else rows.filter(Q(unit=None) | Q(unit__in=actor.scope)))


@dataclass(frozen=True, slots=True)
class Asked:
    """One unit that a call asks, under one line: its seats and until when."""

    quota: Quota
    deadline: dt.date
    dossier: Dossier | None
    mark: Mark
    why_not: Phrase
    reminded: Reminder | None

    @property
    def seats(self) -> int:
        return self.quota.seats - self.quota.granted_below

    @property
    def silent(self) -> bool:
        return not self.quota.nominated and (self.dossier is None or self.dossier.state not in ANSWERED)


@dataclass(frozen=True, slots=True)
class CallPage:
    """A call as somebody sees it; ``why_not`` says of each act that is not offered why, by the act."""

    call: Call
    lines: tuple[PlanLine, ...]
    letter: Paper | None
    asked: tuple[Asked, ...]
    extensions: tuple[Extension, ...]
    why_not: Mapping[str, Phrase]

    @property
    def conditions(self) -> list[str]:
        """The conditions, one by one."""
        return [said.strip() for said in self.call.conditions.splitlines() if said.strip()]

    @property
    def silent(self) -> int:
        """How many units have not answered."""
        return sum(each.silent for each in self.asked)


def call_page(call: Call, actor: Actor, *, on: dt.date) -> CallPage:
    """Everything about one call that somebody sees."""
    lines, letter = lines_of(call), letter_of(call)
    rows = [quota for quota in seats_called(lines) if actor.everywhere or quota.unit_id in actor.scope]
    keys = [line.pk for line in lines]
    answers, reminders = dossiers_by_seats(keys), last_reminders(keys)
    asked = []
    for quota in rows:
        place = (quota.line_id, quota.unit_id or 0)
        asked.append(_asked(call, quota, answers.get(place), reminders.get(place), on=on))
    why_not = {"draft": why_not_draft(call, letter), "publish": why_not_publish(call, letter, on=on)}
    return CallPage(
        call=call,
        lines=tuple(lines),
        letter=letter,
        asked=tuple(asked),
        extensions=tuple(extensions_of(call, actor)),
        why_not={act: why for act, why in why_not.items() if why},
    )


def _asked(call: Call, quota: Quota, dossier: Dossier | None, reminded: Reminder | None, *, on: dt.date) -> Asked:
    """A unit with its answer; a dossier that was taken in may be followed by another."""
    deadline = quota.use_by or call.deadline
    why = "" if call.state == CallState.PUBLISHED else phrases.IS_DRAFT
    silent = phrases.BY_LIST if quota.nominated else phrases.NO_ANSWER
    mark = phrases.DOSSIER_STATES[dossier.state] if dossier else silent
    return Asked(quota, deadline, dossier, mark, why or too_late(deadline, on), reminded)


def why_not_draft(call: Call, letter: Paper | None) -> Phrase:
    """Why a call cannot be written anew; empty where it can."""
    if call.state == CallState.PUBLISHED:
        return phrases.IS_PUBLISHED
    return phrases.SIGNED_ALREADY if _is_signed(letter) else ""


def why_not_publish(call: Call, letter: Paper | None, *, on: dt.date) -> Phrase:
    """Why a call cannot be published on a day; empty where it can."""
    if call.state == CallState.PUBLISHED:
        return phrases.IS_PUBLISHED
    if not _is_signed(letter):
        return phrases.NOT_SIGNED
    return str(phrases.DEADLINE_PASSED) % {"day": f"{call.deadline:%d/%m/%Y}"} if call.deadline < on else ""


def _is_signed(letter: Paper | None) -> bool:
    return letter is not None and letter.state == PaperState.ISSUED
