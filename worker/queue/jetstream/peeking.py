"""Reading the express lane's messages without taking them: they stay for whoever consumes them."""

from __future__ import annotations

from datetime import datetime

from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

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
        self._stream = stream_name(channel)
        self._subject = express(channel)
        self._stream_made: datetime | None = None
        self._seen = 0

    async def news(self) -> list[bytes]:
        """What the messages say that have come since the last time, waiting or in a worker's hands, in order.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        try:
            context = await context_of(self._connection)
            await self._notice_another_stream(context)
            texts: list[bytes] = []
            while True:
                try:
                    found = await context.get_msg(self._stream, self._seen + 1, self._subject, next=True)
                except NotFoundError:
                    return texts
                self._seen = found.seq or self._seen + 1
                texts.append(found.data or b"")
        except TROUBLE as error:
            raise unavailable(error, self._stream) from None

    async def _notice_another_stream(self, context: JetStreamContext) -> None:
        """The successor of a stream that was wiped numbers its messages anew."""
        try:
            made = (await context.stream_info(self._stream)).created
        except NotFoundError:
            made = None
        if made != self._stream_made:
            self._stream_made, self._seen = made, 0
