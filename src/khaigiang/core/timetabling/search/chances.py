"""What a walk draws by lot: numbers, half-days, lecturers."""

import numpy as np

from khaigiang.core.timetabling.search.ground import (
    AFTER,
    AFTER_OF,
    AWAY,
    BEFORE,
    BEFORE_OF,
    ENGAGED,
    FOLLOWING,
    LEAD,
    LECTURER,
    LECTURERS,
    LECTURERS_ALL,
    LECTURERS_OF,
    LENGTH,
    PARTNERS_OF,
    STARTS,
    STARTS_OF,
    TEAM,
    TEAM_OF,
    TIME,
    TIMES,
)
from khaigiang.core.timetabling.search.jit import Chance, Ints, compiled, compiled_apart
from khaigiang.core.timetabling.search.pricing import last_half_day
from khaigiang.core.timetabling.search.staffing import gives


@compiled
def draw(chance: Chance) -> float:
    """A number in [0, 1): Marsaglia's xorshift, 2003, so that plain Python and machine code draw alike."""
    x = chance[0]
    x ^= x << np.uint64(13)
    x ^= x >> np.uint64(7)
    x ^= x << np.uint64(17)
    chance[0] = x
    return float(x >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def below(chance: Chance, n: int) -> int:
    return int(draw(chance) * n)


@compiled
def one_of(g: Ints, chance: Chance, ends: int, entries: int, owner: int) -> int:
    """One entry of an owner's list, -1 when it is empty."""
    first, end = g[g[ends] + owner], g[g[ends] + owner + 1]
    return g[g[entries] + first + below(chance, end - first)] if first < end else -1


@compiled
def _comes(g: Ints, s: Ints, e: int, t: int, l: int, but: int) -> bool:
    for _ in range(g[g[LENGTH] + e]):
        taken = s[g[ENGAGED] + l * g[TIMES] + t]
        if but >= 0 and s[g[TIME] + but] == t and gives(g, s[g[LECTURER] + but], l):
            taken -= 1
        if taken > 0 or g[g[AWAY] + l * g[TIMES] + t]:
            return False
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return True


@compiled_apart
def _come(g: Ints, s: Ints, e: int, t: int, team: int, but: int) -> bool:
    free = True
    for i in range(g[g[TEAM_OF] + team], g[g[TEAM_OF] + team + 1]):
        free = free and _comes(g, s, e, t, g[g[TEAM] + i], but)
    return free


@compiled
def is_free(g: Ints, s: Ints, e: int, t: int, team: int, but: int) -> bool:
    """Whether a team could give an event there, if ``but`` were elsewhere; where it stands now, they could not."""
    return _come(g, s, e, t, team, but) if team >= g[LECTURERS_ALL] else _comes(g, s, e, t, team, but)


@compiled
def lecturer_for(g: Ints, s: Ints, chance: Chance, e: int, t: int, but: int) -> int:
    """The event's own lecturer if free there or other events ask for the same, else one who is, else its own."""
    own = s[g[LECTURER] + e]
    first, end = g[g[LECTURERS_OF] + e], g[g[LECTURERS_OF] + e + 1]
    bound = g[g[PARTNERS_OF] + e] < g[g[PARTNERS_OF] + e + 1]
    if end - first < 2 or bound or is_free(g, s, e, t, own, but):  # noqa: PLR2004 - no choice
        return own
    begin = below(chance, end - first)
    for i in range(end - first):
        other = g[g[LECTURERS] + first + (begin + i) % (end - first)]
        if is_free(g, s, e, t, other, but):
            return other
    return own


@compiled
def start_for(g: Ints, s: Ints, chance: Chance, e: int) -> int:
    """A half-day in which an event may begin, between those that come before it and those that come after it."""
    first, end = g[STARTS] + g[g[STARTS_OF] + e], g[STARTS] + g[g[STARTS_OF] + e + 1]
    low, high = -1, g[TIMES]
    for i in range(g[g[AFTER_OF] + e], g[g[AFTER_OF] + e + 1], 2):
        other = g[g[AFTER] + i]
        low = max(low, last_half_day(g, other, s[g[TIME] + other]) + 1 - g[g[AFTER] + i + 1])
    for i in range(g[g[BEFORE_OF] + e], g[g[BEFORE_OF] + e + 1], 2):
        high = min(high, s[g[TIME] + g[g[BEFORE] + i]] - 1 + g[g[BEFORE] + i + 1])
    here = first
    if low > 0:
        reach = end
        while here < reach:  # the first start that is not below low
            middle = (here + reach) // 2
            if g[middle] < low:
                here = middle + 1
            else:
                reach = middle
    there = end
    if high < g[TIMES]:
        reach = here
        while reach < there:  # the first start above high
            middle = (reach + there) // 2
            if g[middle] <= high:
                reach = middle + 1
            else:
                there = middle
    if here >= there:
        here, there = first, end
    return g[here + below(chance, there - here)]
