"""A TCP proxy that holds one request to S3, so that its sender can be stopped or killed at that moment."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.proxying import both_ways, proxy_before


@dataclass
class HoldingProxy:
    """A running proxy.

    Attributes:
        wanted: in the part of a request that is held, the first time; large bodies follow their head later.
        held: set when it has come.
        released: set it to let the request through.
        endpoint: where it answers.
    """

    wanted: re.Pattern[bytes]
    held: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)
    endpoint: str = ""

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry one connection until both sides have closed it."""
        both_ways(near, far, asked=self._hold)

    def _hold(self, piece: bytes) -> bytes:
        if self.wanted.search(piece) and not self.held.is_set():
            self.held.set()
            self.released.wait()
        return piece


@contextmanager
def holding_proxy(endpoint: str, wanted: bytes) -> Iterator[HoldingProxy]:
    """Start a proxy before an HTTP endpoint; see `HoldingProxy`."""
    proxy = HoldingProxy(re.compile(wanted))
    with proxy_before(endpoint, proxy.carry) as proxy.endpoint:
        try:
            yield proxy
        finally:
            proxy.released.set()
