"""From the rules' tables to the arrays of the search, in which nothing stands anywhere yet."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.problem import Lesson, TimetableProblem
from khaigiang.core.timetabling.reading import venue_of
from khaigiang.core.timetabling.rules import HardRule, SoftRule
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES, SOFT_RULES
from khaigiang.core.timetabling.search.ground import DAYS, PATTERN, ROW, Table, pack
from khaigiang.core.timetabling.search.jit import Ints
from khaigiang.core.timetabling.search.tables import Tables

Lists = Sequence[Sequence[int]]


def tabulated(
    problem: TimetableProblem, *, hard: Sequence[HardRule] = HARD_RULES, soft: Sequence[SoftRule] = SOFT_RULES
) -> Tables:
    """The rules of a problem that are switched on, written down."""
    tables = Tables(problem)
    for rule in hard:
        rule.tabulate(tables, problem)
    for each in soft:
        if each.weight(problem.weights):
            each.tabulate(tables, problem)
    _settle_lecturers(tables)
    return tables


def build_ground(tables: Tables) -> tuple[Ints, Ints]:
    """The arrays ``g`` and ``s`` (see ``ground``): fixed lessons and others' bookings are counted, no event stands."""
    groups, problem = tables.groups, tables.problem
    profile, clash = _profiles(tables)
    after, before = _orders(tables)
    venues = _venues(problem)
    patterns = np.array(groups.patterns, np.int32).reshape(-1, 2)
    days_price, pattern_price, fair_price = _table(groups.days), _table(groups.tables), _fair_prices(tables)
    stage = _stages(tables.times)
    weeks = int(tables.week.max(initial=-1)) + 1 if _limits_weeks(tables) else 0
    figures = {
        "EVENTS": len(tables.events), "TIMES": len(tables.times), "CLASSES": len(problem.classes),
        "LECTURERS_ALL": len(problem.lecturers), "ROOMS_ALL": len(problem.rooms),
        "DAYS_ALL": len(tables.day_place), "PROFILES": len(clash), "VENUES": max(1, len(venues)),
        "STAGES": int(stage.max(initial=-1)) + 1, "MASKS": pattern_price.shape[1], "DAY_PRICES": days_price.shape[1],
        "FAIR_PRICES": fair_price.shape[1], "ROW_LIMIT": tables.row_limit, "ROW_PRICE": tables.row_price,
        "TRAVEL_PRICE": tables.travel_price, "KEPT_PRICE": tables.kept_price, "WEEKS": weeks,
        "TEAMED": len(tables.teams) > len(problem.lecturers) or any(tables.partners),
    }  # fmt: skip
    arrays: dict[str, Table] = {
        "LENGTH": _ints([event.length for event in tables.events]),
        "LEAD": _ints([event.classes[0] for event in tables.events]),
        "SHORT": _ints([event.topic.periods for event in tables.events]),
        "PROFILE": profile, "TWIN": _twins(tables), "PLAIN": _plain(tables),
        "MAY_START": tables.may_start, "MAY_HOLD": tables.may_hold,
        "TIME_PRICE": tables.time_price, "ROOM_PRICE": tables.room_price,
        "FOLLOWING": tables.following, "DAY": tables.day, "BIT": tables.bit, "STAGE": stage, "CLASH": clash,
        "PATTERN_CLASS": patterns[:, 0], "PATTERN_TABLE": patterns[:, 1], "PATTERN_PRICE": pattern_price,
        "DAYS_PRICE": days_price, "ROOM_FOR": tables.room_for, "OPENING": _ints(groups.openings),
        "HOUSE_PRICE": _ints(groups.houses), "AWAY": tables.away, "DAY_LIMIT": tables.day_limit,
        "WEEK": tables.week, "WEEK_LIMIT": tables.week_limit, "FAIR_PRICE": fair_price, "SHARES": _shares(tables),
        "ROOM_VENUE": _ints([venues.get(room.venue, -1) for room in problem.rooms]),
        "CLASS_VENUE": _ints([venues.get(plan.venue, -1) for plan in problem.classes]),
        "HOME": _ints([venues.get(lecturer.home_venue, -1) for lecturer in problem.lecturers]),
    }  # fmt: skip
    for name, lists in {
        "STARTS": _choices(tables.may_start), "LECTURERS": _choices(tables.may_teach),
        "ROOMS": _choices(tables.may_hold), "NEAR": _choices(clash), "KINDS": groups.of_event,
        "MEMBERS": _members(tables), "AFTER": after, "BEFORE": before, "HOUSES": groups.houses_of_event,
        "KEPT": tables.kept, "PARTNERS": tables.partners,
        "TEAM": [[tables.lecturer_place[one] for one in team] for team in tables.teams],
    }.items():  # fmt: skip
        arrays[name] = _ints([entry for held in lists for entry in held])
        arrays[f"{name}_OF"] = np.cumsum([0, *(len(held) for held in lists)])
    return pack(figures, arrays, _empty_state(tables, figures, arrays))


