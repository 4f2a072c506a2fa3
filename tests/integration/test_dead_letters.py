"""What an operator sees of a real queue, and the dead letters they send again or discard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from repid.data import MessageData

from tests.integration.queues import (
    CHANNEL,
    consuming,
    count_messages,
    nothing_left,
    publish,
    publishing,
    until,
)
from tests.servers import NatsServer
from worker.errors import BrokerUnavailable, DeadLetter, DeadLetterCut, DeadLetterGone, PutBack
from worker.queue.jetstream import JetStreamServer
from worker.queue.jetstream.dead_letters import (
    Buried,
    count_dead_letters,
    dead_letters,
    discard_letter,
    revive_letter,
)
from worker.queue.jetstream.streams import backlog

pytestmark = pytest.mark.anyio

ROOM_BYTES = 256 * 1024


async def die(text: str) -> None:
    raise DeadLetter(f"Nobody can do {text}.")


async def bury(url: str, *texts: str) -> None:
    """Have a worker give up these messages."""
    async with consuming(url, die) as server:
        for text in texts:
            await server.publish(
                channel=CHANNEL,
                message=MessageData(payload=text.encode(), headers={"trace": text}),
                server_specific_parameters={"message_id": f"id-{text}"},
            )
        await nothing_left(url)


async def listed(server: JetStreamServer) -> list[Buried]:
    return [letter async for letter in dead_letters(server.broker, CHANNEL)]


async def test_dead_letters_are_listed_oldest_first_with_reason_and_origin(broker_url: str) -> None:
    await bury(broker_url, "a", "b", "c")

    async with publishing(broker_url) as server:
        letters = await listed(server)
        assert await count_dead_letters(server.broker, CHANNEL) == 3

    assert [letter.payload for letter in letters] == [b"a", b"b", b"c"]
    first = letters[0]
    assert first.reason == "Nobody can do a."
    assert (first.number, first.original_number, first.message_id, first.deliveries) == (1, 1, "id-a", 1)
    assert first.headers == {"trace": "a"}
    assert abs((datetime.now(UTC) - first.died_at).total_seconds()) < 60


async def test_without_a_queue_there_is_nothing_and_looking_makes_none(broker_url: str) -> None:
    async with publishing(broker_url) as server:
        assert await listed(server) == []
        assert await count_dead_letters(server.broker, CHANNEL) == 0
        held = await backlog(server.broker, CHANNEL)
        assert (held.waiting, held.in_hand, held.redelivered, held.oldest_at) == (0, 0, 0, None)
        client = await server.broker.client()
        assert await client.jetstream().streams_info() == []


async def test_a_revived_dead_letter_is_worked_on_again_as_it_was_published(broker_url: str) -> None:
    await bury(broker_url, "a", "b")
    done: list[str] = []

    async def work(text: str) -> None:
        done.append(text)

    async with consuming(broker_url, work) as server:
        await revive_letter(server.broker, CHANNEL, 2)
        await nothing_left(broker_url)
        remaining = await listed(server)

    assert done == ["b"]
    assert [letter.payload for letter in remaining] == [b"a"]


async def test_reviving_twice_at_once_sends_once(broker_url: str) -> None:
    await bury(broker_url, "a")

    async with publishing(broker_url) as server:
        await asyncio.gather(
            *(revive_letter(server.broker, CHANNEL, 1) for _ in range(5)),
            return_exceptions=True,  # the slower ones find it gone
        )
        assert await count_messages(broker_url) == 1
        assert await listed(server) == []


async def test_what_dies_again_is_a_dead_letter_again(broker_url: str) -> None:
    await bury(broker_url, "a")

    async with consuming(broker_url, die) as server:
        await revive_letter(server.broker, CHANNEL, 1)

        async def has_died_again() -> bool:
            return [letter.number for letter in await listed(server)] == [2]

        await until(has_died_again, what="the second death")
        (letter,) = await listed(server)
    assert (letter.payload, letter.headers, letter.reason) == (b"a", {"trace": "a"}, "Nobody can do a.")


async def test_a_discarded_dead_letter_is_gone_and_the_others_are_not(broker_url: str) -> None:
    await bury(broker_url, "a", "b", "c")

    async with publishing(broker_url) as server:
        await discard_letter(server.broker, CHANNEL, 2)
        assert [letter.payload for letter in await listed(server)] == [b"a", b"c"]
        for action in (discard_letter, revive_letter):
            with pytest.raises(DeadLetterGone):
                await action(server.broker, CHANNEL, 2)
    assert await count_messages(broker_url) == 0


async def test_a_message_that_was_cut_is_not_sent_again(broker_url: str) -> None:
    await bury(broker_url, "x" * 10)
    async with consuming(broker_url, die) as server:
        await publish(server, "x" * (ROOM_BYTES + 1))
        await nothing_left(broker_url)
        with pytest.raises(DeadLetterCut):
            await revive_letter(server.broker, CHANNEL, 2)
        assert len(await listed(server)) == 2


async def test_the_backlog_says_what_waits_what_is_in_hand_and_what_came_back(broker_url: str) -> None:
    gate = asyncio.Event()
    seen: list[str] = []

    async def work(text: str) -> None:
        seen.append(text)
        if len(seen) == 1:
            raise PutBack(0)
        await gate.wait()

    async with consuming(broker_url, work) as server:
        await publish(server, "again")

        async def is_held_again() -> bool:
            return len(seen) > 1

        await until(is_held_again, what="the second delivery")
        for text in ("x", "y"):
            await publish(server, text)
        held = await backlog(server.broker, CHANNEL)
        assert (held.waiting, held.in_hand, held.redelivered) == (2, 1, 1)
        assert held.oldest_at is not None
        assert 0 <= (datetime.now(UTC) - held.oldest_at).total_seconds() < 60
        gate.set()
        await nothing_left(broker_url)
        held = await backlog(server.broker, CHANNEL)
        assert (held.waiting, held.in_hand, held.oldest_at) == (0, 0, None)


async def test_with_the_broker_away_nothing_is_claimed(fresh_broker: Callable[[], NatsServer]) -> None:
    broker = fresh_broker()
    await bury(broker.url, "a")
    async with publishing(broker.url) as server:
        broker.kill()
        for look in (
            backlog(server.broker, CHANNEL),
            count_dead_letters(server.broker, CHANNEL),
            revive_letter(server.broker, CHANNEL, 1),
            discard_letter(server.broker, CHANNEL, 1),
        ):
            with pytest.raises(BrokerUnavailable):
                await look
