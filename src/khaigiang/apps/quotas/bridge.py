"""Moves of seats as rows."""

from collections.abc import Iterable

from khaigiang.apps.quotas.models import MoveKind, Quota, SeatMove
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor


def moves_of(kind: MoveKind, moved: Iterable[tuple[Quota, Quota, int]], *, why: str = "", by: Actor) -> list[SeatMove]:
    """Rows for what went from one quota to another today; nothing moved leaves no row."""
    return [
        SeatMove(
            line_id=source.line_id,
            kind=kind,
            source=source,
            target=target,
            seats=seats,
            day=clock.today(),
            why=why,
            done_by=by.name,
        )
        for source, target, seats in moved
        if seats
    ]
