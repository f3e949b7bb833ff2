"""``kg worker``: one more worker, on this machine or on another."""

import threading

import click

from khaigiang.cli.home import open_home


@click.command()
def command() -> None:
    """Thêm một tiến trình nền (kg serve đã có sẵn một). One more worker; kg serve already has one.

    Trên máy khác: đặt DATABASE_URL và chép keys.json của máy chính sang. On another machine: set DATABASE_URL and copy
    keys.json from the first.

    \b
    Ví dụ / Example:
      ./kg worker
    """
    open_home()
    from khaigiang.cli.serve import ended_by_signal
    from khaigiang.foundation import jobs

    click.echo("Đang chờ việc (Ctrl-C để dừng). Waiting for jobs (Ctrl-C stops).", err=True)
    with ended_by_signal(), jobs.working():
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            click.echo("Đang dừng. Stopping.", err=True)
