"""``kg nominee``: decisions about one nominee."""

import datetime as dt
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.plan_lines import of_plan
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.nominations.models import Nomination, VerdictReason, Waiver
    from khaigiang.foundation.refusal import Phrase

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_number = click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")
_why = click.option("--why", required=True, help="Lý do. The reason.")

_rule = click.option("--rule", required=True, help="Mã điều kiện, xem `verdict`. The rule's code, see `verdict`.")


@click.group(short_help="Duyệt, rút, thay từng người được cử. Decide about one nominee.")
def command() -> None:
    """Duyệt, đưa vào dự bị, không duyệt, rút, thay từng người được cử; gọi danh sách dự bị.

    Accepts, reserves, declines, withdraws and substitutes nominees one by one; calls the reserve.

    \b
    Ví dụ / Example:
      ./kg nominee judge BTĐU-2022
      ./kg nominee accept-line BTĐU-2022
      ./kg nominee show BTĐU-2022 --unit "Quận Ba Đình" --json
      ./kg nominee withdraw 12 --why "đi công tác dài ngày"
      ./kg nominee verdict 12 --json
      ./kg nominee waive 12 --rule theory_intermediate_350.age --instrument "Quyết định 45-QĐ/TU" --dated 2025-10-01 \\
        --decided-by "Ban Thường vụ Thành ủy" --why "nguồn quy hoạch"
    """


@command.command(short_help="Xem danh sách cử. Show the nominees.")
@click.argument("line_code", metavar="LINE")
@of_plan
@click.option("--unit", "unit_name", default="", help="Chỉ đơn vị này. Only this unit.")
@_json
def show(line_code: str, plan: str, unit_name: str, as_json: bool) -> None:
    """Từng người với số, tình trạng và thứ tự dự bị. Each with number, state and place in the reserve."""
    _open()
    from khaigiang.apps.nominations.models import Nomination
    from khaigiang.apps.quotas.queries import line_by_code, quota_of

    line = line_by_code(line_code, plan=plan)
    rows = Nomination.objects.filter(line=line).select_related("person", "list__unit")
    if unit_name:
        rows = rows.filter(list__unit=quota_of(line, unit_name).unit_id)
    told = [_told(row) for row in rows.order_by("list__unit__sort_key", "list", "place")]
    if as_json:
        print_json({"line": line.code, "people": told})
        return
    for each in told:
        click.echo(f"{each['number']:>6}  {each['unit']}, {each['name']}: {each['said']}")


@command.command(short_help="Duyệt. Accept.")
@_number
@_json
def accept(number: int, as_json: bool) -> None:
    """Duyệt một người đủ điều kiện khi đơn vị còn chỉ tiêu. Accept somebody eligible while the unit has a seat."""
    row = _opened(number)
    from khaigiang.apps.nominations import actions
    from khaigiang.foundation.actor import SYSTEM

    _say([actions.accept(row, by=SYSTEM)], as_json=as_json)


@command.command(short_help="Đưa vào dự bị. Put in the reserve.")
@_number
@_json
def reserve(number: int, as_json: bool) -> None:
    """Để một người đủ điều kiện chờ trong danh sách dự bị của đơn vị. Let somebody wait in the unit's reserve."""
    row = _opened(number)
    from khaigiang.apps.nominations import actions
    from khaigiang.foundation.actor import SYSTEM

    _say([actions.put_in_reserve(row, by=SYSTEM)], as_json=as_json)


@command.command(short_help="Không duyệt. Decline.")
@_number
@_why
@_json
def decline(number: int, why: str, as_json: bool) -> None:
    """Không duyệt một người, có lý do. Say no, with the reason."""
    row = _opened(number)
    from khaigiang.apps.nominations import actions
    from khaigiang.foundation.actor import SYSTEM

    _say([actions.decline(row, why=why, by=SYSTEM)], as_json=as_json)


@command.command(short_help="Rút khỏi danh sách. Withdraw.")
@_number
@_why
@_json
def withdraw(number: int, why: str, as_json: bool) -> None:
    """Rút một người; người dự bị đầu tiên của đơn vị chuyển lên. Withdraw somebody; the reserve moves up."""
    row = _opened(number)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    heir = actions.step_back(row, why=why, by=SYSTEM)
    row.refresh_from_db()
    _say([row, *([heir] if heir else [])], as_json=as_json)


