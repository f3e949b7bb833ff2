"""The real program, started as a user does."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from ground.settings import REPOSITORY
from khaigiang.cli import serve
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused


@pytest.fixture(scope="module")
def environment(home_folders) -> dict[str, str]:
    """One home for all: the first program makes it ready."""
    known = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return known | {"KHAIGIANG_HOME": str(home_folders("Sở Nội vụ") / "dữ liệu"), "PYTHONPATH": str(REPOSITORY / "src")}


def kg(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "khaigiang", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.mark.parametrize("ending", [pytest.param(signal.SIGINT, marks=pytest.mark.long), signal.SIGTERM])
def test_pages_answer_and_everything_ends_with_the_program(environment, ending) -> None:
    port = free_port()
    server = kg(environment, "serve", "--port", str(port))
    first_line = server.stdout.readline()
    assert first_line, server.stderr.read()
    address = first_line.split("tại ")[1].split()[0]
    assert server.stdout.readline() == f"Khai Giảng is at {address} (Ctrl-C stops it).\n"

    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(f"{address}no-such-page")
    answer.value.close()
    second = kg(environment, "serve", "--port", str(port))
    _, refused = second.communicate()
    server.send_signal(ending)
    server.communicate()

    assert (address, answer.value.code) == (f"http://localhost:{port}/", 404)
    assert (second.returncode, f"Cổng {port}" in refused) == (2, True)
    assert server.returncode == 0
    assert not (Home(Path(environment["KHAIGIANG_HOME"])).cluster / "postmaster.pid").exists()


def test_port_that_nobody_asked_for_gives_way(monkeypatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setattr(serve, "DEFAULT_PORT", port)
        server = serve.listen(lambda *_: [], "127.0.0.1", None)
    server.close()

    assert port < int(server.effective_port) < port + serve.PORTS_TRIED


def test_port_that_was_asked_for_is_refused_when_it_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refused) as refused:
            serve.listen(lambda *_: [], "127.0.0.1", port)

    assert (refused.value.code, refused.value.facts) == ("port_taken", {"port": port})


def test_machine_knows_its_own_names() -> None:
    names = serve.own_names("0.0.0.0")

    assert {"0.0.0.0", socket.gethostname()} <= set(names)
