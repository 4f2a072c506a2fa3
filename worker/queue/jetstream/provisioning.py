"""Making the streams and consumers of a channel that are missing, and publishing to them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import nats.errors
import structlog
from nats.js import api
from nats.js.errors import BadRequestError, NoStreamResponseError, NotFoundError

from worker.errors import BrokerUnavailable
from worker.queue.jetstream.connection import TROUBLE, Connection
from worker.queue.jetstream.lanes import lanes, open_lanes
from worker.queue.jetstream.streams import (
    Queue,
    consumer_name,
    context_of,
    dead_letter_stream,
    stream_name,
    unavailable,
)

_log = structlog.get_logger()

_PUBLISH_SECONDS = 2.9
_DUPLICATE_WINDOW_SECONDS = 3600
_DEAD_LETTERS_KEPT_SECONDS = 30 * 24 * 3600
_MOST_DEAD_LETTERS = 100_000
_UNLIMITED = -1


async def ensure_queue(connection: Connection, channel: str, ack_wait_seconds: float) -> Queue:
    """The channel's queue, made if it is missing.

    The consumer's name carries the stream's birth: an acknowledgement that belongs to a wiped stream must not
    settle the message which has the same number in its successor.

    Raises:
        BrokerUnavailable: the broker is away or has no JetStream at the moment.
    """
    created = await ensure_stream(connection, channel)
    queue = Queue(stream=stream_name(channel), consumer=consumer_name(created), created=created)
    context = await context_of(connection)
    try:
        for consumer, subject in zip(queue.consumers, lanes(channel), strict=True):
            await context.add_consumer(
                queue.stream,
                durable_name=consumer,
                filter_subject=subject,
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
            subjects=lanes(channel),
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
    if not set(config.subjects or []) <= set(info.config.subjects or []):
        await open_lanes(connection, name, config.subjects or [])
    return info.created
