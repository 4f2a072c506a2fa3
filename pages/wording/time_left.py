"""How long something still takes, told so that it can be read calmly: in round steps, and not up and down."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from pages.wording.translating import tr

_NO_BREAK = "\N{NO-BREAK SPACE}"
_MINUTE = 60
_HOUR = 60 * _MINUTE
_A_FEW_SECONDS = 5
_TENS_UP_TO = 50
_STEPS = (
    (9.5 * _MINUTE, _MINUTE),
    (57.5 * _MINUTE, 5 * _MINUTE),
    (2.9 * _HOUR, 10 * _MINUTE),
    (9.75 * _HOUR, _HOUR // 2),
)
"""Below which limit which steps are told, in seconds; the same as in pages/uploader/browser/countdown.js."""

_SLOWER = 1.3
_SLOWER_FOR_SECONDS = 8.0
_REMEMBERED = 10_000


def round_seconds(seconds: float) -> int:
    """The step that is told of so many seconds."""
    if seconds < 10:  # noqa: PLR2004 - nobody counts along
        return _A_FEW_SECONDS
    if seconds <= _TENS_UP_TO:
        return -int(-seconds // 10) * 10
    step = next((step for limit, step in _STEPS if seconds < limit), _HOUR)
    return max(1, int(seconds / step + 0.5)) * step


def rough_time(seconds: float) -> str:
    """About how long: a few seconds, about 40 s, about 4 min, about 1 h 10 min."""
    told = round_seconds(seconds)
    if told == _A_FEW_SECONDS:
        return tr("a few seconds")
    if told < _MINUTE:
        return tr("about {time}", time=f"{told}{_NO_BREAK}s")
    hours, minutes = told // _HOUR, told // _MINUTE % _MINUTE
    parts = [f"{hours}{_NO_BREAK}h"] * bool(hours) + [f"{minutes}{_NO_BREAK}min"] * bool(minutes)
    return tr("about {time}", time=_NO_BREAK.join(parts))


class Calm:
    """Remembers what was last told of each thing, for all pages: it grows only when it is longer for a while.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._told: OrderedDict[str, tuple[int, float | None]] = OrderedDict()

    def told(self, thing: str, seconds: float | None) -> int | None:
        """The seconds to tell of a thing that takes about so many; None if that is not known."""
        with self._lock:
            if seconds is None:
                self._told.pop(thing, None)
                return None
            told, longer_since = self._next(thing, seconds)
            self._told[thing] = told, longer_since
            self._told.move_to_end(thing)
            if len(self._told) > _REMEMBERED:
                self._told.popitem(last=False)
            return told

    def _next(self, thing: str, seconds: float) -> tuple[int, float | None]:
        step = round_seconds(seconds)
        before, longer_since = self._told.get(thing, (step, None))
        if seconds <= before * _SLOWER:
            return min(before, step), None
        longer_since = self._clock() if longer_since is None else longer_since
        if self._clock() - longer_since < _SLOWER_FOR_SECONDS:
            return before, longer_since
        return step, None
