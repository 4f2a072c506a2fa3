"""S3 dies in the middle of an answer."""

from __future__ import annotations

import asyncio

import pytest

from worker.errors import StorageUnavailable
from worker.settings import Settings
from worker.storage.client import open_storage

pytestmark = pytest.mark.anyio


async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: "x"\r\n\r\nthree')
    await writer.drain()
    writer.close()


async def test_promise_13_an_answer_that_breaks_off_means_that_the_storage_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    async with await asyncio.start_server(break_off, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        settings = Settings(s3_endpoint=f"http://127.0.0.1:{port}", broker_url="nats://127.0.0.1:9")
        async with open_storage(settings) as storage:
            with pytest.raises(StorageUnavailable):
                await storage.read("jobs/1.json")
