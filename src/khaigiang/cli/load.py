"""``kg load``: facts that come with the program, written into this home."""

from dataclasses import asdict

import click

from khaigiang.cli.main import print_json


@click.group(short_help="Nạp dữ liệu đóng gói sẵn. Load the packaged facts.")
def command() -> None:
    """Nạp dữ liệu đi kèm chương trình. Writes the facts that come with the program into this home.

    \b
    Ví dụ / Example:
      ./kg load units
    """


@command.command()
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON. Print one JSON object.")
def units(as_json: bool) -> None:
    """Nạp đơn vị hành chính cả nước ở ba thời điểm và bảng kế thừa 1-7-2025; nạp lại không đổi gì.

    The units of the whole country on three dates and who took over whom; loaded again it changes nothing.

    \b
    Ví dụ / Example:
      ./kg load units --json
    """
    from khaigiang.cli.home import load_units, open_database
    from khaigiang.cli.progress import stages

    open_database()
    from khaigiang.apps.units.phrases import LOADING

    with stages(LOADING) as tell:
        loaded = load_units(tell)
    if as_json:
        print_json(asdict(loaded))
    elif loaded.units or loaded.adopted:
        click.echo(
            f"{loaded.units} đơn vị mới, {loaded.adopted} đơn vị đã có được bổ sung; {loaded.names} tên gọi, "
            f"{loaded.parents} quan hệ trực thuộc, {loaded.successions} quan hệ kế thừa; {loaded.unknown} dòng của "
            f"bảng chuyển đổi có đơn vị cũ không rõ.\n"
            f"{loaded.units} new units, {loaded.adopted} completed; {loaded.names} names, {loaded.parents} parents, "
            f"{loaded.successions} successions; {loaded.unknown} rows of the conversion table with an unknown old unit."
        )
    else:
        click.echo("Đã có đủ, không ghi gì thêm. All of it is here already; nothing was written.")
