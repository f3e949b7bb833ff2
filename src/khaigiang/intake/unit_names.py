"""Whether the units named in a workbook are units we know. A near name is proposed, never taken."""

from collections.abc import Sequence

from khaigiang.core.vietnamese import MatchKind, NameIndex
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.plan import PlanWorkbook


class KnownUnits:
    """The names of the units a workbook may name, prepared once for many questions."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = {str(place): name for place, name in enumerate(dict.fromkeys(names))}
        self._index = NameIndex(self._names)

    def check_plan(self, plan: PlanWorkbook) -> tuple[Finding, ...]:
        """File faults for seats granted to, or local units placed under, a unit neither known nor declared."""
        known = KnownUnits((*self._names.values(), *(unit.name for unit in plan.units)))
        named = [(unit.parent, unit.at, "parent") for unit in plan.units]
        named += [(row.unit, row.at, "unit") for row in plan.seats]
        return tuple(
            found(at, field, "unit_unknown", Severity.FILE_FAULT, suggestion=near, value=name)
            for name, at, field in named
            for is_known, near in [known._look_up(name)]
            if not is_known
        )

    def check_nominees(self, book: NominationWorkbook) -> tuple[Finding, ...]:
        """A suggestion for each misspelt unit of a nominee and a row fault for each that is unknown.

        The names must be the sending unit's own and those of the units under it.
        """
        findings = []
        for row in book.rows:
            is_known, near = self._look_up(row.unit)
            if not is_known:
                findings.append(_nominee_finding(row.at, row.unit, near))
        return tuple(findings)

    def _look_up(self, name: str) -> tuple[bool, str | None]:
        """Whether the name is known, and else the one name it may be a slip of."""
        match = self._index.closest(name)
        if match.kind is MatchKind.EXACT:
            return True, None
        near = match.kind in {MatchKind.FOLDED, MatchKind.CLOSE}
        return False, self._names[match.ids[0]] if near else None


def _nominee_finding(at: At, name: str, near: str | None) -> Finding:
    if near is None:
        return found(at, "unit", "unit_unknown", Severity.ROW_FAULT, value=name)
    return found(at, "unit", "unit_misspelt", Severity.SUGGESTION, suggestion=near, value=name, near=near)
