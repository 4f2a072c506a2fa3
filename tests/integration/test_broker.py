from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from repid import NatsServer as RepidsNatsServer
from repid import Repid
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from tests.integration.queues import count_messages, dead_letters, nothing_left, plain_client, running, until
from tests.servers import NatsServer
from worker.errors import BrokerUnavailable, DeadLetter, PutBack, StorageUnavailable
from worker.queue.contract import CHANNEL, ProcessAudience, Publisher, make_app
from worker.queue.jetstream import JetStreamServer
from worker.running.consumer import Handler, serve
from worker.settings import Settings

pytestmark = pytest.mark.anyio

STREAM = f"repid_{CHANNEL}"
GOOD = b'{"job_id": 123, "s3_key": "uploads/123.csv"}'


@asynccontextmanager
async def serving(url: str, handle: Handler, slots: int = 1) -> AsyncIterator[JetStreamServer]:
    server = JetStreamServer(url)
    app = make_app(server)
    serve(app, handle)
    async with running(app, server, slots):
        await server.link.ensure_queue(CHANNEL)
        yield server


class Inbox:
    """An actor that remembers its messages and may fail the first time."""

    def __init__(self, failure: BaseException | None = None) -> None:
        self.messages: list[ProcessAudience] = []
        self.repeated: list[bool] = []
        self._failure = failure

    async def handle(self, message: ProcessAudience, *, is_repeated: bool) -> None:
        self.messages.append(message)
        self.repeated.append(is_repeated)
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    async def has(self, count: int) -> None:
        async def enough() -> bool:
            return len(self.messages) >= count

        await until(enough, what=f"{count} messages")


def settings(url: str) -> Settings:
    return Settings(broker_url=url)


async def test_what_is_published_is_processed_and_acknowledged(broker_url: str) -> None:
    inbox = Inbox()
    async with serving(broker_url, inbox.handle), Publisher(settings(broker_url)) as publisher:
        await publisher.publish("0197-abc", "uploads/local/0197-abc.csv", message_id="local/0197-abc/0")
        await inbox.has(1)
        await nothing_left(broker_url, STREAM)
    assert inbox.messages == [ProcessAudience(job_id="0197-abc", s3_key="uploads/local/0197-abc.csv")]
    assert inbox.repeated == [True], "this product may have sent it before"


@pytest.mark.parametrize(
    ("failure", "event"),
    [
        (PutBack(0), "message.put_back"),
        (RuntimeError(), "actor.failed"),
        (DeadLetter("Nobody can do it."), "message.dead_letter"),
    ],
)
async def test_what_is_logged_about_a_message_carries_its_jobs_id(
    broker_url: str, failure: Exception, event: str
) -> None:
    inbox = Inbox(failure)
    with capture_logs(processors=[merge_contextvars]) as logs:
        async with serving(broker_url, inbox.handle), plain_client(broker_url) as client:
            await client.jetstream().publish(CHANNEL, GOOD)
            await nothing_left(broker_url, STREAM)
    assert [entry["job_id"] for entry in logs if entry["event"] == event] == ["123"]


async def test_publishing_twice_under_one_id_makes_one_message(broker_url: str) -> None:
    async with Publisher(settings(broker_url)) as publisher:
        for _ in range(2):
            await publisher.publish("1", "uploads/local/1.csv", message_id="local/1/0")
        assert await count_messages(broker_url, STREAM) == 1
        await publisher.publish("1", "uploads/local/1.csv", message_id="local/1/1")
        assert await count_messages(broker_url, STREAM) == 2


async def test_the_publisher_needs_no_broker_until_it_publishes_and_recovers_by_itself(
    fresh_broker: Callable[[], NatsServer],
) -> None:
    broker = fresh_broker()
    broker.kill()
    async with Publisher(settings(broker.url)) as publisher:
        async with asyncio.timeout(3.5):
            with pytest.raises(BrokerUnavailable):
                await publisher.publish("1", "uploads/local/1.csv", message_id="local/1/0")
        await asyncio.to_thread(broker.start)
        await publisher.publish("1", "uploads/local/1.csv", message_id="local/1/0")
    assert await count_messages(broker.url, STREAM) == 1


