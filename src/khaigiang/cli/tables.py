"""Results as a person reads them on the terminal, in 80 columns and in a file alike."""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from khaigiang.apps.needs.bridge import Consolidated, Sources
    from khaigiang.demo.figures import Case, Row

STATES = {
    "formed": "đã lập",
    "timetabled": "đã xếp lịch",
    "open": "đang học",
    "finished": "đã bế giảng",
}
PROBLEMS_SHOWN = 20
PAGE_WIDTH = 38  # the longest name of a query fits in a line; an address that narrows a report is longer


def print_summary(summary: dict[str, Any], out: Path) -> None:
    """The result table: people, classes, quality, problems, and where the papers are."""
    console = Console(highlight=False, markup=False, emoji=False)
    console.print()
    console.print(Text.assemble((summary["plan"]["title"], "bold"), f" (số {summary['plan']['number']})"))
    console.print(
        f"Cử {summary['nominated']} · duyệt {summary['accepted']} · không đủ điều kiện {summary['not_eligible']} · "
        f"chưa đủ thông tin {summary['not_enough_information']} · dự bị {summary['reserve']}"
    )
    if not summary["classes"]:
        console.print("Không lập lớp: các dòng của kế hoạch theo dõi bằng số tổng hợp.")
        _print_end(console, summary, out)
        return
    console.print(_classes(summary["classes"]))
    console.print(f"Lập lớp: {_quality(summary['forming'])}")
    console.print(f"Thời khóa biểu: {_quality(summary['timetable'])}; vi phạm: {summary['timetable']['violations']}")
    _print_end(console, summary, out)


def _print_end(console: Console, summary: dict[str, Any], out: Path) -> None:
    _print_problems(console, summary["problems"])
    console.print(Text.assemble(f"{len(summary['papers'])} văn bản trong ", (str(out), "bold")), soft_wrap=True)


