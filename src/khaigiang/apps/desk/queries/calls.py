"""Calls for nominations: what units have to answer, and what the planner has to take in."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Count
from django.urls import reverse

from khaigiang.apps.calls.models import Call, Dossier, Reminder
from khaigiang.apps.calls.queries import (
    ANSWERED,
    dossiers_by_seats,
    last_reminders,
    seats_to_answer,
    waiting_dossiers,
)
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import NAMED, Duty, said
from khaigiang.apps.nominations.models import Decision
from khaigiang.apps.nominations.queries import moved_up_since
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import CallState, DossierState
from khaigiang.foundation.actor import Actor

MOVED_UP_SHOWN = dt.timedelta(days=14)


def is_asked(quota: Quota) -> bool:
    """Whether a published call asks people for these seats. Wants ``line__called__call`` at hand."""
    called = getattr(quota.line, "called", None)
    return called is not None and called.call.state == CallState.PUBLISHED


def to_answer(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """One duty for each call that waits for a unit's dossier; of what is overdue it says so."""
    asked = seats_to_answer(actor)
    answers = dossiers_by_seats(quota.line_id for quota in asked)
    reminders = last_reminders(quota.line_id for quota in asked)
    people: dict[int, int] = dict(
        Dossier.objects.filter(pk__in=[each.pk for each in answers.values()])
        .order_by()
        .values_list("pk")
        .annotate(named=Count("people"))
    )
    for quota in asked:
        free = quota.seats - quota.granted_below - quota.accepted
        place = (quota.line_id, quota.unit_id or 0)
        dossier = answers.get(place)
        if dossier is not None and dossier.state not in ANSWERED:
            yield _reminded(_unfinished(quota, dossier, people[dossier.pk], on), reminders.get(place))
        elif dossier is None and free > 0 and not quota.nominated:
            yield _reminded(_unanswered(quota, free, on), reminders.get(place))


def _unfinished(quota: Quota, dossier: Dossier, people: int, on: dt.date) -> Duty:
    day = _deadline(quota)
    what, why = phrases.SUBMIT_DOSSIER, said(phrases.SUBMIT_DOSSIER_WHY, n=people, day=day)
    if dossier.state == DossierState.HANDED_BACK:
        what, why = phrases.MEND_DOSSIER, said(phrases.MEND_DOSSIER_WHY, remarks=dossier.remarks)
    if day < on:
        why = f"{why} {said(phrases.TOO_LATE_TO_ANSWER, day=day)}"
    return Duty(str(what), _about(quota), why, reverse("calls:dossier", args=[dossier.pk]), day)


def _unanswered(quota: Quota, free: int, on: dt.date) -> Duty:
    day = _deadline(quota)
    why = said(phrases.TOO_LATE_TO_ANSWER if day < on else phrases.ANSWER_CALL_WHY, day=day)
    link = reverse("calls:call", args=[_call(quota).pk])
    return Duty(said(phrases.ANSWER_CALL, n=free), _about(quota), why, link, day)


def _reminded(duty: Duty, reminder: Reminder | None) -> Duty:
    """The same duty, saying when the unit was reminded last."""
    if reminder is None:
        return duty
    return replace(duty, why=f"{duty.why} {said(phrases.REMINDED, day=reminder.day, n=reminder.days_before)}")


def called_from_reserve(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """One duty for each line of which the unit's people moved up lately: each said with whose place they have."""
    by_line: dict[tuple[int, int], list[Decision]] = defaultdict(list)
    for each in moved_up_since(actor.scope, on - MOVED_UP_SHOWN):
        by_line[each.nomination.line_id, each.nomination.list.unit_id].append(each)
    for (line, unit), rows in by_line.items():
        first = rows[0].nomination
        yield Duty(
            said(phrases.TELL_MOVED_UP, n=len(rows)),
            f"{first.line.title} · {first.list.unit.name}",
            str(phrases.TELL_MOVED_UP_WHY),
            reverse("nominations:unit", kwargs={"line_id": line, "unit_id": unit}),
            details=tuple(
                said(phrases.MOVED_UP, name=each.nomination.person.full_name, why=each.why) for each in rows[:NAMED]
            ),
            more=max(0, len(rows) - NAMED),
        )


def to_take_in(lines: Sequence[PlanLine], beginnings: Mapping[int, dt.date]) -> Iterable[Duty]:
    """One duty for each line that submitted dossiers wait in, due when its next class begins."""
    waiting = waiting_dossiers(line.pk for line in lines)
    calls = dict(Call.objects.filter(called__line__in=waiting).values_list("called__line", "pk"))
    for line in lines:
        if line.pk in waiting and line.pk in calls:
            link = reverse("calls:call", args=[calls[line.pk]])
            what = said(phrases.TAKE_IN_DOSSIERS, n=waiting[line.pk])
            yield Duty(what, line.title, str(phrases.TAKE_IN_DOSSIERS_WHY), link, beginnings.get(line.pk))


def _deadline(quota: Quota) -> dt.date:
    return quota.use_by or _call(quota).deadline


def _call(quota: Quota) -> Call:
    call: Call = quota.line.called.call
    return call


def _about(quota: Quota) -> str:
    return f"{quota.line.title} · {quota.unit.name}" if quota.unit else quota.line.title
