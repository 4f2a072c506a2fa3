"""The queue's contract: its channel and message, the Repid application, and who publishes."""

from __future__ import annotations

from types import TracebackType
from typing import Annotated, Any, Self, cast

from pydantic import BaseModel, ConfigDict, Field
from repid import Channel, MessageExample, MessageSchema, Repid

from worker.errors import ConfigurationError
from worker.queue.jetstream import JetStreamServer
from worker.settings import Settings

__all__ = [
    "CHANNEL",
    "EXAMPLE",
    "JetStreamServer",
    "ProcessAudience",
    "Publisher",
    "asyncapi_schema",
    "channel",
    "make_app",
    "make_server",
]

CHANNEL = "process_audience"
_VERSION = "1.0.0"
_ENQUEUE = "enqueue"
EXAMPLE = MessageExample(name="cookbook", payload={"job_id": 123, "s3_key": "uploads/123.csv"})
_CHANNEL_DESCRIPTION = """\
CSV files waiting to be counted. Any NATS client may publish to this subject; a message is one JSON object.
With a `Nats-Msg-Id` header a second message of the same id is dropped for an hour. The report of
`uploads/{owner}/{name}.csv` is `reports/{owner}/summary_{job_id}.csv` in the same bucket; `{owner}/` may be
left out in both. Messages that cannot be read go to the stream `repid_process_audience_dlq`."""
_DESCRIPTION = "Counts the distinct customers of each country in CSV files, passed by reference through S3."


class ProcessAudience(BaseModel):
    """A CSV file in the bucket is to be counted."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    job_id: (
        Annotated[int, Field(ge=-(2**63), lt=2**64)] | Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{1,64}$")]
    ) = Field(description="Names the report: an integer, or a name.")
    s3_key: str = Field(
        min_length=1, max_length=1024, description="`uploads/{name}.csv` or `uploads/{owner}/{name}.csv`."
    )


class Publisher:
    """Sends jobs to the queue over one connection, made with the first message and again whenever it is lost.

    Use it within one event loop, as an async context manager.

    Raises:
        ConfigurationError: no broker is configured, or its address makes no sense.
    """

    def __init__(self, settings: Settings) -> None:
        self._server = make_server(settings)
        self._app = make_app(self._server)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.disconnect()

    async def publish(
        self, job_id: int | str, s3_key: str, *, message_id: str, express: bool = False
    ) -> None:
        """Send a job and wait until the broker has stored its message.

        The broker drops another message with the same id for an hour. An express one does not queue behind
        whatever others send.

        Raises:
            BrokerUnavailable: it was not confirmed within 3 s; it may have arrived all the same.
            ConfigurationError: the broker refuses the credentials.
        """
        await self._app.send_message_json(
            operation_id=_ENQUEUE,
            payload=ProcessAudience(job_id=job_id, s3_key=s3_key),
            server_specific_parameters={"message_id": message_id, "express": express},
        )


def make_server(settings: Settings) -> JetStreamServer:
    """The broker that the settings name; nothing is sent to it yet.

    Raises:
        ConfigurationError: no broker is configured, or its address makes no sense.
    """
    if settings.broker_url is None:
        raise ConfigurationError("No broker is configured: set AUDIENCE_BROKER_URL.")
    return JetStreamServer(
        settings.broker_url, authority=settings.broker_ca, ack_wait_seconds=settings.ack_wait_seconds
    )


def make_app(server: JetStreamServer) -> Repid:
    """The Repid application on this broker; it consumes nothing until `serve` gives it an actor."""
    app = Repid(
        title="Audience Reports",
        version=_VERSION,
        description=_DESCRIPTION,
    )
    app.servers.register_server("broker", server, is_default=True)
    app.messages.register_operation(
        operation_id=_ENQUEUE,
        channel=channel(),
        title="Enqueue a file",
        summary="Ask for the report of a CSV file that is in the bucket.",
        messages=[
            MessageSchema(
                name="ProcessAudience",
                title="Count a file",
                payload=ProcessAudience.model_json_schema(),
                content_type="application/json",
                examples=(EXAMPLE,),
            )
        ],
    )
    return app


def asyncapi_schema(app: Repid) -> dict[str, Any]:
    """The application's AsyncAPI 3 document, without credentials."""
    return cast("dict[str, Any]", app.generate_asyncapi_schema())


def channel() -> Channel:
    """The channel as AsyncAPI describes it."""
    return Channel(address=CHANNEL, title="Files to count", description=_CHANNEL_DESCRIPTION)