async def test_the_cookbooks_own_producer_is_served(broker_url: str) -> None:
    inbox = Inbox()
    async with serving(broker_url, inbox.handle):
        producer = Repid()
        theirs = RepidsNatsServer(broker_url)
        producer.servers.register_server("default", theirs, is_default=True)
        async with theirs.connection():
            await producer.send_message_json(
                channel=CHANNEL,
                payload={"job_id": 123, "s3_key": "uploads/123.csv"},
                headers={"topic": "process_audience"},
            )
        await inbox.has(1)
        await nothing_left(broker_url, STREAM)
    assert inbox.messages == [ProcessAudience(job_id=123, s3_key="uploads/123.csv")]


MALFORMED = {
    b"": "job_id: Field required; s3_key: Field required",
    b"\xff\xfe\x00": "the message: Invalid JSON",
    b"not json, mail jane@example.com": "the message: Invalid JSON",
    b"null": "the message: Input should be an object",
    b"[]": "the message: Input should be an object",
    b'"uploads/123.csv"': "the message: Input should be an object",
    b"{}": "job_id: Field required; s3_key: Field required",
    b'{"job_id": 1}': "s3_key: Field required",
    b'{"s3_key": "uploads/1.csv"}': "job_id: Field required",
    b'{"job_id": true, "s3_key": "uploads/1.csv"}': "job_id: must be an integer, or 1 to 64",
    b'{"job_id": null, "s3_key": "uploads/1.csv"}': "job_id: must be an integer, or 1 to 64",
    b'{"job_id": "jane@example.com", "s3_key": "uploads/1.csv"}': "job_id: must be an integer, or 1 to 64",
    b'{"job_id": 1, "s3_key": 5}': "s3_key: Input should be a valid string",
    b'{"job_id": 1, "s3_key": ""}': "s3_key: String should have at least 1 character",
    b'{"job_id": 1, "s3_key": "\\ud800"}': "the message: Invalid JSON",
    b"[" * 5000: "the message: Invalid JSON",
    b'{"job_id": 1, "s3_key": "'
    + b"k" * 300_000
    + b'"}': "s3_key: String should have at most 1024 characters",
}


async def test_malformed_messages_are_buried_with_the_reason_and_the_next_one_is_processed(
    broker_url: str,
) -> None:
    inbox = Inbox()
    with capture_logs() as logs:
        async with serving(broker_url, inbox.handle):
            async with plain_client(broker_url) as client:
                for payload in MALFORMED:
                    await client.publish(CHANNEL, payload)
                await client.publish(CHANNEL, GOOD, headers={"content-type": "text/csv"})
                await client.publish(
                    CHANNEL, GOOD, headers={"content-type": "application/json; charset=utf-8"}
                )
            await inbox.has(1)
            await nothing_left(broker_url, STREAM)
            letters = await dead_letters(broker_url, CHANNEL)
    assert len(letters) == len(MALFORMED) + 1
    for letter, (payload, reason) in zip(letters, MALFORMED.items(), strict=False):
        assert reason in (letter.headers or {})["x-repid-reason"]
        assert (letter.data or b"") == payload[: 256 * 1024]
    assert "content type" in (letters[-1].headers or {})["x-repid-reason"]
    errors = [entry for entry in logs if entry["log_level"] == "error"]
    assert [entry["event"] for entry in errors] == ["message.dead_letter"] * len(letters)
    assert "jane" not in json.dumps(logs)
    assert inbox.messages == [ProcessAudience(job_id=123, s3_key="uploads/123.csv")]


