"""A first timetable: event after event to where it breaks the fewest hard rules."""

from khaigiang.core.timetabling.search.chances import below, is_free
from khaigiang.core.timetabling.search.ground import (
    DAY,
    DAY_LIMIT,
    DAYS_ALL,
    ENGAGED_ALL,
    ENGAGED_DAY,
    ENGAGED_WEEK,
    FOLLOWING,
    IN_ROOM,
    LEAD,
    LECTURER,
    LECTURERS,
    LECTURERS_OF,
    LENGTH,
    LOAD,
    MAY_HOLD,
    MEMBERS,
    MEMBERS_OF,
    ORDER,
    PARTNERS,
    PARTNERS_OF,
    ROOM,
    ROOM_FOR,
    ROOMS,
    ROOMS_ALL,
    ROOMS_OF,
    SHORT,
    STARTS,
    STARTS_OF,
    TEAM,
    TEAM_OF,
    TIMES,
    WEEK,
    WEEK_LIMIT,
    WEEKS,
)
from khaigiang.core.timetabling.search.jit import Chance, Ints, Totals, compiled
from khaigiang.core.timetabling.search.pricing import clashes, out_of_order, place


@compiled
def _load(g: Ints, s: Ints, team: int) -> int:
    """The half-days that a team has so far, of all its lecturers."""
    load = 0
    for i in range(g[g[TEAM_OF] + team], g[g[TEAM_OF] + team + 1]):
        load += s[g[ENGAGED_ALL] + g[g[TEAM] + i]]
    return load


@compiled
def _may_come(g: Ints, s: Ints, team: int, t: int) -> bool:
    """Whether nobody of a team has reached the limit of the day or the week."""
    for i in range(g[g[TEAM_OF] + team], g[g[TEAM_OF] + team + 1]):
        l = g[g[TEAM] + i]
        if s[g[ENGAGED_DAY] + l * g[DAYS_ALL] + g[g[DAY] + t]] >= g[g[DAY_LIMIT] + l]:
            return False
        if g[WEEKS] and s[g[ENGAGED_WEEK] + l * g[WEEKS] + g[g[WEEK] + t]] >= g[g[WEEK_LIMIT] + l]:
            return False
    return True


@compiled
def _lecturer(g: Ints, s: Ints, chance: Chance, e: int, t: int) -> tuple[int, int]:
    """Who gives what must have the same; else the free team with the fewest half-days, else any with one breach."""
    first, end = g[g[LECTURERS_OF] + e], g[g[LECTURERS_OF] + e + 1]
    for i in range(g[g[PARTNERS_OF] + e], g[g[PARTNERS_OF] + e + 1]):
        team = s[g[LECTURER] + g[g[PARTNERS] + i]]
        if team >= 0:
            return team, 0 if _may_come(g, s, team, t) and is_free(g, s, e, t, team, -1) else 1
    chosen, least = -1, 0
    for i in range(first, end):
        team = g[g[LECTURERS] + i]
        load = _load(g, s, team)
        if (chosen < 0 or load < least) and _may_come(g, s, team, t) and is_free(g, s, e, t, team, -1):
            chosen, least = team, load
    if chosen >= 0 or end == first:
        return chosen, 0
    return g[g[LECTURERS] + first + below(chance, end - first)], 1


@compiled
def _is_empty(g: Ints, s: Ints, e: int, t: int, r: int) -> bool:
    for _ in range(g[g[LENGTH] + e]):
        if s[g[IN_ROOM] + r * g[TIMES] + t]:
            return False
        t = g[g[FOLLOWING] + g[g[LEAD] + e] * g[TIMES] + t]
    return True


@compiled
def _room(g: Ints, s: Ints, chance: Chance, e: int, t: int) -> tuple[int, int]:
    """The room its class has, else a free one, else any with one breach."""
    first, end = g[g[ROOMS_OF] + e], g[g[ROOMS_OF] + e + 1]
    if end == first:
        return -1, 0
    c = g[g[LEAD] + e]
    for i in range(g[g[MEMBERS_OF] + c], g[g[MEMBERS_OF] + c + 1]):
        r = s[g[ROOM] + g[g[MEMBERS] + i]]
        if r >= 0 and g[g[MAY_HOLD] + e * g[ROOMS_ALL] + r] and _is_empty(g, s, e, t, r):
            return r, 0
    begin = below(chance, end - first)
    for i in range(end - first):
        r = g[g[ROOMS] + first + (begin + i) % (end - first)]
        if _is_empty(g, s, e, t, r):
            return r, 0
    return g[g[ROOMS] + first + begin], 1


@compiled
def build(g: Ints, s: Ints, chance: Chance, order: Ints, scatter: bool, totals: Totals) -> None:
    """Put every event of ``order`` somewhere: early, or anywhere when ``scatter`` is set. ``totals`` are kept right."""
    for e in order:
        first, end = g[g[STARTS_OF] + e], g[g[STARTS_OF] + e + 1]
        begin = below(chance, end - first) if scatter else 0
        least, when, who, where = -1, -1, -1, -1
        for i in range(end - first):
            t = g[g[STARTS] + first + (begin + i) % (end - first)]
            broken = clashes(g, s, e, t) + ORDER * out_of_order(g, s, e, t)
            l, busy = _lecturer(g, s, chance, e, t)
            r, full = _room(g, s, chance, e, t)
            broken += busy + full
            cell = g[g[LEAD] + e] * g[TIMES] + t
            if g[g[SHORT] + e] and s[g[LOAD] + cell] + g[g[SHORT] + e] > g[g[ROOM_FOR] + cell]:
                broken += 1
            if least < 0 or broken < least:
                least, when, who, where = broken, t, l, r
            if least == 0:
                break
        hard, soft = place(g, s, e, when, who, where)
        totals[0] += hard
        totals[1] += soft
