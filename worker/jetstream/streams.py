"""The streams and the consumer of a channel: their names, their limits, and making the missing ones."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import nats.errors
import structlog
from nats.js import JetStreamContext, api
from nats.js.errors import BadRequestError, NoStreamResponseError, NotFoundError

from worker.errors import BrokerUnavailable
from worker.jetstream.broker_time import ahead_of_store
from worker.jetstream.connection import TROUBLE, Connection

_log = structlog.get_logger()

_ANSWER_SECONDS = 2.0
_PUBLISH_SECONDS = 2.9
_DUPLICATE_WINDOW_SECONDS = 3600
_DEAD_LETTERS_KEPT_SECONDS = 30 * 24 * 3600
_MOST_DEAD_LETTERS = 100_000
_UNLIMITED = -1


@dataclass(frozen=True, slots=True)
class Queue:
    """A channel's stream and the consumer that all workers share.

    Attributes:
        created: when this stream was made; a later time than before means that the broker was wiped.
    """

    stream: str
    consumer: str
    created: datetime


@dataclass(frozen=True, slots=True)
class Backlog:
    """What a channel's queue holds.

    Attributes:
        waiting: messages that no worker has been given yet.
        in_hand: messages that a worker works on, or that were put back for a moment.
        redelivered: those in hand that were delivered more than once.
        oldest_at: when the oldest waiting message was published, by S3's clock; None when none waits.
    """

    waiting: int
    in_hand: int
    redelivered: int
    oldest_at: datetime | None


def stream_name(channel: str) -> str:
    """The channel's work-queue stream; its only subject is the channel's name."""
    return f"repid_{channel}"


def dead_letter_stream(channel: str) -> str:
    """The channel's dead-letter stream, which is also its subject."""
    return f"repid_{channel}_dlq"


async def ensure_queue(connection: Connection, channel: str, ack_wait_seconds: float) -> Queue:
    """The channel's queue, made if it is missing.

    The consumer's name carries the stream's birth: an acknowledgement that belongs to a wiped stream must not
    settle the message which has the same number in its successor.

    Raises:
        BrokerUnavailable: the broker is away or has no JetStream at the moment.
    """
    created = await ensure_stream(connection, channel)
    queue = Queue(stream=stream_name(channel), consumer=_consumer_name(created), created=created)
    context = await context_of(connection)
    try:
        await context.add_consumer(
            queue.stream,
            durable_name=queue.consumer,
            ack_policy=api.AckPolicy.EXPLICIT,
            ack_wait=ack_wait_seconds,
            max_deliver=_UNLIMITED,
            max_ack_pending=_UNLIMITED,
        )
    except TROUBLE as error:
        raise unavailable(error, queue.stream) from None
    return queue


async def ensure_stream(connection: Connection, channel: str) -> datetime:
    """Make the channel's work-queue stream if it is missing; says when it was made.

    Raises:
        BrokerUnavailable: the broker is away or has no JetStream at the moment.
    """
    return await _ensure(
        connection,
        api.StreamConfig(
            name=stream_name(channel),
            subjects=[channel],
            retention=api.RetentionPolicy.WORK_QUEUE,
            storage=api.StorageType.FILE,
            duplicate_window=_DUPLICATE_WINDOW_SECONDS,
        ),
    )


async def ensure_dead_letter_stream(connection: Connection, channel: str) -> None:
    """Make the channel's dead-letter stream if it is missing.

    Raises:
        BrokerUnavailable: the broker is away or has no JetStream at the moment.
    """
    name = dead_letter_stream(channel)
    await _ensure(
        connection,
        api.StreamConfig(
            name=name,
            subjects=[name],
            retention=api.RetentionPolicy.LIMITS,
            storage=api.StorageType.FILE,
            max_age=_DEAD_LETTERS_KEPT_SECONDS,
            max_msgs=_MOST_DEAD_LETTERS,
            duplicate_window=_DUPLICATE_WINDOW_SECONDS,
        ),
    )


