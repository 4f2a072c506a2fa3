"""The two lanes of a channel: its own subject, and an express one whose messages do not wait behind others'.

Both are in one stream, each with a consumer of its own, and a worker takes from them in turn.
"""

from __future__ import annotations

import json
from typing import Any

import nats.errors
import structlog

from worker.errors import BrokerUnavailable
from worker.queue.jetstream.connection import Connection

_log = structlog.get_logger()


def express(channel: str) -> str:
    """The subject of a channel's express lane."""
    return f"{channel}.express"


def lanes(channel: str) -> list[str]:
    """The subjects of both lanes, the channel's own first."""
    return [channel, express(channel)]


async def open_lanes(connection: Connection, stream: str, subjects: list[str]) -> None:
    """Let a stream that an older version made take these subjects, too; all else stays as its operator likes.

    Raises:
        BrokerUnavailable: the broker is away, or does not allow it.
    """
    config = (await _ask(connection, f"$JS.API.STREAM.INFO.{stream}"))["config"]
    missing = [subject for subject in subjects if subject not in config["subjects"]]
    if missing:
        changed = {**config, "subjects": [*config["subjects"], *missing]}
        await _ask(connection, f"$JS.API.STREAM.UPDATE.{stream}", changed)
        _log.info("broker.lane_opened", stream=stream)


async def _ask(
    connection: Connection, subject: str, question: dict[str, Any] | None = None
) -> dict[str, Any]:
    payload = b"" if question is None else json.dumps(question).encode()
    try:
        answer: dict[str, Any] = json.loads((await connection.request(subject, payload)).data)
    except nats.errors.NoRespondersError:
        raise BrokerUnavailable from None
    if "error" in answer:
        _log.warning("broker.refused", reason=answer["error"].get("description"))
        raise BrokerUnavailable
    return answer
