"""One clock for all machines: S3's, as its answers tell it, however wrong this machine's own is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

_RESOLUTION_SECONDS = 1.0  # answers tell whole seconds
_DRIFT = 0.0005  # seconds a second that two clocks may part while nothing is heard


@dataclass(frozen=True, slots=True)
class _Known:
    """What has been heard of S3's time less `time.monotonic()`.

    Attributes:
        earliest: the least that this difference can be.
        latest: the most.
        base: what it is taken for.
        heard_at: when that was known, by `time.monotonic`.
    """

    earliest: float
    latest: float
    base: float
    heard_at: float


class Clock:
    """Tells S3's time once an answer of it was heard, this machine's before that.

    An answer is stamped between its request and its arrival, which bounds what S3's clock may show; the
    bounds of many answers meet within hundredths of a second. Where this machine's clock is within them it
    is believed, since most are right to the millisecond. Between answers `time.monotonic` goes on, which
    nobody sets.

    Args:
        monotonic: seconds that only go on.
        local: this machine's own time, in seconds of Unix.
    """

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, local: Callable[[], float] = time.time
    ) -> None:
        self._monotonic = monotonic
        self._local = local
        self._known: _Known | None = None
        self._learning = threading.Lock()

    def now(self) -> datetime:
        """The time, in UTC."""
        known = self._known
        seconds = self._local() if known is None else known.base + self._monotonic()
        return datetime.fromtimestamp(seconds, UTC)

    def hear(self, stamped: datetime, sent: float, received: float) -> None:
        """Learn from an answer of S3.

        Args:
            stamped: its `Date`.
            sent: when its request was sent or earlier, by `time.monotonic`.
            received: when it had arrived or later.
        """
        earliest = stamped.timestamp() - received
        latest = stamped.timestamp() + _RESOLUTION_SECONDS - sent
        with self._learning:
            if (known := self._known) is not None:
                parted = _DRIFT * max(0.0, received - known.heard_at)
                narrow = max(earliest, known.earliest - parted), min(latest, known.latest + parted)
                if narrow[0] <= narrow[1]:  # else S3's clock was set, or this machine has slept: begin anew
                    earliest, latest = narrow
            base = min(max(self._local() - self._monotonic(), earliest), latest)
            self._known = _Known(earliest, latest, base, received)


STORES_CLOCK = Clock()
"""Of this process."""


def utc_now() -> datetime:
    """Now by S3's clock, in UTC: for all that is written to the bucket or compared with what others wrote."""
    return STORES_CLOCK.now()