async def publish_stored(
    connection: Connection,
    subject: str,
    payload: bytes,
    headers: dict[str, str],
    make_stream: Callable[[], Awaitable[object]],
) -> None:
    """Publish and wait until a stream has stored it; with no stream for the subject, make that first.

    Raises:
        BrokerUnavailable: it was not confirmed within 3 s.
        ValueError: it is larger than the broker allows.
    """
    try:
        async with asyncio.timeout(_PUBLISH_SECONDS):
            try:
                stored = await (await context_of(connection)).publish(subject, payload, headers=headers)
            except NoStreamResponseError:
                await make_stream()
                stored = await (await context_of(connection)).publish(subject, payload, headers=headers)
    except nats.errors.MaxPayloadError:
        raise ValueError("The message is larger than the broker allows.") from None
    except TROUBLE:
        raise BrokerUnavailable from None
    if stored.duplicate:
        _log.info("broker.duplicate_dropped", stream=stored.stream, sequence=stored.seq)


async def consumer_exists(connection: Connection, stream: str, consumer: str) -> bool:
    """Whether the broker has this consumer.

    Raises:
        BrokerUnavailable: it cannot say.
    """
    context = await context_of(connection)
    try:
        await context.consumer_info(stream, consumer)
    except NotFoundError:
        return False
    except TROUBLE as error:
        raise unavailable(error, stream) from None
    return True


async def backlog(connection: Connection, channel: str) -> Backlog:
    """How much a channel's queue holds; nothing is made, a queue that is not there is empty.

    Raises:
        BrokerUnavailable: the broker cannot say.
    """
    context = await context_of(connection)
    name = stream_name(channel)
    try:
        try:
            stream = await context.stream_info(name)
        except NotFoundError:
            return Backlog(0, 0, 0, None)
        waiting, in_hand, redelivered, last_delivered = stream.state.messages, 0, 0, 0
        with suppress(NotFoundError):  # no worker has been there yet
            consumer = await context.consumer_info(name, _consumer_name(stream.created))
            waiting, in_hand = consumer.num_pending or 0, consumer.num_ack_pending or 0
            redelivered = consumer.num_redelivered or 0
            last_delivered = consumer.delivered.stream_seq if consumer.delivered else 0
        oldest_at = None
        if waiting:
            with suppress(NotFoundError):  # just now delivered and done
                oldest = await context.get_msg(name, last_delivered + 1, channel, next=True)
                oldest_at = oldest.time and oldest.time - await ahead_of_store(connection, name)
    except TROUBLE as error:
        raise unavailable(error, name) from None
    return Backlog(waiting, in_hand, redelivered, oldest_at)


async def _ensure(connection: Connection, config: api.StreamConfig) -> datetime:
    context = await context_of(connection)
    name = str(config.name)
    try:
        try:
            info = await context.stream_info(name)
        except NotFoundError:
            try:
                info = await context.add_stream(config)
                _log.info("broker.stream_created", stream=name)
            except BadRequestError:  # another process made it, perhaps with an operator's own limits
                info = await context.stream_info(name)
    except TROUBLE as error:
        raise unavailable(error, name) from None
    if info.created is None:
        raise BrokerUnavailable
    return info.created


async def context_of(connection: Connection) -> JetStreamContext:
    """JetStream on a live connection.

    Raises:
        BrokerUnavailable: nothing answers.
    """
    return (await connection.client()).jetstream(timeout=_ANSWER_SECONDS)


def _consumer_name(stream_created: datetime | None) -> str:
    if stream_created is None:
        raise BrokerUnavailable
    return f"workers_{stream_created:%Y%m%dT%H%M%S%f}"


def unavailable(error: BaseException, stream: str) -> BrokerUnavailable:
    """What to raise for the broker's trouble with a stream; anything but silence is logged."""
    if not isinstance(error, nats.errors.TimeoutError | nats.errors.ConnectionClosedError):
        reason = getattr(error, "description", None)
        _log.warning("broker.refused", stream=stream, error=type(error).__name__, reason=reason)
    return BrokerUnavailable()
