"""A TCP proxy that flips single bits of what it carries, as bad cables and memory do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_PIECE_BYTES = 65_536


@dataclass
class FlippingProxy:
    """A running proxy.

    Attributes:
        endpoint: where it answers.
        asked: flips a bit of the first byte of this text in a request, as often as `flips` says.
        answered: the same of answers.
        flips: how often it will still do that.
        flipped: how often it did.
    """

    endpoint: str
    asked: bytes | None
    answered: bytes | None
    flips: int
    flipped: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, near: socket.socket, target: tuple[str, int]) -> None:
        """Carry one connection until both sides have closed it."""
        with near, socket.create_connection(target) as far:
            back = threading.Thread(target=self._pump, args=(far, near, self.answered), daemon=True)
            back.start()
            self._pump(near, far, self.asked)
            back.join()

    def _pump(self, source: socket.socket, target: socket.socket, text: bytes | None) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE_BYTES):
                target.sendall(self._flip(piece, text) if text and text in piece else piece)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _flip(self, piece: bytes, text: bytes) -> bytes:
        with self._lock:
            if self.flipped >= self.flips:
                return piece
            self.flipped += 1
        place = piece.rindex(text)  # the last: what a request or an answer is about stands behind its head
        return piece[:place] + bytes([piece[place] ^ 1]) + piece[place + 1 :]


@contextmanager
def flipping_proxy(
    endpoint: str, *, asked: bytes | None = None, answered: bytes | None = None, flips: int = 1
) -> Iterator[FlippingProxy]:
    """Start a proxy before an HTTP endpoint; see `FlippingProxy`."""
    parts = urlsplit(endpoint)
    assert parts.hostname is not None
    assert parts.port is not None
    target = (parts.hostname, parts.port)
    with socket.create_server(("127.0.0.1", 0)) as server:
        proxy = FlippingProxy(f"http://127.0.0.1:{server.getsockname()[1]}", asked, answered, flips)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    near, _ = server.accept()
                    threading.Thread(target=proxy.carry, args=(near, target), daemon=True).start()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield proxy
        server.shutdown(socket.SHUT_RDWR)
    thread.join()
