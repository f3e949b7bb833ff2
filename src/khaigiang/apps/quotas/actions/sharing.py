"""Seats shared out: a line's among its sending units, a unit's own among the units below it."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field

from django.db.models import F

from khaigiang.apps.plans.models import PlanLine, QuotaMethod
from khaigiang.apps.plans.permissions import check_may_approve
from khaigiang.apps.plans.queries import check_in_force
from khaigiang.apps.quotas import phrases
from khaigiang.apps.quotas.bridge import moves_of
from khaigiang.apps.quotas.models import BasisKind, MoveKind, Quota, SeatMove
from khaigiang.apps.quotas.permissions import check_may_share
from khaigiang.apps.quotas.queries import locked, locked_with_above, outside
from khaigiang.apps.units.models import Unit
from khaigiang.core.quotas import CannotApportion, Method, apportion
from khaigiang.core.states import NominationState
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Basis:
    """By what seats are shared: a weight for each unit (by id), such as its heads or its need, with floors and caps."""

    weights: Mapping[int, int]
    method: str = Method.LARGEST_REMAINDER.value
    kind: str = BasisKind.WEIGHT.value
    floors: Mapping[int, int] = field(default_factory=dict)
    caps: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Due:
    """What a unit is to get, named as on its row."""

    seats: int
    reason: str
    quotient: str = ""
    remainder: str = ""
    weight: int | None = None
    floor: int | None = None
    cap: int | None = None


@action
def share_out(line: PlanLine, *, by: Actor) -> list[Quota]:
    """Grant the line's seats to its sending units, as listed or by the line's method of apportionment.

    Whoever approves the plan lets this happen: it only does what the plan says.
    """
    check_may_approve(by)
    check_in_force(line.plan_id)
    root = Quota.objects.create(line=line, unit=None, seats=line.seats, shared_by=line.quota_method)
    rows = _listed(line, root) if line.quota_method == QuotaMethod.LISTED else _apportioned(line, root)
    granted = Quota.objects.bulk_create(rows)
    root.granted_below = sum(quota.seats for quota in granted)
    root.save(update_fields=["granted_below"])
    audit.record("quotas.shared_out", root, by=by, line=line.code, seats=root.granted_below, units=len(granted))
    return granted


@action
def grant(parent: Quota, unit: Unit, seats: int, *, why: str = "", by: Actor) -> Quota:
    """Give some of a row's seats to a unit below it, which may have some already. The database refuses one too many."""
    check_may_share(by, parent)
    if seats < 1:
        raise Refused("seats_below_one", phrases.SEATS_BELOW_ONE)
    check_in_force(parent.line.plan_id)
    held = locked_with_above(parent)[parent.pk]
    known = Quota.objects.filter(line=parent.line_id, unit=unit).first()
    if known is not None and known.parent_id != parent.pk:
        raise Refused("granted_by_another", phrases.GRANTED_BY_ANOTHER, unit=unit.name)
    _check_below(held, [unit.pk])
    _give(held, {unit.pk: _Due(seats, "listed")}, why=why, by=by)
    given = Quota.objects.get(line=parent.line_id, unit=unit)
    audit.record("quotas.granted", given, by=by, seats=seats, unit=unit.name, why=why)
    return given


@action
def share_below(parent: Quota, basis: Basis, *, by: Actor) -> list[Quota]:
    """Give all the seats a row has left to the units of a basis. Raises Refused where the basis cannot hold them."""
    check_may_share(by, parent)
    check_in_force(parent.line.plan_id)
    held = locked_with_above(parent)[parent.pk]
    given = Quota.objects.filter(line=parent.line_id, unit__in=basis.weights).select_related("unit").first()
    if given is not None and given.unit is not None:
        raise Refused("granted_already", phrases.GRANTED_ALREADY, unit=given.unit.name)
    _check_below(held, basis.weights)
    due = _due_by(basis, held.seats - held.accepted - held.granted_below, line=held.line)
    _give(held, due, why="", by=by)
    Quota.objects.filter(pk=held.pk).update(shared_by=basis.method, shared_basis=basis.kind)
    audit.record("quotas.shared_below", held, by=by, units=len(due), seats=sum(each.seats for each in due.values()))
    return list(Quota.objects.filter(parent=held, unit__in=due).select_related("unit"))


def _check_below(parent: Quota, units: Collection[int]) -> None:
    stranger = outside(parent, units)
    if stranger is not None:
        raise Refused("not_below", phrases.NOT_BELOW, unit=stranger.name)


def _give(parent: Quota, due: Mapping[int, "_Due"], *, why: str, by: Actor) -> None:
    """Move seats from a locked row to units (by id) below it, made where they are new, and write each move down."""
    Quota.objects.filter(pk=parent.pk).update(
        granted_below=F("granted_below") + sum(each.seats for each in due.values())
    )
    known = {row.unit_id or 0: row for row in locked(Quota.objects.filter(parent=parent, unit__in=due))}
    new = {unit: each for unit, each in due.items() if unit not in known}
    named = _named_before(parent.line, new)
    Quota.objects.bulk_create(
        Quota(line=parent.line, unit_id=unit, parent=parent, nominated=named[unit], **asdict(each))
        for unit, each in new.items()
    )
    for unit, row in known.items():
        Quota.objects.filter(pk=row.pk).update(seats=F("seats") + due[unit].seats)
    rows = Quota.objects.filter(parent=parent, unit__in=due).order_by("pk")
    moved = [(parent, row, due[row.unit_id].seats) for row in rows if row.unit_id]
    SeatMove.objects.bulk_create(moves_of(MoveKind.GRANTED, moved, why=why, by=by))


def _named_before(line: PlanLine, units: Collection[int]) -> Counter[int]:
    """How many people these units (by id) have sent already, before they had any seats to be counted on."""
    # Nominations stand above: they are seen through the reverse relation, and nothing of them is imported here.
    named = line.nominations.filter(list__unit__in=units).exclude(state=NominationState.WITHDRAWN)
    return Counter(named.values_list("list__unit", flat=True))


def _due_by(basis: Basis, seats: int, *, line: PlanLine) -> dict[int, "_Due"]:
    """What each unit of a basis is due of so many seats, and why."""
    try:
        shared = apportion(
            seats,
            {str(unit): weight for unit, weight in basis.weights.items()},
            method=Method(basis.method),
            floors={str(unit): floor for unit, floor in basis.floors.items()},
            caps={str(unit): cap for unit, cap in basis.caps.items()},
        )
    except CannotApportion as reason:
        sentence = phrases.CANNOT_SHARE.get(reason.code, phrases.CANNOT_APPORTION)
        raise Refused("cannot_apportion", sentence, line=line.code, seats=seats) from reason
    return {
        int(key): _Due(
            share.seats,
            share.reason.value,
            str(share.quotient),
            str(share.remainder),
            basis.weights[int(key)],
            basis.floors.get(int(key)),
            basis.caps.get(int(key)),
        )
        for key, share in shared.shares.items()
    }


def _listed(line: PlanLine, root: Quota) -> list[Quota]:
    return [
        Quota(line=line, unit_id=row.unit_id, parent=root, seats=row.seats or 0, reason="listed")
        for row in line.sending_units.all()
    ]


def _apportioned(line: PlanLine, root: Quota) -> list[Quota]:
    weights = {row.unit_id: row.weight or 0 for row in line.sending_units.all()}
    due = _due_by(Basis(weights, line.quota_method), line.seats, line=line)
    return [Quota(line=line, unit_id=unit, parent=root, **asdict(each)) for unit, each in due.items()]
