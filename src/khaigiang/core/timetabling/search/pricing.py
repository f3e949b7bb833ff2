"""What a change of one event changes: counters are updated, breaches of hard rules and soft prices are returned.

``put_…`` adds an event to the counters (``sign`` 1) or takes it out (-1). Clashes between events are kept apart from
the rest, because they are asked for far more often than they change.
"""

from khaigiang.core.timetabling.search.ground import (
    AFTER,
    AFTER_OF,
    BEFORE,
    BEFORE_OF,
    BIT,
    CLASHES,
    CLASS_SUM,
    COVERED,
    DAY,
    DAY_PRICES,
    DAYS,
    DAYS_ALL,
    DAYS_PRICE,
    DAYS_USED,
    FOLLOWING,
    HOUSE_PRICE,
    HOUSED,
    HOUSES,
    HOUSES_OF,
    HOUSES_USED,
    IN_CLASS,
    IN_ROOM,
    KEPT,
    KEPT_OF,
    KEPT_PRICE,
    KINDS,
    KINDS_OF,
    LEAD,
    LECTURER,
    LENGTH,
    LOAD,
    LOADED,
    MASK,
    MASKS,
    MEMBERS,
    MEMBERS_OF,
    NEAR,
    NEAR_OF,
    ON_DAY,
    OPENED,
    OPENING,
    ORDER,
    PATTERN,
    PATTERN_CLASS,
    PATTERN_PRICE,
    PATTERN_TABLE,
    PROFILE,
    ROOM,
    ROOM_FOR,
    ROOM_PRICE,
    ROOM_SUM,
    ROOMS_ALL,
    SHORT,
    TIME,
    TIME_PRICE,
    TIMES,
    TRAVEL_PRICE,
)
from khaigiang.core.timetabling.search.jit import Ints, compiled
from khaigiang.core.timetabling.search.staffing import Change, put_lecturers


@compiled
def _put_pattern(g: Ints, s: Ints, group: int, t: int, sign: int) -> int:
    cell = g[COVERED] + group * g[TIMES] + t
    before = s[cell]
    s[cell] = before + sign
    if before > 0 and before + sign > 0:
        return 0
    cell = g[MASK] + group * g[DAYS_ALL] + g[g[DAY] + t]
    mask = s[cell]
    changed = mask ^ (1 << g[g[BIT] + g[g[PATTERN_CLASS] + group] * g[TIMES] + t])
    s[cell] = changed
    prices = g[PATTERN_PRICE] + g[g[PATTERN_TABLE] + group] * g[MASKS]
    return g[prices + changed] - g[prices + mask]


@compiled
def _put_day(g: Ints, s: Ints, group: int, t: int, sign: int) -> int:
    cell = g[ON_DAY] + group * g[DAYS_ALL] + g[g[DAY] + t]
    before = s[cell]
    s[cell] = before + sign
    if before > 0 and before + sign > 0:
        return 0
    used = s[g[DAYS_USED] + group]
    s[g[DAYS_USED] + group] = used + sign
    prices, last = g[DAYS_PRICE] + group * g[DAY_PRICES], g[DAY_PRICES] - 1
    return g[prices + min(used + sign, last)] - g[prices + min(used, last)]


@compiled
def _put_load(g: Ints, s: Ints, c: int, t: int, periods: int) -> int:
    cell = c * g[TIMES] + t
    before, most = s[g[LOAD] + cell], g[g[ROOM_FOR] + cell]
    s[g[LOAD] + cell] = before + periods
    return max(0, before + periods - most) - max(0, before - most)


@compiled
def last_half_day(g: Ints, e: int, t: int) -> int:
    for _ in range(g[g[LENGTH] + e] - 1):
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return t


