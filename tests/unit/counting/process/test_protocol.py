"""What is heard of a counting process never drowns that the count is to end."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast
from unittest.mock import AsyncMock, Mock

import pytest

from worker.counting.process.parent import _converse
from worker.counting.process.protocol import CountProgress, CountRequest
from worker.counting.source.locations import LocalSource

REQUEST = CountRequest.of(LocalSource(path=Path("customers.csv")))
PROGRESS = CountProgress(phase="reading", rows=1, bytes_read=1, bytes_total=2, share=0.5, rows_per_second=1)


@pytest.mark.anyio
@pytest.mark.parametrize("steps", range(6))
async def test_promise_16_a_count_cancelled_while_it_tells_its_progress_ends(steps: int) -> None:
    answers = asyncio.StreamReader()
    child = Mock(stdout=answers, stdin=Mock(drain=AsyncMock()))
    conversation = asyncio.create_task(
        _converse(cast("asyncio.subprocess.Process", child), REQUEST, lambda _: None)
    )
    for _ in range(6):  # until it listens
        await asyncio.sleep(0)

    answers.feed_data(PROGRESS.model_dump_json().encode() + b"\n")
    for _ in range(steps):
        await asyncio.sleep(0)
    conversation.cancel()

    await asyncio.wait([conversation], timeout=5)
    assert conversation.cancelled()
