"""A TCP proxy that holds one request to S3, so that its sender can be stopped or killed at that moment."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PIECE_BYTES = 65_536


@dataclass
class HoldingProxy:
    """A running proxy.

    Attributes:
        endpoint: where it answers.
        wanted: in the part of a request that is held, the first time; large bodies follow their head later.
        held: set when it has come.
        released: set it to let the request through.
    """

    endpoint: str
    wanted: re.Pattern[bytes]
    held: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def carry(self, near: socket.socket, target: tuple[str, int]) -> None:
        """Carry one connection until both sides have closed it."""
        with near, socket.create_connection(target) as far:
            back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
            back.start()
            self._pump(near, far)
            back.join()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE_BYTES):
                if self.wanted.search(piece) and not self.held.is_set():
                    self.held.set()
                    self.released.wait()
                target.sendall(piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextmanager
def holding_proxy(endpoint: str, wanted: bytes) -> Iterator[HoldingProxy]:
    """Start a proxy before an HTTP endpoint; see `HoldingProxy`."""
    parts = urlsplit(endpoint)
    assert parts.hostname is not None
    assert parts.port is not None
    target = (parts.hostname, parts.port)
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = HoldingProxy(f"http://127.0.0.1:{server.getsockname()[1]}", re.compile(wanted))

        def serve() -> None:
            with suppress(OSError):
                while True:
                    near, _ = server.accept()
                    threading.Thread(target=proxy.carry, args=(near, target), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield proxy
        proxy.released.set()
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
