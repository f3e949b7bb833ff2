"""Moves: proposed at random, and refused at once where they would clash."""

import numpy as np

from khaigiang.core.timetabling.search.ground import (
    AFTER,
    AFTER_OF,
    AWAY,
    BEFORE,
    BEFORE_OF,
    CLASH,
    CLASHES,
    CLASS_SUM,
    ENGAGED,
    EVENTS,
    EXCHANGE,
    FOLLOWING,
    IN_CLASS,
    IN_ROOM,
    KEEP_ROOM,
    LEAD,
    LECTURER,
    LECTURERS,
    LECTURERS_OF,
    LENGTH,
    LOG,
    MAY_HOLD,
    MAY_START,
    MEMBERS,
    MEMBERS_OF,
    PROFILE,
    PROFILES,
    RELOCATE,
    REORDER,
    REROOM,
    RESTAFF,
    ROOM,
    ROOM_PRICE,
    ROOM_SUM,
    ROOMS,
    ROOMS_ALL,
    ROOMS_OF,
    ROW,
    SHARES,
    SHORT,
    STARTS,
    STARTS_OF,
    TIME,
    TIME_PRICE,
    TIMES,
)
from khaigiang.core.timetabling.search.jit import Chance, Ints, compiled
from khaigiang.core.timetabling.search.pricing import clashes, last_half_day

Planned = tuple[int, int, bool]
"""How many events a move has in the log, how many clashes it adds, and whether these are still to be counted."""
REFUSED: Planned = (0, 0, False)


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
def is_free(g: Ints, s: Ints, e: int, t: int, l: int, but: int) -> bool:
    """Whether a lecturer could give an event there, if ``but`` were elsewhere; where it stands now, they could not."""
    for _ in range(g[g[LENGTH] + e]):
        taken = s[g[ENGAGED] + l * g[TIMES] + t]
        if but >= 0 and s[g[TIME] + but] == t and s[g[LECTURER] + but] == l:
            taken -= 1
        if taken > 0 or g[g[AWAY] + l * g[TIMES] + t]:
            return False
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return True


@compiled
def lecturer_for(g: Ints, s: Ints, chance: Chance, e: int, t: int, but: int) -> int:
    """The event's own lecturer if free there, else one who is, else its own."""
    own = s[g[LECTURER] + e]
    first, end = g[g[LECTURERS_OF] + e], g[g[LECTURERS_OF] + e + 1]
    if end - first < 2 or is_free(g, s, e, t, own, but):  # noqa: PLR2004 - no choice
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


@compiled
def _plan(g: Ints, s: Ints, number: int, e: int, t: int, l: int, r: int) -> None:
    """Write a part of a move into the log."""
    row = g[LOG] + ROW * number
    s[row], s[row + 1], s[row + 2], s[row + 3] = e, t, l, r


@compiled
def _full(g: Ints, s: Ints, t: int, r: int, but: int) -> int:
    """1 where a booking other than that of a whole event ``but`` is in the way."""
    if r < 0:
        return 0
    count = s[g[IN_ROOM] + r * g[TIMES] + t]
    if but >= 0 and s[g[ROOM] + but] == r and s[g[TIME] + but] == t:
        count -= 1
    return 1 if count > 0 else 0


@compiled
def _guest_of(g: Ints, s: Ints, e: int, t: int, r: int) -> int:
    """The whole event that stands alone in a room where a whole event of one half-day wants to go, else -1."""
    if r < 0 or g[g[LENGTH] + e] > 1 or g[g[SHORT] + e] or s[g[IN_ROOM] + r * g[TIMES] + t] != 1:
        return -1
    return s[g[ROOM_SUM] + r * g[TIMES] + t] - 1


@compiled
def _single(g: Ints, s: Ints, chance: Chance, e: int, t: int, r: int, weight: float, limit: float) -> Planned:
    t0, r0 = s[g[TIME] + e], s[g[ROOM] + e]
    p = g[g[PROFILE] + e]
    if g[g[LENGTH] + e] > 1:
        if last_half_day(g, e, t) < t0 or last_half_day(g, e, t0) < t:
            apart = clashes(g, s, e, t) - clashes(g, s, e, t0) + g[g[LENGTH] + e] * g[g[CLASH] + p * g[PROFILES] + p]
            if weight * apart > limit:
                return REFUSED
        _plan(g, s, 0, e, t, lecturer_for(g, s, chance, e, t, -1), r)
        return 1, 0, True
    row = g[CLASHES] + p * g[TIMES]
    hard = s[row + t] - s[row + t0] + g[g[CLASH] + p * g[PROFILES] + p]
    broken = hard
    if not g[g[SHORT] + e]:
        broken += _full(g, s, t, r, -1) - _full(g, s, t0, r0, e)
    prices = g[TIME_PRICE] + e * g[TIMES]
    quick = weight * broken + g[prices + t] - g[prices + t0]
    if r != r0:
        quick += g[g[ROOM_PRICE] + e * g[ROOMS_ALL] + r] - g[g[ROOM_PRICE] + e * g[ROOMS_ALL] + r0]
    if quick > limit:
        return REFUSED
    _plan(g, s, 0, e, t, lecturer_for(g, s, chance, e, t, -1), r)
    return 1, hard, False


