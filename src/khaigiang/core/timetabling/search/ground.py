"""How a problem and its state lie in two flat arrays of whole numbers: compiled code is quick when handed little.

``g`` never changes. It begins with a head: for each name below, the place where its numbers begin, or the number itself
for those of ``FIGURES``. Names of ``STATE`` lie in ``s``, their places in the head of ``g`` all the same. Tables lie
row by row: the entry of row ``a`` and column ``b`` of ``X`` with width ``w`` is ``g[g[X] + a * w + b]``. Lists of many
owners lie one after another in ``X``; those of owner ``i`` begin at ``g[g[X_OF] + i]`` and end where the next owner's
begin.

Letters: e event, t half-day of the whole problem in order of time, c class, l lecturer, r room, d day. -1 is none. Who
gives an event is a team, also called l where it is no matter that it may be several.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from khaigiang.core.timetabling.search.jit import Ints

Table = NDArray[np.signedinteger] | NDArray[np.unsignedinteger]

FIGURES = (
    "EVENTS", "TIMES", "CLASSES", "LECTURERS_ALL", "ROOMS_ALL", "DAYS_ALL", "PROFILES", "VENUES", "STAGES",
    "MASKS",  # width of PATTERN_PRICE
    "DAY_PRICES",  # width of DAYS_PRICE
    "FAIR_PRICES",  # width of FAIR_PRICE
    "ROW_LIMIT",  # half-days in a row a lecturer may teach
    "ROW_PRICE",
    "TRAVEL_PRICE",
    "KEPT_PRICE",  # of each half-day of an event that leaves where it was
    "WEEKS",  # 0 where no lecturer has a limit of the week
    "TEAMED",  # 0 where every event has one lecturer, whoever gives another
)  # fmt: skip
TABLES = (
    # Events.
    "LENGTH",  # e: half-days it takes, one after another
    "LEAD",  # e: the class that leads it
    "SHORT",  # e: periods, 0 when it fills its half-days
    "PROFILE",  # e: events of one profile clash with the same others
    "TWIN",  # e: events of one number are alike in all that the rules see, but for where they stand
    "PLAIN",  # e: 1 when what a move of it costs can be told beforehand, see ``forecast``
    "STARTS_OF", "STARTS",  # e: half-days it may begin in
    "LECTURERS_OF", "LECTURERS",  # e: teams that may give it, none when there is no choice to keep count of
    "ROOMS_OF", "ROOMS",  # e: where it may be held
    "MAY_START",  # e, t
    "MAY_HOLD",  # e, r
    "TIME_PRICE",  # e, t
    "ROOM_PRICE",  # e, r
    "KEPT_OF", "KEPT",  # e: threes of half-day, team and room at which its topic stood in a timetable to be kept
    # Half-days.
    "FOLLOWING",  # c, t: the class's next half-day
    "DAY",  # t
    "BIT",  # c, t: place among the class's half-days of the day
    "STAGE",  # t: place in the sequence in which half-days follow each other without a pause
    # Events that may never meet.
    "NEAR_OF", "NEAR",  # profile: the profiles it clashes with
    "CLASH",  # profile, profile
    # Rules that look at the half-days of some events.
    "KINDS_OF", "KINDS",  # e: pairs of a kind and the number of a group of that kind
    "PATTERN_CLASS", "PATTERN_TABLE",  # pattern group
    "PATTERN_PRICE",  # table, mask
    "DAYS_PRICE",  # group, number of days used
    "MEMBERS_OF", "MEMBERS",  # c: the events it leads
    "ROOM_FOR",  # c, t: periods for short events
    "OPENING",  # group: the half-day that must not stay empty
    "AFTER_OF", "AFTER",  # e: pairs of an event that comes before it and whether the two may share a half-day
    "BEFORE_OF", "BEFORE",  # e: likewise, those that come after it
    # Rules that look at the rooms of some events.
    "HOUSES_OF", "HOUSES",  # e: groups of events that should keep to one room
    "HOUSE_PRICE",  # group
    "PARTNERS_OF", "PARTNERS",  # e: the events that are to have the same lecturers
    # Lecturers.
    "TEAM_OF", "TEAM",  # team: its lecturers; the first teams are each lecturer alone
    "AWAY",  # l, t
    "DAY_LIMIT",  # l
    "WEEK",  # t
    "WEEK_LIMIT",  # l
    "FAIR_PRICE",  # l, half-days taken
    "ROOM_VENUE",  # r
    "CLASS_VENUE",  # c
    "HOME",  # l: venue
    # Moves.
    "SHARES",  # how often each kind of move is tried
)  # fmt: skip
STATE = (
    "TIME", "LECTURER", "ROOM",  # e: half-day, team and room it has
    "CLASHES",  # profile, t: events there that clash with it
    "IN_CLASS",  # c, t: whole events there that the class leads ...
    "CLASS_SUM",  # ... and the sum of their numbers + 1, which names the one that stands alone
    "IN_ROOM", "ROOM_SUM",  # r, t: likewise, fixed lessons and bookings of others counted in the former only
    "COVERED",  # pattern group, t: events there
    "MASK",  # pattern group, d: which half-days of the day are covered
    "ON_DAY", "DAYS_USED",  # days group, d: events there; days group: days with any
    "LOAD",  # c, t: periods of short events
    "OPENED",  # opening group: events there
    "HOUSED", "HOUSES_USED",  # house group, r: events there; house group: rooms with any
    "ENGAGED",  # l, t: classes there, fixed lessons counted
    "ENGAGED_DAY", "ENGAGED_WEEK", "ENGAGED_ALL",  # l, d; l, week; l
    "STAGED",  # l, stage
    "VISITS", "VISITED",  # l, d, venue: lessons there; l, d: venues with any but home
    "LOG",  # rows of 8: a move's events, half-day, team and room they are to have, and those they had
)  # fmt: skip
NAMES = FIGURES + TABLES + STATE
PLACE = {name: place for place, name in enumerate(NAMES)}

(
    EVENTS, TIMES, CLASSES, LECTURERS_ALL, ROOMS_ALL, DAYS_ALL, PROFILES, VENUES, STAGES, MASKS, DAY_PRICES,
    FAIR_PRICES, ROW_LIMIT, ROW_PRICE, TRAVEL_PRICE, KEPT_PRICE, WEEKS, TEAMED, LENGTH, LEAD, SHORT, PROFILE, TWIN,
    PLAIN, STARTS_OF, STARTS, LECTURERS_OF, LECTURERS, ROOMS_OF, ROOMS, MAY_START, MAY_HOLD, TIME_PRICE, ROOM_PRICE,
    KEPT_OF, KEPT, FOLLOWING, DAY, BIT, STAGE, NEAR_OF, NEAR, CLASH, KINDS_OF, KINDS, PATTERN_CLASS, PATTERN_TABLE,
    PATTERN_PRICE, DAYS_PRICE, MEMBERS_OF, MEMBERS, ROOM_FOR, OPENING, AFTER_OF, AFTER, BEFORE_OF, BEFORE, HOUSES_OF,
    HOUSES, HOUSE_PRICE, PARTNERS_OF, PARTNERS, TEAM_OF, TEAM, AWAY, DAY_LIMIT, WEEK, WEEK_LIMIT, FAIR_PRICE,
    ROOM_VENUE, CLASS_VENUE, HOME, SHARES, TIME, LECTURER, ROOM, CLASHES, IN_CLASS, CLASS_SUM, IN_ROOM, ROOM_SUM,
    COVERED, MASK, ON_DAY, DAYS_USED, LOAD, OPENED, HOUSED, HOUSES_USED, ENGAGED, ENGAGED_DAY, ENGAGED_WEEK,
    ENGAGED_ALL, STAGED, VISITS, VISITED, LOG,
) = range(len(NAMES))  # fmt: skip

RELOCATE, EXCHANGE, REROOM, RESTAFF, REORDER, REHOUSE, KEEP_ROOM = range(7)
PATTERN, DAYS, LOADED, FILLED = range(4)
ORDER = 100  # breaches that one of order counts for: what once stands on the wrong side of much hardly comes back
ROW = 8  # numbers in a row of the log


def pack(figures: Mapping[str, int], tables: Mapping[str, Table], state: Mapping[str, Table]) -> tuple[Ints, Ints]:
    """``g`` and the first ``s``. Raises KeyError when a name of the layout is missing."""
    head = [figures[name] for name in FIGURES]
    place = len(NAMES)
    for name in TABLES:
        head.append(place)
        place += tables[name].size
    place = 0
    for name in STATE:
        head.append(place)
        place += state[name].size
    g = np.concatenate([head, *(tables[name].ravel() for name in TABLES)]).astype(np.int32)
    return g, np.concatenate([state[name].ravel() for name in STATE]).astype(np.int32)


def part(g: Ints, s: Ints, name: str) -> Ints:
    """The numbers of one name of the state, as a flat view."""
    later = STATE[STATE.index(name) + 1 :]
    end = g[PLACE[later[0]]] if later else len(s)
    return s[g[PLACE[name]] : end]
