"""Sets of event ids, written as ``12-40,42``: short where ids follow one another, and readable in a dump."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

Range = tuple[int, int]


def joined(ids: Iterable[int]) -> list[Range]:
    """Rising ids as ranges, both ends included."""
    ranges: list[Range] = []
    for number in ids:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = ranges[-1][0], number
        else:
            ranges.append((number, number))
    return ranges


def written(ranges: Iterable[Range]) -> str:
    """``[(12, 40), (42, 42)]`` as ``12-40,42``."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def read(text: str) -> list[Range]:
    """The inverse of ``written``. Raises ValueError on any other text."""
    ends = [part.split("-") for part in text.split(",")] if text else []
    return [(int(each[0]), int(each[-1])) for each in ends]


def each(ranges: Iterable[Range]) -> Iterator[int]:
    """Every id of the ranges, in their order."""
    return chain.from_iterable(range(first, last + 1) for first, last in ranges)


def merged(ranges: Iterable[Range]) -> list[Range]:
    """The same ids in rising order with neighbours joined."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def outside(ids: Iterable[int], ranges: Sequence[Range]) -> Iterator[int]:
    """Of rising ids those that lie in none of the merged ranges."""
    place = 0
    for number in ids:
        while place < len(ranges) and ranges[place][1] < number:
            place += 1
        if place == len(ranges) or number < ranges[place][0]:
            yield number
