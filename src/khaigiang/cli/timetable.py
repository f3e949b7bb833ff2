"""``kg timetable``: the timetables of a plan's classes, and the engine on instances from elsewhere."""

import datetime as dt
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.main import FAILED, INTERRUPTED, print_json, refuse, say
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.plans.models import Plan
    from khaigiang.core.timetabling import Outcome, TimetableProblem

NOTHING_TO_DO = _("Không có lớp nào chờ xếp trong những ngày này; thời khóa biểu đã có được giữ nguyên.")
OUTSIDE_DAYS = _("Lớp %(wanted)s không bắt đầu trong những ngày này nên không mở lại cùng được.")
KEPT = _("{classes}: giữ nguyên thời khóa biểu đã có ({quality}, điểm trừ {cost}).")
MADE = _("{classes}: {quality}, điểm trừ {cost}; bản số {number}, báo cho {told} lớp và {lecturers} giảng viên.")
NO_SUCH_FILE = _("Không đọc được tệp %(file)s.")
WHAT_IS_WRONG = {
    "line_missing": _("Tệp %(file)s: ở đầu tệp không có dòng “%(text)s”."),
    "not_a_number": _("Tệp %(file)s, dòng %(line)s: “%(text)s” phải là số hoặc thiếu số."),
    "wrong_count": _("Tệp %(file)s, dòng %(line)s: số lượng khai ở đầu tệp không khớp (%(text)s)."),
    "named_twice": _("Tệp %(file)s, dòng %(line)s: “%(text)s” được khai hai lần."),
    "unknown_name": _("Tệp %(file)s, dòng %(line)s: có tên chưa được khai hoặc tiết không có (%(text)s)."),
}


@click.group()
def command() -> None:
    """Xếp các lớp của kế hoạch; bộ xếp với bài toán từ nơi khác. Timetables of a plan; instances from elsewhere.

    \b
    Ví dụ / Example:
      ./kg timetable plan 12-KH/TU --from 2026-09-01 --to 2026-12-31
      ./kg timetable solve --format ctt comp01.ctt --out comp01.sol --seconds 60
    """


@command.command("plan", short_help="Xếp các lớp của một kế hoạch. Timetable the classes of a plan.")
@click.argument("number", metavar="PLAN")
@click.option("--year", type=int, help="Năm của kế hoạch, khi nhiều năm cùng số. The plan's year.")
@click.option("--from", "begins_from", type=Day(), help="Chỉ lớp bắt đầu từ ngày này. Classes that begin from here.")
@click.option("--to", "begins_to", type=Day(), help="Chỉ lớp bắt đầu đến ngày này. Classes that begin up to here.")
@click.option("--weeks", type=click.IntRange(min=1), help="Xếp từng đợt bấy nhiêu tuần. Windows of so many weeks.")
@click.option("--release", "codes", multiple=True, metavar="CLASS", help="Mở lại lớp này. Open this class again.")
@click.option("--release-all", is_flag=True, help="Mở lại mọi lớp chưa khai giảng. Open all that have not begun.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Mỗi đợt. A window.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Hạt giống. Seed.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def of_plan(
    number: str,
    year: int | None,
    begins_from: dt.date | None,
    begins_to: dt.date | None,
    weeks: int | None,
    codes: tuple[str, ...],
    release_all: bool,
    seconds: float,
    seed: int,
    as_json: bool,
) -> None:
    """Xếp các lớp chưa có thời khóa biểu; lớp đã có thì giữ nguyên, trừ lớp được mở lại.

    Timetables the classes that have none; those that have one keep it unless they are opened again.

    \b
    Ví dụ / Example:
      ./kg timetable plan 12-KH/TU
      ./kg timetable plan 12-KH/TU --from 2026-09-01 --to 2026-12-31 --json
      ./kg timetable plan 12-KH/TU --weeks 8
      ./kg timetable plan 12-KH/TU --release BTĐU-2026-3
    """
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.plans.queries import plan_called
    from khaigiang.apps.timetables.bridge import codes_asked, rows_of, timetable_of
    from khaigiang.apps.timetables.queries import standings, windows
    from khaigiang.foundation import clock

    plan = plan_called(number, year=year)
    held = [each for each in standings(plan, on=clock.today()) if each.begins_between(begins_from, begins_to)]
    released = [*codes, *(each.training_class.code for each in held if release_all and each.may_be_released)]
    rows, days = rows_of(plan), {"begins_from": begins_from, "begins_to": begins_to}
    asked = set(codes_asked(rows, timetable_of(rows), released=released, **days))
    wanted = [each for each in held if each.training_class.code in asked]
    if outside := asked - {each.training_class.code for each in wanted}:
        refuse("class_outside_days", OUTSIDE_DAYS, wanted=min(outside))
    spans: list[tuple[dt.date | None, dt.date | None]] = [(begins_from, begins_to)] if wanted else []
    if weeks:
        begins = [each.training_class.planned.first_day for each in wanted]
        spans = [(first, min(last, begins_to or last)) for first, last in windows(begins, weeks=weeks)]
    told = []
    for first, last in spans:
        own = [each.training_class.code for each in wanted if each.begins_between(first, last)]
        window = {"begins_from": first, "begins_to": last, "seconds": seconds, "seed": seed}
        told.append(_timetabled(plan, own, set(released), window, as_json=as_json))
    if as_json:
        print_json({"plan": plan.number, "year": plan.year, "windows": told})
    elif not told:
        click.echo(NOTHING_TO_DO)


