from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from repid import NatsServer as RepidsNatsServer
from repid.data import MessageData
from structlog.testing import capture_logs

from tests.integration.queues import (
    CHANNEL,
    Diary,
    consuming,
    count_messages,
    dead_letters,
    nothing_left,
    plain_client,
    publish,
    publishing,
    until,
)
from tests.servers import NatsServer
from tests.waiting import wait_until
from worker.embedded.child_process import executable
from worker.embedded.identity import Identity
from worker.errors import ConfigurationError, DeadLetter, PutBack
from worker.queue.jetstream import JetStreamServer

pytestmark = pytest.mark.anyio

StartBroker = Callable[[], NatsServer]

SHORT_LEASE_SECONDS = 2
LONG_LEASE_SECONDS = 600


async def test_a_job_that_outlasts_its_lease_is_started_once(broker_url: str) -> None:
    diary = Diary()
    async with (
        consuming(broker_url, diary.actor, lease_seconds=SHORT_LEASE_SECONDS) as server,
        consuming(broker_url, diary.actor, lease_seconds=SHORT_LEASE_SECONDS),
    ):
        await publish(server, "slow")
        await diary.has(1)
        await asyncio.sleep(2.5 * SHORT_LEASE_SECONDS)  # the time itself is the point
        diary.gate.set()
        await nothing_left(broker_url)
    assert diary.started == ["slow"]


async def test_a_message_whose_worker_is_gone_comes_back_after_its_lease(broker_url: str) -> None:
    diary = Diary(is_open=True)
    async with JetStreamServer(broker_url, ack_wait_seconds=SHORT_LEASE_SECONDS).connection() as server:
        await publish(server, "orphan")
        queue = await server.link.ensure_queue(CHANNEL)
        next_subject = f"$JS.API.CONSUMER.MSG.NEXT.{queue.stream}.{queue.consumer}"
        taken = await server.broker.fetch(next_subject, b"", seconds=5)
        assert taken.data == b"orphan"
    async with consuming(broker_url, diary.actor, lease_seconds=SHORT_LEASE_SECONDS):
        await diary.has(1)
        await nothing_left(broker_url)


async def test_no_more_messages_are_taken_than_there_are_slots(broker_url: str) -> None:
    first, second = Diary(), Diary()
    async with (
        consuming(broker_url, first.actor, slots=1) as server,
        consuming(broker_url, second.actor, slots=2),
    ):
        for number in range(9):
            await publish(server, f"{number}")
        await first.has(1)
        await second.has(2)
        queue = await server.link.ensure_queue(CHANNEL)
        async with plain_client(broker_url) as client:
            info = await client.jetstream().consumer_info(queue.stream, queue.consumer)
        assert (info.num_ack_pending, info.num_pending) == (3, 6)
        first.gate.set()
        second.gate.set()
        await nothing_left(broker_url)
    assert first.most_running == 1
    assert second.most_running == 2
    assert sorted(first.started + second.started) == [f"{number}" for number in range(9)]


async def test_a_slot_is_free_again_when_an_actor_never_settles_its_message(broker_url: str) -> None:
    diary = Diary(is_open=True)
    async with consuming(
        broker_url, diary.actor, lease_seconds=SHORT_LEASE_SECONDS, confirmation="manual"
    ) as server:
        await publish(server, "left")
        await diary.has(2)  # the slot was free when the lease had run out
    assert set(diary.started) == {"left"}


async def test_put_back_is_delivered_again_after_its_delay(broker_url: str) -> None:
    starts: list[float] = []

    async def actor(_text: str) -> None:
        starts.append(time.monotonic())
        if len(starts) < 3:
            raise PutBack([0.0, 1.0][len(starts) - 1])

    async with consuming(broker_url, actor) as server:
        await publish(server, "again")

        async def three() -> bool:
            return len(starts) == 3

        await until(three, what="three starts")
        await nothing_left(broker_url)
    assert starts[2] - starts[1] > 0.9


async def test_a_failure_is_tried_again_later(broker_url: str) -> None:
    starts: list[float] = []

    async def actor(_text: str) -> None:
        starts.append(time.monotonic())
        if len(starts) < 3:
            raise RuntimeError

    async with consuming(broker_url, actor) as server:
        await publish(server, "failing")

        async def three() -> bool:
            return len(starts) == 3

        await until(three, what="three starts")
        await nothing_left(broker_url)
    assert starts[1] - starts[0] > 0.7
    assert starts[2] - starts[1] > 1.4


