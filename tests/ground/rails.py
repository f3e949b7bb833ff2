"""Guard rails: a known kind of mistake fails the test that makes it, whatever the test is about."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

LOOPBACK = {"localhost", "::1", "0.0.0.0", "::", ""}


class NetworkRefused(RuntimeError):  # noqa: N818 - named as what happened
    """A test reached for a machine other than this one."""


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse every connection and every name look-up that leaves this machine."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect_here(self: socket.socket, address: Any) -> None:
        _refuse_elsewhere(self.family, address)
        connect(self, address)

    def connect_here_ex(self: socket.socket, address: Any) -> int:
        _refuse_elsewhere(self.family, address)
        return connect_ex(self, address)

    def look_up_here(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_elsewhere(socket.AF_INET, (host,))
        return look_up(host, *args, **kwargs)

    socket.socket.connect, socket.socket.connect_ex = connect_here, connect_here_ex
    socket.getaddrinfo = look_up_here
    try:
        yield
    finally:
        socket.socket.connect, socket.socket.connect_ex = connect, connect_ex
        socket.getaddrinfo = look_up


def _refuse_elsewhere(family: int, address: Any) -> None:
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return
    host = address[0].decode() if isinstance(address[0], bytes) else str(address[0] or "")
    if host not in LOOPBACK and not host.startswith("127."):
        raise NetworkRefused(host)
