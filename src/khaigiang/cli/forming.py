"""``kg forming``: the classes of a line, formed, formed again, and changed by hand."""

from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.plan_lines import of_plan

if TYPE_CHECKING:
    from khaigiang.apps.classes.actions import ByHand
    from khaigiang.apps.classes.models import Enrolment, FormingRun
    from khaigiang.apps.plans.models import PlanLine

_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_line = click.argument("line_code", metavar="LINE")
_number = click.argument("number", type=click.IntRange(min=1), metavar="NUMBER")


@click.group(short_help="Lập lớp, chuyển và khóa chỗ. Form classes, move and lock.")
def command() -> None:
    """Lập lớp của một dòng, lập lại khi có người rút hoặc thêm, chuyển, đổi chỗ, khóa chỗ từng người.

    Forms the classes of a line, forms them again after people came and went, moves, swaps and locks people.

    \b
    Ví dụ / Example:
      ./kg forming form BTĐU-2022
      ./kg forming form BTĐU-2022 --from-scratch --json
      ./kg forming show BTĐU-2022
      ./kg forming move 12 --class BTĐU-2022-3
      ./kg forming swap 12 57
      ./kg forming lock 12
      ./kg forming levels BTĐU-2022 --order moved,balance,sizes,wishes --weight sex=4 --weight bloc=0
    """


@command.command(short_help="Lập lớp. Form the classes.")
@_line
@of_plan
@click.option("--from-scratch", is_flag=True, help="Bỏ lớp đang có, xếp lại tất cả. Take the classes back first.")
@_json
def form(line_code: str, plan: str, from_scratch: bool, as_json: bool) -> None:
    """Người đã có lớp giữ chỗ khi có thể. Whoever has a seat keeps it where that can be."""
    line = _opened(line_code, plan)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    _say_run(line, actions.form_line(line, by=SYSTEM, from_scratch=from_scratch), as_json=as_json)


@command.command(short_help="Xem lần lập lớp. Show the last forming.")
@_line
@of_plan
@_json
def show(line_code: str, plan: str, as_json: bool) -> None:
    """Các lớp và từng mục tiêu của lần lập lớp. The classes and each level of the last forming."""
    line = _opened(line_code, plan)
    _say_run(line, line.forming_runs.first(), as_json=as_json)


@command.command(short_help="Ghi mục tiêu lập lớp. State the aims.")
@_line
@of_plan
@click.option("--order", default="", help="Thứ tự mục tiêu, cách nhau dấu phẩy. The levels in order.")
@click.option("--weight", "weights", multiple=True, help="THÀNH PHẦN=SỐ từ 0 đến 9. What weighs how much.")
@click.option("--usual", is_flag=True, help="Trở lại thông thường. Back to the usual order and weights.")
@_json
def levels(line_code: str, plan: str, order: str, weights: tuple[str, ...], usual: bool, as_json: bool) -> None:
    """Thứ tự gồm moved, sizes, balance, wishes; trọng số: district, bloc, position, sex, age_band.

    Changes what is told and keeps the rest; without options it only shows. Used from the next forming on.
    """
    line = _opened(line_code, plan)
    from khaigiang.apps.classes import actions
    from khaigiang.apps.classes.bridge import stated_levels
    from khaigiang.foundation.actor import SYSTEM

    if usual:
        actions.take_usual_levels(line, by=SYSTEM)
    elif order or weights:
        actions.state_levels(line, stated=_stated(line, order, weights), by=SYSTEM)
    now = stated_levels(line)
    if as_json:
        print_json({"line": line.code, "order": list(now.order), "weights": dict(now.weights)})
        return
    click.echo(", ".join(now.order))
    click.echo(", ".join(f"{name}={weight}" for name, weight in now.weights.items()))


@command.command(short_help="Chuyển lớp một người. Move somebody.")
@_number
@click.option("--class", "class_code", required=True, help="Mã lớp. The code of the class.")
@_json
def move(number: int, class_code: str, as_json: bool) -> None:
    """Chuyển sang lớp khác của dòng; vi phạm quy tắc thì từ chối. Refused with the rule it would break."""
    enrolment = _seat_of(number)
    from khaigiang.apps.classes import actions
    from khaigiang.apps.delivery.queries import class_by_code
    from khaigiang.foundation.actor import SYSTEM

    done = actions.move(enrolment, into=class_by_code(class_code), by=SYSTEM)
    _say_seats([enrolment], done, as_json=as_json)


