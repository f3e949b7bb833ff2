"""``kg report``: the named questions over the whole, on the command line."""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.plan_lines import of_plan

if TYPE_CHECKING:
    from khaigiang.apps.plans.models import PlanLine
    from khaigiang.apps.reports.phrases import Status
    from khaigiang.apps.reports.queries import Totals
    from khaigiang.documents.excel import Book
    from khaigiang.foundation.guarded import GuardedQuerySet

    Lines = GuardedQuerySet[PlanLine]

CUTS = ("month", "field", "bloc", "organiser", "programme", "kind", "unit", "unit_now")
DAY = click.DateTime(formats=["%Y-%m-%d", "%d/%m/%Y"])
FILE = click.Path(path_type=Path, dir_okay=False)
YEAR_HELP = "Năm; không ghi là năm đang chạy. The year; the one that runs unless given."
OUT_HELP = "Ghi thêm tệp .xlsx này. Write this workbook as well."
FORCE_HELP = "Ghi đè tệp đã có. Overwrite a file."
JSON_HELP = "In một đối tượng JSON. Print one JSON object."


@click.group(short_help="Báo cáo. Reports.")
def command() -> None:
    """Kế hoạch và thực hiện, số liệu theo tiêu chí; lượt và người tính riêng, số do đơn vị báo cáo ghi riêng.

    \b
    Ví dụ / Example:
      ./kg report plan-actual --year 2024 -o ke-hoach-thuc-hien.xlsx
      ./kg report breakdown --by field --from 2024-01-01 --to 2024-09-30 --json
    """


