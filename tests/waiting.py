"""Waiting for a condition instead of sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_POLL_SECONDS = 0.05
SELDOM_SECONDS = 0.2
"""For what costs something to look at, as an object in S3 does, and takes a second to come true."""


def wait_until(
    condition: Callable[[], T | None],
    timeout: float = 60.0,
    what: str = "the condition",
    poll_seconds: float = _POLL_SECONDS,
) -> T:
    """Wait until the condition holds (is truthy), and give its value; fail when the time is over."""
    end = time.monotonic() + timeout
    while True:
        if result := condition():
            return result
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come true within {timeout:g} s")
        time.sleep(poll_seconds)
