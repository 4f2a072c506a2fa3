"""The Repid server itself: connecting, publishing and subscribing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from repid.connections.abc import CapabilitiesT, SentMessageT

from worker.queue.jetstream.connection import Connection
from worker.queue.jetstream.link import Link
from worker.queue.jetstream.lost_messages import Holdings, holdings
from worker.queue.jetstream.subscriber import Callback, JetStreamSubscriber

if TYPE_CHECKING:
    from repid.asyncapi.models.common import ServerBindingsObject
    from repid.asyncapi.models.servers import ServerVariable
    from repid.data import ExternalDocs, Tag


class JetStreamServer:
    """A broker as Repid's `ServerT`.

    Each channel is one work-queue stream `repid_{channel}` whose subject is the channel's name, so Repid's
    own `NatsServer` and plain NATS publishers reach it, with one durable pull consumer for all workers.
    Missing streams are made when they are first needed, and again after a broker was wiped.

    Args:
        url: `nats://user:password@host:port`, several of one cluster separated by commas.
        authority: a file of certificates in PEM that are trusted instead of the system's.
        ack_wait_seconds: a message whose keep-alives stop is delivered again after this time.

    Attributes:
        link: what its subscribers and messages share.
        broker: the connection, opened when first needed.
        able: while it is not set, nothing is fetched: the jobs are left to others.
        draining: set while a subscriber is paused, that is from the moment the worker begins to shut down.
    """

    def __init__(
        self,
        url: str,
        *,
        authority: Path | None = None,
        ack_wait_seconds: float = 30,
        title: str | None = "NATS JetStream",
        description: str | None = None,
    ) -> None:
        self.link = Link(Connection(url, authority), ack_wait_seconds)
        self.broker = self.link.broker
        self.draining = self.link.draining
        self.able = asyncio.Event()
        self.able.set()
        self._title = title
        self._description = description
        self._subscribers: set[JetStreamSubscriber] = set()

    @property
    def host(self) -> str:
        """Host and port, without credentials."""
        return self.broker.host

    @property
    def protocol(self) -> str:
        """The protocol's name in AsyncAPI."""
        return "nats"

    @property
    def pathname(self) -> str | None:
        """None: NATS has no paths."""
        return None

    @property
    def title(self) -> str | None:
        """The server's title in the AsyncAPI schema."""
        return self._title

    @property
    def summary(self) -> str | None:
        """None."""
        return None

    @property
    def description(self) -> str | None:
        """The server's description in the AsyncAPI schema."""
        return self._description

    @property
    def protocol_version(self) -> str | None:
        """None."""
        return None

    @property
    def variables(self) -> Mapping[str, ServerVariable] | None:
        """None."""
        return None

    @property
    def security(self) -> Sequence[Any] | None:
        """None."""
        return None

    @property
    def tags(self) -> Sequence[Tag] | None:
        """None."""
        return None

    @property
    def external_docs(self) -> ExternalDocs | None:
        """None."""
        return None

    @property
    def bindings(self) -> ServerBindingsObject | None:
        """None."""
        return None

    @property
    def capabilities(self) -> CapabilitiesT:
        """Keep-alive only.

        Pausing counts as expensive, so that Repid's runner pauses only to shut down: with one slot it would
        never resume.
        """
        return {
            "supports_native_reply": False,
            "supports_lightweight_pause": False,
            "supports_keep_alive": True,
        }

    @property
    def is_connected(self) -> bool:
        """Whether there is a live connection, as far as is known."""
        return self.broker.is_connected

    async def connect(self) -> None:
        """Make the first contact.

        Raises:
            BrokerUnavailable: nothing answers, known within 3 s.
            ConfigurationError: the credentials are refused or JetStream is switched off.
        """
        await self.broker.open()

    async def disconnect(self) -> None:
        """Close the subscribers and the connection."""
        for subscriber in list(self._subscribers):
            await subscriber.close()
        self._subscribers.clear()
        await self.broker.close()

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[Self]:
        """Connected within the context."""
        await self.connect()
        try:
            yield self
        finally:
            await self.disconnect()

    async def check(self) -> None:
        """Ask the broker whether JetStream works, for health reports.

        Raises:
            BrokerUnavailable: it does not answer.
            ConfigurationError: the credentials are refused or JetStream is switched off.
        """
        await self.broker.check_jetstream()

    async def holdings(self, channel: str) -> Holdings:
        """What the channel's queue still holds; a later birth than before means that the broker was wiped.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        return await holdings(self.broker, await self.link.ensure_queue(channel))

    async def publish(
        self,
        *,
        channel: str,
        message: SentMessageT,
        server_specific_parameters: dict[str, Any] | None = None,
    ) -> None:
        """Publish and wait until the broker has stored it.

        Nothing is kept for later: after an error the message may have arrived, but will not arrive any more
        once the connection is lost. `server_specific_parameters={"message_id": …}` makes the broker drop
        another message with this id for an hour; `"express": True` lets it pass what waits in the channel.

        Raises:
            BrokerUnavailable: it was not confirmed within 3 s.
            ValueError: it is larger than the broker allows.
        """
        await self.link.publish(channel, message, server_specific_parameters)

    async def subscribe(
        self, *, channels_to_callbacks: dict[str, Callback], concurrency_limit: int | None = None
    ) -> JetStreamSubscriber:
        """Consume channels, at most `concurrency_limit` messages at once over all of them."""
        self.draining.clear()
        subscriber = JetStreamSubscriber(self.link, channels_to_callbacks, concurrency_limit, self.able)
        self._subscribers.add(subscriber)
        subscriber.task.add_done_callback(lambda _: self._subscribers.discard(subscriber))
        return subscriber