@compiled
def out_of_order(g: Ints, s: Ints, e: int, t: int) -> int:
    """How many events stand on the wrong side of an event that begins in ``t``."""
    wrong = 0
    for i in range(g[g[AFTER_OF] + e], g[g[AFTER_OF] + e + 1], 2):
        other, may_share = g[g[AFTER] + i], g[g[AFTER] + i + 1]
        begins = s[g[TIME] + other]
        if begins >= 0:
            end = last_half_day(g, other, begins)
            if end > t or (end == t and not may_share):
                wrong += 1
    first, last = g[g[BEFORE_OF] + e], g[g[BEFORE_OF] + e + 1]
    if first < last:
        end = last_half_day(g, e, t)
        for i in range(first, last, 2):
            begins = s[g[TIME] + g[g[BEFORE] + i]]
            if begins >= 0 and (begins < end or (begins == end and not g[g[BEFORE] + i + 1])):
                wrong += 1
    return wrong


@compiled
def put_time(g: Ints, s: Ints, e: int, t: int, sign: int) -> Change:
    """All rules that look at half-days alone."""
    hard = sign * ORDER * out_of_order(g, s, e, t)
    soft = sign * g[g[TIME_PRICE] + e * g[TIMES] + t]
    for _ in range(g[g[LENGTH] + e]):
        for i in range(g[g[KINDS_OF] + e], g[g[KINDS_OF] + e + 1], 2):
            kind, group = g[g[KINDS] + i], g[g[KINDS] + i + 1]
            if kind == PATTERN:
                soft += _put_pattern(g, s, group, t, sign)
            elif kind == DAYS:
                soft += _put_day(g, s, group, t, sign)
            elif kind == LOADED:
                hard += _put_load(g, s, group, t, sign * g[g[SHORT] + e])
            elif t == g[g[OPENING] + group]:
                there = s[g[OPENED] + group]
                s[g[OPENED] + group] = there + sign
                hard += int(there + sign == 0) - int(there == 0)
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return hard, soft


@compiled
def _short_neighbours(g: Ints, s: Ints, e: int, t: int, r: int) -> tuple[int, int]:
    """Other short events of the class in this half-day: how many in the same room, how many in another."""
    shared, apart = 0, 0
    c = g[g[LEAD] + e]
    for i in range(g[g[MEMBERS_OF] + c], g[g[MEMBERS_OF] + c + 1]):
        other = g[g[MEMBERS] + i]
        if other != e and g[g[SHORT] + other] and s[g[TIME] + other] == t and s[g[ROOM] + other] >= 0:
            if s[g[ROOM] + other] == r:
                shared += 1
            else:
                apart += 1
    return shared, apart


@compiled
def put_room(g: Ints, s: Ints, e: int, t: int, r: int, sign: int) -> int:
    """The room's own bookings: one class at a time, and one room for the short events of a class in one half-day."""
    hard = 0
    for _ in range(g[g[LENGTH] + e]):
        cell = r * g[TIMES] + t
        shared, apart = 0, 0
        if g[g[SHORT] + e]:
            shared, apart = _short_neighbours(g, s, e, t, r)
        else:
            s[g[ROOM_SUM] + cell] += sign * (e + 1)
        hard += sign * apart
        if not shared:
            there = s[g[IN_ROOM] + cell]
            s[g[IN_ROOM] + cell] = there + sign
            hard += max(0, there + sign - 1) - max(0, there - 1)
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return hard


@compiled
def put_house(g: Ints, s: Ints, e: int, r: int, sign: int) -> int:
    """Rules that count the rooms of a class or a topic."""
    soft = sign * g[g[ROOM_PRICE] + e * g[ROOMS_ALL] + r]
    for i in range(g[g[HOUSES_OF] + e], g[g[HOUSES_OF] + e + 1]):
        group = g[g[HOUSES] + i]
        cell = g[HOUSED] + group * g[ROOMS_ALL] + r
        before = s[cell]
        s[cell] = before + sign
        if before == 0 or before + sign == 0:
            used = s[g[HOUSES_USED] + group]
            s[g[HOUSES_USED] + group] = used + sign
            soft += g[g[HOUSE_PRICE] + group] * (max(1, used + sign) - max(1, used))
    return soft


