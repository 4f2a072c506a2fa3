"""A TCP proxy that cuts connections in the middle of answers, as bad networks do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

_PIECE_BYTES = 16_384


@dataclass
class CuttingProxy:
    """A running proxy.

    Attributes:
        endpoint: where it answers.
        cuts_left: connections that will still be cut.
        after_bytes: how much of an answer such a connection carries first.
    """

    endpoint: str
    cuts_left: int
    after_bytes: int

    def forward(self, near: socket.socket, target: tuple[str, int]) -> None:
        """Carry one connection until either side closes it, or it is cut."""
        with near, socket.create_connection(target) as far, suppress(OSError):
            threading.Thread(target=_pump, args=(near, far), daemon=True).start()
            carried = 0
            while piece := far.recv(_PIECE_BYTES):
                carried += len(piece)
                if carried > self.after_bytes and self.cuts_left > 0:
                    self.cuts_left -= 1
                    break
                near.sendall(piece)
            for side in (near, far):
                side.shutdown(socket.SHUT_RDWR)  # closing alone would wait for the other thread


@contextmanager
def cutting_proxy(endpoint: str, *, cuts: int, after_bytes: int) -> Iterator[CuttingProxy]:
    """Start a proxy before an HTTP endpoint; it cuts so many connections, then behaves."""
    parts = urlsplit(endpoint)
    assert parts.hostname is not None
    assert parts.port is not None
    target = (parts.hostname, parts.port)
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = CuttingProxy(f"http://127.0.0.1:{server.getsockname()[1]}", cuts, after_bytes)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    near, _ = server.accept()
                    threading.Thread(target=proxy.forward, args=(near, target), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield proxy
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while piece := source.recv(_PIECE_BYTES):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
