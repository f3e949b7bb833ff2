"""``kg demo``: a real case from its workbooks to its classes, then its pages."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from khaigiang.cli.main import print_json
from khaigiang.cli.sample import move_in, play, result_folder
from khaigiang.demo.cases import names

if TYPE_CHECKING:
    from khaigiang.demo.case import DemoCase


@click.command(short_help="Chạy thử với một vụ việc thật. Run a real case.")
@click.option("--no-serve", is_flag=True, help="Không mở trang. Do not serve the pages.")
@click.option("--out", type=click.Path(path_type=Path), help="Thư mục kết quả. The folder of results.")
@click.option("--case", "name", type=click.Choice(names()), default="A", show_default=True, help="Vụ việc. The case.")
@click.option("--port", type=click.IntRange(1, 65535), help="Cổng. Port.")
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON. Print the result as JSON.")
def command(no_serve: bool, out: Path | None, name: str, port: int | None, as_json: bool) -> None:
    """Chạy thử trọn công việc chính, in kết quả, rồi mở các trang để xem.

    Bản chạy thử ở trong thư mục dữ liệu riêng, không đụng đến dữ liệu thật; số văn bản được cấp tự động.
    The demo lives in a data folder of its own; it numbers its papers automatically.

    \b
    Ví dụ / Example:
      ./kg demo --no-serve --out ket-qua --json
    """
    case = move_in(name)
    from khaigiang.cli.out import check_out, write_out

    folder = result_folder(out)
    check_out(folder)
    sample = play(case)
    write_out(folder, sample.files, sample.summary)
    if as_json:
        print_json(sample.summary)
    else:
        from khaigiang.cli.tables import print_summary

        print_summary(sample.summary, folder)
        click.echo("Bản chạy thử: số văn bản được cấp tự động. Demo: papers are numbered automatically.")
        click.echo(f"Đối chiếu với báo cáo: ./kg case {name}. Compared with the report: ./kg case {name}.")
    if not no_serve:
        _serve(case, port)


def _serve(case: "DemoCase", port: int | None) -> None:
    from khaigiang.apps.accounts.queries import DEMO_PASSWORD, demo_accounts
    from khaigiang.cli.serve import serve

    def announce(address: str) -> None:
        click.echo(f"\nMở trong trình duyệt / Open in a browser: {address}   (Ctrl-C để dừng / stops it)")
        click.echo(f"Mật khẩu chung / password for all: {DEMO_PASSWORD}")
        for user in demo_accounts():
            click.echo(f"  {user.username:<14} {user.full_name}")

    serve("127.0.0.1", port, today=case.today, announce=announce)
