"""The levels as an office states them: the order of the aims, and what weighs how much in the balance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from khaigiang.core.forming.problem import (
    Attribute,
    Balance,
    EvenSizes,
    InvalidProblemError,
    Level,
    Moved,
    Term,
    Unplaced,
    Wishes,
)

LevelName = Literal["moved", "sizes", "balance", "wishes"]
LEVELS: tuple[LevelName, ...] = get_args(LevelName)
WEIGHTS: Mapping[Attribute, int] = {"district": 3, "bloc": 3, "position": 2, "sex": 2, "age_band": 1}
HEAVIEST = 9


@dataclass(frozen=True, slots=True)
class StatedLevels:
    """The order of the levels after the first, which seats everyone, and the weights of the balance; 0 leaves one out.

    Raises InvalidProblemError for an order that does not name each level once, and for weights that are not 0 to 9.
    """

    order: tuple[LevelName, ...] = LEVELS
    weights: Mapping[Attribute, int] = field(default_factory=lambda: dict(WEIGHTS))

    def __post_init__(self) -> None:
        if sorted(self.order) != sorted(LEVELS):
            raise InvalidProblemError("levels_not_each_once", {"order": ", ".join(self.order)})
        for attribute in WEIGHTS:
            weight = self.weights.get(attribute, 0)
            if not 0 <= weight <= HEAVIEST:
                raise InvalidProblemError("weight_out_of_range", {"attribute": attribute, "weight": str(weight)})

    def levels(self, *, seated_before: bool) -> tuple[Level, ...]:
        """The levels to solve. Where nobody was seated before, nobody can be moved and nothing is asked about it."""
        return (Level("unplaced", (Unplaced(),)), *self._later(seated_before=seated_before))

    def _later(self, *, seated_before: bool) -> Iterator[Level]:
        terms: dict[LevelName, tuple[Term, ...]] = {
            "moved": (Moved(),) if seated_before else (),
            "sizes": (EvenSizes(),),
            "balance": tuple(Balance(each, self.weights[each]) for each in WEIGHTS if self.weights.get(each)),
            "wishes": (Wishes(),),
        }
        for name in self.order:
            if terms[name]:
                yield Level(name, terms[name])
