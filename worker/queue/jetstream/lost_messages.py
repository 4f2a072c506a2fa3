"""What a queue still holds, so that messages it has lost can be told from those that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from nats.js.errors import NotFoundError

from worker.queue.jetstream.broker_time import ahead_of_store
from worker.queue.jetstream.connection import TROUBLE, Connection
from worker.queue.jetstream.streams import Queue, context_of, unavailable
from worker.storage.clock import utc_now

_LATE = timedelta(seconds=10)
"""How much later than its publisher says a message may be stored: it waits for three seconds at most."""

_APART = timedelta(seconds=1)
"""How far two machines that go by S3's clock may be apart when they have just begun to."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a queue still holds.

    Attributes:
        created: a moment before it was made; what was published before that went with an earlier queue.
        oldest_at: when its oldest message was stored, be it waiting or in a worker's hands; the moment of
            asking if there is none.
        ahead: how far the broker's clock, which tells those two, is ahead of S3's, which records go by.
    """

    created: datetime
    oldest_at: datetime
    ahead: timedelta = timedelta(0)

    @property
    def lost_before(self) -> datetime:
        """What was published before this, by S3's clock, was settled or lost: it never comes any more."""
        return max(self.created, self.oldest_at - _LATE) - self.ahead


async def holdings(connection: Connection, queue: Queue) -> Holdings:
    """What a channel's queue holds now, in both its lanes.

    Raises:
        BrokerUnavailable: the broker cannot say.
    """
    now, created = utc_now(), queue.created - _APART
    context = await context_of(connection)
    try:
        ahead = await ahead_of_store(connection, queue.stream)
        first = (await context.stream_info(queue.stream)).state.first_seq
        oldest = await context.get_msg(queue.stream, first, ">", next=True)
    except NotFoundError:
        return Holdings(created, now + ahead, ahead)
    except TROUBLE as error:
        raise unavailable(error, queue.stream) from None
    return Holdings(created, oldest.time or created, ahead)
