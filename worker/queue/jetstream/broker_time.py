"""The broker's clock beside S3's: what it stamps is compared with times in records."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from worker.queue.jetstream.connection import Connection
from worker.storage.clock import utc_now

_AGREEMENT = timedelta(seconds=1)
_AGREED = timedelta(0)


async def ahead_of_store(connection: Connection, stream: str) -> timedelta:
    """How far the broker's clock is ahead of S3's, rather more than less; nothing where the two agree.

    Brokers before NATS 2.10 do not tell their time: theirs is taken for right.

    Raises:
        BrokerUnavailable: it cannot say.
    """
    asked = utc_now()
    answer = await connection.request(f"$JS.API.STREAM.INFO.{stream}", b"")
    told = json.loads(answer.data).get("ts")
    ahead = datetime.fromisoformat(told) - asked if told else _AGREED
    return ahead if abs(ahead) > _AGREEMENT else _AGREED
