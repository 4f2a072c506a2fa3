"""The express lane: what an analyst waits for does not queue behind whatever others send."""

from __future__ import annotations

import pytest
from nats.js import api

from tests.integration.queues import (
    CHANNEL,
    Diary,
    consuming,
    nothing_left,
    plain_client,
    publish,
    publishing,
)
from worker.queue.contract import CHANNEL as FILES
from worker.queue.contract import Publisher
from worker.queue.jetstream.streams import consumer_name
from worker.settings import Settings

pytestmark = pytest.mark.anyio

FLOOD = 200


async def test_a_page_passes_the_flood_of_another_publisher_and_both_have_their_turn(broker_url: str) -> None:
    started: list[str] = []

    async def act(text: str) -> None:
        started.append(text)

    async with publishing(broker_url) as server:
        await server.link.ensure_queue(CHANNEL)
        for number in range(FLOOD):
            await publish(server, f"flood {number}")
        for number in range(20):
            await publish(server, f"page {number}", express=True)
    async with consuming(broker_url, act):
        await nothing_left(broker_url)

    assert [text for text in started[:42] if text.startswith("page")] == [f"page {n}" for n in range(20)]
    assert [text for text in started if text.startswith("flood")] == [f"flood {n}" for n in range(FLOOD)]


async def test_a_queue_that_an_older_version_made_gets_its_express_lane_and_keeps_its_limits(
    broker_url: str,
) -> None:
    old = api.StreamConfig(
        name=f"repid_{CHANNEL}",
        subjects=[CHANNEL],
        retention=api.RetentionPolicy.WORK_QUEUE,
        max_msgs=77_000,
    )
    diary = Diary(is_open=True)
    async with plain_client(broker_url) as client:
        stream = await client.jetstream().add_stream(old)
        assert stream.created is not None
        consumer = consumer_name(stream.created)
        await client.jetstream().add_consumer(
            old.name or "", durable_name=consumer, ack_policy=api.AckPolicy.EXPLICIT, max_ack_pending=-1
        )
        await client.jetstream().publish(CHANNEL, b"old")

        async with publishing(broker_url) as server:
            await publish(server, "page", express=True)
        async with consuming(broker_url, diary.actor, lease_seconds=5):
            await nothing_left(broker_url)

        assert set(diary.started) == {"old", "page"}
        assert (await client.jetstream().stream_info(old.name or "")).config.max_msgs == 77_000


@pytest.mark.parametrize(("express", "subject"), [(True, f"{FILES}.express"), (False, FILES)])
async def test_the_publisher_sends_by_the_lane_it_is_told(
    broker_url: str, express: bool, subject: str
) -> None:
    async with Publisher(Settings(broker_url=broker_url)) as publisher:
        await publisher.publish("1", "uploads/1.csv", message_id="1", express=express)

    async with plain_client(broker_url) as client:
        stream = await client.jetstream().stream_info(f"repid_{FILES}", subjects_filter=">")
        assert stream.state.subjects == {subject: 1}