async def test_headers_of_the_worst_kind_stop_nobody(broker_url: str) -> None:
    inbox = Inbox()
    async with serving(broker_url, inbox.handle), plain_client(broker_url) as client:
        for headers in [
            b"NATS/1.0\r\nStatus: 503\r\n\r\n",
            b"NATS/1.0\r\nn\xc3\xa4me: v\xff\xfelue\r\nContent-Type: application/json\r\n\r\n",
            b"NATS/1.0\r\nlong: " + b"x" * 50_000 + b"\r\n\r\n",
            b"NATS/1.0 503\r\n\r\n",
            b"NATS/1.0 408 Request Timeout\r\nStatus: 408\r\n\r\n",
            b"NATS/1.0\r\nno colon\r\n\r\n",
        ]:
            sizes = f"{len(headers)} {len(headers) + len(GOOD)}"
            await client._send_command(f"HPUB {CHANNEL} {sizes}\r\n".encode() + headers + GOOD + b"\r\n")
            await client.flush()
        await inbox.has(6)
        await nothing_left(broker_url, STREAM)


@pytest.mark.parametrize(
    ("failure", "event"),
    [
        (StorageUnavailable(), "actor.failed"),
        (ValueError("about jane@example.com"), "actor.failed"),
        (asyncio.CancelledError(), "actor.failed"),
        (PutBack(0), "message.put_back"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
async def test_a_failed_actor_is_logged_and_its_message_delivered_again(
    broker_url: str, failure: BaseException, event: str
) -> None:
    inbox = Inbox(failure)
    with capture_logs() as logs:
        async with serving(broker_url, inbox.handle), plain_client(broker_url) as client:
            await client.publish(CHANNEL, GOOD)
            await inbox.has(2)
            await nothing_left(broker_url, STREAM)
    assert event in [entry["event"] for entry in logs]
    assert inbox.repeated == [False, True]
    assert "jane" not in repr(logs)
    assert await dead_letters(broker_url, CHANNEL) == []


async def test_a_message_nobody_can_work_on_is_buried_by_its_actor(broker_url: str) -> None:
    inbox = Inbox(DeadLetter("The file's key is not one of an upload."))
    async with serving(broker_url, inbox.handle), plain_client(broker_url) as client:
        await client.publish(CHANNEL, GOOD)
        await nothing_left(broker_url, STREAM)
        (letter,) = await dead_letters(broker_url, CHANNEL)
    assert (letter.headers or {})["x-repid-reason"] == "The file's key is not one of an upload."
    assert len(inbox.messages) == 1


@pytest.mark.parametrize("manners", ["polite", "stubborn"])
async def test_sigterm_hands_the_job_back_at_once_and_exits_with_zero(broker_url: str, manners: str) -> None:
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.slow_worker",
        broker_url,
        manners,
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdout is not None
    inbox = Inbox()
    try:
        async with asyncio.timeout(25):  # a job that is not handed back comes after its lease of 30 s
            await read_until(worker.stdout, "ready")
            async with Publisher(settings(broker_url)) as publisher:
                await publisher.publish(1, "uploads/1.csv", message_id="1")
            await read_until(worker.stdout, "started 1")
            async with serving(broker_url, inbox.handle), plain_client(broker_url) as client:
                verdicts = await client.subscribe(f"$JS.ACK.{STREAM}.>")
                await client.flush()
                worker.send_signal(signal.SIGTERM)
                assert (await verdicts.next_msg(timeout=20)).data == b'-NAK {"delay": 0}'
                await inbox.has(1)
                await read_until(worker.stdout, "stopped")
                assert await worker.wait() == 0
                await nothing_left(broker_url, STREAM)
    finally:
        if worker.returncode is None:
            worker.kill()
            await worker.wait()


async def read_until(lines: asyncio.StreamReader, expected: str) -> None:
    while (line := (await lines.readline()).decode().strip()) != expected:
        assert line, f"ended without saying {expected!r}"
