"""What each class of a delegated line may cost, as the unit that runs the line states it."""

from collections.abc import Mapping

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.apps.plans.permissions import check_may_organise
from khaigiang.apps.plans.queries import consents_of, has_begun, held_classes
from khaigiang.core.opening import why_not_restated
from khaigiang.core.states import ConsentState
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def state_estimates(line: PlanLine, estimates: Mapping[int, int | None], *, by: Actor) -> list[PlannedClass]:
    """State the estimates of some classes of a delegated line, by their numbers, in đồng; None takes a figure back.

    Gives those that changed. Raises Refused for a class the line does not have, for one that has begun, for more than
    the upper body was shown, and where nothing changes.
    """
    check_may_organise(by, line)
    line.hold()
    if not line.delegated:
        raise Refused("line_not_delegated", phrases.NO_ESTIMATES_WANTED, line=line.code)
    rows = {row.number: row for row in held_classes(line)}
    consent = consents_of([line.pk]).get(line.pk)
    changed = []
    for number, estimate in estimates.items():
        row = rows.get(number)
        if row is None:
            raise Refused("no_such_class", phrases.NO_SUCH_CLASS, line=line.code, number=number)
        if estimate != row.estimate:
            _restate(row, estimate, consent, by)
            changed.append(row)
    if not changed:
        raise Refused("estimates_as_stated", phrases.ESTIMATES_AS_STATED, line=line.code)
    return changed


def _restate(row: PlannedClass, estimate: int | None, consent: ConsentState | None, by: Actor) -> None:
    if why := why_not_restated(row.estimate, estimate, consent=consent, begun=has_begun(row)):
        raise Refused(why, phrases.NOT_RESTATED[why], name=row.name)
    before, row.estimate = row.estimate, estimate
    row.save(update_fields=["estimate"])
    was, now = ("" if each is None else each for each in (before, estimate))
    audit.record("plans.estimate_stated", row, by=by, line=row.line.code, number=row.number, before=was, estimate=now)
