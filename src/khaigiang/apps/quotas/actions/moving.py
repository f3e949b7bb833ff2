"""Seats moved once they are shared out: handed back, transferred, reclaimed, offered again. Each move is a dated row.

What a row has free is what it neither uses nor granted further down; only that can move.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import F

from khaigiang.apps.plans.queries import check_in_force
from khaigiang.apps.quotas import phrases
from khaigiang.apps.quotas.bridge import moves_of
from khaigiang.apps.quotas.models import MoveKind, Quota, SeatMove
from khaigiang.apps.quotas.permissions import check_may_move, check_may_share
from khaigiang.apps.quotas.queries import locked, locked_with_above
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row that could use more seats: in what order it comes is said by its place among others."""

    quota: int
    seats: int


@action
def give_back(quota: Quota, seats: int, *, why: str = "", by: Actor) -> SeatMove:
    """A unit hands seats it does not need back to where they came from. Seats in use stay."""
    check_may_share(by, quota)
    rows = locked_with_above(quota)
    held = rows[quota.pk]
    if held.parent_id is None:
        raise Refused("seats_of_the_line", phrases.SEATS_OF_THE_LINE)
    _check_free(held, seats)
    _hand_up(held, seats)
    (move,) = SeatMove.objects.bulk_create(
        moves_of(MoveKind.RETURNED, [(held, rows[held.parent_id], seats)], why=why, by=by)
    )
    audit.record("quotas.given_back", held, by=by, seats=seats, why=why)
    return move


@action
def transfer(source: Quota, target: Quota, seats: int, *, why: str, by: Actor) -> SeatMove:
    """Take free seats from one unit for another of the same line, wherever the two stand in the tree."""
    check_may_move(by)
    if source.line_id != target.line_id:
        raise Refused("seats_of_another_line", phrases.SEATS_OF_ANOTHER_LINE)
    check_in_force(source.line.plan_id)
    rows = locked_with_above(source, target)
    _check_free(rows[source.pk], seats)
    up, down = _way_up(rows, source.pk), _way_up(rows, target.pk)
    for key in (key for key in down if key not in up):
        _shift(key, seats, granted=0 if key == target.pk else seats)
    for key in (key for key in up if key not in down):
        _shift(key, -seats, granted=0 if key == source.pk else -seats)
    if source.pk in down:
        _shift(source.pk, 0, granted=seats)
    if target.pk in up:
        _shift(target.pk, 0, granted=-seats)
    (move,) = SeatMove.objects.bulk_create(
        moves_of(MoveKind.TRANSFERRED, [(rows[source.pk], rows[target.pk], seats)], why=why, by=by)
    )
    audit.record("quotas.transferred", rows[source.pk], by=by, to=f"Quota:{target.pk}", seats=seats, why=why)
    return move


@action
def set_use_by(parent: Quota, day: dt.date | None, *, by: Actor) -> int:
    """Say until when the units below a row may use their seats. Returns how many units it holds for."""
    check_may_share(by, parent)
    units = len(locked(Quota.objects.filter(parent=parent)))
    Quota.objects.filter(parent=parent).update(use_by=day)
    audit.record("quotas.use_by_set", parent, by=by, day=day, units=units)
    return units


@action
def use_until(quotas: Collection[int], day: dt.date, *, by: Actor) -> int:
    """Say until when the rows of these ids may use their seats, wherever they stand in the tree; says how many."""
    check_may_move(by)
    rows = locked(Quota.objects.filter(pk__in=quotas))
    Quota.objects.filter(pk__in=quotas).update(use_by=day)
    audit.record("quotas.use_by_set", "quotas", by=by, day=day, units=len(rows))
    return len(rows)


@action
def reclaim(parent: Quota, *, on: dt.date, by: Actor) -> int:
    """Take back what units below a row have not used by their day. Returns how many seats came back."""
    check_may_share(by, parent)
    rows = locked_with_above(parent)
    late = locked(Quota.objects.filter(parent=parent, use_by__lt=on))
    moved = [(row, rows[parent.pk], row.seats - row.accepted - row.granted_below) for row in late]
    for row, _parent, seats in moved:
        _hand_up(row, seats)
    SeatMove.objects.bulk_create(moves_of(MoveKind.RECLAIMED, moved, by=by))
    seats_back = sum(seats for _row, _parent, seats in moved)
    audit.record("quotas.reclaimed", parent, by=by, on=on, seats=seats_back, units=sum(bool(each[2]) for each in moved))
    return seats_back


@action
def offer_again(parent: Quota, wanted: Sequence[Wanted], *, why: str, by: Actor) -> dict[int, int]:
    """Offer what a row has free to units below it in the order stated, each at most what it wants.

    Returns how many seats each row (by id) got; whoever comes too late gets none.
    """
    check_may_share(by, parent)
    check_in_force(parent.line.plan_id)
    held = locked_with_above(parent)[parent.pk]
    below = {row.pk: row for row in locked(Quota.objects.filter(parent=parent, pk__in=[each.quota for each in wanted]))}
    free = held.seats - held.accepted - held.granted_below
    got: dict[int, int] = {}
    for each in wanted:
        given = min(free, each.seats) if each.quota in below else 0
        if given:
            got[each.quota] = got.get(each.quota, 0) + given
            free -= given
    _shift(held.pk, 0, granted=sum(got.values()))
    for key, seats in got.items():
        _shift(key, seats)
    moved = [(held, below[key], seats) for key, seats in got.items()]
    SeatMove.objects.bulk_create(moves_of(MoveKind.OFFERED, moved, why=why, by=by))
    audit.record("quotas.offered_again", held, by=by, seats=sum(got.values()), units=len(got), order=why)
    return got


def _check_free(quota: Quota, seats: int) -> None:
    free = quota.seats - quota.accepted - quota.granted_below
    if not 0 < seats <= free:
        raise Refused("seats_not_free", phrases.SEATS_NOT_FREE, seats=seats, free=free)


def _hand_up(quota: Quota, seats: int) -> None:
    """Seats of a row back to the row that granted them."""
    _shift(quota.pk, -seats)
    if quota.parent_id is not None:
        _shift(quota.parent_id, 0, granted=-seats)


def _shift(quota: int, seats: int, *, granted: int = 0) -> None:
    """Change by so many what a row (by id) holds and what it has granted, at one stroke: the database judges both."""
    Quota.objects.filter(pk=quota).update(seats=F("seats") + seats, granted_below=F("granted_below") + granted)


def _way_up(rows: dict[int, Quota], start: int) -> list[int]:
    """The ids from a row up to the line's own."""
    way, here = [start], rows[start].parent_id
    while here is not None:
        way.append(here)
        here = rows[here].parent_id
    return way