@compiled
def _swap(g: Ints, s: Ints, chance: Chance, e: int, f: int, re: int, rf: int, weight: float, limit: float) -> Planned:
    """Two whole events of one half-day change half-days; ``re`` and ``rf`` are the rooms they then have."""
    te, tf = s[g[TIME] + e], s[g[TIME] + f]
    if g[g[LENGTH] + f] > 1 or not (g[g[MAY_START] + e * g[TIMES] + tf] and g[g[MAY_START] + f * g[TIMES] + te]):
        return REFUSED
    pe, pf = g[g[PROFILE] + e], g[g[PROFILE] + f]
    row_e, row_f, clash = g[CLASHES] + pe * g[TIMES], g[CLASHES] + pf * g[TIMES], g[CLASH]
    hard = s[row_e + tf] - s[row_e + te] + s[row_f + te] - s[row_f + tf]
    hard += g[clash + pe * g[PROFILES] + pe] + g[clash + pf * g[PROFILES] + pf] - 2 * g[clash + pe * g[PROFILES] + pf]
    if weight * (hard - 2) > limit:
        return REFUSED
    re0, rf0 = s[g[ROOM] + e], s[g[ROOM] + f]
    rooms_e, rooms_f = e * g[ROOMS_ALL], f * g[ROOMS_ALL]
    if (re >= 0 and not g[g[MAY_HOLD] + rooms_e + re]) or (rf >= 0 and not g[g[MAY_HOLD] + rooms_f + rf]):
        return REFUSED
    broken = hard + _full(g, s, tf, re, f) + _full(g, s, te, rf, e)
    broken -= _full(g, s, te, re0, e) + _full(g, s, tf, rf0, f)
    prices_e, prices_f = g[TIME_PRICE] + e * g[TIMES], g[TIME_PRICE] + f * g[TIMES]
    quick = weight * broken + g[prices_e + tf] - g[prices_e + te] + g[prices_f + te] - g[prices_f + tf]
    if re != re0 and rf != rf0:
        quick += g[g[ROOM_PRICE] + rooms_e + re] - g[g[ROOM_PRICE] + rooms_e + re0]
        quick += g[g[ROOM_PRICE] + rooms_f + rf] - g[g[ROOM_PRICE] + rooms_f + rf0]
    if quick > limit:
        return REFUSED
    _plan(g, s, 0, e, tf, lecturer_for(g, s, chance, e, tf, f), re)
    _plan(g, s, 1, f, te, lecturer_for(g, s, chance, f, te, e), rf)
    return 2, hard, False


@compiled
def _relocate(g: Ints, s: Ints, chance: Chance, e: int, weight: float, limit: float) -> Planned:
    """To another half-day and perhaps room; whoever is in that room then takes the place that was left."""
    t, r = start_for(g, s, chance, e), s[g[ROOM] + e]
    if t == s[g[TIME] + e]:
        return REFUSED
    if r >= 0 and below(chance, 1000) >= g[g[SHARES] + KEEP_ROOM]:
        r = one_of(g, chance, ROOMS_OF, ROOMS, e)
    f = _guest_of(g, s, e, t, r)
    if f >= 0:
        return _swap(g, s, chance, e, f, r, s[g[ROOM] + e], weight, limit)
    return _single(g, s, chance, e, t, r, weight, limit)


@compiled
def _exchange(g: Ints, s: Ints, chance: Chance, e: int, weight: float, limit: float) -> Planned:
    """To another half-day; the event of its class that stands there takes the place that was left."""
    t = start_for(g, s, chance, e)
    if t == s[g[TIME] + e]:
        return REFUSED
    cell = g[g[LEAD] + e] * g[TIMES] + t
    if s[g[IN_CLASS] + cell] != 1 or g[g[LENGTH] + e] > 1 or g[g[SHORT] + e]:
        return _single(g, s, chance, e, t, s[g[ROOM] + e], weight, limit)
    f = s[g[CLASS_SUM] + cell] - 1
    mine, theirs = s[g[ROOM] + e], s[g[ROOM] + f]
    if mine >= 0 and theirs >= 0:
        mine, theirs = theirs, mine
    return _swap(g, s, chance, e, f, mine, theirs, weight, limit)


@compiled
def _reroom(g: Ints, s: Ints, chance: Chance, e: int, limit: float) -> Planned:
    """To another room in the same half-day; whoever is there takes the room that was left."""
    t, r0 = s[g[TIME] + e], s[g[ROOM] + e]
    r = one_of(g, chance, ROOMS_OF, ROOMS, e)
    if r == r0:
        return REFUSED
    f = _guest_of(g, s, e, t, r)
    quick = g[g[ROOM_PRICE] + e * g[ROOMS_ALL] + r] - g[g[ROOM_PRICE] + e * g[ROOMS_ALL] + r0]
    if f >= 0:
        if g[g[LENGTH] + f] > 1 or not g[g[MAY_HOLD] + f * g[ROOMS_ALL] + r0]:
            return REFUSED
        quick += g[g[ROOM_PRICE] + f * g[ROOMS_ALL] + r0] - g[g[ROOM_PRICE] + f * g[ROOMS_ALL] + r]
    if quick > limit:
        return REFUSED
    _plan(g, s, 0, e, t, s[g[LECTURER] + e], r)
    if f >= 0:
        _plan(g, s, 1, f, t, s[g[LECTURER] + f], r0)
    return 1 if f < 0 else 2, 0, False


