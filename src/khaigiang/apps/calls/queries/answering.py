"""What units answer to calls: their dossiers, and why something cannot be done with one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from khaigiang.apps.calls import phrases
from khaigiang.apps.calls.models import Call, Dossier, DossierPerson, Reminder
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import PLANS_IN_FORCE, CallState, DossierState, NotAllowed, next_state
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused

UNDER_WAY = (DossierState.FILLING, DossierState.SUBMITTED, DossierState.HANDED_BACK)
ANSWERED = frozenset({DossierState.SUBMITTED, DossierState.TAKEN_IN})


def call_of(line: PlanLine) -> Call | None:
    """The published call of a line, if any."""
    return Call.objects.filter(called__line=line, state=CallState.PUBLISHED).first()


def deadline_of(line: PlanLine, unit: Unit) -> dt.date | None:
    """The last day on which a unit may submit under a line: its own, as extended; else that of the call."""
    quota = Quota.objects.filter(line=line, unit=unit).first()
    call = call_of(line)
    return (quota.use_by if quota else None) or (call.deadline if call else None)


def is_called(line: PlanLine, unit: Unit) -> bool:
    """Whether a published call asks this unit under this line."""
    return call_of(line) is not None and Quota.objects.filter(line=line, unit=unit).exists()


def dossiers() -> GuardedQuerySet[Dossier]:
    """Every dossier with what a page says of it."""
    rows: GuardedQuerySet[Dossier] = Dossier.objects.select_related("unit", "line__plan", "line__programme", "list")
    return rows


def dossiers_by_seats(lines: Iterable[int]) -> Mapping[tuple[int, int], Dossier]:
    """The latest dossier of each unit under these lines, by line and unit; one query."""
    rows = Dossier.objects.filter(line__in=list(lines)).order_by("pk")
    return {(row.line_id, row.unit_id): row for row in rows}


def dossier_numbered(number: int) -> Dossier:
    """The dossier of a number. Raises Refused where there is none."""
    row = dossiers().filter(pk=number).first()
    if row is None:
        raise Refused("no_such_dossier", phrases.NO_SUCH_DOSSIER, number=number)
    return row


def wrong_state(dossier: Dossier, verb: str) -> Phrase:
    """Why the table of states does not let this be done; empty where it does."""
    try:
        next_state(DossierState, dossier.state, verb)
    except NotAllowed:
        return str(phrases.WRONG_STATE) % {"state": phrases.DOSSIER_STATES[dossier.state].label}
    return ""


def why_not_start(line: PlanLine, unit: Unit, *, on: dt.date) -> Phrase:
    """Why a unit cannot begin to answer; empty where it can."""
    return too_late(deadline_of(line, unit), on) if is_called(line, unit) else phrases.NOT_CALLED_YET


def why_not_submit(dossier: Dossier, *, on: dt.date) -> Phrase:
    """Why a dossier cannot be submitted on a day; empty where it can."""
    if why := wrong_state(dossier, "submit"):
        return why
    if why := too_late(deadline_of(dossier.line, dossier.unit), on):
        return why
    if not dossier.people.exists():
        return phrases.NOBODY_NAMED
    return "" if dossier.letter_number and dossier.letter_day and dossier.signer else phrases.NO_LETTER


def too_late(deadline: dt.date | None, on: dt.date) -> Phrase:
    """That a deadline is over, said with the day; empty while it is not."""
    late = deadline is not None and deadline < on
    return str(phrases.TOO_LATE) % {"day": f"{deadline:%d/%m/%Y}"} if late else ""


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with its people: ``alternates_from`` is the first place beyond the unit's seats."""

    dossier: Dossier
    people: tuple[DossierPerson, ...]
    seats: int
    deadline: dt.date | None
    call: Call | None
    open: bool
    why_not: Mapping[str, Phrase]

    @property
    def alternates_from(self) -> int:
        return self.seats + 1


def dossier_page(dossier: Dossier, *, on: dt.date) -> DossierPage:
    """Everything about one dossier."""
    quota = Quota.objects.filter(line=dossier.line, unit=dossier.unit).first()
    why = {"submit": why_not_submit(dossier, on=on)}
    why |= {verb: wrong_state(dossier, verb) for verb in ("fill", "hand_back", "take_in")}
    return DossierPage(
        dossier=dossier,
        people=tuple(dossier.people.select_related("person", "unit").order_by("place")),
        seats=quota.seats - quota.granted_below - quota.accepted if quota else 0,
        deadline=deadline_of(dossier.line, dossier.unit),
        call=call_of(dossier.line),
        open=not why["fill"],
        why_not={act: said for act, said in why.items() if said},
    )


def waiting_dossiers(lines: Iterable[int]) -> Mapping[int, int]:
    """How many submitted dossiers wait in each of these lines; one query."""
    found: dict[int, int] = {}
    for line in Dossier.objects.filter(line__in=list(lines), state=DossierState.SUBMITTED).values_list(
        "line", flat=True
    ):
        found[line] = found.get(line, 0) + 1
    return found


def seats_to_remind(*, on: dt.date) -> list[Quota]:
    """The seats that a published call asks people for and whose deadline is not over on a day."""
    rows = Quota.objects.filter(
        Q(use_by__gte=on) | Q(use_by=None, line__called__call__deadline__gte=on),
        unit__isnull=False,
        seats__gt=F("granted_below"),
        line__called__call__state=CallState.PUBLISHED,
        line__plan__state__in=PLANS_IN_FORCE,
    )
    return list(rows.select_related("line__called__call").order_by("pk"))


def last_reminders(lines: Iterable[int]) -> Mapping[tuple[int, int], Reminder]:
    """The last reminder of each unit under these lines, by line and unit; one query."""
    rows = Reminder.objects.filter(line__in=list(lines)).order_by("pk")
    return {(row.line_id, row.unit_id): row for row in rows}


def seats_to_answer(actor: Actor) -> list[Quota]:
    """The seats of the actor's own units that a published call asks people for, by deadline."""
    rows = Quota.objects.filter(unit__in=actor.scope, line__called__call__state=CallState.PUBLISHED)
    return list(rows.select_related("unit", "line__called__call").order_by("use_by", "line", "unit__sort_key", "pk"))
