"""Local bodies as a list states them: the known are left as they are, the others entered."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.apps.units.actions.periods import Basis, _begin_change
from khaigiang.apps.units.models import Level, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.apps.units.permissions import check_may_add_below
from khaigiang.core.vietnamese import fold, text_sort_key, tone_key
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor

A_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Body:
    """What a list says of one local body. It stands below ``parent``, or below the body at ``below`` of the same list.

    ``below`` is a place from 0; no body stands below itself, at once or through others.
    """

    name: str
    kind: str
    since: dt.date
    bloc: str = ""
    parent: Unit | None = None
    below: int | None = None


@action
def enter_bodies(bodies: Sequence[Body], *, basis: Basis | None = None, by: Actor) -> int:
    """Enter the bodies of a list that are not in the tree yet, parents first; how many are new.

    With a ``basis`` those that begin on one day are one change, which rests on it and can be undone.

    A body is known by its parent and its name, however its tones are placed; one that is known is not changed. A few
    statements for each level of the list.
    """
    for parent in {body.parent.pk: body.parent for body in bodies if body.parent is not None}.values():
        check_may_add_below(by, parent)
    made: dict[int, Unit] = {}
    changes = _Changes(basis, by)
    new = 0
    while len(made) < len(bodies):
        ready = [
            (place, body, body.parent if body.below is None else made[body.below])
            for place, body in enumerate(bodies)
            if place not in made and (body.below is None or body.below in made)
        ]
        assert ready, "bodies stand below themselves, or below nothing"
        new += _enter([(place, body, parent) for place, body, parent in ready if parent is not None], made, changes)
    audit.record("units.bodies_entered", "units", by=by, stated=len(bodies), new=new)
    return new


class _Changes:
    """The change that those of a day begin with; none where no instrument was told."""

    def __init__(self, basis: Basis | None, by: Actor) -> None:
        self._basis, self._by = basis, by
        self._of: dict[dt.date, UnitChange] = {}

    def of(self, day: dt.date) -> UnitChange | None:
        if self._basis is not None and day not in self._of:
            self._of[day] = _begin_change(Verb.ADDED, day, self._basis, by=self._by)
        return self._of.get(day)


def _enter(ready: Sequence[tuple[int, Body, Unit]], made: dict[int, Unit], changes: _Changes) -> int:
    """Find or enter these; ``made`` then has the unit of each place."""
    there = Unit.objects.filter(parent__in={parent.pk for _, _, parent in ready}, level=Level.BODY, valid_to=None)
    known = {(unit.parent_id, tone_key(unit.name)): unit for unit in there.order_by("-pk")}
    fresh: list[tuple[Body, Unit]] = []
    for place, body, parent in ready:
        key = parent.pk, tone_key(body.name)
        if key not in known:
            known[key] = Unit(
                **_called(body),
                level=Level.BODY,
                bloc=body.bloc,
                parent=parent,
                valid_from=body.since,
                begun_by=changes.of(body.since),
            )
            fresh.append((body, known[key]))
        made[place] = known[key]
    Unit.objects.bulk_create([unit for _body, unit in fresh], batch_size=A_BATCH)
    UnitName.objects.bulk_create(
        [UnitName(unit=unit, **_called(body), valid_from=body.since, begun_by=unit.begun_by) for body, unit in fresh],
        batch_size=A_BATCH,
    )
    UnitParent.objects.bulk_create(
        [
            UnitParent(unit=unit, parent=unit.parent, valid_from=body.since, begun_by=unit.begun_by)
            for body, unit in fresh
        ],
        batch_size=A_BATCH,
    )
    covers = Unit.changes.through
    covers.objects.bulk_create(
        [covers(unit_id=unit.pk, unitchange_id=unit.begun_by_id) for _body, unit in fresh if unit.begun_by_id],
        batch_size=A_BATCH,
    )
    return len(fresh)


def _called(body: Body) -> dict[str, str]:
    return {
        "name": body.name,
        "folded": fold(body.name),
        "sort_key": text_sort_key(body.name),
        "kind": body.kind,
    }
