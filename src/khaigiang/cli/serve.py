"""``kg serve``: the pages and the worker in one process."""

import datetime as dt
import errno
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import click
from django.utils.translation import gettext_lazy as _

from khaigiang.cli.home import open_home
from khaigiang.foundation.refusal import Refused

if TYPE_CHECKING:
    from waitress.server import BaseWSGIServer

DEFAULT_PORT, PORTS_TRIED = 8000, 50
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PORT_TAKEN = _("Cổng %(port)s đang có chương trình khác dùng; hãy chọn cổng khác bằng --port.")
NO_PORT = _("Không còn cổng nào trống từ %(first)s đến %(last)s; hãy chọn cổng khác bằng --port.")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe. Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help=f"Cổng. Port. [{DEFAULT_PORT} hoặc cổng trống kế tiếp]")
@click.option("--open", "show", is_flag=True, help="Mở trình duyệt. Open a browser where there is a display.")
def command(host: str, port: int | None, show: bool) -> None:
    """Chạy các trang và tiến trình nền trên máy này. Serve the pages, with the background worker.

    \b
    Ví dụ / Example:
      ./kg serve
      ./kg serve --host 0.0.0.0 --port 8080
    """

    def announce(address: str) -> None:
        click.echo(f"Khai Giảng đang chạy tại {address} (Ctrl-C để dừng).")
        click.echo(f"Khai Giảng is at {address} (Ctrl-C stops it).")
        if show and _has_display():
            webbrowser.open(address)

    serve(host, port, announce=announce)


def serve(host: str, port: int | None, *, today: dt.date | None = None, announce: Callable[[str], None]) -> None:
    """Prepare the home, then serve until Ctrl-C or SIGTERM; ``announce`` is told the address once it answers.

    Without a port the first free one from 8000 on is taken. ``today`` lets the clock of the whole process stand at a
    day. Raises Refused when the port is taken or the home cannot be used.
    """
    if today is not None:
        os.environ["KHAIGIANG_TODAY"] = today.isoformat()  # threads see the environment, not our context
    open_home()
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application

    from khaigiang.foundation import jobs, postgres

    if host not in LOOPBACK:
        settings.ALLOWED_HOSTS += own_names(host)
    server = listen(get_wsgi_application(), host, port)
    try:
        with ended_by_signal(), jobs.working():
            announce(f"http://{'localhost' if host in LOOPBACK else host}:{server.effective_port}/")
            server.run()  # returns on Ctrl-C, when open requests are answered
    except jobs.StillRunning:
        _leave_a_running_job(lambda: postgres.leave(settings.HOME))
    finally:
        server.close()


def listen(application: Any, host: str, port: int | None) -> "BaseWSGIServer":
    """A server bound to the port that was asked for, or to the first free one from the usual port on."""
    from waitress import create_server

    wanted = [port] if port is not None else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    for number in wanted:
        try:
            bound = socket.create_server((host, number), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        except OSError as error:
            if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise
        else:
            return create_server(application, sockets=[bound], threads=8, ident="Khai Giang")
    if port is not None:
        raise Refused("port_taken", PORT_TAKEN, port=port)
    raise Refused("no_port", NO_PORT, first=DEFAULT_PORT, last=DEFAULT_PORT + PORTS_TRIED - 1)


def own_names(host: str) -> list[str]:
    """The names and addresses by which other machines reach this one."""
    name = socket.gethostname()
    try:
        addresses = socket.gethostbyname_ex(name)[2]
    except OSError:  # a machine without a name service knows only its own name
        addresses = []
    return sorted({host, name, socket.getfqdn(), *addresses})


@contextmanager
def ended_by_signal() -> Iterator[None]:
    """Let SIGTERM end the block as Ctrl-C does."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_a_running_job(stop_database: Callable[[], None]) -> NoReturn:
    """A job's thread cannot be ended from outside, so the process is."""
    click.echo("Một việc nền còn dở; lần chạy sau sẽ làm lại từ đầu.", err=True)
    click.echo("A background job was left unfinished; the next start does it again.", err=True)
    stop_database()
    sys.stderr.flush()
    os._exit(0)


def _has_display() -> bool:
    return sys.platform in {"win32", "darwin"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
