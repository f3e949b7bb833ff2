"""``kg handbook``: the questions and answers, on the command line."""

import click

from khaigiang.cli.home import open_home_at_hand
from khaigiang.cli.main import print_json


@click.group()
def command() -> None:
    """Sổ tay hỏi – đáp. The handbook of questions and answers.

    \b
    Ví dụ / Example:
      ./kg handbook search chung nhan mat
    """


@command.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def search(words: tuple[str, ...], as_json: bool) -> None:
    """Tìm trong sổ tay, gõ có dấu hay không dấu đều được. Search the handbook, with or without diacritics.

    \b
    Ví dụ / Example:
      ./kg handbook search cap lai chung chi
    """
    open_home_at_hand()
    from khaigiang.apps.handbook import queries

    found = list(queries.with_instruments(queries.found(" ".join(words))))
    if as_json:
        print_json({"words": list(words), "entries": [queries.as_facts(entry) for entry in found]})
        return
    for entry in found:
        click.echo(f"{entry.field} · {entry.question}")
        click.echo(f"  {entry.answer}")
        if entry.sources:
            click.echo(f"  Nguồn: {entry.sources}")
        if not entry.verified:
            click.echo("  CHƯA ĐỐI CHIẾU với văn bản gốc. Not compared with the original text.")
        click.echo()
    click.echo(f"{len(found)} mục. {len(found)} entries." if found else "Không có mục nào khớp. Nothing matches.")