@compiled
def _restaff(g: Ints, s: Ints, chance: Chance, e: int) -> Planned:
    """To another lecturer."""
    l = one_of(g, chance, LECTURERS_OF, LECTURERS, e)
    if l == s[g[LECTURER] + e]:
        return REFUSED
    _plan(g, s, 0, e, s[g[TIME] + e], l, s[g[ROOM] + e])
    return 1, 0, False


@compiled
def _line_up(g: Ints, s: Ints, chance: Chance, held: int) -> bool:
    """Plan the logged events where those stood that were in their places, later where these took longer."""
    here = 0
    following = g[FOLLOWING] + g[g[LEAD] + s[g[LOG]]] * g[TIMES]
    for row in range(g[LOG], g[LOG] + ROW * held, ROW):
        e = s[row]
        if here < 0:
            return False
        here = max(here, s[row + 7])
        while here >= 0 and not g[g[MAY_START] + e * g[TIMES] + here]:
            here = g[following + here]
        if here < 0:
            return False
        l = s[g[LECTURER] + e]
        if l >= 0:
            cell = g[g[LEAD] + e] * g[TIMES] + here
            leaves = s[g[CLASS_SUM] + cell] - 1 if s[g[IN_CLASS] + cell] == 1 else -1
            l = lecturer_for(g, s, chance, e, here, leaves)
        s[row + 1], s[row + 2], s[row + 3] = here, l, s[g[ROOM] + e]
        for _ in range(g[g[LENGTH] + e]):
            here = g[following + here] if here >= 0 else -1
    return True


@compiled
def _reorder(g: Ints, s: Ints, chance: Chance, e: int) -> Planned:
    """To another half-day of the class, those between moving up by one: their order stays, and so do its rules."""
    c, t0, t = g[g[LEAD] + e], s[g[TIME] + e], one_of(g, chance, STARTS_OF, STARTS, e)
    if t == t0 or g[g[SHORT] + e]:
        return REFUSED
    log, held = g[LOG], 0
    for i in range(g[g[MEMBERS_OF] + c], g[g[MEMBERS_OF] + c + 1]):
        other = g[g[MEMBERS] + i]
        begins = s[g[TIME] + other]
        if min(t, t0) <= begins <= max(t, t0) and not g[g[SHORT] + other]:
            row = log + ROW * held
            while row > log and s[row - ROW + 7] > begins:
                s[row], s[row + 7] = s[row - ROW], s[row - ROW + 7]
                row -= ROW
            s[row], s[row + 7] = other, begins
            held += 1
    last = log + ROW * (held - 1)
    if t < t0:
        for row in range(last, log, -ROW):
            s[row] = s[row - ROW]
        s[log] = e
    else:
        for row in range(log, last, ROW):
            s[row] = s[row + ROW]
        s[last] = e
    return (held, 0, True) if _line_up(g, s, chance, held) else REFUSED


@compiled
def _rehouse(g: Ints, s: Ints, chance: Chance, e: int) -> Planned:
    """A whole class moves from one room to another."""
    c, r0, r, held = g[g[LEAD] + e], s[g[ROOM] + e], one_of(g, chance, ROOMS_OF, ROOMS, e), 0
    if r == r0:
        return REFUSED
    for i in range(g[g[MEMBERS_OF] + c], g[g[MEMBERS_OF] + c + 1]):
        other = g[g[MEMBERS] + i]
        if s[g[ROOM] + other] == r0 and g[g[MAY_HOLD] + other * g[ROOMS_ALL] + r]:
            _plan(g, s, held, other, s[g[TIME] + other], s[g[LECTURER] + other], r)
            held += 1
    return held, 0, True


@compiled
def propose(g: Ints, s: Ints, chance: Chance, weight: float, limit: float) -> Planned:
    """Plan one move in the log, unless it would surely cost more than ``limit``, a breach being worth ``weight``."""
    share = below(chance, 1000)
    e = below(chance, g[EVENTS])
    if share < g[g[SHARES] + RELOCATE]:
        return _relocate(g, s, chance, e, weight, limit)
    if share < g[g[SHARES] + EXCHANGE]:
        return _exchange(g, s, chance, e, weight, limit)
    if share < g[g[SHARES] + REROOM]:
        return _reroom(g, s, chance, e, limit)
    if share < g[g[SHARES] + RESTAFF]:
        return _restaff(g, s, chance, e)
    if share < g[g[SHARES] + REORDER]:
        return _reorder(g, s, chance, e)
    return _rehouse(g, s, chance, e)