@command.command(short_help="Đổi chỗ hai người. Swap two people.")
@_number
@click.argument("other", type=click.IntRange(min=1), metavar="OTHER")
@_json
def swap(number: int, other: int, as_json: bool) -> None:
    """Hai người ở hai lớp của một dòng đổi chỗ. Two people of two classes of a line change places."""
    one, another = _seat_of(number), _seat_of(other)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    _say_seats([one, another], actions.swap(one, another, by=SYSTEM), as_json=as_json)


@command.command(short_help="Khóa chỗ. Lock a seat.")
@_number
@_json
def lock(number: int, as_json: bool) -> None:
    """Lập lại lớp không chuyển người này. Forming again leaves this person where they are."""
    enrolment = _seat_of(number)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    _say_seats([actions.lock(enrolment, by=SYSTEM)], None, as_json=as_json)


@command.command(short_help="Mở khóa chỗ. Unlock a seat.")
@_number
@_json
def unlock(number: int, as_json: bool) -> None:
    """Lần lập lại sau có thể chuyển người này. Forming again may move this person."""
    enrolment = _seat_of(number)
    from khaigiang.apps.classes import actions
    from khaigiang.foundation.actor import SYSTEM

    _say_seats([actions.unlock(enrolment, by=SYSTEM)], None, as_json=as_json)


def _opened(line_code: str, plan: str) -> "PlanLine":
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.quotas.queries import line_by_code

    return line_by_code(line_code, plan=plan)


def _seat_of(number: int) -> "Enrolment":
    """The seat of a nominee by the number that `kg nominee show` prints."""
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()
    from khaigiang.apps.classes.queries import seat_of_nominee

    return seat_of_nominee(number)


def _stated(line: "PlanLine", order: str, weights: tuple[str, ...]) -> Any:
    from khaigiang.apps.classes import phrases
    from khaigiang.apps.classes.bridge import stated_levels
    from khaigiang.core.forming.levels import WEIGHTS, StatedLevels
    from khaigiang.core.forming.problem import InvalidProblemError

    now = stated_levels(line)
    told: dict[str, int] = dict(now.weights)  # type: ignore[arg-type]  # what is typed is any word until it is known
    for each in weights:
        name, _equals, number = each.partition("=")
        if name not in WEIGHTS or not (number.isascii() and number.isdecimal()):
            refuse("not_a_weight", phrases.NOT_A_WEIGHT, value=each, names=", ".join(WEIGHTS))
        told[name] = int(number)
    names = tuple(each.strip() for each in order.split(",")) if order else now.order
    try:
        return StatedLevels(names, told)  # type: ignore[arg-type]  # the same: it refuses what it does not know
    except InvalidProblemError:
        refuse("levels_make_no_sense", phrases.LEVELS_MAKE_NO_SENSE)


def _say_run(line: "PlanLine", run: "FormingRun | None", *, as_json: bool) -> None:
    from khaigiang.apps.classes import phrases
    from khaigiang.apps.classes.queries import seats_of

    classes = [{"code": each.held.code if each.held else None, "people": each.size} for each in seats_of(line)]
    if as_json:
        told: dict[str, Any] = {"line": line.code, "classes": classes}
        names = ("status", "objective", "bound", "gap", "moved", "levels")
        print_json({**told, "run": {name: getattr(run, name) for name in names} if run else None})
        return
    if run is None:
        click.echo(str(phrases.NOT_FORMED.label))
        return
    click.echo(phrases.formed(run.moved, phrases.quality(run.status, run.gap)))
    for level in run.levels:
        click.echo(f"  {phrases.LEVEL_NAMES[level['name']]}: {level['objective']} (≥ {level['bound']})")
    for each in classes:
        click.echo(f"  {each['code']}: {each['people']}")


def _say_seats(rows: "list[Enrolment]", done: "ByHand | None", *, as_json: bool) -> None:
    from khaigiang.apps.classes import phrases

    for row in rows:
        row.refresh_from_db()
    seats = [
        {
            "number": row.nomination_id,
            "name": row.nomination.person.full_name,
            "class": row.training_class.code,
            "group": row.group.number if row.group else None,
            "locked": row.locked,
        }
        for row in rows
    ]
    aims = done.aims if done else ()
    if as_json:
        told = [{"level": each.level, "aim": each.code, "before": each.before, "after": each.after} for each in aims]
        print_json({"seats": seats, "aims": told})
        return
    for seat in seats:
        click.echo(f"{seat['name']}: {seat['class']}" + (f" ({phrases.LOCKED_WORD})" if seat["locked"] else ""))
    for each in aims:
        click.echo(f"  {phrases.aim(each)}")
