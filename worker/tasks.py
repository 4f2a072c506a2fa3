"""Background tasks: done again and again, and ended for certain."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from typing import Any

import structlog

from worker.errors import AudienceError

_log = structlog.get_logger()

_AGAIN_SECONDS = 1


async def regularly(
    act: Callable[[], Awaitable[object]], every_seconds: float, name: str, *, at_once: bool = True
) -> None:
    """Do something again and again until cancelled, whatever it raises; when differs between processes.

    Args:
        act: what to do; raises AudienceError when that is not possible now.
        every_seconds: the pause between two times, on average.
        name: of it in the log.
        at_once: whether the first time comes before the first pause.
    """
    is_due = at_once
    while True:
        try:
            if is_due:
                await act()
        except AudienceError as error:
            _log.warning(f"{name}.postponed", code=error.code)
        except Exception:  # noqa: BLE001 - the next time must come
            _log.exception(f"{name}.broke_off")
        is_due = True
        await asyncio.sleep(every_seconds * random.uniform(0.5, 1.5))  # noqa: S311 - not a secret


async def end_tasks(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancel tasks until all have ended, whatever they raise.

    To do it once is not enough: `asyncio.wait_for` of Python 3.11, which the NATS client uses, drops a
    cancellation that comes together with what it waits for.
    """
    while pending := [task for task in tasks if not task.done()]:
        for task in pending:
            task.cancel()
        await asyncio.wait(pending, timeout=_AGAIN_SECONDS)
    await asyncio.gather(*tasks, return_exceptions=True)
