"""The figures of a published report, each asked of a named query of the product and never typed in."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import formats, translation

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import classes_of
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.plans.queries import plan_numbered
from khaigiang.apps.reports.phrases import UNKNOWN
from khaigiang.demo.accounts import Office

OURS = "(ours)"


@dataclass(frozen=True, slots=True)
class Words:
    """Something said in both languages; as text it is said in the active one."""

    vietnamese: str
    english: str

    def __str__(self) -> str:
        return self.english if (translation.get_language() or "").startswith("en") else self.vietnamese


@dataclass(frozen=True, slots=True)
class MoreThan:
    """A report that says "over 200"."""

    bound: int

    def holds(self, actual: int) -> bool:
        return actual > self.bound


@dataclass(frozen=True, slots=True)
class About:
    """A report that says "about 200": no more than one in twenty off."""

    number: int

    def holds(self, actual: int) -> bool:
        return abs(actual - self.number) * 20 <= self.number


Bound = MoreThan | About
Value = int | str | dt.date | tuple["Value", ...] | None
"""What a query answers: a number, a word, a day, several of them in a stated order; None where nobody said it."""


class Played:
    """A case as it stands in a data folder, on the day its clock stands at."""

    def __init__(self, plan: Plan, today: dt.date) -> None:
        self.plan = plan
        self.today = today

    def plan_numbered(self, number: str, year: int) -> Plan:
        """Another plan of the case, or its own."""
        found = plan_numbered(number, year=year)
        assert found is not None, number
        return found

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        return tuple(self.plan.lines.select_related("plan", "programme").order_by("pk"))

    @property
    def line(self) -> PlanLine:
        """The first line, which in most cases is the only one."""
        return self.lines[0]

    @cached_property
    def classes(self) -> tuple[TrainingClass, ...]:
        """The classes of the first line, in order of their numbers."""
        return tuple(classes_of(self.line))

    def class_numbered(self, number: int) -> TrainingClass:
        """Raises StopIteration when the first line has none of this number."""
        return next(each for each in self.classes if each.planned.number == number)


Given = Callable[[Played], Mapping[str, Any]]
Page = Callable[[Played], str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report. ``read`` takes it from the answer to a question; ``ours`` is what the report leaves open.

    ``page`` is a page that shows it, where that is another than the question's own.
    """

    question: "Question"
    said: Words
    expected: Value | Bound
    read: Callable[[Any], Value]
    ours: bool
    page: Page

    @property
    def text(self) -> str:
        """In the active language, with the mark of what we chose."""
        return f"{self.said} {OURS}" if self.ours else str(self.said)

    def holds(self, actual: Value) -> bool:
        """Whether an answer is what the report says."""
        if isinstance(self.expected, Bound):
            return isinstance(actual, int) and self.expected.holds(actual)
        return actual == self.expected


@dataclass(frozen=True, slots=True)
class Question:
    """A named query of a slice, what it is asked with, and the page that shows its answer."""

    query: Callable[..., Any]
    given: Given
    page: Page

    @property
    def name(self) -> str:
        """Where the query is imported from, whatever file of ``queries`` holds it: ``reports.queries.coverage``."""
        slice_, room, *_file = self.query.__module__.removeprefix("khaigiang.apps.").split(".")
        return f"{slice_}.{room}.{self.query.__name__}"

    def figure(
        self,
        vietnamese: str,
        english: str,
        expected: Value | Bound,
        read: Callable[[Any], Value],
        *,
        ours: bool = False,
        page: Page | None = None,
    ) -> Figure:
        """A figure that stands in the answer to this question."""
        return Figure(self, Words(vietnamese, english), expected, read, ours, page or self.page)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a report tells that the product does not show here, and why."""

    what: Words
    why: Words


@dataclass(frozen=True, slots=True)
class Case:
    """A published case, known in a data folder by its plan's number and year.

    ``beforehand`` is what happens between the plans entered beforehand and the main job; ``happenings`` is what happens
    beside what happens in every class, and may be asked to happen again.
    """

    title: Words
    plan_number: str
    year: int
    today: dt.date
    figures: tuple[Figure, ...]
    left_out: tuple[LeftOut, ...]
    beforehand: Callable[[Office], None] | None = None
    happenings: Callable[[Plan, Office], None] | None = None

    def played(self) -> Played | None:
        """The case as it was played in this data folder; None where it was not."""
        plan = plan_numbered(self.plan_number, year=self.year)
        return Played(plan, self.today) if plan else None


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with what the named query answered in this data folder, and the address of the page that shows it."""

    figure: Figure
    actual: Value
    page: str

    @property
    def holds(self) -> bool:
        return self.figure.holds(self.actual)


def rows(figures: Iterable[Figure], played: Played) -> tuple[Row, ...]:
    """Ask every figure, each question once; words are answered in Vietnamese, as the reports say them."""
    answers: dict[int, Any] = {}
    found = []
    with translation.override("vi"):
        for figure in figures:
            question = figure.question
            if id(question) not in answers:
                answers[id(question)] = question.query(**question.given(played))
            found.append(Row(figure, figure.read(answers[id(question)]), figure.page(played)))
    return tuple(found)


def shown(value: Value | Bound) -> str:
    """A value as people read it in the active language: ``1.390``, ``12/05/2022``, ``> 200``, ``Lớp 3; Lớp 4``."""
    if isinstance(value, MoreThan):
        return f"> {shown(value.bound)}"
    if isinstance(value, About):
        return f"≈ {shown(value.number)}"
    if isinstance(value, tuple):
        return "; ".join(map(shown, value))
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int):
        return formats.number_format(value, force_grouping=True)
    return str(UNKNOWN) if value is None else value


def plain(value: Value | Bound) -> Any:
    """A value for machines: numbers and words as they are, days as ``2022-05-12``, several as a list."""
    if isinstance(value, MoreThan):
        return f"> {value.bound}"
    if isinstance(value, About):
        return f"≈ {value.number}"
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def as_object(name: str, asked: Iterable[Row]) -> dict[str, Any]:
    """What ``kg case NAME --json`` prints."""
    found = list(asked)
    return {
        "case": name,
        "rows": [
            {
                "figure": row.figure.text,
                "expected": plain(row.figure.expected),
                "actual": plain(row.actual),
                "query": row.figure.question.name,
                "page": row.page,
            }
            for row in found
        ],
        "holds": all(row.holds for row in found),
    }
