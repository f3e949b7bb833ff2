"""``kg timetable``: the timetabling engine on instances from elsewhere."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.main import FAILED, INTERRUPTED, print_json, refuse, say

if TYPE_CHECKING:
    from khaigiang.core.timetabling import Outcome, TimetableProblem

NO_SUCH_FILE = _("Không đọc được tệp %(file)s.")
WHAT_IS_WRONG = {
    "not_a_number": _("Tệp %(file)s, dòng %(line)s: “%(text)s” phải là số hoặc thiếu số."),
    "wrong_count": _("Tệp %(file)s, dòng %(line)s: số lượng khai ở đầu tệp không khớp (%(text)s)."),
    "named_twice": _("Tệp %(file)s, dòng %(line)s: “%(text)s” được khai hai lần."),
    "unknown_name": _("Tệp %(file)s, dòng %(line)s: có tên chưa được khai hoặc tiết không có (%(text)s)."),
}


@click.group()
def command() -> None:
    """Bộ xếp thời khóa biểu với bài toán từ nơi khác. The timetabling engine on instances from elsewhere.

    \b
    Ví dụ / Example:
      ./kg timetable solve --format ctt comp01.ctt --out comp01.sol --seconds 60
    """


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
