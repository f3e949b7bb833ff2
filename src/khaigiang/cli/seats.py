"""``kg seats``: the seats of a line down its tree, shown and moved."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.quotas.models import Quota
    from khaigiang.apps.quotas.queries import SeatRow

F = TypeVar("F", bound=Callable[..., Any])


class _Weight(click.ParamType[tuple[str, int]]):
    """A unit's name and its number, as ``Phường A=12``."""

    name = "TÊN=SỐ"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, int]:
        unit, _equals, number = str(value).rpartition("=")
        if not (unit.strip() and number.strip().isascii() and number.strip().isdecimal()):
            self.fail(f"“{value}”: ghi TÊN ĐƠN VỊ=SỐ. Write UNIT=NUMBER.", param, ctx)
        return unit.strip(), int(number)


@click.group(short_help="Chỉ tiêu theo cây đơn vị. Seats down the tree of units.")
def command() -> None:
    """Xem chỉ tiêu của một dòng kế hoạch, giao cấp dưới, trả lại, điều chuyển, đặt hạn dùng và thu hồi.

    Shows the seats of a plan's line, grants them further down, returns, transfers, sets deadlines and reclaims.

    \b
    Ví dụ / Example:
      ./kg seats show BTĐU-2022 --json
      ./kg seats apportion BTĐU-2022 --from "Quận Ba Đình" --by heads --floor 1
      ./kg seats transfer BTĐU-2022 --from "Quận Ba Đình" --to "Huyện Ba Vì" --seats 2 --why "Công văn 12-CV/QU"
    """


def _line(verb: F) -> F:
    """What every command asks: the code of the line and its plan, and how to print."""
    as_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
    return click.argument("line_code", metavar="LINE")(of_plan(as_json(verb)))


def _unit(name: str, told: str, *, required: bool = True) -> Callable[[F], F]:
    return click.option(name, f"{name[2:]}_unit", default=None if required else "", required=required, help=told)


_seats = click.option(
    "--seats", required=True, type=click.IntRange(min=1), help="Số chỉ tiêu. How many seats."
)  # the same everywhere
_why = click.option("--why", default="", help="Lý do. The reason.")


@command.command(short_help="Xem cây chỉ tiêu. Show the tree.")
@_line
@_unit("--unit", "Chỉ đơn vị này và cấp dưới. Only this unit and those below.", required=False)
def show(line_code: str, plan: str, unit_unit: str, as_json: bool) -> None:
    """Mỗi đơn vị với năm con số, số chưa dùng, vì sao được bấy nhiêu. Each unit with its counts, and why."""
    quota = _opened(line_code, plan, unit_unit)
    from khaigiang.apps.quotas.queries import all_rows

    rows = all_rows(quota)
    if as_json:
        print_json({"line": quota.line.code, "rows": [_told(row) for row in rows]})
        return
    for row in rows:
        counts = row.counts
        click.echo(
            f"{'  ' * row.depth}{row.name}: {row.quota.seats} chỉ tiêu, {row.quota.granted_below} giao cấp dưới, "
            f"{counts.nominated} cử, {counts.accepted} duyệt, {counts.attending} học, {counts.completed} hoàn thành, "
            f"{row.free} chưa dùng"
        )
        if row.why:
            click.echo(f"{'  ' * row.depth}  {row.why}")


@command.command(short_help="Giao cho đơn vị cấp dưới. Grant to a unit below.")
@_line
@_unit("--from", "Đơn vị giao; bỏ trống là chỉ tiêu chung của dòng. The unit that grants.", required=False)
@_unit("--to", "Đơn vị được giao. The unit that is granted them.")
@_seats
@_why
def share(line_code: str, plan: str, from_unit: str, to_unit: str, seats: int, why: str, as_json: bool) -> None:
    """Giao thêm chỉ tiêu chưa dùng cho một đơn vị trực thuộc. Grant unused seats to a unit below."""
    quota = _opened(line_code, plan, from_unit)
    from khaigiang.apps.quotas.actions import grant
    from khaigiang.apps.quotas.queries import unit_below
    from khaigiang.foundation.actor import SYSTEM

    _say([grant(quota, unit_below(quota, to_unit), seats, why=why, by=SYSTEM)], seats, as_json=as_json)


@command.command(short_help="Phân bổ hết cho cấp dưới. Apportion below.")
@_line
@_unit("--from", "Đơn vị giao; bỏ trống là chỉ tiêu chung của dòng. The unit that grants.", required=False)
@click.option("--by", "kind", type=click.Choice(["heads", "need", "weight"]), default="heads", help="Chia theo gì.")
@click.option("--method", type=click.Choice(["largest_remainder", "webster"]), default="largest_remainder")
@click.option("--unit", "weights", type=_Weight(), multiple=True, help="TÊN=SỐ: số cán bộ, nhu cầu hay hệ số.")
@click.option("--floor", type=click.IntRange(min=0), help="Mỗi đơn vị ít nhất. The least each gets.")
@click.option("--cap", type=click.IntRange(min=0), help="Mỗi đơn vị nhiều nhất. The most each gets.")
def apportion(
    line_code: str,
    plan: str,
    from_unit: str,
    kind: str,
    method: str,
    weights: tuple[tuple[str, int], ...],
    floor: int | None,
    cap: int | None,
    as_json: bool,
) -> None:
    """Phân bổ hết chỉ tiêu còn lại; không ghi --unit thì lấy số từ hồ sơ, từ nhu cầu đã gửi. Share all that is left."""
    quota = _opened(line_code, plan, from_unit)
    from khaigiang.apps.quotas import actions, phrases, queries
    from khaigiang.foundation.actor import SYSTEM
    from khaigiang.foundation.refusal import Refused

    named = {queries.unit_below(quota, name).pk: number for name, number in weights}
    if not named and kind != "weight":
        units = queries.units_below(quota).exclude(quotas__parent=quota).values_list("pk", flat=True)
        named = dict((queries.heads_of if kind == "heads" else queries.needs_of)(quota.line, units))
    if not any(named.values()):
        raise Refused("nobody_on_record", phrases.NOBODY_ON_RECORD)
    floors, caps = (dict.fromkeys(named, bound) if bound is not None else {} for bound in (floor, cap))
    given = actions.share_below(quota, actions.Basis(named, method, kind, floors, caps), by=SYSTEM)
    _say(given, sum(each.seats for each in given), as_json=as_json)


