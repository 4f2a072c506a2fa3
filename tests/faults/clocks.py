"""Clocks that are wrong: of processes, by libfaketime, and of S3, by a proxy that restamps its answers."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path

import pytest

from tests.proxying import both_ways, proxy_before

_LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/opt/homebrew/lib/faketime/libfaketime.1.dylib")
_DATE = re.compile(rb"(?<=\r\nDate: )[^\r\n]{29}(?=\r\n)")


class FakeTime:
    """Environments in which processes see another time; their monotonic clocks stay right.

    Args:
        folder: for the files that tell of clocks which are set while their processes run.
    """

    def __init__(self, folder: Path) -> None:
        found = [path for pattern in _LIBRARIES for path in Path("/").glob(pattern[1:])]
        if not found:
            advice = "Tests of wrong clocks need libfaketime: `apt-get` or `brew install libfaketime`."
            if os.environ.get("CI") == "true":
                pytest.fail(advice)
            pytest.skip(advice)
        self._folder = folder
        self._library = str(found[0])

    def off(self, by: timedelta) -> dict[str, str]:
        """The environment of a process whose clock is wrong."""
        return {**self._common(), "FAKETIME": _offset(by)}

    def settable(self, name: str, by: timedelta) -> dict[str, str]:
        """The same of one whose clock `set` sets."""
        self.set(name, by)
        return {
            **self._common(),
            "FAKETIME_TIMESTAMP_FILE": str(self._folder / name),
            "FAKETIME_NO_CACHE": "1",
        }

    def set(self, name: str, by: timedelta) -> None:
        """Set the clock of such a process."""
        (self._folder / name).write_text(f"{_offset(by)}\n")

    def _common(self) -> dict[str, str]:
        loader = "LD_PRELOAD" if sys.platform == "linux" else "DYLD_INSERT_LIBRARIES"
        return {loader: self._library, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}


@contextmanager
def restamped(endpoint: str, by: timedelta) -> Iterator[str]:
    """An S3 whose clock is wrong: gives the endpoint of a proxy that moves the `Date` of all answers."""

    def moved(found: re.Match[bytes]) -> bytes:
        return format_datetime(parsedate_to_datetime(found[0].decode()) + by, usegmt=True).encode()

    def carry(near: socket.socket, far: socket.socket) -> None:
        both_ways(near, far, answered=lambda piece: _DATE.sub(moved, piece))

    with proxy_before(endpoint, carry) as proxy:
        yield proxy


def _offset(by: timedelta) -> str:
    return f"{by.total_seconds():+.0f}s"
