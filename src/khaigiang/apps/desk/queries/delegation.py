"""Delegated lines: what waits for the consent of the upper body, for the unit that runs them, and for a lecturer."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse

from khaigiang.apps.classes.queries import next_beginnings
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import NAMED, Duty, said
from khaigiang.apps.plans.models import Consent, LecturerRequest, PlanLine
from khaigiang.apps.plans.queries import budget_of, consents_waited_for, lines_without_consent, requests_waited_for
from khaigiang.core.states import ConsentState
from khaigiang.foundation.actor import Actor


def to_answer() -> Iterable[Duty]:
    """For those who speak for the upper body: lines that wait for its consent, and requests for its lecturers."""
    consents, requests = list(consents_waited_for()), _by_line(requests_waited_for())
    beginnings = next_beginnings({*(each.line_id for each in consents), *requests})
    for each in consents:
        why = said(phrases.GIVE_CONSENT_WHY, who=_organiser(each.line), day=each.asked_on)
        by = beginnings.get(each.line_id)
        yield Duty(str(phrases.GIVE_CONSENT), each.line.title, why, _page(each.line), by, _cost(each.line))
    for key, rows in requests.items():
        line, topics = rows[0].line, tuple(row.topic.name for row in rows)
        what = said(phrases.PROMISE_LECTURERS, n=len(rows))
        why = said(phrases.PROMISE_LECTURERS_WHY, who=_organiser(line))
        more = max(0, len(topics) - NAMED)
        yield Duty(what, line.title, why, _page(line), beginnings.get(key), topics[:NAMED], more)


def to_ask(actor: Actor) -> Iterable[Duty]:
    """For a unit that runs lines itself: those whose consent is still to be asked for, or was handed back."""
    lines = list(lines_without_consent(actor))
    beginnings = next_beginnings(line.pk for line in lines)
    for line in lines:
        consent: Consent | None = getattr(line, "consent", None)
        by = beginnings.get(line.pk)
        if consent is not None and consent.state == ConsentState.HANDED_BACK:
            why = said(
                phrases.ASK_CONSENT_AGAIN_WHY,
                who=line.consenting_body,
                day=consent.answered_on,
                remarks=consent.remarks,
            )
            yield Duty(str(phrases.ASK_CONSENT_AGAIN), line.title, why, _page(line), by)
        else:
            why = said(phrases.ASK_CONSENT_WHY, body=line.consenting_body)
            yield Duty(str(phrases.ASK_CONSENT), line.title, why, _page(line), by)


def _cost(line: PlanLine) -> tuple[str, ...]:
    """What the body is asked to agree to in money, where anything is said of it."""
    budget = budget_of(line, line.planned_classes.all())
    if budget is None or not line.planned_classes.all():
        return ()
    if not budget.whole:
        return (said(phrases.CLASSES_COST, total=budget.total),)
    told = phrases.CLASSES_COST_BEYOND if budget.beyond else phrases.CLASSES_COST_WITHIN
    return (said(told, total=budget.total, whole=budget.whole, left=budget.left),)


def _by_line(requests: Iterable[LecturerRequest]) -> dict[int, list[LecturerRequest]]:
    found: dict[int, list[LecturerRequest]] = defaultdict(list)
    for each in requests:
        found[each.line_id].append(each)
    return found


def _organiser(line: PlanLine) -> str:
    return line.organiser_unit.name if line.organiser_unit else line.organiser


def _page(line: PlanLine) -> str:
    return reverse("plans:line", args=[line.pk])
