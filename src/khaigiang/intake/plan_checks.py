"""What a plan says on one sheet against what it says on another; each contradiction names its cell.

Every contradiction refuses the file, save the few marked as a problem to look at.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from khaigiang.core.calendar import MONDAY_TO_FRIDAY, Part, working_days
from khaigiang.core.vietnamese import fold
from khaigiang.core.vietnamese.dates import FIRST_YEAR, LAST_YEAR
from khaigiang.data.fields import field_of
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.plan import (
    ClassRow,
    LecturerRow,
    LineRow,
    PlanWorkbook,
    ProgrammeRow,
    QuotaMethod,
    SeatRow,
    TopicRow,
    Tracking,
)
from khaigiang.intake.study_times import write_weekdays

_FAULT = Severity.FILE_FAULT
_MOST_CLASSES, _MOST_SEATS = 30_000, 10_000_000  # of one line: more is a slip of the pen, and could not be kept
_MOST_MONEY = 999_999_999_999_999  # đồng: a spreadsheet keeps no more digits
_HALF_DAYS_A_DAY = 2  # morning and afternoon; evenings are taught only by exception


def check_plan(plan: PlanWorkbook) -> tuple[Finding, ...]:
    """Everything that contradicts itself across the sheets of a plan, in the order of the checks."""
    return tuple(finding for check in _CHECKS for finding in check(plan))


def needed_half_days(topics: Iterable[TopicRow], periods_per_half_day: int) -> int:
    """The fewest half-days these topics can be held in, their number rounded up."""
    periods = sum(topic.periods_taken(periods_per_half_day) for topic in topics)
    return -(-periods // periods_per_half_day)


def free_half_days(row: ClassRow) -> int:
    """The half-days of a class's window as it says it studies, public holidays left out; what it leaves open are the
    mornings and afternoons of working days.
    """
    days = working_days(row.window, weekdays=row.weekdays or MONDAY_TO_FRIDAY)
    return (len(row.parts) or _HALF_DAYS_A_DAY) * len(days)


def _most_half_days(row: ClassRow) -> int:
    """The same, and what it leaves open is every part of every day."""
    return (len(row.parts) or len(Part)) * len(working_days(row.window, weekdays=row.weekdays or range(7)))


def _repeated_codes(plan: PlanWorkbook) -> Iterator[Finding]:
    yield from _repeated(plan.lines, "code", lambda row: row.code)
    yield from _repeated(plan.programmes, "code", lambda row: row.code)
    yield from _repeated(plan.classes, "number", lambda row: f"{row.line} – {row.number}")
    yield from _repeated(plan.topics, "number", lambda row: f"{row.programme} – {row.number}")
    yield from _repeated(plan.lecturers, "name", lambda row: f"{row.name} – {row.unit}" if row.unit else row.name)
    yield from _repeated(plan.rooms, "name", lambda row: f"{row.name} – {row.venue}")
    yield from _repeated(plan.seats, "unit", lambda row: f"{row.line} – {row.unit}")
    yield from _repeated(plan.units, "name", lambda row: f"{row.name} – {row.parent}")


def _repeated(rows: Iterable[object], field: str, said: Callable[..., str]) -> Iterator[Finding]:
    first_cells: dict[str, str] = {}
    for row in rows:
        at: At = row.at  # type: ignore[attr-defined]  # every row of a plan knows where it stood
        key = fold(said(row))
        if key in first_cells:
            yield found(at, field, "said_twice", _FAULT, value=said(row), other_cell=first_cells[key])
        first_cells.setdefault(key, at.cell(field))


def _unknown_references(plan: PlanWorkbook) -> Iterator[Finding]:
    programmes = {row.code for row in plan.programmes}
    lines = {row.code for row in plan.lines}
    holders: tuple[LineRow | TopicRow, ...] = (*plan.lines, *plan.topics)
    shares: tuple[ClassRow | SeatRow, ...] = (*plan.classes, *plan.seats)
    for holder in holders:
        if holder.programme not in programmes:
            yield _unknown(holder.at, "programme", "programme_unknown", holder.programme, programmes)
    for row in shares:
        if row.line not in lines:
            yield _unknown(row.at, "line", "line_unknown", row.line, lines)
    for lecturer in plan.lecturers:
        yield from _unknown_competences(lecturer, plan)
    for topic in plan.topics:
        numbers = {other.number for other in plan.topics_of(topic.programme)}
        for number in topic.after:
            if number not in numbers:
                yield found(topic.at, "after", "topic_unknown", _FAULT, programme=topic.programme, number=number)


def _unknown_competences(lecturer: LecturerRow, plan: PlanWorkbook) -> Iterator[Finding]:
    programmes = {row.code for row in plan.programmes}
    for item in lecturer.topics:
        if item.programme not in programmes:
            yield _unknown(lecturer.at, "topics", "programme_unknown", item.programme, programmes)
            continue
        numbers = {topic.number for topic in plan.topics_of(item.programme)}
        for number in item.numbers:
            if number not in numbers:
                yield found(lecturer.at, "topics", "topic_unknown", _FAULT, programme=item.programme, number=number)


def _unknown(at: At, field: str, code: str, value: str, known: Collection[str]) -> Finding:
    return found(at, field, code, _FAULT, value=value, known=", ".join(sorted(known)))


def _figures(plan: PlanWorkbook) -> Iterator[Finding]:
    """Figures that no plan has: a line of totals has no rows of classes and seats that would contradict them."""
    if not FIRST_YEAR <= plan.head.year <= LAST_YEAR:
        yield found(plan.head.at, "year", "not_plan_year", _FAULT, value=plan.head.year)
    for line in plan.lines:
        for name, figure, limit in (("classes", line.classes, _MOST_CLASSES), ("seats", line.seats, _MOST_SEATS)):
            if figure > limit:
                yield found(line.at, name, "figure_too_large", _FAULT, value=figure, limit=limit)
        if (line.estimate or 0) > _MOST_MONEY:
            yield found(line.at, "estimate", "figure_too_large", _FAULT, value=line.estimate, limit=_MOST_MONEY)


def _totals(plan: PlanWorkbook) -> Iterator[Finding]:
    """A line tracked by totals has nothing on the sheets of what is run here."""
    for line in plan.lines:
        if line.tracking is Tracking.TOTALS:
            for row in plan.classes_of(line.code):
                yield found(row.at, "line", "totals_line_with_classes", _FAULT, line=line.code)
            for share in plan.seats_of(line.code):
                yield found(share.at, "line", "totals_line_with_seats", _FAULT, line=line.code)


def _study_days(plan: PlanWorkbook) -> Iterator[Finding]:
    for row in plan.classes:
        if not row.weekdays or row.last_day < row.first_day:
            continue
        if not any(day.weekday() in row.weekdays for day in row.window.days()):
            first, last = (f"{day:%d/%m/%Y}" for day in (row.first_day, row.last_day))
            yield found(
                row.at, "weekdays", "no_study_day", _FAULT, first=first, last=last, days=write_weekdays(row.weekdays)
            )


def _class_estimates(plan: PlanWorkbook) -> Iterator[Finding]:
    """What a class of a delegated line may cost; of others nobody asks."""
    for line in plan.lines:
        rows = [row for row in plan.classes_of(line.code) if row.estimate is not None]
        for row in rows:
            if (row.estimate or 0) > _MOST_MONEY:
                yield found(row.at, "estimate", "figure_too_large", _FAULT, value=row.estimate, limit=_MOST_MONEY)
            elif not line.delegated:
                problem = Severity.PROBLEM
                yield found(row.at, "estimate", "estimate_not_wanted", problem, line=line.code, value=row.estimate)
        total = sum(row.estimate or 0 for row in rows)
        if line.delegated and line.estimate is not None and total > line.estimate:
            yield found(
                line.at,
                "estimate",
                "estimates_beyond_line",
                Severity.PROBLEM,
                line=line.code,
                total=total,
                estimate=line.estimate,
            )


def _delegation(plan: PlanWorkbook) -> Iterator[Finding]:
    for line in plan.lines:
        if line.delegated and not consenting_body_of(plan, line):
            yield found(line.at, "consenting_body", "consenting_body_missing", _FAULT, line=line.code)
        elif line.consenting_body and not line.delegated:
            facts = {"line": line.code, "value": line.consenting_body}
            yield found(line.at, "consenting_body", "consenting_body_not_needed", Severity.PROBLEM, **facts)


def consenting_body_of(plan: PlanWorkbook, line: LineRow) -> str:
    """Who must agree to a delegated line: as it says, else the usual body of its programme's field; else nobody."""
    if not line.delegated or line.consenting_body:
        return line.consenting_body if line.delegated else ""
    programme = _by_code(plan).get(line.programme)
    field = field_of(programme.field) if programme else None
    return field.consenting_body if field else ""


