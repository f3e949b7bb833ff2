"""``kg call``: calls for nominations."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.calls.models import Call, Dossier

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_number = click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")


@click.group(short_help="Thông báo chiêu sinh. Calls for nominations.")
def command() -> None:
    """Soạn, công bố, gia hạn thông báo chiêu sinh.

    Drafts, publishes and extends calls for nominations.

    \b
    Ví dụ / Example:
      ./kg call draft BTĐU-2022 --deadline 2022-04-20
      ./kg call extend 1 --until 2022-04-25 --unit "Quận Ba Đình" --why "chờ kiện toàn nhân sự"
    """


@command.command(short_help="Soạn thông báo. Draft a call.")
@click.argument("line_codes", metavar="LINE...", nargs=-1, required=True)
@click.option("--deadline", required=True, type=Day(), help="Hạn cử người. Until when.")
@click.option("--conditions", default="", help="Điều kiện; không ghi thì lấy từ quy định. The conditions.")
@click.option("--remind", "remind_before", multiple=True, type=click.IntRange(1, 365), help="Nhắc trước số ngày.")
@of_plan
@_json
def draft(
    line_codes: Sequence[str],
    plan: str,
    deadline: dt.date,
    conditions: str,
    remind_before: Sequence[int],
    as_json: bool,
) -> None:
    """Soạn thông báo gọi một hay nhiều dòng; văn bản để trống số. Draft a call; the number of its letter is blank."""
    _open()
    from khaigiang.apps.calls import actions
    from khaigiang.apps.calls.bridge import conditions_of
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.data.calls import usual_reminders
    from khaigiang.foundation.actor import SYSTEM

    lines = [line_by_code(code, plan=plan) for code in line_codes]
    said = conditions or "\n".join(conditions_of(lines))
    days = remind_before or usual_reminders()
    made = actions.draft_call(lines, deadline=deadline, conditions=said, remind_before=days, by=SYSTEM)
    _say([made], as_json=as_json)


@command.command(short_help="Công bố. Publish.")
@_number
@_json
def publish(number: int, as_json: bool) -> None:
    """Công bố thông báo đã có số; các đơn vị được gọi thấy ngay. The units called see it at once."""
    _open()
    from khaigiang.apps.calls import actions
    from khaigiang.apps.calls.queries import call_numbered
    from khaigiang.foundation.actor import SYSTEM

    _say([actions.publish(call_numbered(number), by=SYSTEM)], as_json=as_json)


@command.command(short_help="Gia hạn. Extend.")
@_number
@click.option("--until", required=True, type=Day(), help="Hạn mới. The later day.")
@click.option("--unit", "unit_name", default="", help="Chỉ đơn vị này. Only this unit.")
@click.option("--why", required=True, help="Lý do. The reason.")
@_json
def extend(number: int, until: dt.date, unit_name: str, why: str, as_json: bool) -> None:
    """Gia hạn cho một đơn vị hay mọi đơn vị được gọi. Give one unit, or all, until a later day."""
    _open()
    from khaigiang.apps.calls import actions
    from khaigiang.apps.calls.queries import call_numbered, lines_of, seats_called
    from khaigiang.apps.quotas.queries import quota_of
    from khaigiang.core.vietnamese import fold
    from khaigiang.foundation.actor import SYSTEM

    call = call_numbered(number)
    lines = lines_of(call)
    named = [each.unit for each in seats_called(lines) if each.unit and fold(each.unit.name) == fold(unit_name)]
    unit = (named[0] if named else quota_of(lines[0], unit_name).unit) if unit_name else None
    actions.extend(call, until=until, why=why, unit=unit, by=SYSTEM)
    _say([call], as_json=as_json)


@command.command(short_help="Xem các thông báo. Show the calls.")
@_json
def show(as_json: bool) -> None:
    """Mọi thông báo với hạn và tình trạng. Every call with its deadline and state."""
    _open()
    from khaigiang.apps.calls.queries import calls_seen
    from khaigiang.foundation.actor import SYSTEM

    _say(list(calls_seen(SYSTEM)), as_json=as_json)


@command.command(short_help="Nhắc hạn. Remind.")
@_json
def remind(as_json: bool) -> None:
    """Nhắc các đơn vị chưa trả lời khi gần hạn, mỗi mốc một lần; việc này cũng tự chạy mỗi sáng. Runs each morning."""
    _open()
    from khaigiang.apps.calls.actions import remind_units
    from khaigiang.foundation.actor import SYSTEM

    reminded = remind_units(by=SYSTEM)
    if as_json:
        print_json({"reminded": reminded})
    else:
        click.echo(f"Đã nhắc {reminded} đơn vị. Reminded {reminded} units.")


@command.command(short_help="Xem hồ sơ cử. Show the dossiers.")
@_number
@_json
def dossiers(number: int, as_json: bool) -> None:
    """Hồ sơ của từng đơn vị được gọi trong thông báo NUMBER. What each unit has answered to a call."""
    _open()
    from khaigiang.apps.calls import queries

    call = queries.call_numbered(number)
    rows = queries.dossiers().filter(line__called__call=call).order_by("line", "unit__sort_key", "pk")
    _say_dossiers(list(rows), as_json=as_json)


@command.command("take-in", short_help="Tiếp nhận hồ sơ. Take in a dossier.")
@_number
@_json
def take_in(number: int, as_json: bool) -> None:
    """Tiếp nhận hồ sơ đã gửi; người trong hồ sơ chờ thẩm định. Its people are nominated from now on."""
    dossier = _dossier(number)
    from khaigiang.apps.calls import actions
    from khaigiang.foundation.actor import SYSTEM

    actions.take_in(dossier, by=SYSTEM)
    _say_dossiers([dossier], as_json=as_json)


@command.command("hand-back", short_help="Trả lại hồ sơ. Hand back a dossier.")
@_number
@click.option("--remarks", required=True, help="Cần sửa gì. What to mend.")
@_json
def hand_back(number: int, remarks: str, as_json: bool) -> None:
    """Trả lại hồ sơ đã gửi, nói rõ cần sửa gì. Give a submitted dossier back, with remarks."""
    dossier = _dossier(number)
    from khaigiang.apps.calls import actions
    from khaigiang.foundation.actor import SYSTEM

    actions.hand_back(dossier, remarks=remarks, by=SYSTEM)
    _say_dossiers([dossier], as_json=as_json)


def _dossier(number: int) -> "Dossier":
    _open()
    from khaigiang.apps.calls.queries import dossier_numbered

    return dossier_numbered(number)


def _say_dossiers(rows: "Sequence[Dossier]", *, as_json: bool) -> None:
    from khaigiang.apps.calls.phrases import DOSSIER_STATES

    told: list[dict[str, Any]] = [
        {
            "number": row.pk,
            "unit": row.unit.name,
            "line": row.line.code,
            "state": row.state,
            "said": str(DOSSIER_STATES[row.state].label),
            "people": [each.person.full_name for each in row.people.select_related("person")],
        }
        for row in rows
    ]
    if as_json:
        print_json({"dossiers": told})
        return
    for each in told:
        click.echo(f"{each['number']:>6}  {each['unit']}, {each['line']}: {each['said']}, {len(each['people'])} người")
    if not told:
        click.echo("Chưa đơn vị nào lập hồ sơ. No dossiers yet.")


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _say(calls: "Sequence[Call]", *, as_json: bool) -> None:
    told = [_told(call) for call in calls]
    if as_json:
        print_json({"calls": told})
        return
    for each in told:
        click.echo(f"{each['number']:>6}  {', '.join(each['lines'])}, hạn {each['deadline']}: {each['said']}")
    if not told:
        click.echo("Chưa có thông báo nào. No calls yet.")


def _told(call: "Call") -> dict[str, Any]:
    from khaigiang.apps.calls.phrases import CALL_STATES
    from khaigiang.apps.calls.queries import lines_of

    return {
        "number": call.pk,
        "lines": [line.code for line in lines_of(call)],
        "state": call.state,
        "said": str(CALL_STATES[call.state].label),
        "deadline": call.deadline.isoformat(),
        "published_on": call.published_on.isoformat() if call.published_on else None,
    }
