"""What server, subscriber and messages share: the connection, the lease of a message, the wish to leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from repid.connections.abc import SentMessageT

from worker.queue.jetstream.connection import Connection
from worker.queue.jetstream.lanes import express
from worker.queue.jetstream.provisioning import ensure_queue, ensure_stream, publish_stored
from worker.queue.jetstream.streams import Queue

_MESSAGE_ID = "message_id"
_EXPRESS = "express"


@dataclass(frozen=True, slots=True)
class Link:
    """One process's link to the broker.

    Attributes:
        broker: the connection, opened when first needed.
        ack_wait_seconds: a message whose keep-alives stop is delivered again after this time.
        draining: set while a subscriber is paused, that is from the moment the worker begins to shut down.
    """

    broker: Connection
    ack_wait_seconds: float
    draining: asyncio.Event = field(default_factory=asyncio.Event)

    async def ensure_queue(self, channel: str) -> Queue:
        """The channel's queue, made if it is missing.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        return await ensure_queue(self.broker, channel, self.ack_wait_seconds)

    async def publish(
        self, channel: str, message: SentMessageT, server_specific_parameters: dict[str, Any] | None = None
    ) -> None:
        """Publish and wait until the broker has stored it; see `JetStreamServer.publish`.

        Raises:
            BrokerUnavailable: it was not confirmed within 3 s.
            ValueError: it is larger than the broker allows.
        """
        parameters = server_specific_parameters or {}
        headers = dict(message.headers or {})
        if message.content_type:
            headers["content-type"] = message.content_type
        if message_id := parameters.get(_MESSAGE_ID):
            headers["Nats-Msg-Id"] = str(message_id)
        subject = express(channel) if parameters.get(_EXPRESS) else channel
        await publish_stored(
            self.broker, subject, message.payload, headers, lambda: ensure_stream(self.broker, channel)
        )
