"""``kg needs``: surveys of training needs, what inspections found, and what it adds up to."""

import click

from khaigiang.cli.needs.adding_up import consolidate, draft
from khaigiang.cli.needs.answers import gap, hand_back, take_in, template
from khaigiang.cli.needs.findings import finding, findings, withdraw
from khaigiang.cli.needs.surveys import ask, close, extend, open_survey, publish, show
from khaigiang.cli.needs.yearly import yearly


@click.group(short_help="Khảo sát, tổng hợp nhu cầu. Surveys of training needs.")
def command() -> None:
    """Khảo sát nhu cầu của đơn vị, đối chiếu hồ sơ, ghi nội dung từ kiểm tra, tổng hợp lên và ghi dự thảo kế hoạch.

    Asks units for their needs, compares the records, keeps what inspections found, adds it up, drafts a plan.

    \b
    Ví dụ / Example:
      ./kg needs open --year 2024 --body "Thành phố Hà Nội" --asker "Ban Tổ chức Thành ủy" \\
          --title "Khảo sát nhu cầu năm 2024" --deadline 2023-10-20
      ./kg needs ask 1 --group commune_secretary --programme CT-BTĐU
      ./kg needs consolidate 1 --json
      ./kg needs yearly --json
    """


for each in (
    *(open_survey, ask, publish, extend, close, show),
    *(template, take_in, hand_back, gap),
    *(consolidate, draft),
    *(finding, findings, withdraw),
    yearly,
):
    command.add_command(each)
