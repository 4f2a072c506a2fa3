"""How much one browser may ask for: ordinary use never comes near it, a storm of requests is put off."""

from __future__ import annotations

import time
from collections.abc import Callable

from pages.uploader.requests import Begin, Recall, Request, Watch
from worker.text.sentences import say

TOO_FAST = say("This page asks for too much at once. It goes on by itself in a moment.")

MOST_AT_ONCE = 1_000
EACH_SECOND = 200
_BEGIN = 5
_RECALL = 25


class Pace:
    """An allowance of requests to the storage, spent by what a browser asks for and filled up over time.

    Args:
        clock: seconds, as of `time.monotonic`.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left: float = MOST_AT_ONCE
        self._seen = clock()

    def allows(self, request: Request) -> bool:
        """Whether this may be done now; if so, it is spent."""
        now = self._clock()
        self._left = min(MOST_AT_ONCE, self._left + (now - self._seen) * EACH_SECOND)
        self._seen = now
        cost = _cost(request)
        if cost > self._left:
            return False
        self._left -= cost
        return True


def _cost(request: Request) -> int:
    """About how many requests to the storage it takes."""
    if isinstance(request, Watch):
        return max(1, len(request.jobs))
    if isinstance(request, Begin):
        return _BEGIN
    return _RECALL if isinstance(request, Recall) else 1
