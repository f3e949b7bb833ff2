"""Which suggestions a person has taken: of a kind, or one by one; the others stay as they were typed."""

from collections.abc import Collection
from dataclasses import dataclass, field

EVERYTHING = "all"


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