@command.command(short_help="Thay người khác. Substitute.")
@_number
@click.option("--name", required=True, help="Họ và tên người thay. The name.")
@click.option("--birth", required=True, type=Day(), help="Ngày sinh. The date of birth.")
@click.option("--sex", type=click.Choice(["male", "female"]), default="male", help="Giới tính. The sex.")
@click.option("--position", required=True, help="Chức danh. The post.")
@click.option("--party-joined", type=Day(), help="Ngày vào Đảng. When they joined the Party.")
@click.option("--education", default="", help="Trình độ. The education.")
@click.option("--theory", default="", help="Lý luận chính trị. The theory level.")
@_why
@_json
def substitute(
    number: int,
    name: str,
    birth: dt.date,
    sex: str,
    position: str,
    party_joined: dt.date | None,
    education: str,
    theory: str,
    why: str,
    as_json: bool,
) -> None:
    """Cử người khác cùng nơi công tác thay một người; người thay được thẩm định ngay. Name another, judged at once."""
    row = _opened(number)
    from khaigiang.apps.classes import actions
    from khaigiang.apps.nominations.bridge import entry_of
    from khaigiang.foundation.actor import SYSTEM

    facts: dict[str, Any] = {"party_joined": party_joined, "education": education, "theory_level": theory}
    other = actions.substitute(row, entry_of(name, birth, sex, position, row.unit, **facts), why=why, by=SYSTEM)
    row.refresh_from_db()
    _say([row, other], as_json=as_json)


@command.command(short_help="Xem kết quả xét. Show the verdict.")
@_number
@_json
def verdict(number: int, as_json: bool) -> None:
    """Từng điều kiện với mã, kết quả, điều khoản và việc miễn nếu có. Each rule with what was found and any waiver."""
    row = _opened(number)
    told = {**_told(row), "judged_on": _iso(row.judged_on), "reasons": [_reason(each) for each in row.reasons.all()]}
    if as_json:
        print_json(told)
        return
    click.echo(f"{told['unit']}, {told['name']}: {told['said']}")
    for each in told["reasons"]:
        source = ", ".join(part for part in (each["instrument"], each["article"]) if part)
        unverified = "" if each["verified"] else " (chưa đối chiếu văn bản gốc / unverified)"
        click.echo(f"  {each['rule']}: {each['said']} [{source}{unverified}]")
        if each["waiver"]:
            click.echo(f"    Được miễn / waived: {each['waiver']['said']}")


@command.command(short_help="Miễn điều kiện. Waive a rule.")
@_number
@_rule
@click.option("--instrument", required=True, help="Văn bản cho phép. The instrument.")
@click.option("--dated", required=True, type=Day(), help="Ngày văn bản. Its date.")
@click.option("--decided-by", required=True, help="Cấp quyết định. The authority.")
@_why
@_json
def waive(number: int, rule: str, instrument: str, dated: dt.date, decided_by: str, why: str, as_json: bool) -> None:
    """Ghi cấp có thẩm quyền miễn cho một người một điều kiện. Write down an authority's exemption from one rule."""
    row = _opened(number)
    from khaigiang.apps.nominations import actions
    from khaigiang.foundation.actor import SYSTEM

    told: dict[str, Any] = {"instrument": instrument, "dated": dated, "decided_by": decided_by}
    _say([actions.waive(row, rule=rule, **told, why=why, by=SYSTEM)], as_json=as_json)


@command.command("take-back-waiver", short_help="Thôi miễn điều kiện. Take a waiver back.")
@_number
@_rule
@_why
@_json
def take_back_waiver(number: int, rule: str, why: str, as_json: bool) -> None:
    """Thôi miễn khi lớp chưa khai giảng; kết quả trở lại như quy định. End an exemption before the class opens."""
    row = _opened(number)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    heir = actions.take_back_waiver(row, rule=rule, why=why, by=SYSTEM)
    row.refresh_from_db()
    _say([row, *([heir] if heir else [])], as_json=as_json)


@command.command(short_help="Xét cả danh sách. Judge a line.")
@click.argument("line_code", metavar="LINE")
@of_plan
@_json
def judge(line_code: str, plan: str, as_json: bool) -> None:
    """Xét mọi người đang chờ của một dòng theo quy định của ngày khai giảng. Judge whoever waits under a line."""
    _open()
    from khaigiang.apps.nominations import actions, phrases
    from khaigiang.apps.nominations.queries import first_day_of
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.core.verdict import Standing
    from khaigiang.foundation.actor import SYSTEM

    line = line_by_code(line_code, plan=plan)
    judged = actions.judge_line(line, on=first_day_of(line), by=SYSTEM)
    _say_counts({each.value: judged[each] for each in Standing}, phrases.JUDGED, as_json=as_json)


