"""The sealer: it chains the events that are committed, in batches, beside the acts that wrote them.

Which events a seal covers is written in the seal itself, so a seal needs no order of commits: an event whose
transaction ends late simply waits in ``Unsealed``, unseen until it commits, and is covered by a later seal although its
id is lower. Nothing is lost, no writer waits, and no running transaction holds the others up.
"""

import hashlib
import json
from collections.abc import Iterable

from django.db import connection, transaction

from khaigiang.foundation import guarded
from khaigiang.foundation.audit import ranges
from khaigiang.foundation.audit.models import Event, Seal, Unsealed

BATCH = 5000  # events under one seal: few enough to look through by hand when a seal does not fit


def seal() -> int:
    """Seal every event that is committed and waits. Returns how many. Two that seal at once wait for one another."""
    with transaction.atomic():
        hold()
        return seal_held()


def hold() -> None:
    """Keep other sealers out until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('khaigiang audit seal'))")


def seal_held() -> int:
    """Seal what waits, in a transaction that keeps other sealers out."""
    sealed = 0
    with guarded.writing("audit.seal"):
        while batch := list(Unsealed.objects.order_by("event").values_list("event", flat=True)[:BATCH]):
            sealed += _seal(batch)
            Unsealed.objects.filter(event__in=batch).delete()
    return sealed


def _seal(batch: list[int]) -> int:
    """An event that somebody deleted while it waited is not among those sealed."""
    rows = dict(Event.objects.filter(pk__in=batch).order_by("pk").values_list("pk", "digest"))
    if not rows:
        return 0
    last = Seal.objects.order_by("-number").first()
    number, previous = (last.number + 1, last.digest) if last else (1, "")
    events = ranges.written(ranges.joined(rows))
    Seal.objects.create(
        number=number,
        first_event=min(rows),
        last_event=max(rows),
        count=len(rows),
        events=events,
        previous=previous,
        digest=digest_of(number, previous, events, rows.values()),
    )
    return len(rows)


def digest_of(number: int, previous: str, events: str, digests: Iterable[str]) -> str:
    """The SHA-256 of a seal: its number, the seal before it, the ids it covers and their digests in order of id."""
    text = json.dumps([number, previous, events, list(digests)])
    return hashlib.sha256(text.encode()).hexdigest()
