"""Lists that sort, filter and turn pages on the server, with their whole state in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from khaigiang.foundation.refusal import Phrase

ORDER, PAGE, SEARCH = "sap_xep", "trang", "tim"
ROWS_A_PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``by`` are the fields it sorts by; without them it cannot be sorted."""

    key: str
    name: Phrase
    by: tuple[str, ...] = ()
    number: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's heading as drawn. ``sort`` is ``ascending``, ``descending`` or empty, as ``aria-sort`` says it."""

    name: Phrase
    number: bool
    link: str
    sort: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page's number and address; the page that is open and a gap have no address."""

    number: int | None
    link: str


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a list, ready for its template."""

    rows: Sequence[T]
    headings: tuple[Heading, ...]
    total: int
    first: int
    last: int
    pages: tuple[PageLink, ...]
    page: int


def address(asked: QueryDict, **changes: str | None) -> str:
    """The page's own address with some of its state changed; ``None`` takes a part away."""
    changed = asked.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}"


def part_of(asked: QueryDict, *names: str) -> QueryDict:
    """Only these parts of an address's state: for links that stand outside the fragment the others change."""
    part = QueryDict(mutable=True)
    for name in names:
        if name in asked:
            part[name] = asked.get(name, "")
    return part


def list_rows(
    rows: QuerySet[Any, T] | Sequence[T], columns: Sequence[Column], asked: QueryDict, *, each: int = ROWS_A_PAGE
) -> Listing[T]:
    """One page of ``rows`` in the order the address asks for, else in their own.

    A query set is sorted by the database, by the columns' fields; a sequence by the attributes of those names.
    """
    rows = _in_order(rows, columns, asked)
    page: Page[T] = Paginator(rows, each).get_page(asked.get(PAGE, "1"))
    return Listing(
        rows=list(page.object_list),
        headings=tuple(_heading(column, asked) for column in columns),
        total=page.paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        pages=tuple(_page_links(page, asked)),
        page=page.number,
    )


def _in_order(
    rows: QuerySet[Any, T] | Sequence[T], columns: Sequence[Column], asked: QueryDict
) -> QuerySet[Any, T] | Sequence[T]:
    wanted = asked.get(ORDER, "")
    column = next((each for each in columns if each.by and each.key == wanted.lstrip("-")), None)
    if column is None:
        return rows
    falling = wanted.startswith("-")
    if isinstance(rows, QuerySet):
        return rows.order_by(*(f"-{field}" if falling else field for field in column.by), "pk")
    return sorted(rows, key=attrgetter(*column.by), reverse=falling)


def _heading(column: Column, asked: QueryDict) -> Heading:
    if not column.by:
        return Heading(column.name, column.number, "", "")
    wanted = asked.get(ORDER, "")
    sort = {column.key: "ascending", f"-{column.key}": "descending"}.get(wanted, "")
    link = address(asked, **{ORDER: f"-{column.key}" if sort == "ascending" else column.key, PAGE: None})
    return Heading(column.name, column.number, link, sort)


def _page_links(page: "Page[T]", asked: QueryDict) -> list[PageLink]:
    if page.paginator.num_pages == 1:
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        PageLink(number, "" if number == page.number else address(asked, **{PAGE: str(number)}))
        if isinstance(number, int)
        else PageLink(None, "")
        for number in numbers
    ]
