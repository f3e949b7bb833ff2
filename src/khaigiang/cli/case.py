"""``kg case``: a published case played through the product, each of its figures asked of a named query."""

import click

from khaigiang.cli.main import FAILED, print_json
from khaigiang.cli.sample import move_in, play
from khaigiang.demo.cases import names


@click.command(short_help="Đối chiếu một vụ việc với báo cáo. Compare a case with its report.")
@click.argument("name", type=click.Choice(names(), case_sensitive=False))
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(name: str, as_json: bool) -> None:
    """Làm lại một vụ việc đã công bố, rồi hỏi từng con số của báo cáo trong dữ liệu; mã thoát 1 khi có số không khớp.

    Play a published case in a data folder of its own, through the product's own actions, then ask each figure of the
    report of a named query. Exit code 1 when one of them does not hold.

    \b
    Ví dụ / Example:
      ./kg case A --json
    """
    play(move_in(name))
    from khaigiang.demo.cases import load
    from khaigiang.demo.figures import as_object, rows

    case = load(name)
    played = case.played()
    assert played is not None
    found = rows(case.figures, played)
    if as_json:
        print_json(as_object(name, found))
    else:
        from khaigiang.cli.tables import print_case

        print_case(name, case, found)
    if not all(row.holds for row in found):
        raise click.exceptions.Exit(FAILED)
