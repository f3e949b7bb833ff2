"""A unit by the name somebody types."""

from khaigiang.apps.desk import phrases
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder
from khaigiang.core.vietnamese import MatchKind
from khaigiang.foundation import clock
from khaigiang.foundation.refusal import Refused


def unit_named(name: str) -> Unit:
    """The unit of today that a name surely means. Raises Refused for another name."""
    finder = UnitFinder(clock.today())
    match = finder.find(name.strip())
    if match.kind not in {MatchKind.EXACT, MatchKind.FOLDED}:
        raise Refused("no_such_unit", phrases.NO_SUCH_UNIT, name=name)
    return finder.unit(match.ids[0])
