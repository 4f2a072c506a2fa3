"""Dead letters: copies of messages that no worker can do anything with, kept for the operator."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import RawStreamMsg, StreamInfo
from nats.js.errors import APIError, NotFoundError

from worker.errors import AudienceError, DeadLetterCut, DeadLetterGone
from worker.queue.jetstream.connection import TROUBLE, Connection
from worker.queue.jetstream.provisioning import ensure_dead_letter_stream, ensure_stream, publish_stored
from worker.queue.jetstream.streams import context_of, dead_letter_stream, unavailable
from worker.storage.clock import utc_now

_MESSAGE_ID = "Nats-Msg-Id"
_BROKERS_OWN_HEADERS = "nats-"
_MOST_PAYLOAD_BYTES = 256 * 1024  # with headers it must fit into one message again
_MOST_HEADER_CHARACTERS = 8 * 1024
_MOST_VALUE_CHARACTERS = 500
_OURS = "x-repid-"
_CHANNEL = f"{_OURS}original-channel"
_SEQUENCE = f"{_OURS}original-sequence"
_ORIGINAL_ID = f"{_OURS}original-message-id"
_DELIVERIES = f"{_OURS}deliveries"
_REASON = f"{_OURS}reason"
_TIME = f"{_OURS}time"
_ADDED = frozenset({_CHANNEL, _SEQUENCE, _ORIGINAL_ID, _DELIVERIES, _REASON, _TIME})


@dataclass(frozen=True, slots=True)
class Buried:
    """A dead letter.

    Attributes:
        number: its place in the dead-letter stream, which names it.
        original_number: its place in the queue when it died; 0 when unknown.
        message_id: the id its publisher gave it; empty when there was none.
        died_at: when it was given up.
    """

    number: int
    payload: bytes
    headers: dict[str, str]
    reason: str
    message_id: str
    original_number: int
    deliveries: int
    died_at: datetime


async def bury(connection: Connection, raw: Msg, channel: str, reason: str) -> None:
    """Copy a message to its channel's dead-letter stream; a second copy of the same message is dropped.

    The copy has the publisher's payload and headers (cut if enormous) and `x-repid-…` headers that say where
    it was, why and when it died, and after how many deliveries.

    Raises:
        BrokerUnavailable: it was not confirmed.
    """
    place = raw.metadata
    headers = {
        **_publishers_headers(raw),
        _CHANNEL: channel,
        _SEQUENCE: str(place.sequence.stream),
        _ORIGINAL_ID: _one_line((raw.headers or {}).get(_MESSAGE_ID, "")),
        _DELIVERIES: str(place.num_delivered),
        _REASON: _one_line(reason),
        _TIME: utc_now().isoformat(),
        _MESSAGE_ID: f"{place.consumer}:{place.sequence.stream}",
    }
    await publish_stored(
        connection,
        dead_letter_stream(channel),
        raw.data[:_MOST_PAYLOAD_BYTES],
        headers,
        lambda: ensure_dead_letter_stream(connection, channel),
    )


async def count_dead_letters(connection: Connection, channel: str) -> int:
    """How many dead letters a channel has.

    Raises:
        BrokerUnavailable: the broker cannot say.
    """
    info = await _info(await context_of(connection), channel)
    return info.state.messages if info else 0


async def dead_letters(connection: Connection, channel: str) -> AsyncIterator[Buried]:
    """The channel's dead letters, oldest first; those that die meanwhile are left out.

    Raises:
        BrokerUnavailable: the broker is away.
    """
    context = await context_of(connection)
    info = await _info(context, channel)
    if info is None or not info.state.messages:
        return
    number = info.state.first_seq
    while number <= info.state.last_seq:
        try:
            letter = _read(await _get(context, channel, number, or_next=True))
        except DeadLetterGone:
            return
        if letter.number > info.state.last_seq:
            return
        yield letter
        number = letter.number + 1


async def revive_letter(connection: Connection, channel: str, number: int) -> None:
    """Send a dead letter to its channel again, as its publisher did, then remove it.

    Its new message id is made of its number, so that doing it twice at once sends it once.

    Raises:
        DeadLetterGone: there is none of this number.
        DeadLetterCut: it is not whole.
        BrokerUnavailable: the broker is away; nothing is lost, it may have been sent.
    """
    context = await context_of(connection)
    letter = _read(await _get(context, channel, number))
    if len(letter.payload) >= _MOST_PAYLOAD_BYTES:
        raise DeadLetterCut
    info = await _info(context, channel)
    birth = info.created if info and info.created else letter.died_at
    message_id = f"{dead_letter_stream(channel)}:{birth.isoformat()}:{number}"
    await publish_stored(
        connection,
        channel,
        letter.payload,
        {**letter.headers, _MESSAGE_ID: message_id},
        lambda: ensure_stream(connection, channel),
    )
    with suppress(DeadLetterGone):
        await discard_letter(connection, channel, number)


async def discard_letter(connection: Connection, channel: str, number: int) -> None:
    """Remove a dead letter for good.

    Raises:
        DeadLetterGone: there is none of this number.
        BrokerUnavailable: the broker is away.
    """
    context = await context_of(connection)
    await _get(context, channel, number)
    try:
        await context.delete_msg(dead_letter_stream(channel), number)
    except APIError:
        await _get(context, channel, number)  # someone else was faster, or it can be tried again
        raise unavailable(APIError(), dead_letter_stream(channel)) from None
    except TROUBLE as error:
        raise unavailable(error, dead_letter_stream(channel)) from None


def reason_of(cause: BaseException | None) -> str:
    """A sentence about a failure, free of the message's content."""
    if isinstance(cause, AudienceError):
        return cause.message
    return "It was refused." if cause is None else f"Unexpected {type(cause).__name__}."


def _publishers_headers(raw: Msg) -> dict[str, str]:
    headers = {
        name: _one_line(value)
        for name, value in (raw.headers or {}).items()
        if not name.lower().startswith(_BROKERS_OWN_HEADERS)
    }
    is_enormous = sum(len(name) + len(value) for name, value in headers.items()) > _MOST_HEADER_CHARACTERS
    return {} if is_enormous else headers


def _one_line(text: str) -> str:
    return re.sub(r"[^\x20-\x7e]+", " ", text)[:_MOST_VALUE_CHARACTERS]


async def _info(context: JetStreamContext, channel: str) -> StreamInfo | None:
    name = dead_letter_stream(channel)
    try:
        return await context.stream_info(name)
    except NotFoundError:
        return None
    except TROUBLE as error:
        raise unavailable(error, name) from None


async def _get(
    context: JetStreamContext, channel: str, number: int, *, or_next: bool = False
) -> RawStreamMsg:
    name = dead_letter_stream(channel)
    try:
        return await context.get_msg(name, number, name if or_next else None, next=or_next)
    except NotFoundError:
        raise DeadLetterGone from None
    except TROUBLE as error:
        raise unavailable(error, name) from None


def _read(raw: RawStreamMsg) -> Buried:
    headers = {str(name): str(value) for name, value in (raw.headers or {}).items()}
    died_at = raw.time or utc_now()
    return Buried(
        number=raw.seq or 0,
        payload=raw.data or b"",
        headers={n: v for n, v in headers.items() if n != _MESSAGE_ID and n not in _ADDED},
        reason=headers.get(_REASON, ""),
        message_id=headers.get(_ORIGINAL_ID, ""),
        original_number=_whole_number(headers.get(_SEQUENCE)),
        deliveries=_whole_number(headers.get(_DELIVERIES)),
        died_at=died_at,
    )


def _whole_number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0
