"""Who has not yet learnt in a year what instruments ask."""

import datetime as dt
from typing import TYPE_CHECKING

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.needs.telling import json_option, on_option, open_data

if TYPE_CHECKING:
    from khaigiang.apps.needs.bridge import PersonYear, YearlyNeeds


@click.command(short_help="Bồi dưỡng tối thiểu hằng năm. The yearly minimum.")
@click.option("--unit", "unit_name", default="", help="Từng người của một đơn vị. The people of one unit.")
@on_option
@json_option
def yearly(unit_name: str, on: dt.date | None, as_json: bool) -> None:
    """Mỗi đơn vị còn bao nhiêu người chưa đủ số tiết của năm. How many people of each unit are below the minimum."""
    open_data()
    from khaigiang.apps.needs import bridge, queries
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    day = on or clock.today()
    if unit_name:
        unit = queries.unit_named(unit_name, on=day)
        _say_people(unit.name, day, list(bridge.yearly_of_unit(unit, on=day)), as_json=as_json)
    else:
        _say_units(bridge.yearly_needs(SYSTEM, on=day), as_json=as_json)


def _say_units(found: "YearlyNeeds", *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "on": found.on.isoformat(),
                "minimums": [
                    {
                        "code": each.code,
                        "periods": each.periods,
                        "categories": sorted(each.categories),
                        "instrument": each.citation.instrument,
                        "verified": each.citation.verified,
                    }
                    for each in found.minimums
                ],
                "people": {standing.value: people for standing, people in found.people.items()},
                "units": [
                    {"unit": row.unit.name, "below": row.below, "unknown": row.unknown, "met": row.met}
                    for row in found.units
                ],
            }
        )
        return
    if not found.minimums:
        click.echo("Không có văn bản nào có hiệu lực. No instrument is in force.")
    for each in found.minimums:
        unverified = "" if each.citation.verified else " (chưa đối chiếu / unverified)"
        click.echo(f"{each.name}: {each.periods} tiết. {each.citation.instrument}{unverified}")
    for row in found.units:
        click.echo(f"{row.unit.name}: {row.below} chưa đủ tiết, {row.unknown} chưa đủ dữ liệu, {row.met} đủ tiết")


def _say_people(unit: str, on: dt.date, rows: "list[PersonYear]", *, as_json: bool) -> None:
    if as_json:
        people = [
            {
                "name": row.person.full_name,
                "standing": row.yearly.standing.value,
                "done": row.yearly.done,
                "asked": row.yearly.minimum.periods if row.yearly.minimum else None,
            }
            for row in rows
        ]
        print_json({"unit": unit, "on": on.isoformat(), "people": people})
        return
    for row in rows:
        click.echo(f"{row.person.full_name}: {row.said}. {row.mark.label}. {row.why}".rstrip())
