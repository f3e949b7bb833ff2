"""The files of a small year: one class, two districts, and a list with every kind of row."""

import datetime as dt
from dataclasses import replace

import builders
from apps.plans.examples import WORKBOOK
from khaigiang.apps.desk.bridge import YearFiles
from khaigiang.apps.units.models import Level
from khaigiang.core.eligibility.facts import Sex
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.templates import write_nominations, write_plan

NAMES = ("Nguyễn Văn An", "Lê Thị Bình", "Đỗ Văn Ba", "Vũ Thị Bốn", "Ngô Văn Năm", "Bùi Văn Sáu")


def tree() -> None:
    """The units the files speak of."""
    city = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
    for name in ("Quận Ba Đình", "Quận Tây Hồ"):
        district = builders.unit(name, Level.DISTRICT, city)
        builders.unit(f"Phường {name.removeprefix('Quận ')} 1", Level.COMMUNE, district)


def nominee(place: int, name: str, **facts) -> NomineeRow:
    birth = facts.pop("birth", PartialDate(1975, 6, place))
    written = str(birth) if birth else ""
    return NomineeRow(
        place, name, written, birth, Sex.MALE, facts.pop("position", "Bí thư Đảng ủy"), facts.pop("unit", ""), **facts
    )


def files(*, seats: int = 3, title: str = WORKBOOK.head.title) -> YearFiles:
    """Ba Đình sends four eligible, one of them twice, a deputy and one without birth date for its seats; Tây Hồ one."""
    plan = replace(
        WORKBOOK,
        head=replace(WORKBOOK.head, title=title),
        lines=(replace(WORKBOOK.lines[0], seats=seats + 1),),
        seats=(replace(WORKBOOK.seats[0], seats=seats), WORKBOOK.seats[1]),
    )
    first = [nominee(place, name) for place, name in enumerate(NAMES[:4], start=1)]
    first.append(nominee(1, NAMES[0]))
    first.append(nominee(6, NAMES[4], position="Phó Bí thư Đảng ủy"))
    first.append(nominee(7, NAMES[5], birth=None))
    second = [nominee(8, "Trịnh Thị Bảy", unit="Phường Tay Hồ 1")]
    day = dt.date(2022, 2, 15)
    lists = tuple(
        NominationWorkbook(Letter("12-CV/QU", day, "Trần Văn Ký", "Phó Bí thư", unit), tuple(rows))
        for unit, rows in (("Quận Ba Đình", first), ("Quận Tây Hồ", second))
    )
    return YearFiles.of(
        ("ke-hoach.xlsx", write_plan(plan)),
        [(f"{place}.xlsx", write_nominations(each)) for place, each in enumerate(lists, start=1)],
    )
