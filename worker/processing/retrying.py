"""Repeating a step while S3 is away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from worker.errors import StorageUnavailable

_STEP_SECONDS = 120
_STEP_PAUSE_SECONDS = 10
_LAST_STEP_SECONDS = 3_600
_LAST_STEP_PAUSE_SECONDS = 2  # before a sweeper, which lets a job rest for longer, takes it for abandoned


async def patiently(step: Callable[[], Awaitable[object]]) -> None:
    """Repeat a step of the work for two minutes; the lease is renewed meanwhile, or the step cancelled."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(StorageUnavailable),
        wait=wait_random_exponential(max=_STEP_PAUSE_SECONDS),
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
        wait=wait_random_exponential(max=_LAST_STEP_PAUSE_SECONDS),
        stop=is_over,
        reraise=True,
    ):
        with attempt:
            await step()
