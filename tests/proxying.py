"""A TCP proxy on loopback before an HTTP endpoint, for tests that meddle with what it carries."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_PIECE_BYTES = 1 << 20

Carry = Callable[[socket.socket, socket.socket], None]
"""Carries one connection, given its near and its far end, until it is over."""


@contextmanager
def proxy_before(endpoint: str, carry: Carry) -> Iterator[str]:
    """Start a proxy; yields where it answers."""
    parts = urlsplit(endpoint)
    assert parts.hostname is not None
    assert parts.port is not None
    target = (parts.hostname, parts.port)

    def connect(near: socket.socket) -> None:
        with near, socket.create_connection(target) as far:
            carry(near, far)

    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    near, _ = server.accept()
                    threading.Thread(target=connect, args=(near,), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
    thread.join()


def both_ways(
    near: socket.socket,
    far: socket.socket,
    asked: Callable[[bytes], bytes] = bytes,
    answered: Callable[[bytes], bytes] = bytes,
) -> None:
    """Carry a connection until both sides have closed it, each piece as these make it."""
    back = threading.Thread(target=_pump, args=(far, near, answered), daemon=True)
    back.start()
    _pump(near, far, asked)
    back.join()


def _pump(source: socket.socket, target: socket.socket, changed: Callable[[bytes], bytes] = bytes) -> None:
    """Carry one direction until its source closes it."""
    with suppress(OSError):
        while piece := source.recv(_PIECE_BYTES):
            target.sendall(changed(piece))
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
