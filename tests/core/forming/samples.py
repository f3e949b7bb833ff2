"""Invented candidates and classes for the tests of forming."""

import datetime as dt
from collections.abc import Sequence

from khaigiang.core.calendar import Window
from khaigiang.core.forming.problem import Candidate, ClassSlot

FIRST_DAY = dt.date(2022, 5, 12)


def window(start: int, days: int = 3) -> Window:
    """A window that begins ``start`` days after the first class."""
    first = FIRST_DAY + dt.timedelta(days=start)
    return Window(first, first + dt.timedelta(days=days - 1))


def slot(number: int, minimum: int = 0, maximum: int = 100, *, start: int | None = None) -> ClassSlot:
    """Class number n; held after class n-1 unless told when."""
    return ClassSlot(f"c{number}", f"Lớp {number}", window(number * 7 if start is None else start), minimum, maximum)


def person(number: int, **facts: object) -> Candidate:
    known: dict[str, object] = {"unit": f"u{number:04}", "district": "d1", **facts}
    return Candidate(id=f"p{number:04}", name=f"Người {number}", order=number, **known)  # type: ignore[arg-type]


def people(count: int, **facts: object) -> tuple[Candidate, ...]:
    return tuple(person(number, **facts) for number in range(count))


def varied_people(count: int, districts: Sequence[int]) -> tuple[Candidate, ...]:
    """People of districts of these sizes in turn, with sex, birth year, bloc and position drawn by fixed arithmetic."""
    homes = [f"d{place:02}" for place, size in enumerate(districts) for _ in range(size)]
    return tuple(
        person(
            number,
            district=homes[number % len(homes)],
            sex="female" if number * 7 % 10 < 3 else "male",
            birth_year=1964 + number * 37 % 29,
            bloc=("party", "state", "mass")[number * 11 % 7 % 3],
            position=("Bí thư", "Phó Bí thư", "Ủy viên")[number * 13 % 11 % 3],
        )
        for number in range(count)
    )