@command.command("return", short_help="Trả lại cấp trên. Return seats.")
@_line
@_unit("--unit", "Đơn vị trả lại. The unit that returns them.")
@_seats
@_why
def give_back(line_code: str, plan: str, unit_unit: str, seats: int, why: str, as_json: bool) -> None:
    """Trả chỉ tiêu không dùng về nơi đã giao. Return unused seats to where they came from."""
    quota = _opened(line_code, plan, unit_unit)
    from khaigiang.apps.quotas import actions
    from khaigiang.foundation.actor import SYSTEM

    move = actions.give_back(quota, seats, why=why, by=SYSTEM)
    _say([move.source, move.target], seats, as_json=as_json)


@command.command(short_help="Điều chuyển giữa hai đơn vị. Transfer between units.")
@_line
@_unit("--from", "Đơn vị chuyển đi. The unit that gives.")
@_unit("--to", "Đơn vị nhận. The unit that gets.")
@_seats
@click.option("--why", required=True, help="Lý do. The reason.")
def transfer(line_code: str, plan: str, from_unit: str, to_unit: str, seats: int, why: str, as_json: bool) -> None:
    """Chuyển chỉ tiêu chưa dùng của một đơn vị cho đơn vị khác cùng dòng. Transfer unused seats within the line."""
    source = _opened(line_code, plan, from_unit)
    from khaigiang.apps.quotas import actions
    from khaigiang.apps.quotas.queries import quota_of
    from khaigiang.foundation.actor import SYSTEM

    move = actions.transfer(source, quota_of(source.line, to_unit), seats, why=why, by=SYSTEM)
    _say([move.source, move.target], seats, as_json=as_json)


@command.command(short_help="Đặt hạn dùng. Set a deadline.")
@_line
@_unit("--unit", "Đơn vị đã giao; bỏ trống là cả dòng. The unit that granted.", required=False)
@click.option("--day", type=Day(), help="Ngày cuối; bỏ trống là bỏ hạn. The last day; none takes it away.")
def deadline(line_code: str, plan: str, unit_unit: str, day: dt.date | None, as_json: bool) -> None:
    """Đặt ngày cuối mà các đơn vị cấp dưới được dùng chỉ tiêu. The last day on which units below may use theirs."""
    quota = _opened(line_code, plan, unit_unit)
    from khaigiang.apps.quotas.actions import set_use_by
    from khaigiang.foundation.actor import SYSTEM

    units = set_use_by(quota, day, by=SYSTEM)
    if as_json:
        print_json({"units": units, "day": day.isoformat() if day else None})
    else:
        click.echo(f"{units} đơn vị. {units} units.")


@command.command(short_help="Thu hồi chỉ tiêu quá hạn. Reclaim overdue seats.")
@_line
@_unit("--unit", "Đơn vị đã giao; bỏ trống là cả dòng. The unit that granted.", required=False)
def reclaim(line_code: str, plan: str, unit_unit: str, as_json: bool) -> None:
    """Thu về những chỉ tiêu mà đơn vị cấp dưới chưa dùng khi đã quá hạn. Take back what is overdue and unused."""
    quota = _opened(line_code, plan, unit_unit)
    from khaigiang.apps.quotas import actions
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    _say([quota], actions.reclaim(quota, on=clock.today(), by=SYSTEM), as_json=as_json)


def _opened(line_code: str, plan: str, unit: str) -> "Quota":
    """The row of a unit under a line, in the home at hand."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.quotas.queries import line_by_code, quota_of

    return quota_of(line_by_code(line_code, plan=plan), unit)


def _say(quotas: "list[Quota]", seats: int, *, as_json: bool) -> None:
    """What moved, and how the rows stand now."""
    from khaigiang.apps.quotas.queries import row_page

    rows = [row_page(quota).row for quota in quotas]
    if as_json:
        print_json({"moved": seats, "rows": [_told(row) for row in rows]})
        return
    click.echo(f"{seats} chỉ tiêu. {seats} seats.")
    for row in rows:
        click.echo(f"  {row.name}: {row.quota.seats} chỉ tiêu, {row.free} chưa dùng")


def _told(row: "SeatRow") -> dict[str, Any]:
    quota, counts = row.quota, row.counts
    return {
        "unit": quota.unit.name if quota.unit else None,
        "depth": row.depth,
        "seats": quota.seats,
        "granted_below": quota.granted_below,
        "free": row.free,
        "nominated": counts.nominated,
        "accepted": counts.accepted,
        "attending": counts.attending,
        "completed": counts.completed,
        "quotient": quota.quotient,
        "remainder": quota.remainder,
        "why": row.why,
        "use_by": quota.use_by.isoformat() if quota.use_by else None,
    }
