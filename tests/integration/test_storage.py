"""What the product expects of S3, of SeaweedFS and of the bucket in memory that the model test uses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from worker.errors import ObjectMissing, PreconditionFailed
from worker.settings import Settings
from worker.storage.client import Storage, open_storage

pytestmark = pytest.mark.anyio

PART = b"x" * 5 * 1024 * 1024


@dataclass
class Kind:
    storage: Storage
    put_part: Callable[[str, str, int, bytes], Awaitable[None]]


@pytest.fixture(params=["memory", "seaweedfs"])
async def kind(request: pytest.FixtureRequest) -> AsyncIterator[Kind]:
    if request.param == "memory":
        bucket = MemoryBucket()

        async def put_in_memory(_key: str, upload_id: str, number: int, body: bytes) -> None:
            bucket.put_part(upload_id, number, body)

        yield Kind(memory_storage(Settings(), bucket), put_in_memory)
        return
    settings: Settings = request.getfixturevalue("settings")
    async with open_storage(settings) as storage, httpx.AsyncClient(trust_env=False) as browser:

        async def put_by_url(key: str, upload_id: str, number: int, body: bytes) -> None:
            answer = await browser.put(
                storage.presigner.part(key, upload_id, number, len(body)), content=body
            )
            answer.raise_for_status()

        yield Kind(storage, put_by_url)


@pytest.fixture
def storage(kind: Kind) -> Storage:
    return kind.storage


async def test_what_is_written_is_read(storage: Storage) -> None:
    etag = await storage.write("jobs/a.json", b"one", "text/plain")

    assert await storage.read("jobs/a.json") == (b"one", etag)
    info = await storage.head("jobs/a.json")
    assert (info.size, info.etag) == (3, etag)
    assert abs(datetime.now(UTC) - info.modified) < timedelta(minutes=5)


async def test_the_same_bytes_have_the_same_etag_and_others_another(storage: Storage) -> None:
    first = await storage.write("a", b"one", "text/plain")

    assert await storage.write("a", b"two", "text/plain") != first
    assert await storage.write("a", b"one", "text/plain") == first


async def test_a_version_is_deleted_and_no_other(storage: Storage) -> None:
    first = await storage.write("a", b"one", "text/plain")
    second = await storage.write("a", b"two", "text/plain")

    with pytest.raises(PreconditionFailed):
        await storage.delete_version("a", first)
    assert (await storage.read("a"))[0] == b"two"

    await storage.delete_version("a", second)
    with pytest.raises(ObjectMissing):
        await storage.head("a")


async def test_nothing_is_missing_and_deleting_nothing_is_fine(storage: Storage) -> None:
    await storage.delete("a")

    for ask in (storage.read, storage.head):
        with pytest.raises(ObjectMissing):
            await ask("a")


async def test_creating_succeeds_once(storage: Storage) -> None:
    await storage.write_if("a", b"one", "text/plain", etag=None)

    with pytest.raises(PreconditionFailed):
        await storage.write_if("a", b"two", "text/plain", etag=None)
    assert (await storage.read("a"))[0] == b"one"


async def test_changing_needs_the_newest_etag(storage: Storage) -> None:
    first = await storage.write("a", b"one", "text/plain")
    second = await storage.write_if("a", b"two", "text/plain", etag=first)

    with pytest.raises(PreconditionFailed):
        await storage.write_if("a", b"three", "text/plain", etag=first)
    assert await storage.read("a") == (b"two", second)


async def test_changing_what_was_deleted_does_not_bring_it_back(storage: Storage) -> None:
    etag = await storage.write("a", b"one", "text/plain")
    await storage.delete("a")

    with pytest.raises(PreconditionFailed):
        await storage.write_if("a", b"two", "text/plain", etag=etag)
    with pytest.raises(ObjectMissing):
        await storage.read("a")


async def test_the_writer_of_these_very_bytes_has_won(storage: Storage) -> None:
    first = await storage.write("a", b"one", "text/plain")
    second = await storage.write_if("a", b"two", "text/plain", etag=first)

    assert await storage.write_if("a", b"two", "text/plain", etag=first) == second
    assert await storage.write_if("a", b"two", "text/plain", etag=None) == second


async def test_one_of_many_writers_wins(storage: Storage) -> None:
    etag = await storage.write("a", b"start", "text/plain")

    answers = await asyncio.gather(
        *(storage.write_if("a", b"%d" % number, "text/plain", etag=etag) for number in range(8)),
        return_exceptions=True,
    )

    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert sum(isinstance(answer, PreconditionFailed) for answer in answers) == 7


async def test_listings_are_in_order_deep_or_not(storage: Storage) -> None:
    for key in (
        "jobs/b/2.json",
        "jobs/1.json",
        "jobs/b/1.json",
        "jobs/3.json",
        "other/1.json",
        "jobs/2.json",
    ):
        await storage.write(key, b"", "text/plain")

    assert [item.key async for item in storage.walk("jobs/")] == [
        "jobs/1.json",
        "jobs/2.json",
        "jobs/3.json",
        "jobs/b/1.json",
        "jobs/b/2.json",
    ]
    assert [item.key async for item in storage.walk("jobs/", deep=False)] == [
        "jobs/1.json",
        "jobs/2.json",
        "jobs/3.json",
    ]


async def test_parts_become_an_object_and_their_upload_is_over(kind: Kind) -> None:
    storage = kind.storage
    upload_id = await storage.begin_multipart("uploads/a")
    await kind.put_part("uploads/a", upload_id, 2, b"end")
    await kind.put_part("uploads/a", upload_id, 1, PART)
    with pytest.raises(ObjectMissing):
        await storage.head("uploads/a")

    parts = await storage.parts("uploads/a", upload_id)
    assert [(part.number, part.size) for part in parts] == [(1, len(PART)), (2, 3)]
    assert all(abs(datetime.now(UTC) - part.modified) < timedelta(minutes=5) for part in parts)
    await storage.complete_multipart("uploads/a", upload_id, parts)

    assert (await storage.read("uploads/a"))[0] == PART + b"end"
    with pytest.raises(ObjectMissing):
        await storage.parts("uploads/a", upload_id)


async def test_uploads_that_go_on_are_listed_with_their_birth(kind: Kind) -> None:
    storage = kind.storage
    keys = [f"uploads/local/{number}.csv" for number in range(5)]
    ids = [await storage.begin_multipart(key) for key in keys]
    await kind.put_part(keys[0], ids[0], 1, b"all")
    await storage.begin_multipart("elsewhere/1.csv")
    await storage.abort_multipart(keys[1], ids[1])
    await storage.complete_multipart(keys[0], ids[0], await storage.parts(keys[0], ids[0]))

    listed = [upload async for upload in storage.unfinished_uploads("uploads/")]

    assert {(upload.key, upload.upload_id) for upload in listed} == set(zip(keys[2:], ids[2:], strict=True))
    assert all(abs(datetime.now(UTC) - upload.begun) < timedelta(minutes=5) for upload in listed)


async def test_an_aborted_upload_is_over_and_cannot_be_completed(kind: Kind) -> None:
    storage = kind.storage
    upload_id = await storage.begin_multipart("uploads/a")
    await kind.put_part("uploads/a", upload_id, 1, b"all")
    parts = await storage.parts("uploads/a", upload_id)

    await storage.abort_multipart("uploads/a", upload_id)
    await storage.abort_multipart("uploads/a", upload_id)

    with pytest.raises(ObjectMissing):
        await storage.parts("uploads/a", upload_id)
    with pytest.raises(ObjectMissing):
        await storage.complete_multipart("uploads/a", upload_id, parts)
    with pytest.raises(ObjectMissing):
        await storage.head("uploads/a")
