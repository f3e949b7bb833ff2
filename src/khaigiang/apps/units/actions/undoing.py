"""Taking back the last change of a unit."""

from collections.abc import Iterable

from khaigiang.apps.units import phrases
from khaigiang.apps.units.actions.periods import _locked, _show_last
from khaigiang.apps.units.models import Succession, Unit, UnitChange, UnitName, UnitParent, Verb
from khaigiang.apps.units.permissions import check_may_reshape
from khaigiang.apps.units.queries import dependents
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def undo(change: UnitChange, *, by: Actor) -> None:
    """Put the tree back to how it was before a change: what it began goes, what it ended goes on.

    Refused when one of its units has changed since, or when anything has been written about a unit it began.
    """
    units = _locked(change.units.all())
    for unit in units:
        check_may_reshape(by, unit)
    change = UnitChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if change.verb == Verb.LOADED:
        raise Refused("not_undone_here", phrases.NOT_UNDONE_HERE)
    if change.undone_on is not None:
        raise Refused("already_undone", phrases.ALREADY_UNDONE)
    _refuse_later_changes(change, units)
    begun = [unit for unit in units if unit.begun_by_id == change.pk]
    _refuse_dependents(begun, change)
    names = ", ".join(unit.name for unit in units)
    _take_back(change)
    for unit in units:
        if unit not in begun:
            unit.refresh_from_db()
            _show_last(unit)
    # Only now: until then those that stood under it still show it as their parent.
    going = Unit.objects.filter(pk__in=[unit.pk for unit in begun])
    going.filter(parent__in=[unit.pk for unit in begun]).update(
        parent=None
    )  # those of one file stand below one another
    going.delete()
    change.undone_on = clock.today()
    change.save(update_fields=["undone_on"])
    audit.record("units.undone", change, by=by, what=change.verb, day=change.day, units=names)


def _take_back(change: UnitChange) -> None:
    Succession.objects.filter(begun_by=change).delete()
    for model in (UnitName, UnitParent):
        model.objects.filter(begun_by=change).delete()
        model.objects.filter(ended_by=change).update(valid_to=None, ended_by=None)
    Unit.objects.filter(ended_by=change).update(valid_to=None, ended_by=None)


def _refuse_later_changes(change: UnitChange, units: Iterable[Unit]) -> None:
    for unit in units:
        later = unit.changes.filter(pk__gt=change.pk, undone_on=None).order_by("-pk").first()
        if later is not None:
            raise Refused(
                "changed_since",
                phrases.CHANGED_SINCE,
                unit=unit.name,
                verb=later.get_verb_display(),
                day=f"{later.day:%d/%m/%Y}",
            )


def _refuse_dependents(begun: Iterable[Unit], change: UnitChange) -> None:
    for unit in begun:
        if UnitParent.objects.filter(parent=unit).exclude(begun_by=change).exists():
            raise Refused("depended_on", phrases.DEPENDED_ON, unit=unit.name, what=phrases.UNITS_BELOW_SINCE)
        if found := dependents(unit):
            what = phrases.DEPENDENTS.get(found[0], phrases.OTHER_RECORDS)
            raise Refused("depended_on", phrases.DEPENDED_ON, unit=unit.name, what=what)