def _classes(classes: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Lớp", overflow="fold")
    for title in ("Học viên", "Tổ", "Chuyên đề"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("Thời gian", no_wrap=True)
    table.add_column("Trạng thái", no_wrap=True)
    for row in classes:
        table.add_row(
            row["name"],
            str(row["trainees"]),
            str(row["study_groups"]),
            str(row["topics"]),
            days(row["first_day"], row["last_day"]),
            STATES[row["state"]],
        )
    return table


def _address(page: str) -> str:
    """A page's address in letters, folded; a browser takes it as it stands."""
    return "\n".join(textwrap.wrap(unquote_plus(page), PAGE_WIDTH, break_on_hyphens=False))


def days(first: str | None, last: str | None) -> str:
    """From the first day to the last, without saying the same year twice: ``07/03–22/03/2022``."""
    if not first or not last:
        return "–"
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if begin == end:
        return f"{end:%d/%m/%Y}"
    return f"{begin:%d/%m}–{end:%d/%m/%Y}" if begin.year == end.year else f"{begin:%d/%m/%Y}–{end:%d/%m/%Y}"


def _quality(outcome: dict[str, Any]) -> str:
    seconds = f"{outcome['seconds']:.1f} giây".replace(".", ",")
    if outcome["status"] == "optimal":
        return f"chứng minh là tốt nhất ({seconds})"
    gap = f"{outcome['gap']:.1%}".replace(".", ",")
    return f"cách tốt nhất không quá {gap} ({seconds})"


def _print_problems(console: Console, problems: list[dict[str, str]]) -> None:
    if not problems:
        return
    console.print(Text(f"Cần xem: {len(problems)}", "bold"))
    for problem in problems[:PROBLEMS_SHOWN]:
        console.print(
            f"  {problem['file']}, {problem['sheet']}!{problem['cell']}: {problem['message']}", soft_wrap=True
        )
    if len(problems) > PROBLEMS_SHOWN:
        console.print(f"  … và {len(problems) - PROBLEMS_SHOWN} chỗ nữa, ghi đủ trong summary.json")


def print_figures(heading: str, rows: Sequence[tuple[str, Mapping[str, str]]], notes: Sequence[str]) -> None:
    """Rows of figures under their names, the last one the sum, then how they were counted."""
    console = Console(highlight=False, markup=False, emoji=False)
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(heading, overflow="fold")
    for title in rows[-1][1]:
        table.add_column(title, justify="right", no_wrap=True)
    for name, figures in rows:
        table.add_row(name, *figures.values())
    console.print(table)
    for note in notes:
        console.print(note)


def print_case(name: str, case: "Case", found: "Sequence[Row]") -> None:
    """A case as its report tells it beside what the product answers, a row a figure."""
    from khaigiang.demo.figures import OURS, shown

    console = Console(highlight=False, markup=False, emoji=False)
    console.print()
    console.print(Text.assemble((f"{name}. {case.title}", "bold"), f" (đến ngày {case.today:%d/%m/%Y})"))
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("Báo cáo nói", overflow="fold")
    table.add_column("Truy vấn trả lời", overflow="fold")
    table.add_column("Xem tại", overflow="fold", width=max(PAGE_WIDTH, console.width // 2 - 4))
    for row in found:
        answered = shown(row.actual) if row.holds else f"{shown(row.actual)}\nKHÔNG KHỚP"
        table.add_row(
            Text.assemble(f"{row.figure.text}: ", (shown(row.figure.expected), "bold")),
            Text(answered, "bold" if row.holds else "bold red"),
            Text.assemble(_address(row.page), "\n", (row.figure.question.name, "dim")),
        )
    console.print(table)
    wrong = sum(not row.holds for row in found)
    console.print(f"{len(found) - wrong}/{len(found)} con số khớp. {len(found) - wrong} of {len(found)} figures hold.")
    console.print(f"{OURS}: báo cáo không nêu, bộ dữ liệu mẫu tự chọn; the report leaves it open, the sample chose it.")
    console.print(f"Mở các trang: ./kg demo --case {name}. The pages: ./kg demo --case {name}.")


def told_needs(found: "Consolidated") -> dict[str, Any]:
    """Needs that were added up, as one machine-readable object: each source by itself, places and people apart."""
    return {
        "survey": found.survey.pk,
        "year": found.survey.year,
        "unit": found.root_name,
        "on": found.on.isoformat(),
        "asked": found.asked,
        "answered": found.answered,
        "whole": _told_sources(found.whole),
        "lines": [
            {
                "key": line.key,
                "programme": line.programme,
                "title": line.title,
                "groups": list(line.groups),
                **_told_sources(line.sources),
            }
            for line in found.lines
        ],
        "units": [
            {"unit": each.name, "asked": each.asked, "answered": each.answered, **_told_sources(each.sources)}
            for each in found.branches
        ],
    }


def _told_sources(sources: "Sources") -> dict[str, Any]:
    asked, record, inspected = sources.asked, sources.record, sources.inspected
    return {
        "stated": {"units": asked.units, "places": asked.places, "people": asked.people, "named": len(asked.named)},
        "records": {
            "holders": record.holders,
            "places": record.places,
            "people": len(record.people),
            "under_way": record.under_way,
            "unknown": record.unknown,
        },
        "inspection": {
            "papers": sorted({need.number for need in inspected.needs}),
            "findings": len(inspected.needs),
            "people": inspected.people,
            "without_number": inspected.open,
        },
    }


def print_needs(found: "Consolidated") -> None:
    """The same as a table, by programme and by unit, with how it was counted."""
    from khaigiang.apps.needs.exports import notes_of

    console = Console(highlight=False, markup=False, emoji=False)
    console.print(Text.assemble((f"Nhu cầu năm {found.survey.year}: {found.root_name}", "bold")))
    for note in notes_of(found):
        console.print(note)
    lines = [(f"{line.key}  {line.title}", line.group_name, line.sources) for line in found.lines]
    console.print(_needs("Chương trình", lines))
    units = [(each.name, f"{each.answered}/{each.asked} phiếu", each.sources) for each in found.branches]
    console.print(_needs("Đơn vị", units))


def _needs(heading: str, rows: "Sequence[tuple[str, str, Sources]]") -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column(heading, overflow="fold")
    for title in ("Đề nghị", "Hồ sơ", "Chưa rõ", "Kiểm tra"):
        table.add_column(title, justify="right", no_wrap=True)
    for name, about, sources in rows:
        asked, record, inspected = sources.asked, sources.record, sources.inspected
        table.add_row(
            f"{name}\n{about}",
            str(asked.places) if asked.units else "–",
            str(record.places) if record.holders else "–",
            str(record.unknown) if record.holders else "–",
            str(len(inspected.needs) or ""),
        )
    return table
