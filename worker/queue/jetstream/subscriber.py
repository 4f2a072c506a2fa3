"""Fetching messages one by one, each only when a slot is free to work on it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Coroutine, Mapping

import structlog
from nats.aio.msg import Msg
from repid.connections.abc import ReceivedMessageT
from tenacity import AsyncRetrying, retry_if_exception_type

from worker.errors import BrokerUnavailable, ConfigurationError
from worker.queue.jetstream.connection import PAUSES
from worker.queue.jetstream.link import Link
from worker.queue.jetstream.message import JetStreamMessage
from worker.queue.jetstream.streams import Queue
from worker.tasks import end_tasks

_log = structlog.get_logger()

Callback = Callable[[ReceivedMessageT], Coroutine[None, None, None]]

_FETCH_SECONDS = 1.0  # the longest a closing subscriber waits for a fetch it cannot take back
_GRACE_SECONDS = 2.0  # the broker answers a fetch in time, unless it is gone
_NO_MESSAGE = {"404", "408"}
_LISTEN_SECONDS = 0.25  # to one lane, while the other is not looked at
_IF_THERE = json.dumps({"batch": 1, "no_wait": True}).encode()
_NEXT = json.dumps({"batch": 1, "expires": int(_LISTEN_SECONDS * 1e9)}).encode()
_MANY_SLOTS = 1000


class JetStreamSubscriber:
    """Consumes channels until it is closed; Repid's `SubscriberT`.

    It outlives broker restarts, outages and wipes. Repid's runner pauses it once, when the worker begins to
    shut down; from then on nothing is started, and a message that still arrives is handed back at once.

    Args:
        able: while it is not set, nothing is fetched; None: always.
    """

    def __init__(
        self,
        link: Link,
        callbacks: Mapping[str, Callback],
        concurrency_limit: int | None,
        able: asyncio.Event | None = None,
    ) -> None:
        self._link = link
        self._able = able or _always()
        self._slots = asyncio.Semaphore(concurrency_limit or _MANY_SLOTS)
        self._active = asyncio.Event()
        self._active.set()
        self._is_closed = False
        self._fetching = {channel: asyncio.Lock() for channel in callbacks}
        self._queues: dict[str, Queue] = {}
        self._turns: dict[str, deque[str]] = {}  # of each queue, the lane whose turn is next first
        self._idle: set[str] = set()  # queues whose lanes were empty a moment ago
        self._handlers: set[asyncio.Task[None]] = set()
        self._held: set[str] = set()  # after a long outage the broker delivers again what is being worked on
        self._task = asyncio.create_task(self._consume_all(callbacks))

    @property
    def is_active(self) -> bool:
        """Whether it fetches."""
        return self._active.is_set() and not self._is_closed

    @property
    def task(self) -> asyncio.Task[None]:
        """The task that consumes; it ends only when the subscriber is closed."""
        return self._task

    async def pause(self) -> None:
        """Fetch no more."""
        self._active.clear()
        self._link.draining.set()

    async def resume(self) -> None:
        """Fetch again."""
        if not self._is_closed:
            self._link.draining.clear()
            self._active.set()

    async def close(self) -> None:
        """Stop; a fetch under way ends first, so that no message is left waiting for its lease to run out."""
        if self._is_closed:
            return
        self._is_closed = True
        await self.pause()
        await asyncio.gather(*(self._fetch_ended(lock) for lock in self._fetching.values()))
        await end_tasks([self._task])
        for handler in self._handlers:
            handler.cancel()  # once: what it does then, handing back, may take a while
        await asyncio.gather(*self._handlers, return_exceptions=True)

    async def _fetch_ended(self, fetching: asyncio.Lock) -> None:
        try:
            async with asyncio.timeout(_FETCH_SECONDS + _GRACE_SECONDS):
                await fetching.acquire()  # and keep it: no fetch follows
        except TimeoutError:
            _log.warning("broker.fetch_unanswered")

    async def _consume_all(self, callbacks: Mapping[str, Callback]) -> None:
        # Not a task group: it would pass a cancellation on once only, and once may be lost.
        await asyncio.gather(*(self._consume(channel, callback) for channel, callback in callbacks.items()))

    async def _consume(self, channel: str, callback: Callback) -> None:
        while True:
            async for attempt in AsyncRetrying(retry=retry_if_exception_type(), wait=PAUSES):
                with attempt:
                    await self._take(channel, callback)

    async def _take(self, channel: str, callback: Callback) -> None:
        """Start on the next message, if there is one; whatever it raises, consuming goes on."""
        await self._active.wait()
        await self._able.wait()
        await self._slots.acquire()
        message = None
        try:
            message = await self._next(channel)
        except _QueueTrouble as trouble:
            _log.warning("broker.fetch_refused", channel=channel, status=trouble.status)
            raise
        except (BrokerUnavailable, ConfigurationError):
            raise
        except Exception as error:
            _log.error("broker.fetch_failed", channel=channel, error=type(error).__name__)
            raise
        finally:
            if message is None:
                self._slots.release()
        if message is not None:
            self._start(message, callback)

    async def _next(self, channel: str) -> JetStreamMessage | None:
        """The next message; when it cannot be had, its queue is looked for anew the next time."""
        queue = self._queues.pop(channel, None) or await self._link.ensure_queue(channel)
        async with self._fetching[channel]:
            message = await self._fetch(queue, channel)
        self._queues[channel] = queue
        return message

    async def _fetch(self, queue: Queue, channel: str) -> JetStreamMessage | None:
        """Wait a moment for the next message; None when there is none that should be started.

        The lanes are asked in turn, so that neither keeps the other waiting. While both are empty, it listens
        to one after the other.
        """
        turn = self._turns.setdefault(queue.consumer, deque(queue.consumers))
        raw = None
        if queue.consumer not in self._idle:
            for lane in tuple(turn):
                raw = raw or await self._ask(queue, lane, _IF_THERE)
        raw = raw or await self._ask(queue, turn[0], _NEXT)
        if raw is None:
            self._idle.add(queue.consumer)
            turn.rotate()
            return None
        self._idle.discard(queue.consumer)
        if raw.metadata.consumer == turn[0]:
            turn.rotate()
        message = JetStreamMessage(raw, self._link, channel)
        if message.delivery_key in self._held:
            _log.info("message.delivered_again", message_id=message.message_id)
            return None
        if not self._active.is_set():
            await message.reject()
            return None
        return message

    async def _ask(self, queue: Queue, lane: str, how: bytes) -> Msg | None:
        if not self._active.is_set():
            return None
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{queue.stream}.{lane}"
        raw = await self._link.broker.fetch(subject, how, seconds=_FETCH_SECONDS + _GRACE_SECONDS)
        if not raw.reply:
            _raise_trouble(raw)
            return None
        return raw

    def _start(self, message: JetStreamMessage, callback: Callback) -> None:
        handler = asyncio.create_task(self._handle(message, callback))
        self._handlers.add(handler)
        handler.add_done_callback(self._handlers.discard)

    async def _handle(self, message: JetStreamMessage, callback: Callback) -> None:
        """Occupy a slot until the message is settled, or until nobody keeps it alive any more."""
        self._held.add(message.delivery_key)
        try:
            try:
                await callback(message)
            except Exception as error:  # noqa: BLE001 - Repid's routing failed, not the actor
                _log.error("message.not_routed", message_id=message.message_id, error=type(error).__name__)
                message.cause = error
                await message.reject()
            await message.released()
        finally:
            self._held.discard(message.delivery_key)
            self._slots.release()


def _always() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


class _QueueTrouble(Exception):
    """The broker refused a fetch: the consumer is gone, or the broker is about to leave."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


def _raise_trouble(answer: Msg) -> None:
    headers = answer.headers or {}
    status = headers.get("Status", "")
    if status not in _NO_MESSAGE:
        raise _QueueTrouble(f"{status} {headers.get('Description', '')}".strip())
