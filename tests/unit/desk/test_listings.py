"""Many pages look at the same jobs; the storage is asked once."""

from __future__ import annotations

import asyncio
from typing import cast

import pytest

from tests.records import make_job
from worker.desk.listings import Listings
from worker.errors import JobNotFound, StorageUnavailable
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord, JobState, Progress
from worker.jobs.store import JobStore, StoredJob

S = JobState
pytestmark = pytest.mark.anyio


class Store:
    """Notes what it is asked, and takes its time."""

    def __init__(self, jobs: list[JobRecord]) -> None:
        self.jobs = jobs
        self.asked: list[str] = []
        self.is_away = False

    async def of_owner(self, _owner: str | None) -> list[JobRecord]:
        self.asked.append("all")
        jobs = list(self.jobs)
        await asyncio.sleep(0)
        if self.is_away:
            raise StorageUnavailable
        return jobs

    async def get(self, ref: JobRef) -> StoredJob:
        self.asked.append("one")
        await asyncio.sleep(0)
        for job in self.jobs:
            if job.ref == ref:
                return StoredJob(job, "etag")
        raise JobNotFound


class Clock:
    """Moves on by a millisecond a look."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        self.seconds += 0.001
        return self.seconds


def begun(*jobs: JobRecord) -> tuple[Store, Clock, Listings]:
    store, clock = Store(list(jobs)), Clock()
    return store, clock, Listings(cast("JobStore", store), clock)


async def test_whoever_looks_meanwhile_shares_the_next_listing() -> None:
    store, _, listings = begun(make_job(S.SUCCEEDED))
    found = await asyncio.gather(*(listings.now("ann") for _ in range(100)))
    assert found == [store.jobs] * 100
    assert len(store.asked) <= 2


async def test_now_means_after_what_was_done_before() -> None:
    store, _, listings = begun(make_job(S.SUCCEEDED))
    early = asyncio.create_task(listings.now("ann"))
    await asyncio.sleep(0)
    store.jobs = []
    assert await listings.now("ann") == []
    assert len(await early) == 1


async def test_owners_do_not_see_each_others_jobs() -> None:
    store, _, listings = begun(make_job(S.SUCCEEDED))
    assert len(await listings.recently("ann")) == 1
    store.jobs = []
    assert await listings.recently("bob") == []


async def test_looking_again_and_again_reads_only_what_runs() -> None:
    running, ended = make_job(S.PROCESSING), make_job(S.SUCCEEDED)
    store, clock, listings = begun(running, ended)
    await listings.now("ann")
    store.asked.clear()
    for rows in range(1, 5):
        moved = running.model_copy(update={"progress": Progress(rows=rows)})
        store.jobs = [moved, ended]
        clock.seconds += 1
        assert await asyncio.gather(*(listings.recently("ann") for _ in range(10))) == [[moved, ended]] * 10
    assert store.asked == ["one"] * 4


async def test_a_deleted_job_is_gone_and_a_new_one_there_within_fifteen_seconds() -> None:
    store, clock, listings = begun(make_job(S.PROCESSING))
    await listings.now("ann")
    store.jobs = [make_job(S.QUEUED)]
    clock.seconds += 1
    assert await listings.recently("ann") == []
    clock.seconds += 15
    assert await listings.recently("ann") == store.jobs


async def test_what_is_changed_here_is_seen_by_all_who_look_next() -> None:
    store, _, listings = begun(make_job(S.SUCCEEDED))
    early = asyncio.create_task(listings.recently("ann"))
    await asyncio.sleep(0)
    store.jobs = []
    listings.note_change("ann")
    assert len(await early) == 1
    assert await listings.recently("ann") == []
    store.asked.clear()
    assert await listings.recently("ann") == []
    assert store.asked == []


async def test_many_running_jobs_are_listed_instead_of_read_one_by_one() -> None:
    store, clock, listings = begun(*(make_job(S.QUEUED) for _ in range(30)))
    await listings.recently("ann")
    clock.seconds += 1
    await listings.recently("ann")
    assert store.asked == ["all", "all"]


async def test_an_outage_is_waited_for_once() -> None:
    store, _, listings = begun()
    store.is_away = True
    ended = await asyncio.gather(*(listings.now("ann") for _ in range(50)), return_exceptions=True)
    assert all(isinstance(each, StorageUnavailable) for each in ended)
    assert len(store.asked) <= 2
    store.is_away = False
    assert await listings.now("ann") == []
