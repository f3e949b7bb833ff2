"""Whether the audit trail is as it was written: every event's digest, every seal, and the chain.

What can be told, and what cannot:

- A changed event differs from its own digest. If that was computed anew as well, its seal no longer fits.
- A sealed event that was deleted is named: its seal lists the ids it covers. An id in no seal and in no row is a
  transaction that was rolled back, and no fault.
- An event that was deleted *before* it was sealed leaves nothing but such a gap: nobody can tell. The sealer runs each
  minute to keep that time short.
- A seal that was changed, or deleted from the middle, breaks the chain. Whoever deletes the latest seals and computes
  the rest anew leaves a chain that fits; the digest of the latest seal, noted down elsewhere, is what tells
  (``expected``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from khaigiang.foundation import audit, clock, guarded
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.audit import ranges, sealing
from khaigiang.foundation.audit.models import Event, Seal, Unsealed

VERIFIED, FOUND_WRONG = "audit.verified", "audit.found_wrong"


class Wrong(StrEnum):
    """What is the matter with the first thing that is wrong."""

    EVENT_CHANGED = "event_changed"
    EVENT_MISSING = "event_missing"
    EVENT_LEFT_OUT = "event_left_out"
    SEAL_CHANGED = "seal_changed"
    SEAL_MISSING = "seal_missing"
    SEAL_UNKNOWN = "seal_unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first fault: the event it is about, when it is about one, and the seal that covers it."""

    wrong: Wrong
    event: int | None = None
    seal: int | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """``latest`` is the digest of the latest seal: noted down elsewhere, it proves the whole trail up to it."""

    events: int
    seals: int
    latest: str
    fault: Fault | None


def verify(*, by: Actor, expected: str = "") -> Verification:
    """Seal what waits, then compute everything anew; the verification becomes an event itself.

    ``expected`` is the digest of a seal noted down earlier, which must still be in the chain. Time grows with the
    number of events, memory with the events of one seal.
    """
    with transaction.atomic(), guarded.writing("audit.verify"):
        sealing.hold()
        sealing.seal_held()
        seals = list(Seal.objects.all())
        found = Verification(
            events=Event.objects.count(),
            seals=len(seals),
            latest=seals[-1].digest if seals else "",
            fault=next(_faults(seals, expected), None),
        )
        fault = found.fault
        facts = {"fault": fault.wrong, "event": fault.event, "seal": fault.seal} if fault else {}
        said = {name: value for name, value in facts.items() if value is not None}
        audit.record(FOUND_WRONG if fault else VERIFIED, "audit", by=by, events=found.events, seals=found.seals, **said)
        return found


def last_verification() -> Event | None:
    """The event of the latest verification, whatever it found; ``None`` when there was none."""
    return Event.objects.filter(verb__in=[VERIFIED, FOUND_WRONG]).order_by("-pk").first()


def _faults(seals: list[Seal], expected: str) -> Iterator[Fault]:
    previous = ""
    for number, seal in enumerate(seals, 1):
        if seal.number != number:
            yield Fault(Wrong.SEAL_MISSING, seal=number)
        if seal.previous != previous:
            yield Fault(Wrong.SEAL_CHANGED, seal=seal.number)
        yield from _faults_under(seal)
        previous = seal.digest
    yield from (Fault(Wrong.EVENT_LEFT_OUT, event=event) for event in _left_out(seals))
    if expected and expected not in {seal.digest for seal in seals}:
        yield Fault(Wrong.SEAL_UNKNOWN)


def _faults_under(seal: Seal) -> Iterator[Fault]:
    covered = _covered_by(seal)
    if covered is None:
        yield Fault(Wrong.SEAL_CHANGED, seal=seal.number)
        return
    rows = Event.objects.in_bulk(covered)
    for event in covered:
        row = rows.get(event)
        if row is None:
            yield Fault(Wrong.EVENT_MISSING, event, seal.number)
        elif row.digest != _digest_of(row):
            yield Fault(Wrong.EVENT_CHANGED, event, seal.number)
    digests = [rows[event].digest for event in covered if event in rows]
    if seal.digest != sealing.digest_of(seal.number, seal.previous, seal.events, digests):
        yield Fault(Wrong.SEAL_CHANGED, seal=seal.number)


def _covered_by(seal: Seal) -> list[int] | None:
    """The ids a seal lists; ``None`` when they are not what the seal says of them in its other columns."""
    try:
        listed = ranges.read(seal.events)
    except ValueError:
        return None
    said = (seal.first_event, seal.last_event, seal.count)
    if not listed or (listed[0][0], listed[-1][1], sum(last - first + 1 for first, last in listed)) != said:
        return None
    return list(ranges.each(listed))


def _digest_of(row: Event) -> str:
    moment = row.happened_at.astimezone(clock.VIET_NAM).isoformat()
    return audit.digest_of(
        row.verb, row.thing, actor_id=row.actor_id, actor_name=row.actor_name, moment=moment, facts=row.facts
    )


def _left_out(seals: Iterable[Seal]) -> list[int]:
    """Committed events that no seal covers and that do not wait for one: somebody took their seal, or their place.

    An event may commit between the sealing and this look: it waits. Other sealers are kept out, so it goes on waiting.
    """
    sealed = ranges.merged(each for seal in seals for each in ranges.read(seal.events))
    ids = Event.objects.order_by("pk").values_list("pk", flat=True)
    found = list(ranges.outside(ids.iterator(chunk_size=sealing.BATCH), sealed))
    waiting = set(Unsealed.objects.filter(event__in=found).values_list("event", flat=True)) if found else set()
    return [event for event in found if event not in waiting]
