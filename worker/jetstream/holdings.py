"""What a queue still holds, so that messages it has lost can be told from those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from nats.js.errors import NotFoundError

from worker.jetstream.connection import TROUBLE, Connection
from worker.jetstream.streams import Queue, context_of, unavailable

_LATE = timedelta(seconds=60)
"""How much later than its publisher says a message may be stored: seconds, and clocks that differ."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a queue still holds.

    Attributes:
        created: when it was made; what was published before that went with an earlier queue.
        oldest_at: when its oldest message was stored, be it waiting or in a worker's hands; the moment of
            asking if there is none.
    """

    created: datetime
    oldest_at: datetime

    @property
    def lost_before(self) -> datetime:
        """A message published before this moment has been settled or was lost: it never comes any more."""
        return max(self.created, self.oldest_at - _LATE)


async def holdings(connection: Connection, queue: Queue, channel: str) -> Holdings:
    """What a channel's queue holds now.

    Raises:
        BrokerUnavailable: the broker cannot say.
    """
    now = datetime.now(UTC)
    context = await context_of(connection)
    try:
        first = (await context.stream_info(queue.stream)).state.first_seq
        oldest = await context.get_msg(queue.stream, first, channel, next=True)
    except NotFoundError:
        return Holdings(queue.created, now)
    except TROUBLE as error:
        raise unavailable(error, queue.stream) from None
    return Holdings(queue.created, oldest.time or queue.created)
