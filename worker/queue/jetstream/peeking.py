"""Reading the express lane's messages without taking them: they stay for whoever consumes them."""

from __future__ import annotations

from datetime import datetime

from nats.js.errors import NotFoundError

from worker.errors import BrokerUnavailable
from worker.queue.jetstream.connection import TROUBLE, Connection
from worker.queue.jetstream.lanes import express
from worker.queue.jetstream.streams import context_of, stream_name, unavailable


class Peek:
    """Looks through a channel's express lane from its oldest message on, each once.

    Args:
        connection: to the broker.
        channel: whose lane it is.
    """

    def __init__(self, connection: Connection, channel: str) -> None:
        self._connection = connection
        self._channel = channel
        self._stream_made: datetime | None = None
        self._passed = 0
        self._seen = 0

    async def begin(self) -> None:
        """Take notice of a stream that was wiped since; its successor numbers messages anew.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        name = stream_name(self._channel)
        try:
            made = (await (await context_of(self._connection)).stream_info(name)).created
        except NotFoundError:
            made = None
        except TROUBLE as error:
            raise unavailable(error, name) from None
        if made != self._stream_made:
            self._stream_made, self._passed = made, 0

    async def next(self) -> bytes | None:
        """What the oldest message says that is not passed yet, waiting or in a worker's hands; None: no such.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        name = stream_name(self._channel)
        try:
            context = await context_of(self._connection)
            message = await context.get_msg(name, self._passed + 1, express(self._channel), next=True)
        except NotFoundError:
            return None
        except TROUBLE as error:
            raise unavailable(error, name) from None
        if message.seq is None:
            raise BrokerUnavailable
        self._seen = message.seq
        return message.data or b""

    def go_on(self) -> None:
        """Pass the message that was seen last."""
        self._passed = self._seen
