"""Free loopback ports, below the range from which systems hand out ports of outgoing connections."""

from __future__ import annotations

import random
import socket
from collections import deque
from contextlib import ExitStack

LOOPBACK = "127.0.0.1"
GRPC_OFFSET = 10_000
_LOWEST, _HIGHEST = 11_000, 22_000
_ATTEMPTS = 1_000
_MOST_CLAIMS = 128

_claims: deque[ExitStack] = deque()


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def are_free(ports: list[int]) -> bool:
    """Whether all these ports and the gRPC ports that go with them are free."""
    return all(is_free(port) and is_free(port + GRPC_OFFSET) for port in ports)


def free_ports(count: int) -> list[int]:
    """Pick distinct free ports whose gRPC ports (10,000 higher) are free, too.

    Nobody else who asks here gets them while a server of ours is only about to listen on them: this process
    keeps the UDP ports of the same numbers, which no server of ours needs.

    Raises:
        OSError: no free ports were found.
    """
    found: list[int] = []
    for _ in range(_ATTEMPTS):
        port = random.randrange(_LOWEST, _HIGHEST)  # noqa: S311 - no secret
        if _claim(port) and are_free([port]):
            found.append(port)
        if len(found) == count:
            return found
    raise OSError("no free loopback ports")


def _claim(port: int) -> bool:
    """Keep a port and its gRPC port from other pickers until many more were picked, or the process ends."""
    with ExitStack() as claim:
        try:
            for number in (port, port + GRPC_OFFSET):
                claim.enter_context(socket.socket(type=socket.SOCK_DGRAM)).bind((LOOPBACK, number))
        except OSError:
            return False
        _claims.append(claim.pop_all())
    while len(_claims) > _MOST_CLAIMS:
        _claims.popleft().close()
    return True
