"""``kg doctor``: what is wrong with this machine or data folder, and how to mend it. It changes nothing."""

import dataclasses

import click

from khaigiang.cli.examination import Finding, State, database, folder, machine
from khaigiang.cli.main import print_json
from khaigiang.foundation import home

MARKS = {State.FINE: "ổn/fine", State.NOTE: "lưu ý/note", State.WRONG: "HỎNG/WRONG"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def command(as_json: bool) -> None:
    """Khám máy này và thư mục dữ liệu, chỉ cách chữa. Examine this machine and data folder; say how to mend them.

    \b
    Ví dụ / Example:
      ./kg doctor
      ./kg doctor --json
    """
    findings = examine()
    fine = all(finding.state is not State.WRONG for finding in findings)
    if as_json:
        print_json({"fine": fine, "findings": [dataclasses.asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            _print(finding)
    if not fine:
        raise click.exceptions.Exit(1)


def examine() -> list[Finding]:
    """Every finding, the machine's before the folder's before the database's."""
    where = home.current()
    found = [*machine.examine(), *folder.examine(where)]
    if any(finding.state is State.WRONG for finding in found):
        found.append(database.NOT_EXAMINED)
    else:
        found += database.examine(where)
    return found


def _print(finding: Finding) -> None:
    click.echo(f"{MARKS[finding.state]:12} {finding.vietnamese}")
    click.echo(f"{'':12} {finding.english}")
    if finding.state is State.WRONG:
        click.echo(f"{'':12} → {finding.mend}")
        click.echo(f"{'':12} → {finding.mend_english}")
