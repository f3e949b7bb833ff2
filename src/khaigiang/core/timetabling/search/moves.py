"""Moves: proposed at random, and refused at once where they would clash."""

from khaigiang.core.timetabling.search.chances import below, lecturer_for, one_of, start_for
from khaigiang.core.timetabling.search.forecast import price_of_room, price_of_swap, price_of_time
from khaigiang.core.timetabling.search.ground import (
    CLASH,
    CLASHES,
    CLASS_SUM,
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
    PARTNERS,
    PARTNERS_OF,
    PLAIN,
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
    TWIN,
)
from khaigiang.core.timetabling.search.jit import Chance, Ints, compiled
from khaigiang.core.timetabling.search.pricing import clashes, last_half_day

Planned = tuple[int, int, bool]
"""How many events a move has in the log, how many clashes it adds, and whether these are still to be counted."""
REFUSED: Planned = (0, 0, False)
_TRIES = 8  # half-days looked at for one move: a clash is cheap to see, most half-days have one


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
def _single(
    g: Ints, s: Ints, chance: Chance, e: int, t: int, r: int, weight: float, limit: float, slack: float
) -> Planned:
    t0, r0 = s[g[TIME] + e], s[g[ROOM] + e]
    p = g[g[PROFILE] + e]
    if g[g[LENGTH] + e] > 1:
        if last_half_day(g, e, t) < t0 or last_half_day(g, e, t0) < t:
            apart = clashes(g, s, e, t) - clashes(g, s, e, t0) + g[g[LENGTH] + e] * g[g[CLASH] + p * g[PROFILES] + p]
            if weight * apart > limit + slack:
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
    if quick > limit + slack:
        return REFUSED
    if g[g[PLAIN] + e]:
        if weight * broken + price_of_time(g, s, e, t, -1) + price_of_room(g, s, e, r, -1) > limit:
            return REFUSED
        _plan(g, s, 0, e, t, s[g[LECTURER] + e], r)
    else:
        _plan(g, s, 0, e, t, lecturer_for(g, s, chance, e, t, -1), r)
    return 1, hard, False


@compiled
def _may_swap(g: Ints, s: Ints, e: int, f: int, re: int, rf: int) -> bool:
    """Whether each may have the place that it is to have, and anybody would see a difference."""
    te, tf = s[g[TIME] + e], s[g[TIME] + f]
    if g[g[LENGTH] + f] > 1 or not (g[g[MAY_START] + e * g[TIMES] + tf] and g[g[MAY_START] + f * g[TIMES] + te]):
        return False
    if g[g[TWIN] + e] == g[g[TWIN] + f] and re == s[g[ROOM] + f] and s[g[LECTURER] + e] == s[g[LECTURER] + f]:
        return False
    if re == s[g[ROOM] + e] and rf == s[g[ROOM] + f]:
        return True
    rooms_e, rooms_f = g[MAY_HOLD] + e * g[ROOMS_ALL], g[MAY_HOLD] + f * g[ROOMS_ALL]
    return (re < 0 or g[rooms_e + re] != 0) and (rf < 0 or g[rooms_f + rf] != 0)


@compiled
def _swap(
    g: Ints, s: Ints, chance: Chance, e: int, f: int, re: int, rf: int, weight: float, limit: float, slack: float
) -> Planned:
    """Two whole events of one half-day change half-days; ``re`` and ``rf`` are the rooms they then have."""
    te, tf = s[g[TIME] + e], s[g[TIME] + f]
    if not _may_swap(g, s, e, f, re, rf):
        return REFUSED
    pe, pf = g[g[PROFILE] + e], g[g[PROFILE] + f]
    row_e, row_f, clash = g[CLASHES] + pe * g[TIMES], g[CLASHES] + pf * g[TIMES], g[CLASH]
    hard = s[row_e + tf] - s[row_e + te] + s[row_f + te] - s[row_f + tf]
    hard += g[clash + pe * g[PROFILES] + pe] + g[clash + pf * g[PROFILES] + pf] - 2 * g[clash + pe * g[PROFILES] + pf]
    if weight * (hard - 2) > limit + slack:
        return REFUSED
    re0, rf0 = s[g[ROOM] + e], s[g[ROOM] + f]
    rooms_e, rooms_f = e * g[ROOMS_ALL], f * g[ROOMS_ALL]
    broken = hard + _full(g, s, tf, re, f) + _full(g, s, te, rf, e)
    broken -= _full(g, s, te, re0, e) + _full(g, s, tf, rf0, f)
    prices_e, prices_f = g[TIME_PRICE] + e * g[TIMES], g[TIME_PRICE] + f * g[TIMES]
    quick = weight * broken + g[prices_e + tf] - g[prices_e + te] + g[prices_f + te] - g[prices_f + tf]
    if re != re0 and rf != rf0:
        quick += g[g[ROOM_PRICE] + rooms_e + re] - g[g[ROOM_PRICE] + rooms_e + re0]
        quick += g[g[ROOM_PRICE] + rooms_f + rf] - g[g[ROOM_PRICE] + rooms_f + rf0]
    if quick > limit + slack:
        return REFUSED
    if g[g[PLAIN] + e] and g[g[PLAIN] + f] and weight * broken + price_of_swap(g, s, e, f, re, rf) > limit:
        return REFUSED
    _plan(g, s, 0, e, tf, lecturer_for(g, s, chance, e, tf, f), re)
    _plan(g, s, 1, f, te, lecturer_for(g, s, chance, f, te, e), rf)
    return 2, hard, False


