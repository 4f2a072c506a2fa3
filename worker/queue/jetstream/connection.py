"""One NATS connection that makes itself anew whenever it is lost."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import nats.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.errors import ServiceUnavailableError

from worker.certificates import distrust
from worker.errors import BrokerUnavailable, ConfigurationError
from worker.queue.jetstream.encryption import NotEncryptedError, StrictClient, trusting
from worker.retrying import GrowingPauses

_log = structlog.get_logger()

_CONNECT_SECONDS = 2.5
_CONNECT_ONE_SERVER_SECONDS = 1
_CLOSE_SECONDS = 0.25
_PING_SECONDS = 5  # a frozen broker is noticed after two or three of them
_ANSWER_SECONDS = 2.0
_SCHEMES = {"nats", "tls", "ws", "wss"}
_DEFAULT_PORT = 4222
_NO_ADDRESS = "AUDIENCE_BROKER_URL is not an address such as nats://host:4222."
_NOT_ENCRYPTED = (
    "The queue's server speaks no TLS, which AUDIENCE_BROKER_URL asks for: nothing was sent to it."
)
_NO_JETSTREAM = "The queue's server runs without JetStream: start it with -js."

PAUSES = GrowingPauses(first_seconds=0.1, longest_seconds=2, spread=0.5)
"""Between two tries to reach the broker."""

TROUBLE = (nats.errors.Error, OSError, TimeoutError)
"""What nats-py raises when the broker is away or does not answer in time."""


class Connection:
    """A connection to one broker or cluster, opened when first needed and again whenever it was lost.

    nats-py's own reconnecting is off: it keeps what is published during an outage and sends it later, and it
    gives up for good after an authorisation error. Here nothing is sent unless there is a live connection,
    and whoever needs one may ask again for ever.

    Args:
        urls: `nats://user:password@host:port`, several separated by commas; `tls://` is encrypted or nothing.
        authority: a file of certificates in PEM that are trusted instead of the system's.
    """

    def __init__(self, urls: str, authority: Path | None = None) -> None:
        self._authority = authority
        self._urls = [url.strip() for url in urls.split(",")]
        self.host = ",".join(_host(url) for url in self._urls)
        self._client: Client | None = None
        self._opening = asyncio.Lock()
        self._is_closed = False

    @property
    def is_connected(self) -> bool:
        """Whether the connection is up, as far as is known."""
        return self._client is not None and self._client.is_connected

    @property
    def is_closed(self) -> bool:
        """Whether it was closed on purpose."""
        return self._is_closed

    async def open(self) -> None:
        """Make the first contact.

        Raises:
            BrokerUnavailable: nothing answers, known within 3 s.
            ConfigurationError: the credentials are refused or JetStream is switched off.
        """
        self._is_closed = False
        await self.check_jetstream()

    async def check_jetstream(self) -> None:
        """Ask whether JetStream works.

        Raises:
            BrokerUnavailable: nothing answers.
            ConfigurationError: the credentials are refused or JetStream is switched off.
        """
        client = await self.client()
        try:
            await client.jetstream(timeout=_ANSWER_SECONDS).account_info()
        except (nats.errors.NoRespondersError, ServiceUnavailableError):
            raise ConfigurationError(_NO_JETSTREAM) from None
        except TROUBLE as error:
            raise _explained(error) from None

    async def close(self) -> None:
        """Close it until it is opened again."""
        self._is_closed = True
        async with self._opening:
            if self._client is not None:
                with suppress(*TROUBLE):
                    await self._client.close()
                self._client = None

    async def client(self) -> Client:
        """A live client.

        Raises:
            BrokerUnavailable: nothing answers, or the connection was closed on purpose.
            ConfigurationError: the credentials are refused.
        """
        async with self._opening:
            if self._is_closed:
                raise BrokerUnavailable
            if self._client is None or not self._client.is_connected:
                self._client = await self._connect()
            return self._client

    async def request(self, subject: str, payload: bytes, *, seconds: float = _ANSWER_SECONDS) -> Msg:
        """Ask and wait for the answer.

        Raises:
            BrokerUnavailable: no connection, or no answer in time.
            nats.errors.NoRespondersError: the broker is there, but nothing has this subject.
        """
        client = await self.client()
        try:
            return await client.request(subject, payload, timeout=seconds)
        except nats.errors.NoRespondersError:
            raise
        except TROUBLE as error:
            raise _explained(error) from None

    async def fetch(self, subject: str, payload: bytes, *, seconds: float) -> Msg:
        """Ask for a stored message, which comes under its own subject, or for a status.

        Raises:
            BrokerUnavailable: no connection, or no answer in time.
        """
        client = await self.client()
        try:
            inbox = client.new_inbox()
            answers = await client.subscribe(inbox)
            try:
                await client.publish(subject, payload, reply=inbox)
                return await answers.next_msg(timeout=seconds)
            finally:
                with suppress(*TROUBLE):
                    await answers.unsubscribe()
        except TROUBLE as error:
            raise _explained(error) from None

    async def _connect(self) -> Client:
        client = StrictClient()

        async def on_closed() -> None:
            if not self._is_closed:
                _log.warning("broker.lost", host=self.host)

        async def on_error(error: Exception) -> None:
            if client.is_connected:
                _log.warning("broker.error", host=self.host, error=type(error).__name__)

        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                await client.connect(
                    self._urls,
                    name="audience-reports",
                    tls=trusting(self._authority),
                    allow_reconnect=False,
                    max_reconnect_attempts=1,
                    reconnect_time_wait=0,
                    connect_timeout=_CONNECT_ONE_SERVER_SECONDS,
                    ping_interval=_PING_SECONDS,
                    closed_cb=on_closed,
                    error_cb=on_error,
                )
        except TROUBLE as error:
            with suppress(*TROUBLE):
                async with asyncio.timeout(_CLOSE_SECONDS):  # it waits for ever when a handshake has failed
                    await client._close(Client.CLOSED, do_cbs=False)  # noqa: SLF001 - close() tells of a loss
            raise _explained(error) from None
        _log.info("broker.connected", host=self.host)
        return client


def _explained(error: BaseException) -> BrokerUnavailable | ConfigurationError:
    if isinstance(error, nats.errors.AuthorizationError) or "authorization" in str(error).lower():
        return ConfigurationError("The queue's server refuses these credentials: check AUDIENCE_BROKER_URL.")
    if isinstance(error, NotEncryptedError):
        return ConfigurationError(_NOT_ENCRYPTED)
    return distrust(error, "the queue's server", "AUDIENCE_BROKER_CA") or BrokerUnavailable()


def _host(url: str) -> str:
    """Host and port of a URL, without its credentials."""
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORT
    except ValueError:
        raise ConfigurationError(_NO_ADDRESS) from None
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise ConfigurationError(_NO_ADDRESS)
    return f"{parts.hostname}:{port}"
