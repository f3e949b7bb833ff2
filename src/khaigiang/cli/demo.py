"""``kg demo``: a real case from its workbooks to its classes, then its pages."""

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from khaigiang.cli.main import print_json

if TYPE_CHECKING:
    from khaigiang.demo.case import DemoCase


@click.command(short_help="Chạy thử với một vụ việc thật. Run a real case.")
@click.option("--no-serve", is_flag=True, help="Không mở trang. Do not serve the pages.")
@click.option("--out", type=click.Path(path_type=Path), help="Thư mục kết quả. The folder of results.")
@click.option(
    "--case", "name", type=click.Choice(["A", "E"]), default="A", show_default=True, help="Vụ việc. The case."
)
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
    case = _case(name)
    _move_in(case)
    from khaigiang.cli.home import open_home
    from khaigiang.cli.out import check_out, write_out

    open_home()
    from khaigiang.foundation import home

    folder = out or home.current().root / "ket-qua"
    check_out(folder)
    files, summary = _play(case)
    write_out(folder, files, summary)
    if as_json:
        print_json(summary)
    else:
        from khaigiang.cli.tables import print_summary

        print_summary(summary, folder)
        click.echo("Bản chạy thử: số văn bản được cấp tự động. Demo: papers are numbered automatically.")
    if not no_serve:
        _serve(case, port)


def _move_in(case: "DemoCase") -> None:
    """Each case has a home of its own inside the user's, before anything asks which home this is.

    A later version may tell the case otherwise; it then gets a home of its own, beside the one that was played in.
    """
    from khaigiang.foundation.home import default_root

    told = hashlib.sha256(repr(case).encode()).hexdigest()[:8]
    default_root().mkdir(parents=True, exist_ok=True, mode=0o700)
    os.environ["KHAIGIANG_HOME"] = str(default_root() / "demo" / f"{case.name}-{told}")
    os.environ["KHAIGIANG_DEMO"] = "1"


def _case(name: str) -> "DemoCase":
    from khaigiang.demo.case_a import make_case_a
    from khaigiang.demo.case_e import make_case_e

    return make_case_a() if name == "A" else make_case_e()


def _play(case: "DemoCase") -> tuple[dict[str, bytes], dict[str, Any]]:
    """Run the main job on the day the nominations were judged, then let time pass until today."""
    from khaigiang.cli.progress import stages
    from khaigiang.demo.run import play

    with stages() as tell:
        return play(case, tell=tell)


def _serve(case: "DemoCase", port: int | None) -> None:
    from khaigiang.apps.accounts.queries import DEMO_PASSWORD, demo_accounts
    from khaigiang.cli.serve import serve

    def announce(address: str) -> None:
        click.echo(f"\nMở trong trình duyệt / Open in a browser: {address}   (Ctrl-C để dừng / stops it)")
        click.echo(f"Mật khẩu chung / password for all: {DEMO_PASSWORD}")
        for user in demo_accounts():
            click.echo(f"  {user.username:<14} {user.full_name}")

    serve("127.0.0.1", port, today=case.today, announce=announce)
