"""Needs added up along the tree, and what is chosen of them for a draft of the plan."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.needs.telling import (
    asked_day,
    force_option,
    json_option,
    on_option,
    out_option,
    survey_argument,
    survey_of,
    write_book,
)


@click.command(short_help="Tổng hợp nhu cầu. Add the needs up.")
@survey_argument
@click.option("--unit", "unit_name", default="", help="Dưới đơn vị này. Below this unit.")
@click.option("-o", "--out", type=click.Path(path_type=Path), help="Ghi bảng tổng hợp .xlsx. Write the workbook.")
@on_option
@force_option
@json_option
def consolidate(number: int, unit_name: str, out: Path | None, on: dt.date | None, force: bool, as_json: bool) -> None:
    """Cộng lên theo chương trình, nhóm chức danh và đơn vị; mỗi nguồn một cột, lượt và người riêng. By source."""
    survey = survey_of(number)
    from khaigiang.apps.needs import exports, queries
    from khaigiang.apps.needs.bridge import consolidated
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    day = asked_day(survey, on)
    root = queries.unit_named(unit_name, on=day).pk if unit_name else None
    found = consolidated(survey, on=day, actor=SYSTEM, root=root)
    if out is not None:
        write_book(out, exports.needs_workbook(found, stamp=clock.now()), force=force, quiet=as_json)
    if as_json:
        from khaigiang.cli.tables import told_needs

        print_json(told_needs(found))
    elif out is None:
        from khaigiang.cli.tables import print_needs

        print_needs(found)


@click.command(short_help="Ghi dự thảo kế hoạch. Write a draft of the plan.")
@survey_argument
@click.option(
    "--line",
    "chosen",
    multiple=True,
    required=True,
    help="KHÓA=CHỈ TIÊU hoặc KHÓA=CHỈ TIÊU/SỐ LỚP, khóa như consolidate in ra. KEY=SEATS or KEY=SEATS/CLASSES.",
)
@out_option
@on_option
@force_option
def draft(number: int, chosen: Sequence[str], out: Path, on: dt.date | None, force: bool) -> None:
    """Đưa nhu cầu đã chọn vào mẫu kế hoạch; chưa ghi gì vào kế hoạch nào. Nothing is entered into any plan."""
    survey = survey_of(number)
    from khaigiang.apps.needs.bridge import Ground
    from khaigiang.apps.needs.exports import plan_draft
    from khaigiang.foundation.actor import SYSTEM

    ground = Ground(survey, on=asked_day(survey, on), actor=SYSTEM)
    write_book(out, plan_draft(ground, [_chosen(each) for each in chosen]), force=force)


def _chosen(text: str) -> Any:
    from khaigiang.apps.needs import phrases
    from khaigiang.apps.needs.exports import MOST, Chosen
    from khaigiang.foundation.asked import number_asked

    key, _sign, figures = text.partition("=")
    seats, slash, classes = figures.partition("/")
    found, held = number_asked(seats), number_asked(classes) if slash else 1
    if not key or not found or not held or found > MOST or held > MOST:
        refuse("not_a_choice", phrases.NOT_A_CHOICE, value=text)
    return Chosen(key, found, held)