@compiled
def _kept_price(g: Ints, e: int, t: int, l: int, r: int) -> int:
    """What it costs that an event does not stand where it stood before."""
    left = 0
    for _ in range(g[g[LENGTH] + e]):
        stays = 0
        for i in range(g[KEPT] + g[g[KEPT_OF] + e], g[KEPT] + g[g[KEPT_OF] + e + 1], 3):
            if g[i] == t and g[i + 1] == l and g[i + 2] == r:
                stays = 1
        left += 1 - stays
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return g[KEPT_PRICE] * left


@compiled
def clashes(g: Ints, s: Ints, e: int, t: int) -> int:
    """How many events an event would clash with if it began in ``t``, itself included where it stands now."""
    row = g[CLASHES] + g[g[PROFILE] + e] * g[TIMES]
    count = s[row + t]
    for _ in range(g[g[LENGTH] + e] - 1):
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
        count += s[row + t]
    return count


@compiled
def put_clashes(g: Ints, s: Ints, e: int, t: int, sign: int) -> None:
    p, c = g[g[PROFILE] + e], g[g[LEAD] + e]
    for _ in range(g[g[LENGTH] + e]):
        for i in range(g[g[NEAR_OF] + p], g[g[NEAR_OF] + p + 1]):
            s[g[CLASHES] + g[g[NEAR] + i] * g[TIMES] + t] += sign
        if not g[g[SHORT] + e]:
            s[g[IN_CLASS] + c * g[TIMES] + t] += sign
            s[g[CLASS_SUM] + c * g[TIMES] + t] += sign * (e + 1)
        t = g[g[FOLLOWING] + c * g[TIMES] + t]


@compiled
def shift(g: Ints, s: Ints, e: int, t: int, l: int, r: int) -> Change:
    """Put an event elsewhere; what changes in breaches and prices, clashes apart. It must stand somewhere."""
    t0, l0, r0 = s[g[TIME] + e], s[g[LECTURER] + e], s[g[ROOM] + e]
    moved = t != t0
    taught = l0 >= 0 and (moved or l != l0 or (r != r0 and g[TRAVEL_PRICE] > 0))
    hard, soft = 0, 0
    if g[KEPT_PRICE]:
        soft = _kept_price(g, e, t, l, r) - _kept_price(g, e, t0, l0, r0)
    if moved:
        hard, price = put_time(g, s, e, t0, -1)
        soft += price
    if taught:
        breaches, price = put_lecturers(g, s, e, t0, l0, r0, -1)
        hard, soft = hard + breaches, soft + price
    if r0 >= 0 and (moved or r != r0):
        hard += put_room(g, s, e, t0, r0, -1)
        if r != r0:
            soft += put_house(g, s, e, r0, -1)
    s[g[TIME] + e], s[g[LECTURER] + e], s[g[ROOM] + e] = t, l, r
    if moved:
        breaches, price = put_time(g, s, e, t, 1)
        hard, soft = hard + breaches, soft + price
    if taught:
        breaches, price = put_lecturers(g, s, e, t, l, r, 1)
        hard, soft = hard + breaches, soft + price
    if r >= 0 and (moved or r != r0):
        hard += put_room(g, s, e, t, r, 1)
        if r != r0:
            soft += put_house(g, s, e, r, 1)
    return hard, soft


@compiled
def place(g: Ints, s: Ints, e: int, t: int, l: int, r: int) -> Change:
    """Put down an event that stands nowhere yet."""
    hard = clashes(g, s, e, t)
    put_clashes(g, s, e, t, 1)
    s[g[TIME] + e], s[g[LECTURER] + e], s[g[ROOM] + e] = t, l, r
    breaches, soft = put_time(g, s, e, t, 1)
    hard += breaches
    if g[KEPT_PRICE]:
        soft += _kept_price(g, e, t, l, r)
    if l >= 0:
        breaches, price = put_lecturers(g, s, e, t, l, r, 1)
        hard, soft = hard + breaches, soft + price
    if r >= 0:
        hard += put_room(g, s, e, t, r, 1)
        soft += put_house(g, s, e, r, 1)
    return hard, soft