def _seats(plan: PlanWorkbook) -> Iterator[Finding]:
    for line in plan.tracked_lines:
        rows = plan.seats_of(line.code)
        if not rows:
            yield found(line.at, "seats", "line_without_units", _FAULT, line=line.code)
        elif line.quota_method is QuotaMethod.LISTED:
            yield from _listed_seats(line, rows)
        else:
            yield from _weights(line, rows)


def _listed_seats(line: LineRow, rows: Iterable[SeatRow]) -> Iterator[Finding]:
    empty = [row for row in rows if row.seats is None]
    for row in empty:
        yield found(row.at, "seats", "seats_missing", _FAULT, unit=row.unit)
    total = sum(row.seats or 0 for row in rows)
    if not empty and total != line.seats:
        yield found(line.at, "seats", "seats_do_not_add_up", _FAULT, line=line.code, seats=line.seats, total=total)


def _weights(line: LineRow, rows: Iterable[SeatRow]) -> Iterator[Finding]:
    for row in rows:
        if row.weight is None:
            yield found(row.at, "weight", "weight_missing", _FAULT, unit=row.unit)
    if all(row.weight == 0 for row in rows):
        yield found(line.at, "quota_method", "weights_all_zero", _FAULT, line=line.code)


def _classes(plan: PlanWorkbook) -> Iterator[Finding]:
    for line in plan.tracked_lines:
        rows = plan.classes_of(line.code)
        if len(rows) != line.classes:
            yield found(
                line.at,
                "classes",
                "classes_do_not_add_up",
                _FAULT,
                line=line.code,
                classes=line.classes,
                rows=len(rows),
            )
        least, most = sum(row.minimum for row in rows), sum(row.maximum for row in rows)
        if rows and not least <= line.seats <= most:
            yield found(
                line.at,
                "seats",
                "seats_outside_bounds",
                _FAULT,
                line=line.code,
                seats=line.seats,
                least=least,
                most=most,
            )
    for row in plan.classes:
        if row.minimum > row.maximum:
            yield found(row.at, "minimum", "bounds_reversed", _FAULT, minimum=row.minimum, maximum=row.maximum)
        if row.last_day < row.first_day:
            first, last = f"{row.first_day:%d/%m/%Y}", f"{row.last_day:%d/%m/%Y}"
            yield found(row.at, "last_day", "window_reversed", _FAULT, first=first, last=last)


