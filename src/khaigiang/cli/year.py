"""``kg year``: the main job, from two workbooks to a folder of papers."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.out import check_out, write_out


class Day(click.ParamType[dt.date]):
    """A day written as 2022-05-12."""

    name = "yyyy-mm-dd"

    def convert(self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None) -> dt.date:
        """Raises Refused for what is no day, so that it is said in both languages."""
        from khaigiang.apps.desk import phrases

        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError:
            refuse("not_a_day", phrases.NOT_A_DAY, value=value)


@click.command(short_help="Từ hai tệp đến lớp khai giảng. From two workbooks to opened classes.")
@click.option("--plan", "plan_path", required=True, type=click.Path(path_type=Path), help="Tệp kế hoạch. The plan.")
@click.option(
    "--nominations",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Tệp danh sách cử, hoặc thư mục; lặp lại được. A list or a folder of lists; may be repeated.",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Thư mục kết quả. The folder of results.")
@click.option("--today", type=Day(), help="Coi hôm nay là ngày này. The day it is taken to be.")
@click.option("--number", "numbered", is_flag=True, help="Tự cấp số văn bản. Number the papers automatically.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(
    plan_path: Path,
    paths: tuple[Path, ...],
    out: Path,
    today: dt.date | None,
    numbered: bool,
    as_json: bool,
) -> None:
    """Đọc kế hoạch và danh sách cử, phân bổ chỉ tiêu, thẩm định, lập lớp, xếp thời khóa biểu, soạn văn bản.

    \b
    Ví dụ / Example:
      ./kg year --plan ke-hoach.xlsx --nominations danh-sach-cu/ --out ket-qua
    """
    from khaigiang.cli.home import open_home

    open_home()
    from khaigiang.cli.progress import stages
    from khaigiang.foundation import clock

    check_out(out)
    with clock.standing_at(today), stages() as tell:
        result = run_main_job(plan_path, collect(paths, plan=plan_path), numbered=numbered, tell=tell)
        write_out(out, *result)
    if as_json:
        print_json(result[1])
    else:
        from khaigiang.cli.tables import print_summary

        print_summary(result[1], out)


def collect(paths: tuple[Path, ...], *, plan: Path) -> list[Path]:
    """The workbooks named, and those directly in the folders named, each once and without the plan itself.

    Refused when there is none where some were named. A plan of totals alone has no lists, so none may be named.
    """
    from khaigiang.apps.desk import phrases

    found: list[Path] = []
    for path in paths:
        found += sorted(each for each in path.iterdir() if _is_list(each)) if path.is_dir() else [path]
    found = [path for path in {each.resolve(): each for each in found}.values() if path.resolve() != plan.resolve()]
    if paths and not found:
        refuse("no_nominations", phrases.NO_NOMINATIONS, where=", ".join(map(str, paths)))
    return found


def _is_list(path: Path) -> bool:
    """Not the lock files that office programs leave beside an open workbook."""
    return path.is_file() and path.suffix.lower() in {".xlsx", ".xls", ".ods", ".csv"} and path.name[0] not in "~."


def run_main_job(
    plan: Path, nominations: list[Path], *, numbered: bool, tell: Any
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Run, or take the run there already is; the papers by file name, and the summary."""
    from khaigiang.apps.desk.actions import YearSettings, register_run, run_year
    from khaigiang.apps.desk.bridge import YearFiles, papers_of
    from khaigiang.apps.desk.exports import summary
    from khaigiang.foundation.actor import SYSTEM

    settings = YearSettings(automatic_numbering=numbered)
    files = YearFiles.of(read_named(plan), [read_named(path) for path in nominations])
    run = register_run(files, settings=settings, by=SYSTEM)
    run = run_year(run, files, settings=settings, by=SYSTEM, tell=tell)
    assert run.plan is not None
    return {paper.file_name: bytes(paper.content) for paper in papers_of(run.plan)}, summary(run)


def read_named(path: Path) -> tuple[str, bytes]:
    """A file by its name with its bytes. Refused in words when it cannot be read, or is larger than what is opened."""
    from khaigiang.apps.desk import phrases
    from khaigiang.intake.refusal import FilesRefused
    from khaigiang.intake.sheets import oversized

    try:
        if faults := oversized(path.name, path.stat().st_size):
            raise FilesRefused(faults)
        return path.name, path.read_bytes()
    except FileNotFoundError:
        refuse("no_file", phrases.NO_FILE, path=path)
    except IsADirectoryError:
        refuse("not_a_file", phrases.NOT_A_FILE, path=path)
    except PermissionError:
        refuse("file_not_readable", phrases.FILE_NOT_READABLE, path=path)
