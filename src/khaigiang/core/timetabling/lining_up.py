"""The order of the lessons within each half-day of a class, and the periods they then take."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from khaigiang.core.timetabling.problem import ClassPlan, Topic
from khaigiang.core.timetabling.rules.catalogue import ORDER_RULES


def line_up(plan: ClassPlan, topics: Sequence[Topic], slots: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """For lessons of a class, each with its topic and its slot: its number among them, first period and periods.

    In order of time. Short topics of one half-day follow each other as the order rules ask.
    """
    place = topic_places(plan)
    next_period: dict[int, int] = {}
    for number in sorted(range(len(topics)), key=lambda number: (slots[number], place[topics[number].id])):
        first, free = plan.free_periods(slots[number])
        begins = next_period.get(slots[number], first)
        periods = topics[number].periods or free
        next_period[slots[number]] = begins + periods
        yield number, begins, periods


def topic_places(plan: ClassPlan) -> Mapping[str, int]:
    """An order of the topics that keeps every order rule. Raises graphlib.CycleError when there is none."""
    before: dict[str, set[str]] = {topic.id: set() for topic in sorted(plan.topics, key=lambda t: (t.module, t.order))}
    for rule in ORDER_RULES:
        for first, second in rule.pairs(plan):
            before[second.id].add(first.id)
    sorter = TopologicalSorter({topic: sorted(earlier) for topic, earlier in before.items()})
    return {topic: place for place, topic in enumerate(sorter.static_order())}