def _programmes(plan: PlanWorkbook) -> Iterator[Finding]:
    for programme in plan.programmes:
        if programme.periods_per_half_day == 0:
            yield found(programme.at, "periods_per_half_day", "half_day_without_periods", _FAULT, value=programme.code)
        if not plan.topics_of(programme.code) and not plan.only_totals_use(programme.code):
            yield found(programme.at, "code", "programme_without_topics", _FAULT, value=programme.code)


def _lengths(plan: PlanWorkbook) -> Iterator[Finding]:
    programmes = _by_code(plan)
    for topic in plan.topics:
        if not topic.half_days and not topic.periods:
            yield found(topic.at, "half_days", "topic_without_length", _FAULT, name=topic.name)
        programme = programmes.get(topic.programme)
        holds = (topic.half_days or 1) * programme.periods_per_half_day if programme else 0
        if holds and (topic.periods or 0) > holds:
            yield found(topic.at, "periods", "too_many_periods", _FAULT, periods=topic.periods, holds=holds)


def _windows(plan: PlanWorkbook) -> Iterator[Finding]:
    programmes = _by_code(plan)
    for line in plan.lines:
        programme = programmes.get(line.programme)
        if programme is None or not programme.periods_per_half_day:
            continue
        needed = needed_half_days(plan.topics_of(programme.code), programme.periods_per_half_day)
        for row in plan.classes_of(line.code):
            if row.last_day < row.first_day:
                continue
            free = free_half_days(row)
            if free < needed:
                # Where it is not said at what times a class studies, evenings and weekends may hold the rest.
                severity = _FAULT if _most_half_days(row) < needed else Severity.PROBLEM
                yield found(row.at, "last_day", "window_too_short", severity, name=row.name, needed=needed, free=free)


