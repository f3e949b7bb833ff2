"""Where the rules write themselves down for the local search; ``ground`` turns it into arrays."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError
from itertools import pairwise

import numpy as np

from khaigiang.core.calendar import HalfDay
from khaigiang.core.timetabling.lining_up import topic_places
from khaigiang.core.timetabling.problem import TimetableProblem, Topic, TopicKind
from khaigiang.core.timetabling.reading import week_of
from khaigiang.core.timetabling.rules.catalogue import SOFT_RULES
from khaigiang.core.timetabling.rules.changes import Changes
from khaigiang.core.timetabling.search.events import Event, events_of
from khaigiang.core.timetabling.search.ground import DAYS, FILLED, LOADED, PATTERN
from khaigiang.core.timetabling.search.teams import Team, teams_of

DayPrice = Callable[[Sequence[bool]], int]
"""What a day of a class costs, told which of its half-days are taught."""


@dataclass(slots=True)
class Groups:
    """Groups of events that a rule looks at together.

    ``of_event``: by event, kind and number of each group one after another. ``patterns``: class and price table of
    each. ``days``: prices by number of days. ``openings``: half-days. ``houses``: the price of a further room.
    """

    of_event: list[list[int]]
    houses_of_event: list[list[int]]
    patterns: list[tuple[int, int]] = field(default_factory=list)
    tables: list[list[int]] = field(default_factory=list)
    days: list[list[int]] = field(default_factory=list)
    openings: list[int] = field(default_factory=list)
    houses: list[int] = field(default_factory=list)


class Tables:
    """Every event with all it may do; the rules take away what is forbidden and add prices.

    ``times`` are the half-days of all classes and of the published lessons, in order. ``teams`` are all lecturers alone
    and those who may give something together; ``may_teach`` is by team. ``may_start``, ``may_teach``,
    ``may_hold``, ``time_price``, ``room_price``, ``away``, ``room_taken``, ``room_for`` and the figures of lecturers
    are open to the rules; the rest is written by the methods.
    """

    def __init__(self, problem: TimetableProblem) -> None:
        self.problem = problem
        self.events: tuple[Event, ...] = tuple(events_of(problem))
        held = {half_day for plan in problem.classes for half_day in plan.half_days}
        self.times = tuple(sorted(held | {lesson.half_day for lesson in problem.fixed}))
        self.place = {half_day: place for place, half_day in enumerate(self.times)}
        days = sorted({half_day.day for half_day in self.times})
        self.day_place = {day: place for place, day in enumerate(days)}
        self.day = np.array([self.day_place[half_day.day] for half_day in self.times], np.int32)
        weeks = sorted({week_of(half_day) for half_day in self.times})
        self.week = np.array([weeks.index(week_of(half_day)) for half_day in self.times], np.int32)
        self.lecturer_place = {lecturer.id: place for place, lecturer in enumerate(problem.lecturers)}
        self.teams = teams_of(problem)
        self.team_place = {tuple(sorted(team)): place for place, team in enumerate(self.teams)}
        self.room_place = {room.id: place for place, room in enumerate(problem.rooms)}
        self.following = np.full((len(problem.classes), len(self.times)), -1, np.int32)
        self.slot: dict[tuple[int, int], int] = {}
        self.bit = np.zeros((len(problem.classes), len(self.times)), np.int32)
        for number, plan in enumerate(problem.classes):
            places = [self.place[half_day] for half_day in plan.half_days]
            self.slot |= {(number, time): slot for slot, time in enumerate(places)}
            self.following[number, places[:-1]] = places[1:]
            for one, two in pairwise(places):
                self.bit[number, two] = self.bit[number, one] + 1 if self.day[one] == self.day[two] else 0
        self._open(len(self.events), len(self.times))

    def _open(self, events: int, times: int) -> None:
        lecturers, rooms = len(self.problem.lecturers), len(self.problem.rooms)
        self.may_start = np.zeros((events, times), np.uint8)
        for e, event in enumerate(self.events):
            self.may_start[e, [self.place[half_day] for half_day in self._half_days_of(event)]] = 1
        number = np.array([len(team) for team in self.teams])
        self.may_teach = np.zeros((events, len(self.teams)), np.uint8)
        self.may_hold = np.zeros((events, rooms), np.uint8)
        for e, event in enumerate(self.events):
            self.may_teach[e] = event.topic.wants_lecturer & (number == event.topic.lecturers)
            self.may_hold[e] = event.topic.wants_room
        self.time_price = np.zeros((events, times), np.int32)
        self.room_price = np.zeros((events, rooms), np.int32)
        self.away = np.zeros((lecturers, times), np.uint8)
        self.room_taken = np.zeros((rooms, times), np.uint8)
        self.day_limit = np.full(lecturers, times, np.int32)
        self.week_limit = np.full(lecturers, times, np.int32)
        self.fair_price: Callable[[int], int] | None = None
        self.row_limit, self.row_price, self.travel_price = 0, 0, 0
        self.groups = Groups([[] for _ in range(events)], [[] for _ in range(events)])
        self.kept: list[list[int]] = [[] for _ in range(events)]
        self.kept_price = 0
        self.room_for = np.zeros((len(self.problem.classes), times), np.int32)
        self.orders: set[tuple[int, int, bool]] = set()
        self.apart: list[list[int]] = []
        self.alone: set[int] = set()
        self.partners: list[list[int]] = [[] for _ in range(events)]
        self.settled: dict[int, Team] = {}

    def _half_days_of(self, event: Event) -> Iterator[HalfDay]:
        """Where an event may begin as far as the half-days of its classes go."""
        plans = [self.problem.classes[number] for number in event.classes]
        shared = set(plans[0].half_days).intersection(*(plan.half_days for plan in plans[1:]))
        for half_day in shared:
            runs = {tuple(self.run(number, self.place[half_day], event.length)) for number in event.classes}
            if len(runs) == 1 and len(next(iter(runs))) == event.length:
                yield half_day

    def run(self, class_number: int, start: int, length: int) -> list[int]:
        """The half-days an event of this length takes, fewer where the class has no more."""
        taken: list[int] = []
        while start >= 0 and len(taken) < length:
            taken.append(start)
            start = int(self.following[class_number, start])
        return taken

    def starts(self, e: int) -> Iterator[tuple[int, list[int]]]:
        """Where an event may still begin, each with all the half-days it then takes."""
        event = self.events[e]
        for start in np.flatnonzero(self.may_start[e]).tolist():
            yield start, self.run(event.classes[0], start, event.length)

    def events_of_class(self, number: int) -> Iterator[tuple[int, Event]]:
        """The events a class hears, whoever leads them."""
        return ((e, event) for e, event in enumerate(self.events) if number in event.classes)

    def taught(self, number: int) -> list[int]:
        """The events of a class that are not self-study."""
        return [e for e, event in self.events_of_class(number) if event.topic.kind is not TopicKind.SELF_STUDY]

    def may_stand(self) -> bool:
        """Whether every event has a half-day, and a lecturer and a room where it wants one; orders must not circle."""
        try:
            for plan in self.problem.classes:
                topic_places(plan)
        except CycleError:
            return False
        wanted = [(event.topic.wants_lecturer, event.topic.wants_room) for event in self.events]
        return all(
            self.may_start[e].any()
            and (not lecturer or e in self.settled or self.may_teach[e].any())
            and (not room or self.may_hold[e].any())
            for e, (lecturer, room) in enumerate(wanted)
        )

    def in_order(self) -> list[int]:
        """The events class by class, each after those that must come before it."""
        place = [topic_places(plan) for plan in self.problem.classes]
        leads = [event.classes[0] for event in self.events]
        return sorted(range(len(leads)), key=lambda e: (leads[e], place[leads[e]][self.events[e].topic.id]))

    def highest_price(self) -> int:
        """What one breach of a soft rule costs at most, 1 when none costs anything.

        Changes are left out: they may cost more than all else, and the heat to overcome them would melt the rest.
        """
        weights = [rule.weight(self.problem.weights) for rule in SOFT_RULES if rule.name != Changes.name]
        return max(1, *weights)

    def close(self, e: int, half_days: Iterable[HalfDay]) -> None:
        """Keep an event out of some half-days."""
        shut = {self.place[half_day] for half_day in half_days if half_day in self.place}
        for start, taken in list(self.starts(e)):
            if not shut.isdisjoint(taken):
                self.may_start[e, start] = 0

    def keep_apart(self, events: Iterable[int]) -> None:
        """No two of these events meet, but short ones of one class may share a half-day."""
        self.apart.append(list(events))

    def put_before(self, first: int, second: int, *, may_share: bool) -> None:
        """One event ends before another begins, or in the same half-day where they may share it."""
        if first != second:
            self.orders.add((first, second, may_share))

    def put_topics_before(self, number: int, pairs: Iterable[tuple[Topic, Topic]]) -> None:
        """Each first topic of a class ends before the second begins; two short ones may share a half-day."""
        events: dict[str, list[int]] = {}
        for e, event in self.events_of_class(number):
            events.setdefault(event.topic.id, []).append(e)
        for one, two in pairs:
            for first in events[one.id]:
                for second in events[two.id]:
                    self.put_before(first, second, may_share=one.is_short and two.is_short)

    def topics_led(self, number: int) -> dict[Topic, list[int]]:
        """The topics a class leads, each with its events."""
        topics: dict[Topic, list[int]] = {}
        for e, event in enumerate(self.events):
            if event.classes[0] == number:
                topics.setdefault(event.topic, []).append(e)
        return topics

    def price_table(self, price: DayPrice) -> int:
        """A price of the days of classes, for ``price_days``."""
        bits = int(self.bit.max(initial=0)) + 1
        self.groups.tables.append([price([bool(mask >> bit & 1) for bit in range(bits)]) for mask in range(1 << bits)])
        return len(self.groups.tables) - 1

    def price_days(self, number: int, table: int) -> None:
        """Each day of a class is priced by which of its half-days are taught."""
        for e in self.taught(number):
            self.groups.of_event[e] += [PATTERN, len(self.groups.patterns)]
        self.groups.patterns.append((number, table))

    def price_number_of_days(self, events: Iterable[int], prices: list[int]) -> None:
        """Events are priced by on how many different days they stand, the last price for all that follow."""
        for e in events:
            self.groups.of_event[e] += [DAYS, len(self.groups.days)]
        self.groups.days.append(prices)

    def price_rooms(self, events: Iterable[int], price: int) -> None:
        """Each room beyond the first that these events use costs."""
        for e in events:
            self.groups.houses_of_event[e].append(len(self.groups.houses))
        self.groups.houses.append(price)

    def staff_alike(self, events: Sequence[int]) -> None:
        """These events are given by the same lecturers."""
        for e in events:
            self.partners[e] = [other for other in events if other != e]

    def limit_periods(self, number: int) -> None:
        """The short events of a class do not take more periods of a half-day than ``room_for`` leaves them."""
        for e, event in self.events_of_class(number):
            if event.topic.is_short:
                self.groups.of_event[e] += [LOADED, number]

    def keep_filled(self, events: Iterable[int], half_day: HalfDay) -> None:
        """At least one of these events stands in this half-day."""
        for e in events:
            self.groups.of_event[e] += [FILLED, len(self.groups.openings)]
        self.groups.openings.append(self.place[half_day])
