"""A TCP proxy before an HTTP endpoint that counts requests by method."""

from __future__ import annotations

import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_PIECE_BYTES = 1 << 20
_REQUEST = re.compile(rb"(GET|HEAD|PUT|POST|DELETE) [^\r\n]* HTTP/1\.1\r\n")


class CountingProxy:
    """A running proxy.

    A request is recognised at the beginning of what was sent at once, as all clients here send it.

    Attributes:
        endpoint: where it answers.
    """

    def __init__(self, endpoint: str, target: tuple[str, int]) -> None:
        self.endpoint = endpoint
        self._target = target
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def counts(self) -> dict[str, int]:
        """Requests so far, by method."""
        with self._lock:
            return dict(self._counts)

    def carry(self, near: socket.socket) -> None:
        """Carry one connection until either side closes it."""
        with near, suppress(OSError), socket.create_connection(self._target) as far:
            back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
            back.start()
            self._pump(near, far, counting=True)
            back.join()

    def _pump(self, source: socket.socket, target: socket.socket, *, counting: bool = False) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE_BYTES):
                if counting and (found := _REQUEST.match(piece)):
                    with self._lock:
                        self._counts[found[1].decode()] += 1
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def counting_proxy(endpoint: str) -> Iterator[CountingProxy]:
    """Start a proxy before an HTTP endpoint."""
    parts = urlsplit(endpoint)
    assert parts.hostname is not None
    assert parts.port is not None
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = CountingProxy(f"http://127.0.0.1:{server.getsockname()[1]}", (parts.hostname, parts.port))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    near, _ = server.accept()
                    threading.Thread(target=proxy.carry, args=(near,), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield proxy
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
