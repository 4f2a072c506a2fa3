"""Tasks that are to end do, even if a cancellation is lost on the way."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from worker.tasks import end_tasks

pytestmark = pytest.mark.anyio


async def test_a_task_that_loses_a_cancellation_ends_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.tasks._AGAIN_SECONDS", 0.01)

    async def stubborn() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()

    async def broken() -> None:
        raise ValueError

    tasks = [asyncio.create_task(each) for each in (stubborn(), broken())]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async with asyncio.timeout(30):
        await end_tasks(tasks)

    assert tasks[0].cancelled()
    assert isinstance(tasks[1].exception(), ValueError)
