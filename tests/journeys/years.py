"""Plans and lists of any size, all of them possible, built from the template's example."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from khaigiang.core.calendar import Window, working_days
from khaigiang.core.vietnamese import PartialDate
from khaigiang.data.units import read_units
from khaigiang.intake.examples import example_nominations, example_plan
from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.plan import ClassRow, Competence, LecturerRow, PlanWorkbook, RoomRow, SeatRow, TopicRow
from khaigiang.intake.templates import write_nominations, write_plan

COMMUNES = [unit.name for unit in read_units("2025-07-01") if unit.parent_code == "01"]
FIRST_MONDAY = dt.date(2026, 6, 1)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Đức", "Giang", "Hà", "Khánh", "Lan", "Minh", "Oanh", "Phúc", "Quân", "Sơn")


def people(unit: str, number: int, *, line: str = "D1", letter: str = "12-CV/ĐU") -> NominationWorkbook:
    """So many people of one unit, each with a name and a birth date that nobody else there has."""
    book = example_nominations()
    rows = [
        replace(
            book.rows[place % len(book.rows)],
            order=place + 1,
            full_name=f"{SURNAMES[place % 10]} Văn {GIVEN[place // 10 % 14]}",
            birth=(born := PartialDate(1970 + place % 15, 1 + place % 12, 1 + place % 28)),
            birth_text=str(born),
            unit=unit,
        )
        for place in range(number)
    ]
    return NominationWorkbook(replace(book.letter, unit=unit, number=letter, line=line), tuple(rows))


def year(
    *,
    classes: int,
    size: int,
    slack: int = 0,
    senders: int = 3,
    lecturers: Sequence[LecturerRow] = (),
    days: int = 4,
    weeks: int | None = None,
    rooms: int = 2,
) -> PlanWorkbook:
    """One line of ``classes`` of about ``size``, in windows of ``days`` working days, ``weeks`` Mondays in turn."""
    plan, spread = example_plan(), weeks or classes
    seats = classes * size
    shares = [seats // senders + (place < seats % senders) for place in range(senders)]
    return replace(
        plan,
        lines=(replace(plan.lines[0], classes=classes, seats=seats),),
        classes=tuple(_class(number, size, slack, days, number % spread) for number in range(classes)),
        lecturers=tuple(lecturers) or plan.lecturers,
        rooms=tuple(RoomRow(f"Phòng {number}", plan.lines[0].venue, size + slack) for number in range(1, rooms + 1)),
        seats=tuple(SeatRow("D1", unit, share, None) for unit, share in zip(COMMUNES, shares, strict=False)),
    )


def _class(number: int, size: int, slack: int, days: int, week: int) -> ClassRow:
    monday = FIRST_MONDAY + dt.timedelta(weeks=week)
    window = working_days(Window(monday, monday + dt.timedelta(days=60)))[:days]
    return ClassRow("D1", number + 1, f"Lớp {number + 1}", size - slack, size + slack, window[0], window[-1])


def teachers(number: int, topics: Sequence[int] = (1, 2, 3, 4, 5)) -> list[LecturerRow]:
    """So many lecturers, each able to give every one of these topics."""
    given = (Competence("CT1", tuple(topics)),)
    return [
        LecturerRow(f"{SURNAMES[place % 10]} Thị Giảng {place + 1}", "Thạc sĩ", "Khoa", given)
        for place in range(number)
    ]


def lists_for(plan: PlanWorkbook) -> list[NominationWorkbook]:
    """Every unit sends as many as it has seats."""
    return [
        people(row.unit, row.seats or 0, line=row.line, letter=f"{place}-CV/ĐU")
        for place, row in enumerate(plan.seats, start=1)
        if row.seats
    ]


def short(topic: TopicRow, periods: int) -> TopicRow:
    """The same topic in so many periods of a half-day it shares."""
    return replace(topic, half_days=None, periods=periods)


def put_down(folder: Path, plan: PlanWorkbook, lists: Sequence[NominationWorkbook]) -> tuple[Path, Path]:
    """Write the workbooks; gives the plan's path and the folder of lists."""
    letters = folder / "danh-sach"
    letters.mkdir(parents=True)
    path = folder / "ke-hoach.xlsx"
    path.write_bytes(write_plan(plan))
    for place, book in enumerate(lists, start=1):
        (letters / f"{place:03d}.xlsx").write_bytes(write_nominations(book))
    return path, letters
