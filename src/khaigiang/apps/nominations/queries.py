from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef

from khaigiang.apps.nominations.models import Nomination, NominationList
from khaigiang.apps.plans.models import SendingUnit
from khaigiang.core.states import NominationState


@dataclass(frozen=True, slots=True)
class Waiting:
    """What still needs somebody's attention in a line: people by state, and units that have sent no list."""

    by_state: Mapping[str, int] = field(default_factory=dict)
    silent_units: int = 0

    def of(self, state: NominationState) -> int:
        return self.by_state.get(state, 0)


def waiting_by_line(lines: Iterable[int]) -> Mapping[int, Waiting]:
    """What needs attention in each line, in two queries."""
    wanted = list(lines)
    states: dict[int, dict[str, int]] = {line: {} for line in wanted}
    counted = Nomination.objects.filter(line__in=wanted).order_by().values("line", "state").annotate(people=Count("pk"))
    for row in counted:
        states[row["line"]][row["state"]] = row["people"]
    sent = NominationList.objects.filter(line=OuterRef("line"), unit=OuterRef("unit"))
    silent = SendingUnit.objects.filter(~Exists(sent), line__in=wanted).order_by().values("line")
    units = {row["line"]: row["units"] for row in silent.annotate(units=Count("pk"))}
    return {line: Waiting(states[line], units.get(line, 0)) for line in wanted}
