"""A TCP proxy before an HTTP endpoint that counts requests by method."""

from __future__ import annotations

import re
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.proxying import both_ways, proxy_before

_REQUEST = re.compile(rb"(GET|HEAD|PUT|POST|DELETE) [^\r\n]* HTTP/1\.1\r\n")


class CountingProxy:
    """A running proxy.

    A request is recognised at the beginning of what was sent at once, as all clients here send it.

    Attributes:
        endpoint: where it answers.
    """

    def __init__(self) -> None:
        self.endpoint = ""
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def counts(self) -> dict[str, int]:
        """Requests so far, by method."""
        with self._lock:
            return dict(self._counts)

    def carry(self, near: socket.socket, far: socket.socket) -> None:
        """Carry one connection until both sides have closed it."""
        both_ways(near, far, asked=self._count)

    def _count(self, piece: bytes) -> bytes:
        if found := _REQUEST.match(piece):
            with self._lock:
                self._counts[found[1].decode()] += 1
        return piece


@contextmanager
def counting_proxy(endpoint: str) -> Iterator[CountingProxy]:
    """Start a proxy before an HTTP endpoint."""
    proxy = CountingProxy()
    with proxy_before(endpoint, proxy.carry) as proxy.endpoint:
        yield proxy
