"""Which suggestions a person has taken: of a kind, or one by one; the others stay as they were typed."""

from collections.abc import Collection
from dataclasses import dataclass, field

EVERYTHING = "all"
UNIT = "unit"  # the kind of a suggestion that names a unit without its diacritics
NEAR_UNIT = "near_unit"  # and of one that names a unit with other letters
LINE = "line"  # of a suggestion that names a plan's line with other letters


@dataclass(frozen=True, slots=True)
class Accepted:
    """``kinds`` are taken wherever all kinds of a cell's suggestion are among them, ``cells`` by (sheet, address)."""

    kinds: frozenset[str] = frozenset()
    cells: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    kept: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def takes(self, kinds: Collection[str], sheet: str, cell: str) -> bool:
        """Whether what is suggested for a cell is taken."""
        if (sheet, cell) in self.kept:
            return False
        return (sheet, cell) in self.cells or EVERYTHING in self.kinds or self.kinds.issuperset(kinds)

    def takes_unit(self, kind: str, sheet: str, cell: str) -> bool:
        """A unit that is only near is never taken with all the rest: its kind, or its cell, must be named."""
        if kind != NEAR_UNIT:
            return self.takes([kind], sheet, cell)
        return (sheet, cell) not in self.kept and (NEAR_UNIT in self.kinds or (sheet, cell) in self.cells)
