"""A subscriber told to close does, whatever it was at."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import cast

import pytest
from repid.connections.abc import ReceivedMessageT

from worker.queue.jetstream.link import Link
from worker.queue.jetstream.streams import Queue
from worker.queue.jetstream.subscriber import JetStreamSubscriber
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio


class LinkThatIgnoresACancellation:
    """Its queue is there at the moment of a cancellation, which gets lost with that."""

    def __init__(self) -> None:
        self.draining = asyncio.Event()
        self.is_asked = asyncio.Event()

    async def ensure_queue(self, _channel: str) -> Queue:
        self.is_asked.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return Queue(stream="stream", consumer="consumer", created=utc_now())


async def test_a_cancellation_lost_while_the_queue_is_made_keeps_no_subscriber_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("worker.tasks._AGAIN_SECONDS", 0.01)
    server = LinkThatIgnoresACancellation()

    async def nothing(_message: ReceivedMessageT) -> None:
        raise AssertionError("there is no message")

    subscriber = JetStreamSubscriber(cast("Link", server), {"channel": nothing}, None)
    await server.is_asked.wait()

    async with asyncio.timeout(30):
        await subscriber.close()

    assert subscriber.task.done()
