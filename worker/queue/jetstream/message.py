"""A message in a worker's hands: kept alive while its actor runs, settled so that the broker confirms it."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import nats.errors
import structlog
from nats.aio.msg import Msg
from repid.connections.abc import MessageAction
from repid.data import MessageData
from tenacity import AsyncRetrying, retry_if_exception

from worker.errors import BrokerUnavailable, ConfigurationError, PutBack
from worker.faults import FaultPoint, reach
from worker.queue.jetstream.connection import PAUSES
from worker.queue.jetstream.dead_letters import bury, reason_of
from worker.queue.jetstream.link import Link
from worker.queue.jetstream.streams import consumer_exists
from worker.retrying import GrowingPauses

_log = structlog.get_logger()

_CONTENT_TYPE = "content-type"
_REJECT_PATIENCE_SECONDS = 3.0
_NANOSECONDS = 1_000_000_000
_DELAYS = GrowingPauses(first_seconds=1, longest_seconds=30, spread=0.25)


class JetStreamMessage:
    """A delivered message; Repid's `ReceivedMessageT`.

    Attributes:
        cause: what failed, to be set before the message is rejected or nacked for that: a `PutBack` names the
            delay, an `AudienceError` the sentence of the dead letter.
        settled: set when the message is no longer this worker's.
    """

    def __init__(self, raw: Msg, link: Link, channel: str) -> None:
        self._raw = raw
        self._link = link
        self._channel = channel
        self._action: MessageAction | None = None
        self._settling = asyncio.Lock()
        self._alive_until = time.monotonic() + link.ack_wait_seconds
        self.cause: BaseException | None = None
        self.settled = asyncio.Event()

    @property
    def payload(self) -> bytes:
        """The message's bytes."""
        return self._raw.data

    @property
    def headers(self) -> dict[str, str] | None:
        """The publisher's headers."""
        return dict(self._raw.headers) if self._raw.headers else None

    @property
    def content_type(self) -> str | None:
        """The media type without its parameters; header names are compared regardless of case."""
        for name, value in (self._raw.headers or {}).items():
            if name.lower() == _CONTENT_TYPE:
                return str(value).partition(";")[0].strip().lower()
        return None

    @property
    def reply_to(self) -> str | None:
        """Always None: JetStream uses the reply subject for acknowledgements."""
        return None

    @property
    def channel(self) -> str:
        """Where it was published."""
        return self._channel

    @property
    def action(self) -> MessageAction | None:
        """How it was settled; None while it is not."""
        return self._action

    @property
    def is_acted_on(self) -> bool:
        """Whether it is settled."""
        return self._action is not None

    @property
    def message_id(self) -> str:
        """Stream and number of the message."""
        return f"{self._raw.metadata.stream}:{self._raw.metadata.sequence.stream}"

    @property
    def deliveries(self) -> int:
        """How often it was delivered, this time included."""
        return int(self._raw.metadata.num_delivered)

    @property
    def delivery_key(self) -> str:
        """The same for every delivery of this message, and for no other message of any stream."""
        return f"{self._raw.metadata.consumer}:{self._raw.metadata.sequence.stream}"

    @property
    def keep_alive_interval(self) -> int:
        """Whole seconds between keep-alives: a third of the lease."""
        return max(1, int(self._link.ack_wait_seconds / 3))

    async def keep_alive(self) -> None:
        """Renew the lease; without a connection it is renewed by the next one, if that comes in time."""
        self._alive_until = time.monotonic() + self._link.ack_wait_seconds
        if self._link.broker.is_connected and self._raw.reply:
            await (await self._link.broker.client()).publish(self._raw.reply, Msg.Ack.Progress)

    async def released(self) -> None:
        """Wait until the message is settled or nobody keeps it alive any more."""
        while not self.is_acted_on and (seconds := self._alive_until - time.monotonic()) > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self.settled.wait()
            except TimeoutError:
                continue
        if not self.is_acted_on:
            _log.warning("message.abandoned", message_id=self.message_id)

    async def ack(self) -> None:
        """Acknowledge it; returns when the broker has confirmed that, however long it is away.

        Raises:
            BrokerUnavailable: the connection was closed on purpose meanwhile.
        """
        await self._settle(MessageAction.acked, Msg.Ack.Ack)
        reach(FaultPoint.ACKNOWLEDGED)

    async def reject(self) -> None:
        """Put it back, by default with a delay that grows with the deliveries; at shutdown at once.

        With the broker away it comes back when its lease has run out.
        """
        delay = self.cause.delay_seconds if isinstance(self.cause, PutBack) else None
        if delay is None:
            is_shutdown = self.cause is None and self._link.draining.is_set()
            delay = 0.0 if is_shutdown else _DELAYS.after(self.deliveries)
        verb = Msg.Ack.Nak + b' {"delay": %d}' % int(delay * _NANOSECONDS)
        try:
            async with asyncio.timeout(_REJECT_PATIENCE_SECONDS):
                await self._settle(MessageAction.rejected, verb)
        except (TimeoutError, BrokerUnavailable):
            _log.warning("message.left_to_its_lease", message_id=self.message_id)
            self._end(MessageAction.rejected)

    async def nack(self) -> None:
        """Copy it to the channel's dead-letter stream, then end its delivery.

        Raises:
            BrokerUnavailable: the connection was closed on purpose meanwhile.
        """
        reason = reason_of(self.cause)
        await self._settle(MessageAction.nacked, Msg.Ack.Term, reason)
        _log.error("message.dead_letter", message_id=self.message_id, channel=self._channel, reason=reason)

    async def reply(
        self,
        *,
        payload: bytes,
        headers: dict[str, str] | None = None,
        content_type: str | None = None,
        channel: str | None = None,
        server_specific_parameters: dict[str, Any] | None = None,
    ) -> None:
        """Publish an answer to a channel, then acknowledge this message.

        Raises:
            ValueError: no channel is given; JetStream messages carry no reply address.
            BrokerUnavailable: the answer could not be published.
        """
        if channel is None:
            raise ValueError("A reply needs a channel.")
        answer = MessageData(payload=payload, headers=headers, content_type=content_type)
        await self._link.publish(channel, answer, server_specific_parameters)
        await self._settle(MessageAction.replied, Msg.Ack.Ack)

    async def _settle(self, action: MessageAction, verb: bytes, dead_letter: str | None = None) -> None:
        async with self._settling:
            if self.is_acted_on:
                return
            async for attempt in AsyncRetrying(retry=retry_if_exception(self._is_passing), wait=PAUSES):
                with attempt:
                    if dead_letter is not None:
                        await bury(self._link.broker, self._raw, self._channel, dead_letter)
                    await self._tell(verb)
            self._end(action)

    def _is_passing(self, error: BaseException) -> bool:
        is_away = isinstance(error, BrokerUnavailable | ConfigurationError)
        return is_away and not self._link.broker.is_closed

    async def _tell(self, verb: bytes) -> None:
        try:
            await self._link.broker.request(str(self._raw.reply), verb)
        except nats.errors.NoRespondersError:
            place = self._raw.metadata
            if await consumer_exists(self._link.broker, place.stream, place.consumer):
                raise BrokerUnavailable from None
            _log.warning("message.gone_with_its_queue", message_id=self.message_id)

    def _end(self, action: MessageAction) -> None:
        self._action = action
        self.settled.set()