@compiled
def _half_day_for(g: Ints, s: Ints, chance: Chance, e: int, r: int, more: int) -> int:
    """Another half-day, if a few tries find one, where an event adds no more than ``more`` clashes.

    Whoever is alone in its room there does not count: it makes way.
    """
    t0, p = s[g[TIME] + e], g[g[PROFILE] + e]
    row, clash = g[CLASHES] + p * g[TIMES], g[CLASH] + p * g[PROFILES]
    most = s[row + t0] - g[clash + p] + more
    for _ in range(_TRIES):
        t = start_for(g, s, chance, e)
        if t == t0:
            continue
        over = s[row + t] - most
        if over <= 0 or g[g[LENGTH] + e] > 1:
            return t
        if over == 1:
            f = _guest_of(g, s, e, t, r)
            if f >= 0 and g[clash + g[g[PROFILE] + f]]:
                return t
    return -1


@compiled
def _relocate(g: Ints, s: Ints, chance: Chance, e: int, weight: float, limit: float, slack: float) -> Planned:
    """To another half-day and perhaps room; whoever is in that room then takes the place that was left."""
    r = s[g[ROOM] + e]
    if r >= 0 and below(chance, 1000) >= g[g[SHARES] + KEEP_ROOM]:
        r = one_of(g, chance, ROOMS_OF, ROOMS, e)
    t = _half_day_for(g, s, chance, e, r, int((limit + slack) / weight))
    if t < 0:
        return REFUSED
    f = _guest_of(g, s, e, t, r)
    if f >= 0:
        return _swap(g, s, chance, e, f, r, s[g[ROOM] + e], weight, limit, slack)
    return _single(g, s, chance, e, t, r, weight, limit, slack)


@compiled
def _exchange(g: Ints, s: Ints, chance: Chance, e: int, weight: float, limit: float, slack: float) -> Planned:
    """To another half-day; the event of its class that stands there takes the place that was left."""
    t = start_for(g, s, chance, e)
    if t == s[g[TIME] + e]:
        return REFUSED
    cell = g[g[LEAD] + e] * g[TIMES] + t
    if s[g[IN_CLASS] + cell] != 1 or g[g[LENGTH] + e] > 1 or g[g[SHORT] + e]:
        return _single(g, s, chance, e, t, s[g[ROOM] + e], weight, limit, slack)
    f = s[g[CLASS_SUM] + cell] - 1
    mine, theirs = s[g[ROOM] + e], s[g[ROOM] + f]
    if mine >= 0 and theirs >= 0:
        mine, theirs = theirs, mine
    return _swap(g, s, chance, e, f, mine, theirs, weight, limit, slack)


@compiled
def _reroom(g: Ints, s: Ints, chance: Chance, e: int, weight: float, limit: float, slack: float) -> Planned:
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
    if quick > limit + slack:
        return REFUSED
    if g[g[PLAIN] + e] and (f < 0 or g[g[PLAIN] + f]):
        if f < 0:
            price = weight * (_full(g, s, t, r, -1) - _full(g, s, t, r0, e)) + price_of_room(g, s, e, r, -1)
        else:
            price = price_of_room(g, s, e, r, f) + price_of_room(g, s, f, r0, e)
        if price > limit:
            return REFUSED
    _plan(g, s, 0, e, t, s[g[LECTURER] + e], r)
    if f >= 0:
        _plan(g, s, 1, f, t, s[g[LECTURER] + f], r0)
    return 1 if f < 0 else 2, 0, False


@compiled
def _restaff(g: Ints, s: Ints, chance: Chance, e: int) -> Planned:
    """To another lecturer, with all that are to have the same."""
    l = one_of(g, chance, LECTURERS_OF, LECTURERS, e)
    if l == s[g[LECTURER] + e]:
        return REFUSED
    _plan(g, s, 0, e, s[g[TIME] + e], l, s[g[ROOM] + e])
    first, held = g[g[PARTNERS_OF] + e], g[g[PARTNERS_OF] + e + 1] - g[g[PARTNERS_OF] + e]
    for i in range(held):
        other = g[g[PARTNERS] + first + i]
        _plan(g, s, i + 1, other, s[g[TIME] + other], l, s[g[ROOM] + other])
    return held + 1, 0, False


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
def propose(g: Ints, s: Ints, chance: Chance, weight: float, limit: float, slack: float) -> Planned:
    """Plan one move in the log, unless it would surely cost more than ``limit``, a breach being worth ``weight``.

    ``slack`` is what rules whose price cannot be told beforehand might give back.
    """
    share = below(chance, 1000)
    e = below(chance, g[EVENTS])
    if share < g[g[SHARES] + RELOCATE]:
        return _relocate(g, s, chance, e, weight, limit, slack)
    if share < g[g[SHARES] + EXCHANGE]:
        return _exchange(g, s, chance, e, weight, limit, slack)
    if share < g[g[SHARES] + REROOM]:
        return _reroom(g, s, chance, e, weight, limit, slack)
    if share < g[g[SHARES] + RESTAFF]:
        return _restaff(g, s, chance, e)
    if share < g[g[SHARES] + REORDER]:
        return _reorder(g, s, chance, e)
    return _rehouse(g, s, chance, e)
