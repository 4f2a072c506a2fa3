"""Workers, publishers and views of a real queue, for the tests of the broker."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import nats
from nats.aio.client import Client
from nats.js import api
from nats.js.errors import NoStreamResponseError
from repid import Message, Repid, Router, catch_all_routing_strategy
from repid.data import MessageData
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_fixed

from worker.queue.jetstream import JetStreamServer
from worker.running.consumer import settle_failures

CHANNEL = "work"

Actor = Callable[[str], Awaitable[None]]
Condition = Callable[[], Awaitable[object]]


@asynccontextmanager
async def consuming(
    url: str,
    actor: Actor,
    *,
    slots: int = 1,
    lease_seconds: float = 30,
    confirmation: str = "auto",
    channel: str = CHANNEL,
) -> AsyncIterator[JetStreamServer]:
    """A worker of one actor, which is given each message's text."""
    server = JetStreamServer(url, ack_wait_seconds=lease_seconds)
    router = Router(channel=channel)

    async def work(message: Message) -> None:
        await actor(message.payload.decode())

    router.actor(
        work,
        routing_strategy=catch_all_routing_strategy,
        confirmation_mode=confirmation,  # type: ignore[call-overload]
        middlewares=[settle_failures],
        timeout=float("inf"),
    )
    app = Repid()
    app.servers.register_server("broker", server)
    app.include_router(router)
    async with running(app, server, slots):
        yield server


@asynccontextmanager
async def running(app: Repid, server: JetStreamServer, slots: int = 1) -> AsyncIterator[None]:
    """The application's worker, running."""
    async with server.connection():
        task = asyncio.create_task(
            app.run_worker(tasks_limit=slots, register_signals=[], graceful_shutdown_time=0)
        )
        try:
            yield
            assert not task.done(), "the worker ended by itself"
        finally:
            await server.disconnect()
            await task


async def publish(
    server: JetStreamServer, text: str, message_id: str | None = None, *, express: bool = False
) -> None:
    """Publish a text to the test channel."""
    await server.publish(
        channel=CHANNEL,
        message=MessageData(payload=text.encode()),
        server_specific_parameters={"message_id": message_id, "express": express},
    )


@asynccontextmanager
async def publishing(url: str) -> AsyncIterator[JetStreamServer]:
    """A server that only publishes."""
    async with JetStreamServer(url).connection() as server:
        yield server


@asynccontextmanager
async def plain_client(url: str) -> AsyncIterator[Client]:
    """A NATS client that knows nothing of the product."""
    client = await nats.connect(url, allow_reconnect=False)
    try:
        yield client
    finally:
        await client.close()


async def publish_to_stream(client: Client, subject: str, payload: bytes) -> None:
    """Publish a message, as soon as some worker has made its stream."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(NoStreamResponseError),
        wait=wait_fixed(0.1),
        stop=stop_after_delay(60),
        reraise=True,
    ):
        with attempt:
            await client.jetstream().publish(subject, payload)


async def count_messages(url: str, stream: str = f"repid_{CHANNEL}") -> int:
    """How many messages a stream holds."""
    async with plain_client(url) as client:
        return (await client.jetstream().stream_info(stream)).state.messages


async def dead_letters(url: str, channel: str = CHANNEL) -> list[api.RawStreamMsg]:
    """The channel's dead letters, oldest first."""
    async with plain_client(url) as client:
        stream = client.jetstream()
        name = f"repid_{channel}_dlq"
        try:
            state = (await stream.stream_info(name)).state
        except nats.js.errors.NotFoundError:
            return []
        return [await stream.get_msg(name, number + 1) for number in range(state.messages)]


async def until(condition: Condition, seconds: float = 60, what: str = "the condition") -> None:
    """Wait until an asynchronous condition holds."""
    try:
        async with asyncio.timeout(seconds):
            while not await condition():  # noqa: ASYNC110 - the condition is in another process
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"{what} did not come true within {seconds:g} s") from None


async def nothing_left(url: str, stream: str = f"repid_{CHANNEL}") -> None:
    """Wait until every message of a stream is acknowledged."""

    async def is_empty() -> bool:
        return await count_messages(url, stream) == 0

    await until(is_empty, what=f"an empty {stream}")


class Diary:
    """Which messages were started, and a gate that holds their actors."""

    def __init__(self, *, is_open: bool = False) -> None:
        self.started: list[str] = []
        self.running = 0
        self.most_running = 0
        self.gate = asyncio.Event()
        if is_open:
            self.gate.set()

    async def actor(self, text: str) -> None:
        self.started.append(text)
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            await self.gate.wait()
        finally:
            self.running -= 1

    async def has(self, count: int) -> None:
        async def enough() -> bool:
            return len(self.started) >= count

        await until(enough, what=f"{count} starts (now {self.started})")
