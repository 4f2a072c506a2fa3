"""Messages are read without being taken: in their order, each once, also of a stream that was made anew."""

from __future__ import annotations

import pytest

from tests.integration.queues import (
    CHANNEL,
    Diary,
    consuming,
    nothing_left,
    plain_client,
    publish,
    publishing,
)
from worker.queue.jetstream.peeking import Peek

pytestmark = pytest.mark.anyio


async def test_the_pages_messages_are_seen_once_and_stay_for_their_consumer(broker_url: str) -> None:
    async with publishing(broker_url) as server:
        peek = Peek(server.broker, CHANNEL)
        assert await peek.news() == [], "there is no stream yet"
        for text in ("page 1", "page 2"):
            await publish(server, text, express=True)
        await publish(server, "another publisher's")

        assert await peek.news() == [b"page 1", b"page 2"]
        await publish(server, "page 3", express=True)
        assert await peek.news() == [b"page 3"]

    diary = Diary(is_open=True)
    async with consuming(broker_url, diary.actor, lease_seconds=5):
        await nothing_left(broker_url)
    assert sorted(diary.started) == ["another publisher's", "page 1", "page 2", "page 3"]


async def test_a_stream_that_was_wiped_is_seen_from_its_beginning(broker_url: str) -> None:
    async with publishing(broker_url) as server, plain_client(broker_url) as client:
        peek = Peek(server.broker, CHANNEL)
        for number in range(3):
            await publish(server, f"page {number}", express=True)
        assert len(await peek.news()) == 3
        await client.jetstream().delete_stream(f"repid_{CHANNEL}")
        await publish(server, "page anew", express=True)

        assert await peek.news() == [b"page anew"]