async def test_what_the_queue_has_lost_is_told_from_what_it_holds(broker_url: str) -> None:
    diary = Diary()
    async with consuming(broker_url, diary.actor) as server:
        began = datetime.now(UTC)
        assert (await server.holdings(CHANNEL)).oldest_at >= began, "it holds nothing"
        await publish(server, "in hand")
        await diary.has(1)
        await publish(server, "waiting")
        in_hand = await server.holdings(CHANNEL)
        assert in_hand.lost_before == in_hand.created, "a message is held that was published since"
        diary.gate.set()
        await nothing_left(broker_url)
        emptied = await server.holdings(CHANNEL)
    assert began < in_hand.oldest_at < emptied.oldest_at
    assert in_hand.created == emptied.created


async def test_a_dead_letter_keeps_payload_headers_and_reason(broker_url: str) -> None:
    async def actor(_text: str) -> None:
        raise DeadLetter("Nobody can read\nthis.")

    async with consuming(broker_url, actor) as server:
        await server.publish(
            channel=CHANNEL,
            message=MessageData(payload=b"\x00hopeless", headers={"trace": "7"}, content_type="text/plain"),
            server_specific_parameters={"message_id": "job-7"},
        )
        await nothing_left(broker_url)
        (letter,) = await dead_letters(broker_url)
    assert letter.data == b"\x00hopeless"
    headers = letter.headers or {}
    assert headers["x-repid-reason"] == "Nobody can read this."
    assert headers["x-repid-original-channel"] == CHANNEL
    assert headers["x-repid-original-sequence"] == "1"
    assert headers["x-repid-original-message-id"] == "job-7"
    assert headers["x-repid-deliveries"] == "1"
    assert headers["trace"] == "7"
    assert headers["content-type"] == "text/plain"
    assert "x-repid-time" in headers


async def test_one_message_id_makes_one_message(broker_url: str) -> None:
    async with publishing(broker_url) as server:
        for _ in range(3):
            await publish(server, "same", message_id="job-1")
        await publish(server, "same", message_id="job-1:2")
    assert await count_messages(broker_url) == 2


async def test_messages_of_repids_own_server_and_of_plain_clients_are_consumed(broker_url: str) -> None:
    diary = Diary(is_open=True)
    async with consuming(broker_url, diary.actor) as server:
        await server.link.ensure_queue(CHANNEL)
        async with RepidsNatsServer(broker_url).connection() as theirs:
            await theirs.publish(
                channel=CHANNEL, message=MessageData(payload=b"repid", content_type="application/json")
            )
        async with plain_client(broker_url) as client:
            await client.publish(CHANNEL, b"plain")
        await diary.has(2)
        await nothing_left(broker_url)
    assert sorted(diary.started) == ["plain", "repid"]


async def test_a_broker_without_jetstream_is_refused_at_the_first_contact(tmp_path: Path) -> None:
    identity = Identity()
    server = NatsServer(tmp_path, identity)
    process = await asyncio.create_subprocess_exec(
        executable("nats-server"), "-a", "127.0.0.1", "-p", f"{identity.ports.nats}", "-l", f"{tmp_path}/log"
    )
    try:
        await asyncio.to_thread(wait_until, server.answers, what="nats-server answering")
        with pytest.raises(ConfigurationError, match="without JetStream"):
            await JetStreamServer(server.url).connect()
    finally:
        process.kill()
        await process.wait()


async def test_refused_credentials_are_named_and_never_logged(broker_url: str) -> None:
    host = broker_url.rpartition("@")[2]
    with capture_logs() as logs:
        with pytest.raises(ConfigurationError, match="refuses these credentials"):
            await JetStreamServer(f"nats://somebody:wrong-password@{host}").connect()
        async with JetStreamServer(broker_url).connection() as server:
            assert server.host == host
    password = broker_url.rpartition("@")[0].rpartition(":")[2]
    assert "wrong-password" not in repr(logs)
    assert password not in repr(logs)


async def test_a_subscriber_that_closes_leaves_no_message_behind(broker_url: str) -> None:
    async def never(_message: object) -> None:
        raise AssertionError("started after the pause")

    async with JetStreamServer(broker_url, ack_wait_seconds=LONG_LEASE_SECONDS).connection() as server:
        subscriber = await server.subscribe(channels_to_callbacks={CHANNEL: never}, concurrency_limit=1)
        queue = await server.link.ensure_queue(CHANNEL)

        async def is_fetching() -> bool:
            async with plain_client(broker_url) as client:
                info = await client.jetstream().consumer_info(queue.stream, queue.consumer)
            return bool(info.num_waiting)

        await until(is_fetching, what="a fetch under way")
        await subscriber.pause()
        assert server.draining.is_set()
        await publish(server, "late")
        await subscriber.close()
    diary = Diary(is_open=True)
    async with consuming(broker_url, diary.actor, lease_seconds=LONG_LEASE_SECONDS):
        await diary.has(1)  # handed back: its lease would keep it much longer
