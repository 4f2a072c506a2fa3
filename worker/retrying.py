"""Trying again: how long to pause between two tries, and for how long a step is worth trying."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_delay

from worker.errors import StorageUnavailable

if TYPE_CHECKING:
    import asyncio

_MOST_DOUBLINGS = 30  # more seconds than anybody waits, and still a number to multiply with
_STEP_SECONDS = 120
_LAST_STEP_SECONDS = 3_600


@dataclass(frozen=True, slots=True)
class GrowingPauses:
    """Pauses that double up to the longest; tenacity's `wait`.

    Attributes:
        spread: the largest share by which chance shortens a pause, so that many do not come back at once.
    """

    first_seconds: float
    longest_seconds: float
    spread: float

    def after(self, tries: int) -> float:
        """Seconds to pause after this many tries."""
        seconds = min(self.first_seconds * 2.0 ** min(tries - 1, _MOST_DOUBLINGS), self.longest_seconds)
        return seconds * random.uniform(1 - self.spread, 1)  # noqa: S311 - spreads load, hides nothing

    def __call__(self, state: RetryCallState) -> float:
        """The same, as tenacity asks for it."""
        return self.after(state.attempt_number)


_STEP_PAUSES = GrowingPauses(first_seconds=1, longest_seconds=10, spread=1)
# Before a sweeper, which lets a job rest for longer, takes it for abandoned:
_LAST_STEP_PAUSES = GrowingPauses(first_seconds=1, longest_seconds=2, spread=1)


async def patiently(step: Callable[[], Awaitable[object]]) -> None:
    """Repeat a step of the work for two minutes; the lease is renewed meanwhile, or the step cancelled."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(StorageUnavailable),
        wait=_STEP_PAUSES,
        stop=stop_after_delay(_STEP_SECONDS),
        reraise=True,
    ):
        with attempt:
            await step()


async def very_patiently(step: Callable[[], Awaitable[object]], stopping: asyncio.Event) -> None:
    """Repeat the last step of an attempt for an hour, which then costs nothing: nobody can work meanwhile.

    Once the worker is to stop, the step is tried once more at most.
    """

    def is_over(state: RetryCallState) -> bool:
        return stopping.is_set() or (state.seconds_since_start or 0) > _LAST_STEP_SECONDS

    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(StorageUnavailable),
        wait=_LAST_STEP_PAUSES,
        stop=is_over,
        reraise=True,
    ):
        with attempt:
            await step()
