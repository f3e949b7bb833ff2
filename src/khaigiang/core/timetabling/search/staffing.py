"""What it changes in the bookings of lecturers that they give an event, or no longer do."""

from khaigiang.core.timetabling.search.ground import (
    AWAY,
    CLASS_VENUE,
    DAY,
    DAY_LIMIT,
    DAYS_ALL,
    ENGAGED,
    ENGAGED_ALL,
    ENGAGED_DAY,
    ENGAGED_WEEK,
    FAIR_PRICE,
    FAIR_PRICES,
    FOLLOWING,
    HOME,
    LEAD,
    LECTURER,
    LECTURERS_ALL,
    LENGTH,
    MEMBERS,
    MEMBERS_OF,
    PARTNERS,
    PARTNERS_OF,
    ROOM_VENUE,
    ROW_LIMIT,
    ROW_PRICE,
    SHORT,
    STAGE,
    STAGED,
    STAGES,
    TEAM,
    TEAM_OF,
    TEAMED,
    TIME,
    TIMES,
    TRAVEL_PRICE,
    VENUES,
    VISITED,
    VISITS,
    WEEK,
    WEEK_LIMIT,
    WEEKS,
)
from khaigiang.core.timetabling.search.jit import Ints, compiled, compiled_apart

Change = tuple[int, int]
"""Breaches of hard rules, and soft price."""


@compiled_apart
def _is_in(g: Ints, team: int, l: int) -> bool:
    found = False
    for i in range(g[g[TEAM_OF] + team], g[g[TEAM_OF] + team + 1]):
        found |= g[g[TEAM] + i] == l
    return found


@compiled
def gives(g: Ints, team: int, l: int) -> bool:
    """Whether a lecturer is in a team."""
    return team == l or (team >= g[LECTURERS_ALL] and _is_in(g, team, l))


@compiled
def _unlike(g: Ints, s: Ints, e: int, team: int) -> int:
    """How many events that are to have the same lecturers have others than these."""
    others = 0
    for i in range(g[g[PARTNERS_OF] + e], g[g[PARTNERS_OF] + e + 1]):
        other = g[g[PARTNERS] + i]
        if s[g[TIME] + other] >= 0 and s[g[LECTURER] + other] != team:
            others += 1
    return others


@compiled
def _teaches_beside(g: Ints, s: Ints, e: int, t: int, l: int) -> bool:
    """Whether the lecturer gives another short event of the class in this half-day, so that it is one engagement."""
    c = g[g[LEAD] + e]
    for i in range(g[g[MEMBERS_OF] + c], g[g[MEMBERS_OF] + c + 1]):
        other = g[g[MEMBERS] + i]
        if other != e and g[g[SHORT] + other] and s[g[TIME] + other] == t and gives(g, s[g[LECTURER] + other], l):
            return True
    return False


@compiled
def _put_limited(s: Ints, cell: int, most: int, sign: int) -> int:
    """How many half-days more lie beyond the limit of the day or week that is counted there."""
    before = s[cell]
    s[cell] = before + sign
    return max(0, before + sign - most) - max(0, before - most)


@compiled
def _put_stage(g: Ints, s: Ints, l: int, stage: int, sign: int) -> int:
    """How many half-days more lie beyond the limit of a row."""
    row = g[STAGED] + l * g[STAGES]
    before = s[row + stage]
    s[row + stage] = before + sign
    if before > 0 and before + sign > 0:
        return 0
    left, right = 0, 0
    while stage - left - 1 >= 0 and s[row + stage - left - 1] > 0:
        left += 1
    while stage + right + 1 < g[STAGES] and s[row + stage + right + 1] > 0:
        right += 1
    apart = max(0, left - g[ROW_LIMIT]) + max(0, right - g[ROW_LIMIT])
    return sign * (max(0, left + right + 1 - g[ROW_LIMIT]) - apart)


@compiled
def _put_visit(g: Ints, s: Ints, e: int, t: int, l: int, r: int, sign: int) -> int:
    venue = g[g[ROOM_VENUE] + r] if r >= 0 else g[g[CLASS_VENUE] + g[g[LEAD] + e]]
    if venue < 0:
        return 0
    day = l * g[DAYS_ALL] + g[g[DAY] + t]
    cell = g[VISITS] + day * g[VENUES] + venue
    before = s[cell]
    s[cell] = before + sign
    home = g[g[HOME] + l]
    if venue == home or (before > 0 and before + sign > 0):
        return 0
    visited = s[g[VISITED] + day]
    s[g[VISITED] + day] = visited + sign
    free = 0 if home >= 0 else 1  # who has no known home begins the day at the first venue
    return g[TRAVEL_PRICE] * (max(0, visited + sign - free) - max(0, visited - free))


@compiled
def _put_lecturer(g: Ints, s: Ints, e: int, t: int, l: int, r: int, sign: int) -> Change:
    """The bookings of one lecturer in one half-day of the event."""
    hard, soft = sign * g[g[AWAY] + l * g[TIMES] + t], 0
    if g[TRAVEL_PRICE]:
        soft += _put_visit(g, s, e, t, l, r, sign)
    if g[g[SHORT] + e] and _teaches_beside(g, s, e, t, l):
        return hard, soft
    before = s[g[ENGAGED] + l * g[TIMES] + t]
    s[g[ENGAGED] + l * g[TIMES] + t] = before + sign
    hard += max(0, before + sign - 1) - max(0, before - 1)
    taken = s[g[ENGAGED_ALL] + l]
    s[g[ENGAGED_ALL] + l] = taken + sign
    prices = g[FAIR_PRICE] + l * g[FAIR_PRICES]
    soft += g[prices + taken + sign] - g[prices + taken]
    if before == 0 or before + sign == 0:
        cell = g[ENGAGED_DAY] + l * g[DAYS_ALL] + g[g[DAY] + t]
        hard += _put_limited(s, cell, g[g[DAY_LIMIT] + l], sign)
        if g[WEEKS]:
            cell = g[ENGAGED_WEEK] + l * g[WEEKS] + g[g[WEEK] + t]
            hard += _put_limited(s, cell, g[g[WEEK_LIMIT] + l], sign)
        if g[ROW_PRICE]:
            soft += g[ROW_PRICE] * _put_stage(g, s, l, g[g[STAGE] + t], sign)
    return hard, soft


@compiled_apart
def _put_team(g: Ints, s: Ints, e: int, t: int, team: int, r: int, sign: int) -> Change:
    hard, soft = sign * _unlike(g, s, e, team), 0
    for _ in range(g[g[LENGTH] + e]):
        for i in range(g[g[TEAM_OF] + team], g[g[TEAM_OF] + team + 1]):
            breaches, price = _put_lecturer(g, s, e, t, g[g[TEAM] + i], r, sign)
            hard, soft = hard + breaches, soft + price
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return hard, soft


@compiled
def put_lecturers(g: Ints, s: Ints, e: int, t: int, team: int, r: int, sign: int) -> Change:
    """All rules of lecturers: the same for some events, absence, one class at a time, limits, rows, share, travel."""
    if g[TEAMED]:
        return _put_team(g, s, e, t, team, r, sign)
    hard, soft = 0, 0
    for _ in range(g[g[LENGTH] + e]):
        breaches, price = _put_lecturer(g, s, e, t, team, r, sign)
        hard, soft = hard + breaches, soft + price
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return hard, soft
