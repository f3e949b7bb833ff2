"""What inspections found, as needs of a year."""

from collections.abc import Sequence
from typing import Any

import click

from khaigiang.cli.needs.telling import json_option, open_data, say_findings
from khaigiang.cli.year import Day


@click.command(short_help="Ghi nội dung từ kiểm tra. Enter what an inspection found.")
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Nhu cầu của năm. The year.")
@click.option("--body", required=True, help="Tính vào nhu cầu của đơn vị. Whose needs.")
@click.option("--number", required=True, help="Số văn bản kiểm tra. Number of the paper.")
@click.option("--issued", "issued_on", required=True, type=Day(), help="Ngày văn bản. Its day.")
@click.option("--issuer", required=True, help="Cơ quan ban hành. Its issuer.")
@click.option("--topic", required=True, help="Nội dung cần bồi dưỡng. What is to be taught.")
@click.option("--found", required=True, help="Kiểm tra nêu. What was found.")
@click.option("--unit", "lines", multiple=True, required=True, help="Đơn vị, hay “Đơn vị: số người”. UNIT or UNIT: N.")
@click.option("--field", default="", help="Mã lĩnh vực. Code of the field.")
@click.option("--programme", default="", help="Mã chương trình. Code of the programme.")
@click.option("--group", "groups", multiple=True, help="Mã nhóm chức danh. Code of a position group.")
@json_option
def finding(year: int, body: str, lines: Sequence[str], as_json: bool, **paper: Any) -> None:
    """Ghi một điều mà kiểm tra nêu vào nhu cầu của một năm, dẫn về văn bản. One thing found, with its paper."""
    open_data()
    from khaigiang.apps.needs import actions, queries
    from khaigiang.apps.needs.forms import inspected_units
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    on = clock.today()
    units = inspected_units(lines, on=on)
    told = actions.InspectionPaper(**paper)
    place = queries.unit_named(body, on=on)
    made = actions.enter_inspection(place, year=year, paper=told, units=units, by=SYSTEM)
    say_findings([made], as_json=as_json)


@click.command(short_help="Xem nội dung từ kiểm tra. Show what inspections found.")
@json_option
def findings(as_json: bool) -> None:
    """Mọi nội dung từ kiểm tra, với văn bản và các đơn vị. Everything inspections found, with its paper and units."""
    open_data()
    from khaigiang.apps.needs.queries import inspections_seen
    from khaigiang.foundation.actor import SYSTEM

    say_findings(list(inspections_seen(SYSTEM)), as_json=as_json)


@click.command(short_help="Rút nội dung từ kiểm tra. Withdraw a finding.")
@click.argument("number", type=click.IntRange(min=1), metavar="FINDING")
@click.option("--why", required=True, help="Lý do. The reason.")
@json_option
def withdraw(number: int, why: str, as_json: bool) -> None:
    """Rút nội dung ghi nhầm; vẫn còn trong sổ nhưng không tính nữa. It stays on record and counts no more."""
    open_data()
    from khaigiang.apps.needs import actions, queries
    from khaigiang.foundation.actor import SYSTEM

    found = queries.inspection_numbered(number)
    say_findings([actions.withdraw_inspection(found, why=why, by=SYSTEM)], as_json=as_json)