@command.command(short_help="Từng dòng kế hoạch. Each line of the plan.")
@click.option("--year", type=int, help=YEAR_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.option("-o", "--out", type=FILE, help=OUT_HELP)
@click.option("--force", is_flag=True, help=FORCE_HELP)
def plan_actual(year: int | None, as_json: bool, out: Path | None, force: bool) -> None:
    """Mỗi dòng của kế hoạch: lớp, lượt, người, hoàn thành so với chỉ tiêu, tính đến hôm nay.

    \b
    Ví dụ / Example:
      ./kg report plan-actual --year 2024
    """
    lines, year = _begin(year, out, force)
    from khaigiang.apps.reports import exports, queries
    from khaigiang.foundation import clock

    asked = exports.Asked(clock.today(), chosen=f"Năm {year}")
    rows = queries.plan_against_actual(lines, on=asked.on)
    whole = queries.totals(lines, on=asked.on)
    if out:
        plan = queries.issuing_plan(lines)
        _write(exports.plan_actual_book(rows, whole, asked, plan=plan, stamp=clock.now()), out)
    if as_json:
        facts = {
            "year": year,
            "on": asked.on.isoformat(),
            "lines": [_line_facts(row.line) | queries.as_facts(row) for row in rows],
        }
        print_json({**facts, "totals": queries.as_facts(whole)})
    else:
        _print("Dòng kế hoạch", [(row.line.title, row) for row in rows], whole, exports.notes_of(whole, asked))


@command.command(short_help="Số liệu theo tiêu chí. Figures cut one way.")
@click.option("--by", default="month", type=click.Choice(CUTS), help="Chia theo. What the figures are cut by.")
@click.option("--year", type=int, help=YEAR_HELP)
@click.option("--from", "first", type=DAY, help="Khai giảng từ ngày. Classes opened from this day.")
@click.option("--to", "last", type=DAY, help="Khai giảng đến ngày. Classes opened up to this day.")
@click.option("--units-on", type=DAY, help="Với unit_now: theo đơn vị của ngày. By the units of this day.")
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.option("-o", "--out", type=FILE, help=OUT_HELP)
@click.option("--force", is_flag=True, help=FORCE_HELP)
def breakdown(
    by: str,
    year: int | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    units_on: dt.datetime | None,
    as_json: bool,
    out: Path | None,
    force: bool,
) -> None:
    """Cùng các con số, chia theo tháng, lĩnh vực, khối, đơn vị tổ chức, chương trình, loại, đơn vị cử hoặc đơn vị của
    người học như hiện nay (unit_now), khi đó đơn vị cũ chưa biết về đâu có dòng riêng.

    \b
    Ví dụ / Example:
      ./kg report breakdown --by field --from 2024-01-01 --to 2024-09-30
    """
    lines, year = _begin(year, out, force)
    from khaigiang.apps.reports import exports, phrases, queries
    from khaigiang.foundation import clock

    if first and last and last < first:
        refuse("period_reversed", phrases.PERIOD_REVERSED)
    days = first.date() if first else None, last.date() if last else None
    cut = phrases.Cut(by)
    day = (units_on.date() if units_on else clock.today()) if cut is phrases.Cut.UNIT_NOW else None
    asked = exports.Asked(clock.today(), *days, chosen=f"Năm {year}", units_on=day)
    slices = queries.breakdown(lines, by=cut, on=asked.on, first=asked.first, last=asked.last, units_on=day)
    whole = queries.totals(lines, on=asked.on, first=asked.first, last=asked.last)
    if out:
        plan = queries.issuing_plan(lines)
        _write(exports.breakdown_book(slices, whole, asked, cut=cut, plan=plan, stamp=clock.now()), out)
    if as_json:
        said = [{"key": each.key, "name": each.name} | queries.as_facts(each) for each in slices]
        period = {"from": _iso(asked.first), "to": _iso(asked.last)}
        facts = {"year": year, "on": asked.on.isoformat(), "by": by, **period, "slices": said}
        print_json({**facts, "totals": queries.as_facts(whole)})
    else:
        _print(str(phrases.CUTS[cut]), [(each.name, each) for each in slices], whole, exports.notes_of(whole, asked))


@command.command(short_help="Độ bao phủ theo đơn vị hiện nay. Reach by the units of a day.")
@click.option("--line", "code", required=True, help="Mã dòng kế hoạch. The code of the plan's line.")
@of_plan
@click.option("--units-on", type=DAY, help="Theo đơn vị của ngày; không ghi là hôm nay. By the units of this day.")
@click.option("--year", type=int, help=YEAR_HELP)
@click.option("--json", "as_json", is_flag=True, help=JSON_HELP)
@click.option("-o", "--out", type=FILE, help=OUT_HELP)
@click.option("--force", is_flag=True, help=FORCE_HELP)
def coverage_now(
    code: str, plan: str, units_on: dt.datetime | None, year: int | None, as_json: bool, out: Path | None, force: bool
) -> None:
    """Ai trong đối tượng của một dòng đã học, theo đơn vị của một ngày; ai chưa biết nay thuộc đâu có trang riêng.

    \b
    Ví dụ / Example:
      ./kg report coverage-now --line BTĐU-2022 --units-on 2025-07-01 -o do-bao-phu.xlsx
    """
    lines, year = _begin(year, out, force)
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.apps.reports import exports, phrases, queries
    from khaigiang.foundation import clock

    if not lines.filter(code=code).exists():
        known = ", ".join(lines.values_list("code", flat=True))
        refuse("no_such_line", phrases.NO_SUCH_LINE, year=year, line=code, known=known)
    line = line_by_code(code, plan=plan, among=lines)
    on = clock.today()
    day = units_on.date() if units_on else on
    found = queries.coverage_now(line, on=on, day=day)
    if out:
        _write(exports.coverage_now_book(line, found, found.units, day=day, on=on, stamp=clock.now()), out)
    units = [
        {"unit": each.unit.name, "placed": each.total, "possible": each.possible, **_statuses(each.by_status)}
        for each in found.units
    ]
    if as_json:
        facts = {"line": line.code, "year": year, "on": on.isoformat(), "units_on": day.isoformat()}
        print_json({**facts, "total": found.total, "unplaced": len(found.unplaced), "units": units})
    else:
        for each in units:
            click.echo(f"{each['unit']}: {each['placed']} chức danh / posts, {each['attended']} đã học / attended")
        click.echo(f"Cộng / total {found.total}; chưa xếp được / not placed {len(found.unplaced)}")


def _statuses(by_status: "Mapping[Status, int]") -> dict[str, int]:
    from khaigiang.apps.reports.phrases import Status

    return {status.value: by_status.get(status, 0) for status in Status}


def _begin(year: int | None, out: Path | None, force: bool) -> "tuple[Lines, int]":
    """The lines of the year asked for, else of the one that runs. Refused without any, or when a file stands there."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.desk.phrases import FILE_EXISTS
    from khaigiang.apps.reports import phrases, queries
    from khaigiang.apps.reports.permissions import lines_seen
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    if out and out.exists() and not force:
        refuse("file_exists", FILE_EXISTS, path=out)
    lines = lines_seen(SYSTEM)
    wanted = year or queries.offered(lines).year_on(clock.today())
    if wanted is None:
        refuse("no_plan", phrases.NO_PLAN)
    chosen = queries.Selection(year=wanted).of(lines)
    if not chosen.exists():
        refuse("no_lines_of_year", phrases.NO_LINES, year=wanted)
    return chosen, wanted


def _line_facts(line: "PlanLine") -> dict[str, Any]:
    return {
        "plan": line.plan.number,
        "code": line.code,
        "title": line.title,
        "organiser": line.organiser,
        "tracking": line.tracking,
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _write(book: "Book", out: Path) -> None:
    from khaigiang.documents import excel

    beside = out.with_name(f".{out.name}.new")
    beside.write_bytes(excel.render(book))
    beside.replace(out)


def _print(heading: str, rows: "Sequence[tuple[str, Totals]]", whole: "Totals", notes: Sequence[str]) -> None:
    """The figures as a person reads them on the terminal, then how they were counted."""
    from khaigiang.cli.tables import print_figures

    print_figures(heading, [*((name, _cells(of)) for name, of in rows), ("Cộng", _cells(whole))], notes)


def _cells(of: "Totals") -> Mapping[str, str]:
    """Each figure as text by its heading; a dash where the plan does not say it."""
    from khaigiang.apps.reports.phrases import UNKNOWN
    from khaigiang.charts.numerals import grouped

    return {
        "Lớp": f"{grouped(of.held_classes)}/{'–' if of.planned_classes is None else grouped(of.planned_classes)}",
        "Lượt": f"{grouped(of.places)}/{'–' if of.planned_seats is None else grouped(of.planned_seats)}",
        "%": "–" if of.share is None else str(of.share),
        "Người": str(UNKNOWN) if of.people is None else grouped(of.people),
        "Hoàn thành": grouped(of.completed),
        "Báo cáo": grouped(of.reported_places),
    }
