"""Which units of several official states are one and the same, and who took over whom where they are not.

A code says nothing by itself: after a reform the same digits name another unit. Two states are joined only where
something says that a unit goes on.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Protocol

from khaigiang.core import vietnamese

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
WHOLE, PART, UNCHANGED = "whole", "part", "unchanged"
_ABOVE = {DISTRICT: (PROVINCE,), COMMUNE: (DISTRICT, PROVINCE)}

# The same few thousand names stand in every table.
fold = lru_cache(maxsize=2**15)(vietnamese.fold)
Key = tuple[str, str]
"""A level and a code: one unit, within one state."""


class StatedUnit(Protocol):
    """A unit as an official table has it."""

    @property
    def level(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def parent_code(self) -> str: ...


class StatedSuccession(Protocol):
    """A row of a conversion table; old district and province carry their code in brackets: "Quận Ba Đình (001)"."""

    @property
    def old_code(self) -> str: ...
    @property
    def old_name(self) -> str: ...
    @property
    def old_district(self) -> str: ...
    @property
    def old_province(self) -> str: ...
    @property
    def new_code(self) -> str: ...
    @property
    def new_province(self) -> str: ...
    @property
    def share(self) -> str: ...


@dataclass(frozen=True, slots=True)
class State:
    """Every unit as it was from ``first`` to ``last``, parents before what lies under them."""

    first: dt.date
    last: dt.date | None
    units: Sequence[StatedUnit]


@dataclass(frozen=True, slots=True)
class Named:
    """What a unit was called between two days."""

    code: str
    name: str
    kind: str
    first: dt.date
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Which life another lay under between two days, by its place in ``Country.lives``."""

    parent: int | None
    first: dt.date
    last: dt.date | None


@dataclass(slots=True)
class Life:
    """One unit through all states in which it goes on."""

    level: str
    names: list[Named] = field(default_factory=list)
    parents: list[Placed] = field(default_factory=list)

    @property
    def first(self) -> dt.date:
        return self.names[0].first

    @property
    def last(self) -> dt.date | None:
        return self.names[-1].last


@dataclass(frozen=True, slots=True)
class Step:
    """An old life and one that took it over on a day. ``stated_as`` is the table's name where it is another."""

    old: int
    new: int
    share: str
    day: dt.date
    stated_as: str = ""


@dataclass(slots=True)
class Country:
    """All lives, who took over whom, and the rows of the conversion table whose old unit no state has."""

    lives: list[Life] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    unknown: list[StatedSuccession] = field(default_factory=list)


def country(
    states: Sequence[State],
    conversions: Mapping[dt.date, Sequence[StatedSuccession]],
    *,
    apart: Collection[tuple[str, str, dt.date]] = (),
) -> Country:
    """The states joined into lives. ``conversions`` are the tables by the day they take effect.

    On a day without a table a unit goes on under its own code. ``apart`` are units (level, code, first day) that must
    stay lives of their own; they take over unchanged from the one before.
    """
    made = Country()
    before: dict[Key, int] = {}
    earlier: Sequence[StatedUnit] = ()
    for state in states:
        rows = conversions.get(state.first)
        goes_on = _by_code(earlier, state.units) if rows is None else unchanged(rows)
        now: dict[Key, int] = {}
        for unit in state.units:
            key = unit.level, unit.code
            old = before.get(goes_on[key]) if key in goes_on else None
            if old is not None and (*key, state.first) in apart:
                made.steps.append(Step(old, len(made.lives), UNCHANGED, state.first))
                old = None
            if old is None:
                old = len(made.lives)
                made.lives.append(Life(unit.level))
            now[key] = old
            _go_on(made.lives[old], unit, now, state)
        if rows is not None:
            _convert(made, rows, before, now, earlier=earlier, day=state.first)
        before, earlier = now, state.units
    return made


def unchanged(rows: Iterable[StatedSuccession]) -> dict[Key, Key]:
    """New units by level and code with the old ones that they simply are, as a conversion table has it.

    A commune is marked so. A province is the same when all that was in it, and nothing else, is in the new one.
    """
    same: dict[Key, Key] = {}
    into, out_of = _provinces(rows)
    for row in rows:
        if row.share == UNCHANGED:
            same[COMMUNE, row.new_code] = COMMUNE, row.old_code
    for old, news in into.items():
        if len(news) == 1 and len(out_of[new := next(iter(news))]) == 1:
            same[PROVINCE, new] = PROVINCE, old
    return same