@command.command("accept-line", short_help="Duyệt cả danh sách. Accept a line.")
@click.argument("line_code", metavar="LINE")
@of_plan
@_json
def accept_line(line_code: str, plan: str, as_json: bool) -> None:
    """Duyệt người đủ điều kiện theo thứ tự trong chỉ tiêu; còn lại vào dự bị. Accept in order within the seats."""
    _open()
    from khaigiang.apps.nominations import actions, phrases
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.foundation.actor import SYSTEM

    outcome = actions.accept_line(line_by_code(line_code, plan=plan), by=SYSTEM)
    told = {key: outcome[key] for key in ("accepted", "reserve", "overlapping")}
    _say_counts(told, phrases.ACCEPTED, as_json=as_json)


@command.command(short_help="Xếp vào lớp. Seat in a class.")
@click.argument("numbers", type=click.IntRange(min=1), metavar="NUMBER...", nargs=-1, required=True)
@click.option("--class", "class_code", required=True, help="Mã lớp. The code of the class.")
@_json
def seat(numbers: tuple[int, ...], class_code: str, as_json: bool) -> None:
    """Xếp người được duyệt sau khi lập lớp vào một lớp chưa khai giảng. Put people accepted later into a class."""
    _open()
    from khaigiang.apps.classes import actions
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.foundation.actor import SYSTEM

    made = actions.seat(class_by_code(class_code), numbers, by=SYSTEM)
    _say([each.nomination for each in made], as_json=as_json)


@command.command("call-reserve", short_help="Gọi danh sách dự bị. Call the reserve.")
@click.argument("line_code", metavar="LINE")
@of_plan
@_json
def call_reserve(line_code: str, plan: str, as_json: bool) -> None:
    """Thu hồi chỉ tiêu quá hạn, giao cho đơn vị còn người dự bị, chuyển họ lên. Overdue seats go to whoever waits."""
    _open()
    from khaigiang.apps.nominations import actions
    from khaigiang.apps.quotas.queries import line_by_code
    from khaigiang.foundation.actor import SYSTEM

    _say(actions.call_reserve(line_by_code(line_code, plan=plan), by=SYSTEM), as_json=as_json)


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _opened(number: int) -> "Nomination":
    _open()
    from khaigiang.apps.nominations.queries import nomination_numbered

    return nomination_numbered(number)


def _say(rows: "list[Nomination]", *, as_json: bool) -> None:
    told = [_told(row) for row in rows]
    if as_json:
        print_json({"people": told})
        return
    for each in told:
        click.echo(f"{each['unit']}, {each['name']}: {each['said']}")
    if not told:
        click.echo("Không ai chuyển lên. Nobody moved up.")


def _say_counts(counts: dict[str, int], phrase: "Phrase", *, as_json: bool) -> None:
    if as_json:
        print_json(counts)
    else:
        click.echo(str(phrase) % counts)


def _told(row: "Nomination") -> dict[str, Any]:
    from khaigiang.apps.nominations.phrases import STATES

    return {
        "number": row.pk,
        "name": row.person.full_name,
        "unit": row.list.unit.name,
        "state": row.state,
        "said": str(STATES[row.state]),
        "standing": row.standing,
        "reserve_place": row.reserve_place,
    }


def _reason(row: "VerdictReason") -> dict[str, Any]:
    from khaigiang.apps.nominations.queries import answer

    told = answer(row)
    return {
        "rule": told.rule,
        "standing": row.standing,
        "said": told.sentence,
        "facts": row.facts,
        "instrument": told.instrument,
        "article": told.article,
        "verified": told.verified,
        "waiver": _waiver(told.waiver) if told.waiver else None,
    }


def _waiver(row: "Waiver") -> dict[str, Any]:
    from khaigiang.apps.nominations.phrases import waived

    kept = {"decided_by": row.decided_by, "instrument": row.instrument, "why": row.why}
    said, dated = waived(dated=row.dated, **kept), _iso(row.dated)
    return {**kept, "dated": dated, "said": said, "done_by": row.done_by, "done_on": _iso(row.done_on)}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
