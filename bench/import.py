"""A city's whole list of people from an office's workbook: check with preview, then commit in one transaction.

Then people are found by name among 100,000, as the bench ``people`` asks for them.

13,267 rows of twelve columns under a letterhead, spread over 579 communes; a third of the dates are text and every
twentieth name has a doubled space. The engine alone reads 200,000 rows for the growth; 1 is linear.
"""

import datetime as dt
import io
import math
import os
import random
import resource
import tempfile
import time
from typing import Any

ROWS, LARGE, PEOPLE = 13_267, 200_000, 100_000
COMMUNES = 579
TODAY = dt.date(2025, 6, 1)
HEADINGS = (
    "STT", "Họ và tên", "Ngày, tháng, năm sinh", "Giới tính", "Số CCCD", "Số điện thoại", "Chức vụ", "Đơn vị công tác",
    "Ngày vào Đảng", "Trình độ chuyên môn", "LLCT", "Ghi chú",
)  # fmt: skip
FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương", "Lý")
MIDDLE = ("Văn", "Thị", "Hữu", "Đức", "Minh", "Quốc", "Thanh", "Ngọc", "Xuân", "Thu", "Hồng", "Kim", "Bích", "Hải")
GIVEN = ("An", "Bình", "Cường", "Dũng", "Giang", "Hà", "Hòa", "Hùng", "Lan", "Linh", "Long", "Mai", "Nam", "Nga", "Yến")
TITLES = ("Bí thư Đảng ủy", "Phó Bí thư Đảng ủy", "Chủ tịch Ủy ban nhân dân", "Chủ tịch Hội Nông dân")


def run() -> dict[str, float]:
    """Seconds of check and of commit, the most memory held meanwhile, and how the cost grows with the rows."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ["KHAIGIANG_TODAY"] = TODAY.isoformat()
        os.environ.pop("DATABASE_URL", None)
        return measured()


def measured() -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from django.conf import settings
    from django.db import connections

    from khaigiang.apps.desk.actions import check_batch, commit_batch
    from khaigiang.apps.intake.actions import accept, upload
    from khaigiang.apps.intake.queries import findings_beside, people_of
    from khaigiang.apps.people.models import Person
    from khaigiang.foundation import postgres
    from khaigiang.foundation.actor import SYSTEM

    names = communes()
    data = workbook(ROWS, names)
    batch = upload("ca-thanh-pho.xlsx", data, kind="people", by=SYSTEM)
    began = time.perf_counter()
    check_batch(batch, by=SYSTEM)
    findings_beside(batch, people_of(batch)[:50])  # the first page of what was found
    checked = time.perf_counter()
    accept(batch, by=SYSTEM)
    commit_batch(batch, by=SYSTEM)
    committed = time.perf_counter()
    assert Person.objects.count() > 0.98 * ROWS  # two of one name, birth and unit are one person
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # of the whole program, Django included
    searched = searching(Person.objects.count())
    connections.close_all()
    postgres.leave(settings.HOME)
    small, large = reading_seconds(data), reading_seconds(workbook(LARGE, names))
    return {
        "rows": ROWS,
        "check_seconds": round(checked - began, 2),
        "commit_seconds": round(committed - checked, 2),
        "peak_mb": round(peak, 1),
        "search_p95_ms": searched,
        "growth_exponent": round(math.log(large / small) / math.log(LARGE / ROWS), 3),
    }


def searching(there: int) -> float:
    """The milliseconds within which nineteen of twenty searches are answered."""
    from khaigiang.cli.bench import BENCHES, load

    people, chance = load(BENCHES / "people.py"), random.Random(7)
    people.crowd(chance, PEOPLE - there)
    figures: dict[str, float] = people.search_figures(chance)
    return figures["search_p95_ms"]


def reading_seconds(data: bytes) -> float:
    from khaigiang.intake.lists import read_list

    began = time.perf_counter()
    reading = read_list("a.xlsx", data, reference=TODAY)
    assert reading.rows
    return time.perf_counter() - began


def communes() -> list[str]:
    """Communes with their district, as a list writes them where it must tell two of one name apart."""
    from khaigiang.apps.units.models import Level
    from khaigiang.apps.units.queries import units_on

    units = units_on(TODAY).filter(level=Level.COMMUNE).select_related("parent").order_by("pk")[:COMMUNES]
    return [f"{unit.name}, {unit.parent.name}" for unit in units if unit.parent]


def workbook(rows: int, units: list[str]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    sheet = book.add_worksheet("Danh sách")
    date = book.add_format({"num_format": "dd/mm/yyyy"})
    chance = random.Random(1)
    sheet.write(0, 0, "ĐẢNG BỘ THÀNH PHỐ MẪU")
    sheet.write(2, 2, "DANH SÁCH TRÍCH NGANG")
    sheet.write_row(4, 0, HEADINGS)
    for number in range(rows):
        _write_row(sheet, number, units, chance, date)
    book.close()
    return buffer.getvalue()


def _write_row(sheet: Any, number: int, units: list[str], chance: random.Random, date: Any) -> None:
    row, woman = 5 + number, number % 2
    born = dt.date(1965, 1, 1) + dt.timedelta(days=chance.randrange(11_000))
    name = f"{chance.choice(FAMILY)} {chance.choice(MIDDLE)} {chance.choice(GIVEN)}"
    sheet.write_number(row, 0, number + 1)
    sheet.write_string(row, 1, name if number % 20 else name.replace(" ", "  "))
    if number % 3:
        sheet.write_datetime(row, 2, born, date)
    else:
        sheet.write_string(row, 2, f"{born:%d/%m/%Y}")
    texts = (
        "Nữ" if woman else "Nam",
        f"001{woman}{born:%y}{number:06d}",
        f"09{chance.randrange(10**8):08d}",
        TITLES[number % 4],
        units[number % len(units)],
        f"03/02/{born.year + 25}",
        "Đại học",
        "Trung cấp",
    )
    for place, text in enumerate(texts, start=3):
        sheet.write_string(row, place, text)
