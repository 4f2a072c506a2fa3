"""The queue when its broker is killed, wiped, frozen or never there."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from tests.freezing import freeze, thaw
from tests.integration.queues import (
    CHANNEL,
    Diary,
    consuming,
    count_messages,
    nothing_left,
    plain_client,
    publish,
    publishing,
    until,
)
from tests.servers import NatsServer
from worker.errors import BrokerUnavailable, PutBack
from worker.queue.jetstream import JetStreamServer

pytestmark = pytest.mark.anyio

StartBroker = Callable[[], NatsServer]

SHORT_LEASE_SECONDS = 2
LONG_LEASE_SECONDS = 600


async def test_the_broker_killed_mid_job_costs_no_second_run(fresh_broker: StartBroker) -> None:
    broker = fresh_broker()
    diary = Diary()
    async with consuming(broker.url, diary.actor) as server:
        await publish(server, "surviving")
        await diary.has(1)
        broker.kill()
        diary.gate.set()  # the acknowledgement now meets no broker
        await asyncio.to_thread(broker.start)
        await nothing_left(broker.url)
        await publish(server, "later")
        await diary.has(2)
        await nothing_left(broker.url)
    assert diary.started == ["surviving", "later"]


async def test_an_outage_longer_than_the_lease_starts_no_second_run_beside_the_first(
    fresh_broker: StartBroker,
) -> None:
    broker = fresh_broker()
    diary = Diary()
    with capture_logs() as logs:
        async with consuming(broker.url, diary.actor, slots=2, lease_seconds=SHORT_LEASE_SECONDS) as server:
            await publish(server, "long")
            await diary.has(1)
            broker.kill()
            await asyncio.sleep(1.5 * SHORT_LEASE_SECONDS)  # the time itself is the point
            await asyncio.to_thread(broker.start)

            async def delivered_again() -> bool:
                return any(entry["event"] == "message.delivered_again" for entry in logs)

            await until(delivered_again, what="the second delivery")
            diary.gate.set()
            await nothing_left(broker.url)
    assert diary.started == ["long"]


async def test_a_wiped_broker_is_consumed_from_again(fresh_broker: StartBroker) -> None:
    broker = fresh_broker()
    diary = Diary(is_open=True)
    async with consuming(broker.url, diary.actor) as server, publishing(broker.url) as publisher:
        await publish(publisher, "before")
        await diary.has(1)
        before = (await server.holdings(CHANNEL)).created
        broker.wipe()
        await asyncio.to_thread(broker.start)
        await publish(publisher, "after")
        await diary.has(2)
        await nothing_left(broker.url)
        assert (await server.holdings(CHANNEL)).created > before


async def test_a_deleted_queue_is_made_again(broker_url: str) -> None:
    diary = Diary(is_open=True)
    async with consuming(broker_url, diary.actor) as server:
        queue = await server.link.ensure_queue(CHANNEL)
        async with plain_client(broker_url) as client:
            await client.jetstream().delete_stream(queue.stream)
        await publish(server, "after")
        await diary.has(1)
        await nothing_left(broker_url)


async def test_settling_a_message_of_a_wiped_broker_leaves_its_successors_alone(
    fresh_broker: StartBroker,
) -> None:
    broker = fresh_broker()
    gates = {"old": asyncio.Event(), "new": asyncio.Event()}
    started: Counter[str] = Counter()

    async def actor(text: str) -> None:
        started[text] += 1
        await gates[text].wait()
        if text == "new" and started["new"] == 1:
            raise PutBack(0)

    async def has_started(text: str, times: int) -> None:
        async def enough() -> bool:
            return started[text] >= times

        await until(enough, what=f"{times} starts of {text}")

    async with consuming(broker.url, actor, slots=2) as server:
        await publish(server, "old")  # number 1
        await has_started("old", 1)
        broker.wipe()
        await asyncio.to_thread(broker.start)
        await publish(server, "new")  # number 1 again
        await has_started("new", 1)
        with capture_logs() as logs:
            gates["old"].set()

            async def old_is_settled() -> bool:
                return any(entry["event"] == "message.gone_with_its_queue" for entry in logs)

            await until(old_is_settled, what="the old message's end")
        gates["new"].set()
        await has_started("new", 2)
        await nothing_left(broker.url)
    assert started == {"old": 1, "new": 2}


async def test_a_dead_broker_is_noticed_within_seconds(fresh_broker: StartBroker) -> None:
    broker = fresh_broker()
    broker.kill()
    async with asyncio.timeout(3.5):
        with pytest.raises(BrokerUnavailable):
            await JetStreamServer(broker.url).connect()


async def test_a_broker_that_accepts_but_never_answers_is_noticed_within_seconds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"nats://127.0.0.1:{silent.getsockname()[1]}"
        async with asyncio.timeout(3.5):
            with pytest.raises(BrokerUnavailable):
                await JetStreamServer(url).connect()


async def test_publishing_fails_within_seconds_and_nothing_arrives_later(fresh_broker: StartBroker) -> None:
    broker = fresh_broker()
    async with publishing(broker.url) as server:
        await publish(server, "one")
        broker.kill()
        for _ in range(2):  # as the loss is noticed, and while it is known
            async with asyncio.timeout(3.5):
                with pytest.raises(BrokerUnavailable):
                    await publish(server, "lost")
        await asyncio.to_thread(broker.start)
        await publish(server, "two")
        assert await count_messages(broker.url) == 2


async def test_a_frozen_broker_fails_publishing_and_is_used_again_when_it_thaws(
    fresh_broker: StartBroker,
) -> None:
    broker = fresh_broker()
    diary = Diary(is_open=True)
    async with consuming(broker.url, diary.actor) as server:
        await publish(server, "one")
        await diary.has(1)
        freeze(broker.pid)
        try:
            async with asyncio.timeout(3.5):
                with pytest.raises(BrokerUnavailable):
                    await publish(server, "frozen")
        finally:
            thaw(broker.pid)
        await publish(server, "two")

        async def has_two() -> bool:
            return "two" in diary.started

        await until(has_two, what="the second message")
