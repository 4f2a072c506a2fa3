"""The time and the broker of a test world: JetStream as the product sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from worker.queue.jetstream.lost_messages import Holdings

START = datetime(2026, 1, 1, tzinfo=UTC)
ACK_WAIT_SECONDS = 30
_DEDUPLICATED_SECONDS = 3_600


class Holder(Protocol):
    """A process that messages are with."""

    dead: bool
    paused: bool


class Clock:
    """The time of all processes."""

    seconds = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


@dataclass(eq=False)
class Message:
    """A message in the queue.

    Attributes:
        stored_at: since when the broker has it.
        holder: the process it is with.
    """

    job_id: int | str
    s3_key: str
    stored_at: datetime
    ready_at: float = 0
    holder: Holder | None = None


@dataclass
class Broker:
    """JetStream as the product sees it: at least once, deduplicated by id for an hour."""

    clock: Clock
    created: datetime = START
    messages: list[Message] = field(default_factory=list)
    ids: dict[str, float] = field(default_factory=dict)

    def publish(self, job_id: int | str, s3_key: str, message_id: str | None = None) -> None:
        if message_id is not None:
            if self.ids.get(message_id, -_DEDUPLICATED_SECONDS) > self.clock.seconds - _DEDUPLICATED_SECONDS:
                return
            self.ids[message_id] = self.clock.seconds
        self.messages.append(Message(job_id, s3_key, self.clock.now()))

    def settle(self, message: Message, put_back_seconds: float | None) -> None:
        """Acknowledge a message (None), or put it back."""
        if message not in self.messages:
            return
        if put_back_seconds is None:
            self.messages.remove(message)
        else:
            message.holder, message.ready_at = None, self.clock.seconds + put_back_seconds

    def ready(self) -> list[Message]:
        return [m for m in self.messages if m.holder is None and m.ready_at <= self.clock.seconds]

    def take_from_the_silent(self) -> None:
        """Nobody keeps these messages alive: they are delivered again."""
        for message in self.messages:
            if message.holder and (message.holder.dead or message.holder.paused):
                message.holder = None

    def holdings(self) -> Holdings:
        return Holdings(self.created, min([m.stored_at for m in self.messages], default=self.clock.now()))

    def lose(self, message: Message) -> None:
        """As a power failure does, or an operator's hand: the queue stays, the message's id is remembered."""
        self.messages.remove(message)

    def wipe(self) -> None:
        self.messages.clear()
        self.ids.clear()
        self.created = self.clock.now()


class News:
    """What has come into the express lane, as `worker.queue.jetstream.peeking.Peek` tells.

    Args:
        prefix: of the keys of files whose messages are in that lane.
    """

    def __init__(self, broker: Broker, prefix: str) -> None:
        self._broker = broker
        self._prefix = prefix
        self._seen: list[Message] = []

    async def news(self) -> list[bytes]:
        """The messages since the last time."""
        new = [m for m in self._broker.messages if m not in self._seen]
        self._seen += new
        said = [{"job_id": m.job_id, "s3_key": m.s3_key} for m in new if m.s3_key.startswith(self._prefix)]
        return [json.dumps(each).encode() for each in said]
