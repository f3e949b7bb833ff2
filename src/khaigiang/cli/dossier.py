"""``kg dossier``: a unit's answer to a call, filled and submitted."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.calls.models import Dossier

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_number = click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
_person = click.argument("person", type=click.IntRange(min=1), metavar="PERSON")


@click.group(short_help="Hồ sơ cử của đơn vị. A unit's dossier.")
def command() -> None:
    """Lập, điền, gửi hồ sơ cử trả lời thông báo chiêu sinh; tiếp nhận và trả lại thì dùng `call`.

    Starts, fills and submits a unit's answer to a call; `call` takes it in and hands it back.

    \b
    Ví dụ / Example:
      ./kg dossier start BTĐU-2022 --unit "Quận Ba Đình"
      ./kg dossier suggest 4
      ./kg dossier name 4 1021 1187
      ./kg dossier submit 4
    """


@command.command(short_help="Lập hồ sơ. Start a dossier.")
@click.argument("line_code", metavar="LINE")
@of_plan
@click.option("--unit", "unit_name", required=True, help="Đơn vị cử. The unit.")
@_json
def start(line_code: str, plan: str, unit_name: str, as_json: bool) -> None:
    """Lập hồ sơ của một đơn vị được gọi, hay mở hồ sơ đang lập. Start a called unit's dossier, or go on with it."""
    _open()
    from khaigiang.apps.calls.actions import start_dossier
    from khaigiang.apps.quotas.queries import line_by_code, quota_of
    from khaigiang.foundation.actor import SYSTEM

    quota = quota_of(line_by_code(line_code, plan=plan), unit_name)
    assert quota.unit is not None
    _say(start_dossier(quota.line, unit=quota.unit, by=SYSTEM), as_json=as_json)


@command.command(short_help="Gợi ý người cần học. Whom to name.")
@_number
@_json
def suggest(number: int, as_json: bool) -> None:
    """Người của đơn vị cần học chương trình này, theo thứ tự cần. The unit's people in the order of need."""
    dossier = _dossier(number)
    from khaigiang.apps.calls.bridge import suggestions
    from khaigiang.apps.calls.phrases import ORDER_OF_NEED
    from khaigiang.foundation.actor import SYSTEM

    told: list[dict[str, Any]] = [
        {
            "person": each.person.pk,
            "name": each.person.full_name,
            "post": each.post.title,
            "unit": each.post.unit.name,
            "since": each.post.since.isoformat() if each.post.since else None,
            "standing": each.standing.value,
            "why": each.why,
        }
        for each in suggestions(dossier.line, dossier.unit, SYSTEM)
    ]
    if as_json:
        print_json({"order": str(ORDER_OF_NEED), "people": told})
        return
    click.echo(str(ORDER_OF_NEED))
    for each in told:
        why = f" ({each['why']})" if each["why"] else ""
        click.echo(f"{each['person']:>8}  {each['name']}, {each['post']}, {each['unit']}{why}")


@command.command(short_help="Ghi thêm người. Name people.")
@_number
@click.argument("persons", type=click.IntRange(min=1), metavar="PERSON...", nargs=-1, required=True)
@_json
def name(number: int, persons: tuple[int, ...], as_json: bool) -> None:
    """Ghi thêm người của đơn vị vào cuối danh sách, theo thứ tự đã ghi. Put people behind those in the dossier."""
    dossier = _dossier(number)
    from khaigiang.apps.calls.actions import name_people
    from khaigiang.foundation.actor import SYSTEM

    name_people(dossier, persons, by=SYSTEM)
    _say(dossier, as_json=as_json)


@command.command(short_help="Bỏ một người. Take somebody off.")
@_number
@_person
@_json
def drop(number: int, person: int, as_json: bool) -> None:
    """Bỏ một người khỏi hồ sơ; người đứng sau lên một bậc. Take somebody out; those behind move up."""
    dossier = _dossier(number)
    from khaigiang.apps.calls.actions import take_off
    from khaigiang.foundation.actor import SYSTEM

    take_off(dossier, person, by=SYSTEM)
    _say(dossier, as_json=as_json)


@command.command(short_help="Đưa lên một bậc. Move somebody up.")
@_number
@_person
@_json
def up(number: int, person: int, as_json: bool) -> None:
    """Đưa một người lên trước người đứng ngay trước. Put somebody before the one just before."""
    dossier = _dossier(number)
    from khaigiang.apps.calls.actions import put_before
    from khaigiang.foundation.actor import SYSTEM

    put_before(dossier, person, by=SYSTEM)
    _say(dossier, as_json=as_json)


@command.command(short_help="Ghi công văn. State the letter.")
@_number
@click.option("--letter-number", required=True, help="Số công văn. Its number.")
@click.option("--letter-day", required=True, type=Day(), help="Ngày công văn. Its date.")
@click.option("--signer", required=True, help="Người ký. Who signed.")
@click.option("--signer-title", default="", help="Chức vụ người ký. Their title.")
@_json
def letter(number: int, letter_number: str, letter_day: dt.date, signer: str, signer_title: str, as_json: bool) -> None:
    """Ghi số, ngày, người ký công văn của đơn vị. Write down the unit's own letter."""
    dossier = _dossier(number)
    from khaigiang.apps.calls.actions import state_letter
    from khaigiang.foundation.actor import SYSTEM

    told: dict[str, Any] = {"day": letter_day, "signer": signer, "signer_title": signer_title}
    _say(state_letter(dossier, number=letter_number, **told, by=SYSTEM), as_json=as_json)


@command.command(short_help="Gửi hồ sơ. Submit.")
@_number
@_json
def submit(number: int, as_json: bool) -> None:
    """Gửi hồ sơ cho cơ quan tham mưu kế hoạch, trong hạn. Send the dossier to the planner, before the deadline."""
    dossier = _dossier(number)
    from khaigiang.apps.calls import actions
    from khaigiang.foundation.actor import SYSTEM

    _say(actions.submit(dossier, by=SYSTEM), as_json=as_json)


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _dossier(number: int) -> "Dossier":
    _open()
    from khaigiang.apps.calls.queries import dossier_numbered

    return dossier_numbered(number)


def _say(dossier: "Dossier", *, as_json: bool) -> None:
    from khaigiang.apps.calls.phrases import DOSSIER_STATES

    people = [
        {"place": row.place, "person": row.person_id, "name": row.person.full_name}
        for row in dossier.people.select_related("person").order_by("place")
    ]
    told: dict[str, Any] = {
        "number": dossier.pk,
        "unit": dossier.unit.name,
        "line": dossier.line.code,
        "state": dossier.state,
        "said": str(DOSSIER_STATES[dossier.state].label),
        "letter": dossier.letter_number,
    }
    if as_json:
        print_json({**told, "people": people})
        return
    click.echo(f"{told['number']:>6}  {told['unit']}, {told['line']}: {told['said']}")
    for each in people:
        click.echo(f"{each['place']:>6}  {each['name']} ({each['person']})")
