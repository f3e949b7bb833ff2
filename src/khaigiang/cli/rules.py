"""``kg rules``: the rule sets nominees are judged by, shown, tried and put in force."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.nominations.bridge import Changed, Preview, ShelvedRules

F = TypeVar("F", bound=Callable[..., Any])
_json = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")


def _from(*, required: bool) -> Callable[[F], F]:
    told = "Áp dụng cho lớp khai giảng từ ngày này. For classes that open from this day."
    return click.option("--from", "in_force_from", type=Day(), required=required, help=told)


@click.group(short_help="Bộ điều kiện xét cử học viên. The rules of eligibility.")
def command() -> None:
    """Xem các bộ điều kiện, thử một bộ đã sửa xem ai đổi kết quả, rồi ban hành từ một ngày.

    Shows the rule sets, tries an edited one to see whose verdict changes, and puts it in force from a day.

    \b
    Ví dụ / Example:
      ./kg rules show theory_intermediate_350 --text > bo-350.toml
      ./kg rules check bo-350.toml --from 2026-01-01 --json
      ./kg rules enact bo-350.toml --from 2026-01-01 --instrument "Hướng dẫn 12-HD/BTCTU"
    """


@command.command("list", short_help="Các bộ điều kiện. List the sets.")
@_json
def list_sets(as_json: bool) -> None:
    """Từng bộ với văn bản căn cứ, bản đang áp dụng, số điều kiện. Each set and what holds today."""
    _open()
    from khaigiang.apps.nominations.bridge import shelf
    from khaigiang.foundation import clock

    sets = [_told(each) for each in shelf(clock.today())]
    if as_json:
        print_json({"sets": sets})
        return
    for each in sets:
        held = f"từ / from {each['in_force_from']}" if each["in_force_from"] else "bản có sẵn / as packaged"
        click.echo(f"{each['code']}: {each['title']} ({len(each['rules'])} điều kiện / rules; {held})")


@command.command(short_help="Một bộ điều kiện. Show a set.")
@click.argument("code")
@click.option("--text", "as_text", is_flag=True, help="In toàn văn để sửa. Print the set as written, to be edited.")
@_json
def show(code: str, as_text: bool, as_json: bool) -> None:
    """Các điều kiện của một bộ như áp dụng hôm nay. The rules of a set as they hold today."""
    _open()
    from khaigiang.apps.catalogue.queries import rule_text_on
    from khaigiang.apps.nominations.bridge import shelf
    from khaigiang.foundation import clock

    text = rule_text_on(code, clock.today())
    if as_text:
        click.echo(text, nl=False)
        return
    told = next(_told(each) for each in shelf(clock.today()) if each.rules.code == code)
    if as_json:
        print_json(told)
        return
    click.echo(told["title"])
    for rule in told["rules"]:
        unverified = "" if rule["verified"] else " (chưa đối chiếu văn bản gốc / unverified)"
        source = ", ".join(part for part in (rule["instrument"], rule["article"]) if part)
        click.echo(f"  {rule['code']}: {rule['text']} [{source}{unverified}]")


@command.command(short_help="Thử một bộ điều kiện. Try a set.")
@_file
@_from(required=False)
@_json
def check(file: Path, in_force_from: dt.date | None, as_json: bool) -> None:
    """Đọc một bộ đã sửa và nêu ai đổi kết quả; không ghi gì. Reads an edited set and says whose verdict changes."""
    _open()
    from khaigiang.foundation import clock

    _say(*_tried(file, in_force_from or clock.today()), enacted=False, as_json=as_json)


@command.command(short_help="Ban hành một bộ điều kiện. Enact a set.")
@_file
@_from(required=True)
@click.option("--instrument", required=True, help="Văn bản ban hành. The instrument.")
@click.option("--check", "only_check", is_flag=True, help="Chỉ thử, như `check`. Only try, as `check` does.")
@_json
def enact(file: Path, in_force_from: dt.date, instrument: str, only_check: bool, as_json: bool) -> None:
    """Ban hành một bộ từ một ngày; người chưa duyệt được xét lại. Puts a set in force."""
    _open()
    from khaigiang.apps.nominations.actions import enact_rules
    from khaigiang.foundation.actor import SYSTEM

    code, preview = _tried(file, in_force_from)
    if not only_check:
        enact_rules(_text(file), instrument=instrument, in_force_from=in_force_from, by=SYSTEM)
    _say(code, preview, enacted=not only_check, as_json=as_json)


def _open() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def _text(file: Path) -> str:
    from khaigiang.apps.catalogue.phrases import NOT_TOML_AT_ALL
    from khaigiang.foundation.refusal import Refused

    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Refused("rules_unreadable", NOT_TOML_AT_ALL) from error


def _tried(file: Path, since: dt.date) -> "tuple[str, Preview]":
    from khaigiang.apps.catalogue.queries import read_rules
    from khaigiang.apps.nominations.bridge import who_would_change

    rules = read_rules(_text(file))
    return rules.code, who_would_change(rules, since=since)


def _say(code: str, preview: "Preview", *, enacted: bool, as_json: bool) -> None:
    changed = [_change(each) for each in preview.changed]
    if as_json:
        print_json({"code": code, "judged": preview.judged, "changed": changed, "enacted": enacted})
        return
    click.echo(f"{code}: {len(changed)} / {preview.judged} người đổi kết quả / verdicts change.")
    for each in changed:
        stays = " (giữ nguyên chỗ / keeps the seat)" if each["stays"] else ""
        click.echo(f"  {each['name']}, {each['unit']}: {each['before']} → {each['after']}{stays}. {each['why']}")
    if enacted:
        click.echo("Đã ban hành. Enacted.")


def _change(each: "Changed") -> dict[str, Any]:
    from khaigiang.apps.nominations.queries import answers

    row = each.nomination
    return {
        "number": row.pk,
        "name": row.person.full_name,
        "unit": row.unit.name,
        "line": row.line.code,
        "judged_on": each.on.isoformat(),
        "before": str(each.before.label),
        "after": str(each.after.label),
        "why": " ".join(answer.sentence for answer in answers(each.because)),
        "stays": each.stays,
    }


def _told(each: "ShelvedRules") -> dict[str, Any]:
    from khaigiang.apps.nominations.queries import rule_text

    return {
        "code": each.rules.code,
        "title": each.title,
        "in_force_from": each.edition.in_force_from.isoformat() if each.edition else None,
        "instrument": each.edition.instrument if each.edition else None,
        "lines": each.lines,
        "rules": [
            {
                "code": rule.code,
                "text": rule_text(rule),
                "instrument": rule.citation.instrument,
                "article": rule.citation.article,
                "verified": rule.citation.verified,
                "valid_from": rule.valid_from.isoformat(),
                "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
            }
            for rule in each.rules.rules
        ],
    }
