"""A TCP proxy that cuts connections in the middle of answers, as bad networks do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.proxying import both_ways, proxy_before


@dataclass
class CuttingProxy:
    """A running proxy.

    Attributes:
        cuts_left: connections that will still be cut.
        after_bytes: how much of an answer such a connection carries first.
        endpoint: where it answers.
    """

    cuts_left: int
    after_bytes: int
    endpoint: str = ""

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry one connection until both sides have closed it, or it is cut."""
        carried = 0

        def cut(piece: bytes) -> bytes:
            nonlocal carried
            carried += len(piece)
            if carried > self.after_bytes and self.cuts_left > 0:
                self.cuts_left -= 1
                for side in (near, far):
                    side.shutdown(socket.SHUT_RDWR)
            return piece

        both_ways(near, far, answered=cut)


@contextmanager
def cutting_proxy(endpoint: str, *, cuts: int, after_bytes: int) -> Iterator[CuttingProxy]:
    """Start a proxy before an HTTP endpoint; it cuts so many connections, then behaves."""
    proxy = CuttingProxy(cuts, after_bytes)
    with proxy_before(endpoint, proxy.carry) as proxy.endpoint:
        yield proxy
