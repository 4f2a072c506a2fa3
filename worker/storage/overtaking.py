"""Changing an object that others change, too: whoever was overtaken reads it again and decides anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt

from worker.errors import PreconditionFailed, StorageUnavailable
from worker.retrying import GrowingPauses

T = TypeVar("T")

_PAUSES = GrowingPauses(first_seconds=0.02, longest_seconds=1.28, spread=1)


async def retry_when_overtaken(step: Callable[[], Awaitable[T]], tries: int) -> T:
    """Do a step until nobody else was faster; what it returns.

    Args:
        step: reads an object, decides, and writes it if it is still what was read.
        tries: how often at most.

    Raises:
        StorageUnavailable: others were faster every time.
    """
    try:
        return await AsyncRetrying(
            retry=retry_if_exception_type(PreconditionFailed),
            wait=_PAUSES,
            stop=stop_after_attempt(tries),
            reraise=True,
        )(step)
    except PreconditionFailed:
        raise StorageUnavailable from None
