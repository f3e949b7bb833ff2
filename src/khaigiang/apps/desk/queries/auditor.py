"""Kiểm tra, giám sát: how the audit trail stands, and what was done in the last days by kind. Nothing is guessed."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import A_WEEK, Duty, Figure, RoleHome, TrailState, Way, in_order, said
from khaigiang.apps.inspection.permissions import check_may_inspect
from khaigiang.apps.inspection.queries import Trail, acts_since, trail, unsealed
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import allowed

VERIFY_EVERY = dt.timedelta(days=1)
"""The program verifies each night; a last time longer ago says that it did not run."""


def home(actor: Actor, *, on: dt.date) -> RoleHome | None:
    if not allowed(check_may_inspect, actor):
        return None
    since = on - A_WEEK
    found, acts, waiting = trail(), acts_since(since), unsealed()
    return RoleHome(
        Role.AUDITOR,
        in_order(_verifications(found, on=on), on=on),
        figures=(
            Figure(phrases.EVENTS_WEEK, sum(each.times for each in acts)),
            Figure(phrases.EVENTS_UNSEALED, waiting),
            Figure(phrases.SEALS, found.latest.number if found.latest else 0),
        ),
        trail=TrailState(found, waiting, since, acts),
        ways=(
            Way(phrases.THE_TRAIL, reverse("inspection:events")),
            Way(phrases.THE_BOARD, reverse("desk:latest_board")),
        ),
    )


def _verifications(found: Trail, *, on: dt.date) -> Iterable[Duty]:
    page = reverse("inspection:events")
    if found.verified is None:
        yield Duty(str(phrases.VERIFY_FIRST), "", str(phrases.VERIFY_FIRST_WHY), page, on)
        return
    day = found.verified.happened_at.astimezone(clock.VIET_NAM).date()
    if not found.in_order:
        yield Duty(str(phrases.FOUND_WRONG), "", said(phrases.FOUND_WRONG_WHY, day=day), page, day)
    elif on - day > VERIFY_EVERY:
        yield Duty(str(phrases.VERIFY_AGAIN), "", said(phrases.VERIFY_AGAIN_WHY, day=day), page, on)