@lru_cache(maxsize=2**12)
def code_in(text: str) -> str:
    """The code in the brackets at the end: "Quận Ba Đình (001)" has 001."""
    return text.rpartition("(")[2].rstrip(") ")


def _by_code(earlier: Sequence[StatedUnit], later: Sequence[StatedUnit]) -> dict[Key, Key]:
    """Units that go on under their code; one whose code alone was corrected is known by its name and parent."""
    codes = {(unit.level, unit.code) for unit in earlier}
    names = {(unit.level, fold(unit.name), unit.parent_code): (unit.level, unit.code) for unit in earlier}
    kept = {(unit.level, unit.code) for unit in later}
    same = {key: key for key in kept & codes}
    for unit in later:
        old = names.get((unit.level, fold(unit.name), unit.parent_code))
        if (unit.level, unit.code) not in codes and old is not None and old not in kept:
            same[unit.level, unit.code] = old
    return same


def _go_on(life: Life, unit: StatedUnit, now: Mapping[Key, int], state: State) -> None:
    name = unit.name[:1].upper() + unit.name[1:]
    last = life.names[-1] if life.names else None
    if last is not None and (last.code, fold(last.name), last.kind) == (unit.code, fold(name), unit.kind):
        life.names[-1] = replace(last, last=state.last)
    else:
        life.names.append(Named(unit.code, name, unit.kind, state.first, state.last))
    found = (now.get((level, unit.parent_code)) for level in _ABOVE.get(unit.level, ()))
    parent = next((each for each in found if each is not None), None)
    if life.parents and life.parents[-1].parent == parent:
        life.parents[-1] = replace(life.parents[-1], last=state.last)
    else:
        life.parents.append(Placed(parent, state.first, state.last))


def _convert(
    made: Country,
    rows: Sequence[StatedSuccession],
    before: Mapping[Key, int],
    now: Mapping[Key, int],
    *,
    earlier: Sequence[StatedUnit],
    day: dt.date,
) -> None:
    """Who took over whom, where it is not the same unit that goes on."""
    steps: dict[tuple[int, int], Step] = {}
    for row, code in zip(rows, _old_codes(rows, earlier), strict=True):
        old, new = before.get((COMMUNE, code)), now.get((COMMUNE, row.new_code))
        if old is None or new is None:
            made.unknown.append(row)
        elif row.share != UNCHANGED:
            known = made.lives[old].names[-1].name
            stated_as = "" if fold(known) == fold(row.old_name) else row.old_name
            steps.setdefault((old, new), Step(old, new, row.share, day, stated_as))
    into, _out_of = _provinces(rows)
    same = unchanged(rows)
    for code, news in into.items():
        for each in sorted(news):
            old, new = before.get((PROVINCE, code)), now.get((PROVINCE, each))
            if old is not None and new is not None and same.get((PROVINCE, each)) != (PROVINCE, code):
                steps[old, new] = Step(old, new, WHOLE if len(news) == 1 else PART, day)
    made.steps += steps.values()


def _old_codes(rows: Sequence[StatedSuccession], earlier: Sequence[StatedUnit]) -> Iterator[str]:
    """The code of each row's old unit. Where the table gives one code two names, the name decides within the district.

    A name that differs from ours is else no contradiction: the unit was renamed between the two tables.
    """
    names = {unit.code: fold(unit.name) for unit in earlier if unit.level == COMMUNE}
    codes: dict[tuple[str, str], str] = {
        (unit.parent_code, fold(unit.name)): unit.code for unit in earlier if unit.level == COMMUNE
    }
    told: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        told[row.old_code][fold(row.old_name)] += 1
    for row in rows:
        name = fold(row.old_name)
        if len(told[row.old_code]) > 1 and names.get(row.old_code) != name:
            yield codes.get((code_in(row.old_district), name), row.old_code)
        else:
            yield row.old_code


def _provinces(rows: Iterable[StatedSuccession]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The codes of the new provinces of each old one, and of the old ones of each new."""
    into: defaultdict[str, set[str]] = defaultdict(set)
    out_of: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        old, new = code_in(row.old_province), code_in(row.new_province)
        into[old].add(new)
        out_of[new].add(old)
    return into, out_of
