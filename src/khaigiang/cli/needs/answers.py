"""What units answer, by workbook, beside what their records say."""

import datetime as dt
from pathlib import Path
from typing import Any

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.needs.telling import (
    asked_day,
    force_option,
    form_of,
    json_option,
    on_option,
    out_option,
    survey_argument,
    told_form,
    unit_option,
    write_book,
)


@click.command(short_help="Ghi phiếu để điền. Write a unit's form.")
@survey_argument
@unit_option
@out_option
@force_option
def template(number: int, unit_name: str, out: Path, force: bool) -> None:
    """Ghi phiếu của một đơn vị, có số liệu theo hồ sơ. The form of one unit, with what its records say."""
    form = form_of(number, unit_name)
    from khaigiang.apps.needs.imports import needs_book
    from khaigiang.foundation.actor import SYSTEM

    write_book(out, needs_book(form, actor=SYSTEM), force=force)


@click.command("import", short_help="Nhập phiếu đã điền. Read a filled form.")
@survey_argument
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@unit_option
@click.option("--submit", is_flag=True, help="Gửi luôn cho cơ quan hỏi. Submit it too.")
@click.option("--out", type=click.Path(path_type=Path), help="Thư mục ghi tệp trả lại. For what is given back.")
@json_option
def take_in(number: int, path: Path, unit_name: str, submit: bool, out: Path | None, as_json: bool) -> None:
    """Nhập phiếu của một đơn vị; cả tệp hoặc không, ô sai được nói rõ. A unit's form, all or nothing."""
    form = form_of(number, unit_name)
    from django.db import transaction

    from khaigiang.apps.needs.actions import submit_form
    from khaigiang.apps.needs.imports import take_in_needs
    from khaigiang.cli.out import giving_back
    from khaigiang.cli.year import read_named
    from khaigiang.foundation.actor import SYSTEM

    name, data = read_named(path)
    with giving_back(out, name, data), transaction.atomic():
        written = take_in_needs(form, name, data, by=SYSTEM)
        if submit:
            submit_form(form, by=SYSTEM)
    form.refresh_from_db()
    told = {**told_form(form), "file": name, "written": written}
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['unit']}: {written} dòng được ghi / rows written, {told['said']}")


@click.command("hand-back", short_help="Trả lại phiếu. Hand back a form.")
@survey_argument
@unit_option
@click.option("--remarks", required=True, help="Cần sửa gì. What to mend.")
@json_option
def hand_back(number: int, unit_name: str, remarks: str, as_json: bool) -> None:
    """Trả lại phiếu đã gửi, nói rõ cần sửa gì. Give a submitted form back, with remarks."""
    form = form_of(number, unit_name)
    from khaigiang.apps.needs import actions
    from khaigiang.foundation.actor import SYSTEM

    told = told_form(actions.hand_back(form, remarks=remarks, by=SYSTEM))
    if as_json:
        print_json(told)
    else:
        click.echo(f"{told['unit']}: {told['said']}")


@click.command(short_help="Ai còn thiếu theo hồ sơ. Who lacks what by the records.")
@survey_argument
@unit_option
@on_option
@json_option
def gap(number: int, unit_name: str, on: dt.date | None, as_json: bool) -> None:
    """Theo hồ sơ, từng người của đơn vị cần học hay không và vì sao. Each person of a unit, and why."""
    form = form_of(number, unit_name)
    from khaigiang.apps.needs.bridge import gap as ask_gap
    from khaigiang.apps.needs.phrases import group_name
    from khaigiang.foundation.actor import SYSTEM

    rows = list(form.survey.rows.order_by("place"))
    found = ask_gap(rows, [form.unit_id], on=asked_day(form.survey, on), actor=SYSTEM)
    told: list[dict[str, Any]] = [
        {
            "programme": row.programme,
            "title": row.title,
            "group": row.group,
            "people": [
                {"name": one.person.full_name, "post": one.post, "standing": one.standing.value, "why": one.why}
                for one in found.of(form.unit_id, row.pk).people
            ],
        }
        for row in rows
    ]
    if as_json:
        print_json({"unit": form.unit.name, "rows": told})
        return
    for each in told:
        click.echo(f"{each['title']} · {group_name(str(each['group']))}")
        for one in each["people"]:
            click.echo(f"  {one['name']}, {one['post']}: {one['why']}")