def empty_totals(tables: Tables) -> NDArray[np.int64]:
    """Breaches and price while nothing stands, and that no timetable is known: see ``moves.anneal``."""
    price = sum(prices[0] for prices in tables.groups.days)
    return np.array([len(tables.groups.openings), price, -1], np.int64)


def first_chance(seed: int) -> NDArray[np.uint64]:
    """Seeds that differ by one begin far apart: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014)."""
    word = (seed + 1) * 0x9E3779B97F4A7C15 % 2**64
    word = (word ^ word >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    word = (word ^ word >> 27) * 0x94D049BB133111EB % 2**64
    return np.array([word ^ word >> 31 or 1], np.uint64)


def _settle_lecturers(tables: Tables) -> None:
    """A lecturer without alternative, of whom no rule keeps count, only keeps the events they give apart."""
    problem = tables.problem
    if tables.fair_price is not None or tables.row_price or tables.travel_price or tables.kept_price:
        return
    only = np.flatnonzero(tables.may_teach.sum(axis=1) == 1)
    most, most_in_week = int(np.bincount(tables.day).max()), int(np.bincount(tables.week).max())
    counted = {lecturer for lesson in problem.fixed for lecturer in lesson.lecturer_ids}
    counted.update(*tables.teams[len(problem.lecturers) :])
    for place, lecturer in enumerate(problem.lecturers):
        given = np.flatnonzero(tables.may_teach[:, place])
        limited = tables.day_limit[place] < most or tables.week_limit[place] < most_in_week
        if lecturer.id in counted or limited or not np.isin(given, only).all():
            continue
        tables.keep_apart(given.tolist())
        away = [tables.times[time] for time in np.flatnonzero(tables.away[place])]
        for e in given.tolist():
            tables.close(e, away)
            tables.may_teach[e, place] = 0
            tables.settled[e] = (lecturer.id,)


def _limits_weeks(tables: Tables) -> bool:
    """Whether a limit of the week could ever be reached."""
    return bool((tables.week_limit < np.bincount(tables.week, minlength=1).max()).any())


def _profiles(tables: Tables) -> tuple[Ints, NDArray[np.uint8]]:
    """The profile of each event, and which profiles clash."""
    groups: list[set[int]] = [set() for _ in tables.events]
    for number, members in enumerate(tables.apart):
        for e in members:
            groups[e].add(number)
    keys = []
    for e, event in enumerate(tables.events):
        shares = event.topic.is_short and e not in tables.alone
        keys.append((frozenset(groups[e]), event.classes[0] if shares else -1))
    known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    clash = np.zeros((len(known), len(known)), np.uint8)
    for (mine, my_class), p in known.items():
        for (theirs, their_class), q in known.items():
            clash[p, q] = not mine.isdisjoint(theirs) and not my_class == their_class >= 0
    return _ints([known[key] for key in keys]), clash


def _twins(tables: Tables) -> Ints:
    """The parts of one topic of the same classes that stand each on their own."""
    known: dict[tuple[tuple[int, ...], str, int], int] = {}
    return _ints([known.setdefault((each.classes, each.topic.id, each.length), len(known)) for each in tables.events])


def _plain(tables: Tables) -> Ints:
    """Whole events of one half-day whose rules look at half-days and rooms only, and at no order."""
    ordered = {e for first, second, _ in tables.orders for e in (first, second)}
    return _ints(
        [
            event.length == 1
            and not event.topic.is_short
            and not tables.may_teach[e].any()
            and not tables.kept_price
            and e not in ordered
            and {PATTERN, DAYS}.issuperset(tables.groups.of_event[e][::2])
            for e, event in enumerate(tables.events)
        ]
    )


def _orders(tables: Tables) -> tuple[list[list[int]], list[list[int]]]:
    """For each event those that come before it and those that come after it, without what follows from the others.

    Pairs of an event and whether the two may share a half-day, one after another.
    """
    later: list[dict[int, bool]] = [{} for _ in tables.events]
    for first, second, share in sorted(tables.orders):
        later[first][second] = later[first].get(second, True) and share
    after: list[list[int]] = [[] for _ in tables.events]
    before: list[list[int]] = [[] for _ in tables.events]
    for first, held in enumerate(later):
        implied: set[int] = set().union(*(later[other] for other in held))
        for second, share in sorted(held.items()):
            if second not in implied:
                before[first] += [second, int(share)]
                after[second] += [first, int(share)]
    return after, before


def _members(tables: Tables) -> Lists:
    members: list[list[int]] = [[] for _ in tables.problem.classes]
    for e, event in enumerate(tables.events):
        members[event.classes[0]].append(e)
    return members


def _fair_prices(tables: Tables) -> Ints:
    most = sum(event.length for event in tables.events) + len(tables.problem.fixed) + 2
    prices = [tables.fair_price(taken) if tables.fair_price else 0 for taken in range(most)]
    return np.tile(_ints(prices), (len(tables.problem.lecturers), 1)).reshape(-1, most)


def _stages(times: Sequence[HalfDay]) -> Ints:
    """An afternoon follows its morning, the next morning follows it; an evening counts as the afternoon."""
    days = [time.day.toordinal() for time in times]
    later = [time.part is not Part.MORNING for time in times]
    return _ints([2 * (day - min(days)) + late for day, late in zip(days, later, strict=True)])


def _venues(problem: TimetableProblem) -> dict[str, int]:
    names = {room.venue for room in problem.rooms} | {plan.venue for plan in problem.classes}
    names |= {lecturer.home_venue for lecturer in problem.lecturers}
    return {name: number for number, name in enumerate(sorted(names - {""}))}


def _shares(tables: Tables) -> Ints:
    """How often each kind of move is tried, added up, and how often a move in time keeps its room, in parts of 1000.

    Where topics may come in any order, moves that keep their room were seen to end a tenth cheaper.
    """
    staffed = bool((tables.may_teach.sum(axis=1) > 1).any())
    housed = bool((tables.may_hold.sum(axis=1) > 1).any())
    ordered = bool(tables.orders)
    parts = [300 if ordered else 700, 300 if ordered else 100, (100 if ordered else 200) if housed else 0,
             200 if staffed else 0, 100 if ordered else 0, 5 if housed and ordered else 0]  # fmt: skip
    shares = np.cumsum(parts) * 1000 // sum(parts)
    return _ints([*shares.tolist(), 300 if ordered else 900])


def _empty_state(tables: Tables, figures: dict[str, int], arrays: dict[str, Table]) -> dict[str, Table]:
    times, days, venues = figures["TIMES"], figures["DAYS_ALL"], figures["VENUES"]
    classes, rooms, lecturers = figures["CLASSES"], figures["ROOMS_ALL"], figures["LECTURERS_ALL"]
    groups = tables.groups
    shapes: dict[str, tuple[int, ...]] = {
        "CLASHES": (figures["PROFILES"], times), "IN_CLASS": (classes, times), "CLASS_SUM": (classes, times),
        "IN_ROOM": (rooms, times), "ROOM_SUM": (rooms, times), "COVERED": (len(groups.patterns), times),
        "MASK": (len(groups.patterns), days), "ON_DAY": (len(groups.days), days), "DAYS_USED": (len(groups.days),),
        "LOAD": (classes, times), "OPENED": (len(groups.openings),), "HOUSED": (len(groups.houses), rooms),
        "HOUSES_USED": (len(groups.houses),), "ENGAGED": (lecturers, times), "ENGAGED_DAY": (lecturers, days),
        "ENGAGED_WEEK": (lecturers, figures["WEEKS"]),
        "ENGAGED_ALL": (lecturers,), "STAGED": (lecturers, figures["STAGES"]), "VISITS": (lecturers, days, venues),
        "VISITED": (lecturers, days), "LOG": (len(tables.events) + 2, ROW),
    }  # fmt: skip
    state: dict[str, Table] = {name: np.zeros(shape, np.int32) for name, shape in shapes.items()}
    for name in ("TIME", "LECTURER", "ROOM"):
        state[name] = np.full(len(tables.events), -1, np.int32)
    _book_fixed(tables, state, arrays["STAGE"])
    _visit_fixed(tables, state, arrays["HOME"])
    return state


def _book_fixed(tables: Tables, state: dict[str, Table], stage: Table) -> None:
    """Fixed lessons hold rooms and lecturers; one class is one booking, however many lessons it has there.

    For limits and shares it is the half-days that count, whoever hears something together in one.
    """
    state["IN_ROOM"] += tables.room_taken
    fixed = tables.problem.fixed
    for room, half_day, _ in {(lesson.room_id, lesson.half_day, lesson.class_id) for lesson in fixed}:
        if room in tables.room_place:
            state["IN_ROOM"][tables.room_place[room], tables.place[half_day]] += 1
    given = {(who, lesson.half_day, lesson.class_id) for lesson in fixed for who in lesson.lecturer_ids}
    for who, half_day, _ in given:
        if who in tables.lecturer_place:
            state["ENGAGED"][tables.lecturer_place[who], tables.place[half_day]] += 1
    state["ENGAGED_ALL"] += (state["ENGAGED"] > 0).sum(axis=1, dtype=np.int32)
    for lecturer, time in np.argwhere(state["ENGAGED"] > 0).tolist():
        state["ENGAGED_DAY"][lecturer, tables.day[time]] += 1
        if state["ENGAGED_WEEK"].size:
            state["ENGAGED_WEEK"][lecturer, tables.week[time]] += 1
        state["STAGED"][lecturer, stage[time]] += 1


def _visit_fixed(tables: Tables, state: dict[str, Table], home: Table) -> None:
    venues = _venues(tables.problem)

    def visit(lesson: Lesson, lecturer: int, venue: int) -> None:
        day = tables.day[tables.place[lesson.half_day]]
        state["VISITED"][lecturer, day] += not state["VISITS"][lecturer, day, venue] and venue != home[lecturer]
        state["VISITS"][lecturer, day, venue] += 1

    for lesson in tables.problem.fixed:
        name = venue_of(tables.problem, lesson)
        for who in lesson.lecturer_ids if name else ():
            if who in tables.lecturer_place:
                visit(lesson, tables.lecturer_place[who], venues[name])


def _ints(numbers: Sequence[int]) -> Ints:
    return np.array(numbers, np.int32)


def _choices(allowed: NDArray[np.uint8]) -> Lists:
    return [np.flatnonzero(row).tolist() for row in allowed]


def _table(rows: Lists) -> Ints:
    """Rows of one length: the last entry of a shorter one stands for all that follow."""
    width = max((len(row) for row in rows), default=1)
    return _ints([entry for row in rows for entry in (*row, *[row[-1]] * (width - len(row)))]).reshape(-1, width)
