"""The streams and consumers of a channel: their names, and what they hold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import nats.errors
import structlog
from nats.js import JetStreamContext
from nats.js.api import StreamInfo
from nats.js.errors import NotFoundError

from worker.errors import BrokerUnavailable
from worker.queue.jetstream.connection import TROUBLE, Connection
from worker.queue.jetstream.lanes import lanes

_log = structlog.get_logger()

_ANSWER_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Queue:
    """A channel's stream and the consumer that all workers share.

    Attributes:
        consumer: of the channel's own subject.
        created: when this stream was made; a later time than before means that the broker was wiped.
    """

    stream: str
    consumer: str
    created: datetime

    @property
    def express(self) -> str:
        """The consumer of the express lane."""
        return f"{self.consumer}_express"

    @property
    def consumers(self) -> list[str]:
        """Of both lanes, in the order of `lanes`."""
        return [self.consumer, self.express]


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
    """The channel's work-queue stream; its subjects are the channel's name and its express lane."""
    return f"repid_{channel}"


def dead_letter_stream(channel: str) -> str:
    """The channel's dead-letter stream, which is also its subject."""
    return f"repid_{channel}_dlq"


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
        if stream.created is None:
            raise BrokerUnavailable
        queue = Queue(name, consumer_name(stream.created), stream.created)
        held = [
            await _lane(context, queue, consumer, subject)
            for consumer, subject in zip(queue.consumers, lanes(channel), strict=True)
        ]
    except TROUBLE as error:
        raise unavailable(error, name) from None
    known = [lane for lane in held if lane is not None]
    if not known:  # no worker has been there yet
        return Backlog(stream.state.messages, 0, 0, await _oldest(context, stream))
    return Backlog(
        sum(lane.waiting for lane in known),
        sum(lane.in_hand for lane in known),
        sum(lane.redelivered for lane in known),
        min((lane.oldest_at for lane in known if lane.oldest_at), default=None),
    )


async def _lane(context: JetStreamContext, queue: Queue, name: str, subject: str) -> Backlog | None:
    try:
        consumer = await context.consumer_info(queue.stream, name)
    except NotFoundError:
        return None
    oldest_at = None
    if waiting := consumer.num_pending or 0:
        last_delivered = consumer.delivered.stream_seq if consumer.delivered else 0
        with suppress(NotFoundError):  # just now delivered and done
            oldest_at = (await context.get_msg(queue.stream, last_delivered + 1, subject, next=True)).time
    return Backlog(waiting, consumer.num_ack_pending or 0, consumer.num_redelivered or 0, oldest_at)


async def _oldest(context: JetStreamContext, stream: StreamInfo) -> datetime | None:
    try:
        return (await context.get_msg(str(stream.config.name), stream.state.first_seq, ">", next=True)).time
    except NotFoundError:
        return None


async def context_of(connection: Connection) -> JetStreamContext:
    """JetStream on a live connection.

    Raises:
        BrokerUnavailable: nothing answers.
    """
    return (await connection.client()).jetstream(timeout=_ANSWER_SECONDS)


def consumer_name(stream_created: datetime) -> str:
    """The name of the consumer of a channel's own subject."""
    return f"workers_{stream_created:%Y%m%dT%H%M%S%f}"


def unavailable(error: BaseException, stream: str) -> BrokerUnavailable:
    """What to raise for the broker's trouble with a stream; anything but silence is logged."""
    if not isinstance(error, nats.errors.TimeoutError | nats.errors.ConnectionClosedError):
        reason = getattr(error, "description", None)
        _log.warning("broker.refused", stream=stream, error=type(error).__name__, reason=reason)
    return BrokerUnavailable()