def _orders(plan: PlanWorkbook) -> Iterator[Finding]:
    for programme in plan.programmes:
        topics = {topic.number: topic for topic in plan.topics_of(programme.code)}
        circle = _find_circle({number: topic.after for number, topic in topics.items()})
        if circle:
            said = " → ".join(map(str, circle))
            yield found(
                topics[circle[0]].at, "after", "order_in_a_circle", _FAULT, programme=programme.code, circle=said
            )


def _find_circle(after: Mapping[int, Iterable[int]]) -> tuple[int, ...]:
    """One circle of topics, each to be held after the next, its first repeated at its end; empty when there is none."""
    done: set[int] = set()
    for start in after:
        path: list[int] = []
        branches = [iter((start,))]
        while branches:
            number = next(branches[-1], None)
            if number is None:
                branches.pop()
                if path:
                    done.add(path.pop())
            elif number in path:
                return (*path[path.index(number) :], number)
            elif number in after and number not in done:
                path.append(number)
                branches.append(iter(after[number]))
    return ()


def _lecturers(plan: PlanWorkbook) -> Iterator[Finding]:
    for topic in plan.topics:
        if plan.only_totals_use(topic.programme):
            continue
        if topic.needs_lecturer and not any(lecturer.can_give(topic) for lecturer in plan.lecturers):
            yield found(
                topic.at,
                "name",
                "topic_without_lecturer",
                _FAULT,
                programme=topic.programme,
                number=topic.number,
                name=topic.name,
            )


def _rooms(plan: PlanWorkbook) -> Iterator[Finding]:
    for line in plan.tracked_lines:
        rooms = [room for room in plan.rooms if fold(room.venue) == fold(line.venue)]
        if not rooms:
            yield found(line.at, "venue", "venue_without_rooms", _FAULT, venue=line.venue)
            continue
        for row in plan.classes_of(line.code):
            yield from _room_size(row, max(room.capacity for room in rooms), line)


def _room_size(row: ClassRow, largest: int, line: LineRow) -> Iterator[Finding]:
    facts: dict[str, Any] = {"name": row.name, "venue": line.venue, "largest": largest}
    if largest < row.minimum:
        yield found(row.at, "minimum", "no_room_for_class", _FAULT, size=row.minimum, **facts)
    elif largest < row.maximum:
        yield found(row.at, "maximum", "room_below_maximum", Severity.PROBLEM, size=row.maximum, **facts)


def _by_code(plan: PlanWorkbook) -> dict[str, ProgrammeRow]:
    return {row.code: row for row in plan.programmes}


_CHECKS: tuple[Callable[[PlanWorkbook], Iterator[Finding]], ...] = (
    _repeated_codes,
    _unknown_references,
    _figures,
    _totals,
    _study_days,
    _class_estimates,
    _delegation,
    _seats,
    _classes,
    _programmes,
    _lengths,
    _windows,
    _orders,
    _lecturers,
    _rooms,
)
