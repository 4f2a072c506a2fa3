"""A storage that hangs is given up, one that is slow is not, and one that is back is asked again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from botocore.exceptions import ReadTimeoutError

from worker.storage.hurry import hurried

pytestmark = pytest.mark.anyio

PATIENCE = 0.15


class Client:
    """S3 as a test wants it: what waits for an event is answered when that is set."""

    def __init__(self) -> None:
        self.answers, self.slow, self.probed = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self.asked: list[str] = []

    async def head_bucket(self, **_: Any) -> dict[str, Any]:
        self.asked.append("probe")
        if self.asked.count("probe") == 2:  # each after a silent look; patience ends with the third
            self.probed.set()
        await self.answers.wait()
        return {}

    async def head_object(self, **_: Any) -> dict[str, Any]:
        self.asked.append("head")
        await self.answers.wait()
        return {}

    async def put_object(self, **_: Any) -> dict[str, Any]:
        await self.slow.wait()
        return {"ETag": "e"}

    async def complete_multipart_upload(self, **_: Any) -> dict[str, Any]:
        await self.slow.wait()
        return {"ETag": "e-2"}


@asynccontextmanager
async def hurrying() -> AsyncIterator[tuple[Client, Any]]:
    client = Client()
    async with hurried(cast("Any", client), "bucket", PATIENCE) as impatient:
        yield client, impatient


async def test_a_storage_that_answers_nothing_is_given_up_and_then_not_asked_by_anyone() -> None:
    async with hurrying() as (client, impatient):
        with pytest.raises(ReadTimeoutError):
            await impatient.head_object()
        asked = client.asked.count("head")

        for _ in range(5):
            with pytest.raises(ReadTimeoutError):
                await impatient.head_object()

        assert client.asked.count("head") == asked == 1


async def test_it_is_asked_again_as_soon_as_it_answers() -> None:
    async with hurrying() as (client, impatient):
        with pytest.raises(ReadTimeoutError):
            await impatient.head_object()
        client.answers.set()

        while True:
            try:
                assert await impatient.head_object() == {}
                break
            except ReadTimeoutError:
                await asyncio.sleep(0)


async def test_a_slow_request_is_waited_for_while_the_storage_answers_others() -> None:
    async with hurrying() as (client, impatient):
        client.answers.set()
        slow = asyncio.create_task(impatient.put_object())

        await client.probed.wait()
        client.slow.set()

        assert await slow == {"ETag": "e"}


async def test_making_an_object_of_parts_takes_as_long_as_it_takes() -> None:
    async with hurrying() as (client, impatient):
        making = asyncio.create_task(impatient.complete_multipart_upload())
        with pytest.raises(ReadTimeoutError):
            await impatient.head_object()
        assert not making.done()
        client.slow.set()

        assert await making == {"ETag": "e-2"}


async def test_who_gives_up_waiting_takes_the_request_along() -> None:
    async with hurrying() as (client, impatient):
        client.answers.set()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.01):
                await impatient.put_object()

        assert await impatient.head_object() == {}
