from khaigiang.apps.intake import phrases
from khaigiang.apps.intake.models import Batch, BatchKind
from khaigiang.apps.units.models import Unit
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

OF_UNITS = (BatchKind.NOMINATIONS, BatchKind.RESULTS)


def check_may_bring_in(actor: Actor, kind: str, unit: Unit | None) -> None:
    """A planner brings in anything; a sending unit the nominees and the reported results of a unit of its own."""
    own = kind in OF_UNITS and unit is not None and unit.pk in actor.scope
    if not (actor.has("planner") or (actor.has("sending_unit") and own)):
        raise NotPermitted("may_not_bring_in", phrases.MAY_NOT_BRING_IN)


def check_may_see_batch(actor: Actor, batch: Batch) -> None:
    """Whoever brought a file in, a sending unit where it is that of a unit of its own, and every planner."""
    own = actor.has("sending_unit") and batch.kind in OF_UNITS and batch.unit_id in actor.scope
    if not (actor.has("planner") or own or batch.uploaded_by == actor.id):
        raise NotPermitted("not_your_batch", phrases.NOT_YOUR_BATCH)