def _timetabled(
    plan: "Plan", codes: list[str], released: set[str], window: dict[str, Any], *, as_json: bool
) -> dict[str, Any]:
    """One window: its classes are timetabled and told, in words at once unless all is told in the end."""
    from khaigiang.apps.classes.phrases import quality
    from khaigiang.apps.timetables.actions import timetable_plan
    from khaigiang.apps.timetables.queries import versions_of
    from khaigiang.foundation.actor import SYSTEM

    first, last = window["begins_from"], window["begins_to"]
    days = " – ".join(f"{day:%d/%m/%Y}" for day in (first, last) if day)
    click.echo(f"… {days}{': ' if days else ''}{', '.join(codes)}", err=True)
    before = versions_of(plan).first()
    run = timetable_plan(plan, released=[code for code in codes if code in released], by=SYSTEM, **window)
    version = versions_of(plan).first()
    made = version if version != before else None
    told = {"classes": made.classes.count(), "lecturers": made.lecturers.count()} if made else {}
    said = {"classes": ", ".join(codes), "quality": quality(run.status, run.gap), "cost": run.objective}
    if not as_json and made:
        of = {"number": made.number, "told": told["classes"], "lecturers": told["lecturers"]}
        click.echo(str(MADE).format(**said, **of))
    elif not as_json:
        click.echo(str(KEPT).format(**said))
    return {
        "from": str(first) if first else None,
        "to": str(last) if last else None,
        "classes": codes,
        **{name: getattr(run, name) for name in ("status", "objective", "bound", "gap", "seconds")},
        "version": made.number if made else None,
        "lessons": made.lessons if made else 0,
        "told": told or {"classes": 0, "lecturers": 0},
    }


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["ctt"]), default="ctt", show_default=True, help="Dạng tệp. Form.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Tệp kết quả. The file to write.")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Số giây. Seconds.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Số luồng. Threads.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Hạt giống. Seed.")
@click.option("--repeatable", is_flag=True, help="Đếm công việc thay cho đồng hồ. Count work instead of the clock.")
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def solve(
    file: Path, form: str, out: Path, seconds: float, workers: int, seed: int, repeatable: bool, as_json: bool
) -> None:
    """Xếp một bài toán và ghi kết quả, mỗi dòng: môn, phòng, ngày, tiết (từ 0). Solve an instance and write the result.

    Ctrl-C dừng sớm và vẫn ghi bảng tốt nhất đã có. Ctrl-C ends early and still writes the best found so far.

    \b
    Ví dụ / Example:
      ./kg timetable solve --format ctt comp01.ctt --out comp01.sol --seconds 60 --workers 2 --json
    """
    assert form == "ctt"
    from khaigiang.core.timetabling import ctt
    from khaigiang.core.timetabling import solve as find

    problem = read(file)
    with _stop_by_ctrl_c() as stops:
        outcome = find(
            problem,
            seconds=seconds,
            seed=seed,
            workers=workers,
            deterministic=repeatable,
            progress=lambda cost, _bound, spent: click.echo(f"… {cost:.0f}  ({spent:.1f} s)", err=True),
            stopped=lambda: bool(stops),
        )
    if outcome.timetable is not None:
        _write(out, ctt.write_ctt(problem, outcome.timetable))
    if as_json:
        print_json(told(outcome, out))
    else:
        _print(outcome, out)
    if stops:
        raise click.exceptions.Exit(INTERRUPTED)
    if outcome.timetable is None:
        raise click.exceptions.Exit(FAILED)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def prepare(as_json: bool) -> None:
    """Cài và biên dịch sẵn bộ tìm kiếm cho cả năm học. Install and compile the search for whole years.

    Máy chỉ xếp vài lớp một lúc không cần. A machine that timetables a few classes at a time does without it.

    \b
    Ví dụ / Example:
      ./kg timetable prepare
    """
    from khaigiang.core.timetabling import warm_up

    seconds = warm_up()
    if as_json:
        print_json({"seconds": round(seconds, 3)})
    else:
        say(f"Bộ tìm kiếm đã sẵn sàng ({seconds:.1f} s).", f"The search is ready ({seconds:.1f} s).")


def read(file: Path) -> "TimetableProblem":
    """The problem of a file. Raises Refused when it cannot be read, with the line that cannot be understood."""
    from khaigiang.core.timetabling.ctt import MalformedInstance, read_ctt

    try:
        return read_ctt(file.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        refuse("no_such_file", NO_SUCH_FILE, file=file)
    except MalformedInstance as fault:
        refuse(fault.reason, WHAT_IS_WRONG[fault.reason], file=file, line=fault.line, text=fault.text)


def told(outcome: "Outcome", out: Path) -> dict[str, object]:
    """What machines are told of a result."""
    return {
        "cost": outcome.objective,
        "bound": outcome.bound,
        "violations": len(outcome.violations),
        "seconds": round(outcome.seconds, 3),
        "warm_up_seconds": round(outcome.warm_up_seconds, 3),
        "seed": outcome.seed,
        "file": str(out),
    }


@contextmanager
def _stop_by_ctrl_c() -> Iterator[list[bool]]:
    """A list that gets an entry when somebody presses Ctrl-C, in the place of breaking off."""
    stops: list[bool] = []
    usual = signal.signal(signal.SIGINT, lambda _number, _frame: stops.append(True))
    try:
        yield stops
    finally:
        signal.signal(signal.SIGINT, usual)


def _write(out: Path, text: str) -> None:
    """The whole file or none."""
    beside = out.with_name(f".{out.name}.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(out)


def _print(outcome: "Outcome", out: Path) -> None:
    if outcome.timetable is None:
        say("Chưa tìm ra thời khóa biểu nào trong thời gian cho phép.", "No timetable was found in the time given.")
        return
    click.echo(f"{out}: chi phí {outcome.objective}, cận dưới {outcome.bound:.0f}, {outcome.seconds:.1f} s.")
    click.echo(f"{out}: cost {outcome.objective}, bound {outcome.bound:.0f}, {outcome.seconds:.1f} s.")
