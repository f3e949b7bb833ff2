"""What a move would cost, told without making it: for plain events, whose rules look at half-days and rooms only.

Most moves are refused; to tell so from the counters as they stand takes a fraction of making them and taking them back.
"""

from khaigiang.core.timetabling.search.ground import (
    BIT,
    CLASH,
    COVERED,
    DAY,
    DAY_PRICES,
    DAYS_ALL,
    DAYS_PRICE,
    DAYS_USED,
    HOUSE_PRICE,
    HOUSED,
    HOUSES,
    HOUSES_OF,
    HOUSES_USED,
    KINDS,
    KINDS_OF,
    MASK,
    MASKS,
    ON_DAY,
    PATTERN,
    PATTERN_CLASS,
    PATTERN_PRICE,
    PATTERN_TABLE,
    PROFILE,
    PROFILES,
    ROOM,
    ROOM_PRICE,
    ROOMS_ALL,
    TIME,
    TIME_PRICE,
    TIMES,
)
from khaigiang.core.timetabling.search.jit import Ints, compiled


@compiled
def _pattern(g: Ints, s: Ints, group: int, t0: int, t: int) -> int:
    covered = g[COVERED] + group * g[TIMES]
    leaves, comes = s[covered + t0] == 1, s[covered + t] == 0
    if not leaves and not comes:
        return 0
    bits = g[BIT] + g[g[PATTERN_CLASS] + group] * g[TIMES]
    prices = g[PATTERN_PRICE] + g[g[PATTERN_TABLE] + group] * g[MASKS]
    masks = g[MASK] + group * g[DAYS_ALL]
    d0, d = g[g[DAY] + t0], g[g[DAY] + t]
    before, after = s[masks + d0], s[masks + d]
    left = before ^ (1 << g[bits + t0]) if leaves else before
    if d0 == d:
        return g[prices + (left ^ (1 << g[bits + t]) if comes else left)] - g[prices + before]
    price = g[prices + left] - g[prices + before]
    return price + g[prices + (after ^ (1 << g[bits + t]))] - g[prices + after] if comes else price


@compiled
def _days(g: Ints, s: Ints, group: int, t0: int, t: int) -> int:
    d0, d = g[g[DAY] + t0], g[g[DAY] + t]
    if d0 == d:
        return 0
    days = g[ON_DAY] + group * g[DAYS_ALL]
    more = int(s[days + d] == 0) - int(s[days + d0] == 1)
    if more == 0:
        return 0
    used = s[g[DAYS_USED] + group]
    prices, last = g[DAYS_PRICE] + group * g[DAY_PRICES], g[DAY_PRICES] - 1
    return g[prices + min(used + more, last)] - g[prices + min(used, last)]


@compiled
def _has(g: Ints, ends: int, entries: int, step: int, e: int, kind: int, group: int) -> bool:
    """Whether a group is among those of an event; with a step of two, a group of that kind."""
    for i in range(g[g[ends] + e], g[g[ends] + e + 1], step):
        if g[g[entries] + i + step - 1] == group and (step == 1 or g[g[entries] + i] == kind):
            return True
    return False


@compiled
def price_of_time(g: Ints, s: Ints, e: int, t: int, other: int) -> int:
    """What it costs more that a plain event begins in ``t``, while ``other`` (-1: nobody) takes the place it leaves."""
    t0 = s[g[TIME] + e]
    prices = g[TIME_PRICE] + e * g[TIMES]
    soft = g[prices + t] - g[prices + t0]
    for i in range(g[g[KINDS_OF] + e], g[g[KINDS_OF] + e + 1], 2):
        kind, group = g[g[KINDS] + i], g[g[KINDS] + i + 1]
        if other >= 0 and _has(g, KINDS_OF, KINDS, 2, other, kind, group):
            continue  # one leaves the half-days that the other enters
        if kind == PATTERN:
            soft += _pattern(g, s, group, t0, t)
        else:
            soft += _days(g, s, group, t0, t)
    return soft


@compiled
def price_of_room(g: Ints, s: Ints, e: int, r: int, other: int) -> int:
    """What it costs more that an event has the room ``r``, while ``other`` (-1: nobody) takes the room it leaves."""
    r0 = s[g[ROOM] + e]
    if r == r0:
        return 0
    prices = g[ROOM_PRICE] + e * g[ROOMS_ALL]
    soft = g[prices + r] - g[prices + r0]
    for i in range(g[g[HOUSES_OF] + e], g[g[HOUSES_OF] + e + 1]):
        group = g[g[HOUSES] + i]
        if other >= 0 and _has(g, HOUSES_OF, HOUSES, 1, other, 0, group):
            continue
        held = g[HOUSED] + group * g[ROOMS_ALL]
        more = int(s[held + r] == 0) - int(s[held + r0] == 1)
        if more:
            used = s[g[HOUSES_USED] + group]
            soft += g[g[HOUSE_PRICE] + group] * (max(1, used + more) - max(1, used))
    return soft


@compiled
def price_of_swap(g: Ints, s: Ints, e: int, f: int, re: int, rf: int) -> int:
    """What it costs more that two plain events change half-days, and then have the rooms ``re`` and ``rf``.

    Either both keep their rooms, or they change these too.
    """
    te, tf = s[g[TIME] + e], s[g[TIME] + f]
    clash = g[g[CLASH] + g[g[PROFILE] + e] * g[PROFILES] + g[g[PROFILE] + f]]  # else they have no group in common
    soft = price_of_time(g, s, e, tf, f if clash else -1) + price_of_time(g, s, f, te, e if clash else -1)
    return soft + price_of_room(g, s, e, re, f if clash else -1) + price_of_room(g, s, f, rf, e if clash else -1)
