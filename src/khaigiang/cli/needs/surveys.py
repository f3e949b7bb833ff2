"""Surveys: begun, written, published, extended, closed."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import click

from khaigiang.cli.main import refuse
from khaigiang.cli.needs.telling import json_option, open_data, say_surveys, survey_argument, survey_of
from khaigiang.cli.year import Day


@click.command("open", short_help="Lập khảo sát. Begin a survey.")
@click.option("--year", required=True, type=click.IntRange(2000, 2100), help="Nhu cầu của năm. The year.")
@click.option("--body", required=True, help="Trong phạm vi đơn vị. Below which unit.")
@click.option("--asker", required=True, help="Cơ quan hỏi. Who asks.")
@click.option("--title", required=True, help="Tên cuộc khảo sát. What it is called.")
@click.option("--deadline", required=True, type=Day(), help="Hạn trả lời. Until when.")
@click.option("--note", default="", help="Lời nhắn cho đơn vị. A word to the units.")
@click.option("--communes", is_flag=True, help="Hỏi mọi xã, phường bên dưới. Ask all communes below.")
@click.option("--unit", "names", multiple=True, help="Chỉ đơn vị này; lặp lại được. Only this unit; may be repeated.")
@json_option
def open_survey(
    year: int,
    body: str,
    asker: str,
    title: str,
    deadline: dt.date,
    note: str,
    communes: bool,
    names: Sequence[str],
    as_json: bool,
) -> None:
    """Lập khảo sát ở dạng dự thảo; không nêu đơn vị thì hỏi các đơn vị trực thuộc trực tiếp. It starts as a draft."""
    open_data()
    from django.db import transaction

    from khaigiang.apps.needs import actions, phrases, queries
    from khaigiang.foundation import clock
    from khaigiang.foundation.actor import SYSTEM

    on = clock.today()
    place = queries.unit_named(body, on=on)
    which = queries.COMMUNES if communes else queries.CHILDREN
    units = queries.units_named(names, on=on) if names else queries.units_below(place, which, on=on)
    if not units:
        refuse("nobody_below", phrases.NOBODY_BELOW, unit=place.name)
    facts = {"year": year, "asker": asker, "title": title, "deadline": deadline, "note": note}
    with transaction.atomic():
        made = actions.open_survey(place, **facts, by=SYSTEM)  # type: ignore[arg-type]  # each as its name says
        actions.ask_units(made, units, by=SYSTEM)
    say_surveys([made], as_json=as_json)


@click.command(short_help="Thêm dòng hỏi. Ask about something.")
@survey_argument
@click.option("--group", "groups", multiple=True, required=True, help="Mã nhóm chức danh. Code of a position group.")
@click.option("--programme", default="", help="Mã chương trình. Code of the programme.")
@click.option("--title", default="", help="Tên nội dung khi chưa có chương trình. A title where there is none.")
@click.option("--also", multiple=True, help="Mã chương trình được tính là đã học. Code of one that counts for it.")
@click.option("--planned", is_flag=True, help="Tính cả người được quy hoạch. Count those planned for the post.")
@click.option("--rules", "rule_set", default="", help="Bộ điều kiện: ai phải học. Rules: who is asked.")
@click.option("--again", "again_after", type=click.IntRange(1, 50), help="Học lại sau số năm. Anew after years.")
@click.option("--basis", default="", help="Văn bản quy định phải học. The text that demands it.")
@json_option
def ask(number: int, groups: Sequence[str], as_json: bool, **asking: Any) -> None:
    """Thêm dòng hỏi về một chương trình cho từng nhóm chức danh. Ask about a programme for each of the groups."""
    survey = survey_of(number)
    from khaigiang.apps.needs import actions
    from khaigiang.foundation.actor import SYSTEM

    actions.ask_about(survey, groups, asking=actions.Asking(**asking), by=SYSTEM)
    say_surveys([survey], as_json=as_json)


@click.command(short_help="Công bố. Publish.")
@survey_argument
@json_option
def publish(number: int, as_json: bool) -> None:
    """Công bố khảo sát; các đơn vị được hỏi thấy ngay. The units that are asked see it at once."""
    survey = survey_of(number)
    from khaigiang.apps.needs import actions
    from khaigiang.foundation.actor import SYSTEM

    say_surveys([actions.publish_survey(survey, by=SYSTEM)], as_json=as_json)


@click.command(short_help="Gia hạn. Extend.")
@survey_argument
@click.option("--until", required=True, type=Day(), help="Hạn mới. The later day.")
@click.option("--why", required=True, help="Lý do. The reason.")
@json_option
def extend(number: int, until: dt.date, why: str, as_json: bool) -> None:
    """Cho các đơn vị trả lời đến một ngày muộn hơn. Give the units until a later day."""
    survey = survey_of(number)
    from khaigiang.apps.needs import actions
    from khaigiang.foundation.actor import SYSTEM

    say_surveys([actions.extend_survey(survey, until=until, why=why, by=SYSTEM)], as_json=as_json)


@click.command(short_help="Khép lại. Close.")
@survey_argument
@json_option
def close(number: int, as_json: bool) -> None:
    """Không nhận phiếu nữa; số liệu đứng yên để lập kế hoạch. No more answers are taken."""
    survey = survey_of(number)
    from khaigiang.apps.needs import actions
    from khaigiang.foundation.actor import SYSTEM

    say_surveys([actions.close_survey(survey, by=SYSTEM)], as_json=as_json)


@click.command(short_help="Xem các cuộc khảo sát. Show the surveys.")
@json_option
def show(as_json: bool) -> None:
    """Mọi cuộc khảo sát với hạn, số đơn vị đã gửi và các dòng hỏi. Every survey, its deadline, answers and rows."""
    open_data()
    from khaigiang.apps.needs.queries import surveys_seen
    from khaigiang.foundation.actor import SYSTEM

    say_surveys(list(surveys_seen(SYSTEM)), as_json=as_json)
