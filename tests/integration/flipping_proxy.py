"""A TCP proxy that flips single bits of what it carries, as bad cables and memory do."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from tests.proxying import both_ways, proxy_before


@dataclass
class FlippingProxy:
    """A running proxy.

    Attributes:
        asked: flips a bit of the first byte of this text in a request, as often as `flips` says.
        answered: the same of answers.
        flips: how often it will still do that.
        flipped: how often it did.
        endpoint: where it answers.
    """

    asked: bytes | None
    answered: bytes | None
    flips: int
    flipped: int = 0
    endpoint: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry one connection until both sides have closed it."""
        both_ways(near, far, partial(self._flip, text=self.asked), partial(self._flip, text=self.answered))

    def _flip(self, piece: bytes, text: bytes | None) -> bytes:
        if not text or text not in piece:
            return piece
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
    proxy = FlippingProxy(asked, answered, flips)
    with proxy_before(endpoint, proxy.carry) as proxy.endpoint:
        yield proxy
