"""Results as a person reads them on the terminal."""

import datetime as dt
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

STATES = {
    "formed": "đã lập",
    "timetabled": "đã có thời khóa biểu",
    "open": "đang học",
    "finished": "đã bế giảng",
}


def print_summary(summary: dict[str, Any], out: Path) -> None:
    """The result table: people, classes, quality, problems, and where the papers are."""
    console = Console(highlight=False)
    console.print(f"\n[bold]{summary['plan']['title']}[/bold] (số {summary['plan']['number']})")
    console.print(
        f"Cử {summary['nominated']} · duyệt {summary['accepted']} · không đủ điều kiện {summary['not_eligible']} · "
        f"chưa đủ thông tin {summary['not_enough_information']} · dự bị {summary['reserve']}"
    )
    console.print(_classes(summary["classes"]))
    console.print(f"Lập lớp: {_quality(summary['forming'])}")
    console.print(f"Thời khóa biểu: {_quality(summary['timetable'])}; vi phạm: {summary['timetable']['violations']}")
    _print_problems(console, summary["problems"])
    console.print(f"{len(summary['papers'])} văn bản trong [bold]{out}[/bold]")


def _classes(classes: list[dict[str, Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    for title, justify in (
        ("Lớp", "left"),
        ("Học viên", "right"),
        ("Tổ", "right"),
        ("Chuyên đề", "right"),
        ("Nội dung", "right"),
        ("Từ ngày", "left"),
        ("Đến ngày", "left"),
        ("Trạng thái", "left"),
    ):
        table.add_column(title, justify=justify)  # type: ignore[arg-type]  # rich's literal
    for row in classes:
        table.add_row(
            row["name"],
            str(row["trainees"]),
            str(row["study_groups"]),
            str(row["topics"]),
            str(row["lessons"]),
            _day(row["first_day"]),
            _day(row["last_day"]),
            STATES[row["state"]],
        )
    return table


def _quality(outcome: dict[str, Any]) -> str:
    if outcome["status"] == "optimal":
        return f"chứng minh là tốt nhất ({outcome['seconds']:.1f} giây)"
    return f"cách tốt nhất không quá {outcome['gap']:.1%} ({outcome['seconds']:.1f} giây)"


def _print_problems(console: Console, problems: list[dict[str, str]]) -> None:
    if not problems:
        return
    console.print(f"[bold]Cần xem: {len(problems)}[/bold]")
    for problem in problems:
        console.print(f"  {problem['file']}, {problem['sheet']}!{problem['cell']}: {problem['message']}", markup=False)


def _day(text: str | None) -> str:
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else "–"
