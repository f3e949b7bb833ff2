"""Steps of a walk: a planned move is carried out, and taken back when it costs too much."""

import math

from khaigiang.core.timetabling.search.chances import draw
from khaigiang.core.timetabling.search.ground import EVENTS, LECTURER, LOG, ROOM, ROW, TIME
from khaigiang.core.timetabling.search.jit import Chance, Ints, Totals, compiled
from khaigiang.core.timetabling.search.moves import propose
from khaigiang.core.timetabling.search.pricing import clashes, place, put_clashes, shift

Taken = tuple[bool, int, int]
"""Whether a move was kept, and the breaches and the price that it changed."""


@compiled
def attempt(g: Ints, s: Ints, planned: int, hard: int, uncounted: bool, weight: float, limit: float) -> Taken:
    """Carry out the planned move; take it back when it costs more than ``limit``.

    ``hard`` is what it changes in clashes, unless these are still ``uncounted``.
    """
    soft = 0
    log = g[LOG]
    for row in range(log, log + ROW * planned, ROW):
        e, t = s[row], s[row + 1]
        t0 = s[g[TIME] + e]
        s[row + 4], s[row + 5], s[row + 6] = t0, s[g[LECTURER] + e], s[g[ROOM] + e]
        if uncounted and t != t0:
            put_clashes(g, s, e, t0, -1)
            hard += clashes(g, s, e, t) - clashes(g, s, e, t0)
            put_clashes(g, s, e, t, 1)
        breaches, price = shift(g, s, e, t, s[row + 2], s[row + 3])
        hard, soft = hard + breaches, soft + price
    keep = weight * hard + soft <= limit
    if keep != uncounted:  # the counters of clashes are not where the events are to be
        for row in range(log, log + ROW * planned, ROW):
            if s[row + 1] != s[row + 4]:
                put_clashes(g, s, s[row], s[row + 4] if keep else s[row + 1], -1)
                put_clashes(g, s, s[row], s[row + 1] if keep else s[row + 4], 1)
    if not keep:
        for row in range(log + ROW * (planned - 1), log - ROW, -ROW):
            shift(g, s, s[row], s[row + 4], s[row + 5], s[row + 6])
        return False, 0, 0
    return True, hard, soft


@compiled
def anneal(
    g: Ints,
    s: Ints,
    chance: Chance,
    proposals: int,
    temperature: float,
    weight: float,
    slack: float,
    totals: Totals,
    best: Ints,
) -> int:
    """Simulated annealing at one temperature (Kirkpatrick, Gelatt and Vecchi, 1983); returns how many moves were kept.

    ``totals``: breaches and price now, then the price of the best timetable without breaches (its half-days, lecturers
    and rooms are kept in ``best``) or -1. The limit of a move is drawn before the move, so that most are refused early:
    those whose clashes and fixed prices alone pass the limit by more than ``slack``, which other rules might give back.
    """
    kept = 0
    standing = 3 * g[EVENTS]
    for _ in range(proposals):
        limit = -temperature * math.log(1.0 - draw(chance))
        planned, clashing, uncounted = propose(g, s, chance, weight, limit, slack)
        if planned == 0:
            continue
        taken, hard, soft = attempt(g, s, planned, clashing, uncounted, weight, limit)
        if taken:
            kept += 1
            totals[0] += hard
            totals[1] += soft
            if totals[0] == 0 and (totals[2] < 0 or totals[1] < totals[2]):
                totals[2] = totals[1]
                for i in range(standing):
                    best[i] = s[g[TIME] + i]
    return kept


@compiled
def stand(g: Ints, s: Ints, standing: Ints, totals: Totals) -> None:
    """Put every event down where it is told to stand: half-days of all, then lecturers, then rooms."""
    n = g[EVENTS]
    for e in range(n):
        hard, soft = place(g, s, e, standing[e], standing[n + e], standing[2 * n + e])
        totals[0] += hard
        totals[1] += soft
