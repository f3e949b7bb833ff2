"""What the commands of needs have in common: options, what they are asked about, and how they answer."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json, refuse
from khaigiang.cli.year import Day

if TYPE_CHECKING:
    from khaigiang.apps.needs.models import InspectionNeed, NeedsForm, NeedsSurvey

json_option = click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
survey_argument = click.argument("number", type=click.IntRange(min=1), metavar="SURVEY")
unit_option = click.option("--unit", "unit_name", required=True, help="Đơn vị được hỏi. The unit that is asked.")
out_option = click.option(
    "-o", "--out", required=True, type=click.Path(path_type=Path), help="Tệp .xlsx ghi ra. The file to write."
)
force_option = click.option("--force", is_flag=True, help="Ghi đè tệp đã có. Overwrite a file.")


on_option = click.option("--on", type=Day(), help="Theo hồ sơ vào ngày này. By the records of this day.")


def open_data() -> None:
    from khaigiang.cli.home import open_home_at_hand

    open_home_at_hand()


def survey_of(number: int) -> "NeedsSurvey":
    open_data()
    from khaigiang.apps.needs.queries import survey_numbered

    return survey_numbered(number)


def form_of(number: int, unit_name: str) -> "NeedsForm":
    survey = survey_of(number)
    from khaigiang.apps.needs.queries import form_of_name

    return form_of_name(survey, unit_name)


def write_book(out: Path, content: bytes, *, force: bool, quiet: bool = False) -> None:
    from khaigiang.apps.desk import phrases
    from khaigiang.cli.out import write_whole

    if out.exists() and not force:
        refuse("file_exists", phrases.FILE_EXISTS, path=out)
    write_whole(out, content)
    if not quiet:
        click.echo(f"{out}: {len(content) // 1024 + 1} KB")


def asked_day(survey: "NeedsSurvey", on: dt.date | None) -> dt.date:
    """The day asked for, else that of the survey."""
    from khaigiang.apps.needs.queries import day_of
    from khaigiang.foundation import clock

    return on or day_of(survey, today=clock.today())


def say_surveys(surveys: "Sequence[NeedsSurvey]", *, as_json: bool) -> None:
    told = [_told(survey) for survey in surveys]
    if as_json:
        print_json({"surveys": told})
        return
    for each in told:
        click.echo(f"{each['number']:>6}  {each['title']}, hạn {each['deadline']}: {each['said']}")
        click.echo(f"        {each['answered']}/{each['asked']} đơn vị đã gửi / units have answered")
        for row in each["rows"]:
            click.echo(f"        {row['title']} · {row['group']}")
    if not told:
        click.echo("Chưa có cuộc khảo sát nào. No surveys yet.")


def _told(survey: "NeedsSurvey") -> dict[str, Any]:
    from khaigiang.apps.needs.phrases import SURVEY_STATES
    from khaigiang.core.states import NeedsFormState

    states = list(survey.forms.values_list("state", flat=True))
    return {
        "number": survey.pk,
        "year": survey.year,
        "title": survey.title,
        "body": survey.body.name,
        "asker": survey.asker,
        "state": survey.state,
        "said": str(SURVEY_STATES[survey.state].label),
        "deadline": survey.deadline.isoformat(),
        "asked": len(states),
        "answered": states.count(NeedsFormState.SUBMITTED),
        "rows": [
            {"group": row.group, "programme": row.programme, "title": row.title, "planned": row.planned}
            for row in survey.rows.order_by("place")
        ],
    }


def told_form(form: "NeedsForm") -> dict[str, Any]:
    from khaigiang.apps.needs.phrases import FORM_STATES

    return {
        "survey": form.survey_id,
        "unit": form.unit.name,
        "state": form.state,
        "said": str(FORM_STATES[form.state].label),
    }


def say_findings(rows: "Sequence[InspectionNeed]", *, as_json: bool) -> None:
    told = [
        {
            "number": row.pk,
            "year": row.year,
            "paper": {"number": row.number, "issued_on": row.issued_on.isoformat(), "issuer": row.issuer},
            "topic": row.topic,
            "found": row.found,
            "state": row.state,
            "units": [{"unit": each.unit.name, "people": each.people} for each in row.units.select_related("unit")],
        }
        for row in rows
    ]
    if as_json:
        print_json({"findings": told})
        return
    for each in told:
        paper: Any = each["paper"]
        click.echo(f"{each['number']:>6}  {each['topic']} ({paper['number']}, {paper['issued_on']}, {paper['issuer']})")
    if not told:
        click.echo("Chưa có nội dung kiểm tra nào. No findings yet.")
