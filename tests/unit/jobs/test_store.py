"""Listings: a record is read again only when it has changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

import pytest

from tests.memory_storage import MemoryBucket, Network, memory_storage
from tests.records import make_job
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.jobs.transitions import requeue
from worker.settings import Settings
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio

_Answer = TypeVar("_Answer")


class Counting(Network):
    """Knows how many records were read."""

    reads = 0

    async def send(self, name: str, request: Callable[[], _Answer]) -> _Answer:
        self.reads += name.startswith("get ")
        return request()

    def since_last_asked(self) -> int:
        reads, self.reads = self.reads, 0
        return reads


@pytest.fixture
def network() -> Counting:
    return Counting()


@pytest.fixture
def store(network: Counting) -> JobStore:
    return JobStore(memory_storage(Settings(s3_bucket="memory"), MemoryBucket(), network))


async def put(store: JobStore, *jobs: JobRecord) -> None:
    for job in jobs:
        await store.create(job)


async def test_of_jobs_that_have_ended_nothing_is_read_twice(store: JobStore, network: Counting) -> None:
    ended = [make_job(JobState.FAILED) for _ in range(3)]
    waiting = make_job(JobState.QUEUED)
    await put(store, *ended, waiting)
    assert [job.job_id for job in await store.running()] == [waiting.job_id]
    assert network.since_last_asked() == 4

    await store.change(ended[0].ref, lambda job: requeue(job, utc_now()))
    network.since_last_asked()

    assert {job.job_id for job in await store.running()} == {waiting.job_id, ended[0].job_id}
    assert network.since_last_asked() == 1


async def test_a_listing_larger_than_the_cache_is_not_read_anew_each_time(
    store: JobStore, network: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.jobs.store._CACHED_RECORDS", 2)
    await put(store, *(make_job(JobState.SUCCEEDED) for _ in range(5)))
    first = await store.everyone()
    assert network.since_last_asked() == 5

    assert await store.everyone() == first
    assert network.since_last_asked() == 0


async def test_listings_that_nobody_asks_for_give_way(
    store: JobStore, network: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.jobs.store._CACHED_RECORDS", 3)
    await put(store, *(make_job(JobState.SUCCEEDED, owner=owner) for owner in "aabb"))
    for owner in "abab":
        assert len(await store.of_owner(owner)) == 2

    assert network.since_last_asked() == 8
    assert [job.owner for job in await store.of_owner("b")] == ["b", "b"]
    assert network.since_last_asked() == 0


async def test_deleted_and_unreadable_records_are_left_out(store: JobStore) -> None:
    kept, deleted, later = (make_job(JobState.SUCCEEDED) for _ in range(3))
    await put(store, kept, deleted)
    fields = {**json.loads(later.to_json()), "schema": 2}
    await store._storage.write(later.ref.record_key, json.dumps(fields).encode(), "application/json")
    assert len(await store.everyone()) == 2

    await store.delete(deleted.ref)

    assert [job.job_id for job in await store.everyone()] == [kept.job_id]
