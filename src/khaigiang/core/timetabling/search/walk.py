"""One walk of the annealing: a state of its own, cooled by the share of the budget that has gone by."""

import math
from dataclasses import dataclass

import numpy as np

from khaigiang.core.timetabling.search.building import build
from khaigiang.core.timetabling.search.compiling import empty_totals, first_chance
from khaigiang.core.timetabling.search.ground import EVENTS, TIME
from khaigiang.core.timetabling.search.jit import Ints
from khaigiang.core.timetabling.search.steps import anneal, stand
from khaigiang.core.timetabling.search.tables import Tables

CHUNK = 5_000
"""Proposals between two looks at the clock: a thousandth of a second or two."""

_HOT, _COLD = 0.8, 0.02  # the first and the last temperature, in parts of the highest price of one breach
_HEAVIER, _LIGHTER = 20.0, 5.0  # a breach of a hard rule grows or falls e-fold in one part of so many of the cooling
_LIGHTEST, _HEAVIEST = 0.25, 10.0  # ... between these parts of what it is worth at first
_SLACK = 0.8  # what other rules might give back of a price that refuses a move at once, in the same parts
_HOPELESS = 0.3  # the part of the cooling by which a walk without a timetable that keeps all rules goes wild
_WILD = 2.0  # the temperature, in the same parts, at which soft rules hardly count and a breach finds its way out
_HARDEST, _HARDENING = 5.0, 0.01  # a breach then grows to so many times what it begins with, by so much each time
_SURELY = 2.0  # what a breach is worth at least once a wild walk has found its timetable, in parts as above
_TOLD, _FROZEN = 0.4, 0.8  # where a walk from a given timetable begins, and where it goes wild if it must


@dataclass(frozen=True, slots=True)
class Heat:
    """``highest`` is the highest price of one breach of a soft rule."""

    highest: float

    def at(self, share: float) -> float:
        """The temperature when this share of the cooling is over."""
        return float(self.highest * _HOT * (_COLD / _HOT) ** share)


class Walk:
    """``hard`` and ``soft`` are what the events cost where they stand; ``best`` is where they stood best.

    ``price`` is the best price without a breach, None while there was none.
    """

    def __init__(self, tables: Tables, g: Ints, s: Ints, *, seed: int, start: Ints | None = None) -> None:
        self.g, self.s = g, s.copy()
        self.chance = first_chance(seed)
        self.totals = empty_totals(tables)
        self.best = np.full(3 * g[EVENTS], -1, np.int32)
        self.heat = Heat(tables.highest_price())
        # Where changes cost, a breach is at first worth little more than one change, so that it is mended with one if
        # it can be; what is worth more changes grows dearer later.
        self.breach = max(2.0 * self.heat.highest, 1.1 * tables.kept_price)
        self.weight = self.breach
        self.resumed = 0.0  # the share of the budget at the last reheat, and the coolness it went back to
        self.cool = 0.0
        self.coolness = 0.0
        self.least = _LIGHTEST * self.breach
        self.hopeless = _HOPELESS
        if start is not None:
            self.cool = self.coolness = _TOLD  # to begin hot would undo what is there
            self.hopeless = _FROZEN
        if start is None:
            build(g, self.s, self.chance, _tightest_first(tables, seed), not tables.orders, self.totals)
        else:
            stand(g, self.s, start, self.totals)
        self._note()

    @property
    def hard(self) -> int:
        return int(self.totals[0])

    @property
    def soft(self) -> int:
        return int(self.totals[1])

    @property
    def price(self) -> int | None:
        return int(self.totals[2]) if self.totals[2] >= 0 else None

    @property
    def standing(self) -> Ints:
        first = self.g[TIME]
        return self.s[first : first + 3 * self.g[EVENTS]]

    def go_on(self, share: float, proposals: int = CHUNK) -> None:
        """A chunk of moves at the temperature of this share of the budget."""
        before = self.coolness
        coolness = self.cool + (1 - self.cool) * (share - self.resumed) / (1 - self.resumed)
        if self.price is None and coolness > self.hopeless:
            self._go_wild(share, proposals)
            return
        self._anneal(self.heat.at(coolness), proposals)
        self.coolness = coolness
        growth = math.exp((_HEAVIER if self.hard else -_LIGHTER) * max(0.0, coolness - before))
        self.weight = min(_HEAVIEST * self.breach, max(self.least, self.weight * growth))

    def _go_wild(self, share: float, proposals: int) -> None:
        """A chunk where breaches are all that counts; once there is none, the walk cools from the beginning."""
        temperature = _WILD * self.heat.highest
        light = max(2.0 * temperature, self.breach)
        grown = self.weight * math.exp(_HARDENING)
        self.weight = grown if light <= grown <= _HARDEST * light else light
        self._anneal(temperature, proposals)
        if self.price is not None:
            self.resumed, self.cool, self.coolness = share, 0.0, 0.0
            self.weight, self.least = _HEAVIEST * self.breach, _SURELY * self.breach

    def _anneal(self, temperature: float, proposals: int) -> None:
        slack = _SLACK * self.heat.highest
        anneal(self.g, self.s, self.chance, proposals, temperature, self.weight, slack, self.totals, self.best)

    def _note(self) -> None:
        if not self.hard:
            self.totals[2] = self.totals[1]
            self.best[:] = self.standing


def _tightest_first(tables: Tables, seed: int) -> Ints:
    """Class by class in the order of the programme where there is one, else events with the fewest half-days first."""
    chance = np.random.default_rng(seed).permutation(len(tables.events))
    if tables.orders:
        return np.array(tables.in_order(), np.int32)
    freedom = tables.may_start.sum(axis=1)
    return np.lexsort((chance, freedom)).astype(np.int32)
