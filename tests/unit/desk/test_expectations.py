"""Pages that ask for what may be expected wait for nothing, and the storage is asked seldom."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from worker.desk.expectations import Expectations
from worker.desk.expecting import Expectation
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio


class Clock:
    """Stands still until it is moved."""

    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Scene:
    """A bucket with records, and what one dashboard knows of it."""

    def __init__(self) -> None:
        self.written = utc_now()
        self.bucket = MemoryBucket(now=lambda: self.written)
        self.storage = memory_storage(Settings(s3_bucket="memory"), self.bucket)
        self.clock = Clock()
        self.expectations = Expectations(self.storage, self.clock)

    async def keep(self, *jobs: JobRecord, written: datetime | None = None) -> None:
        self.written = written or utc_now()
        for job in jobs:
            await JobStore(self.storage).create(job)

    async def known(self, *jobs: JobRecord) -> dict[str, Expectation]:
        """What is known once it has looked, if it looks."""
        await self.expectations.of(jobs)
        await self.expectations.settled()
        return await self.expectations.of(jobs)


def job(state: JobState, owner: str = "ann", *, minutes: float = 5) -> JobRecord:
    return make_job(state, owner=owner, age=timedelta(minutes=minutes))


async def test_everyones_files_count_and_only_numbers_are_told() -> None:
    scene = Scene()
    mine = job(JobState.QUEUED, minutes=1)
    others = [job(JobState.QUEUED, "bob", minutes=minutes) for minutes in (2, 3)]
    later, at_work = job(JobState.QUEUED, "bob", minutes=0.5), job(JobState.PROCESSING, "eve")
    await scene.keep(mine, *others, later, at_work, job(JobState.SUCCEEDED, "bob"))

    known = await scene.known(mine)

    assert list(known) == [mine.job_id]
    assert known[mine.job_id].before == 2
    assert known[mine.job_id].seconds is not None


async def test_nobody_waits_for_the_first_look() -> None:
    scene = Scene()
    mine = job(JobState.QUEUED)
    await scene.keep(mine)

    assert await scene.expectations.of([mine]) == {}
    await scene.expectations.settled()
    assert await scene.expectations.of([mine]) == {mine.job_id: Expectation(0)}


async def test_many_pages_are_one_look_and_between_two_looks_time_passes() -> None:
    scene = Scene()
    mine, at_work = job(JobState.QUEUED, minutes=1), job(JobState.PROCESSING)
    await scene.keep(mine, at_work)
    first = (await scene.known(mine))[mine.job_id].seconds
    await scene.keep(job(JobState.QUEUED, "bob", minutes=2))
    scene.clock.seconds += 2

    for _ in range(100):
        (known,) = (await scene.known(mine)).values()
        assert first is not None
        assert (known.before, known.seconds) == (0, max(0, first - 2))
    scene.clock.seconds += 2
    assert (await scene.known(mine))[mine.job_id].before == 1


async def test_with_nothing_that_waits_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = Scene()
    monkeypatch.setattr(Storage, "walk", None)

    assert await scene.known(job(JobState.PROCESSING), job(JobState.SUCCEEDED)) == {}


async def test_with_the_storage_away_what_was_known_is_told_a_while_and_then_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scene = Scene()
    mine = job(JobState.QUEUED)
    await scene.keep(mine)
    assert await scene.known(mine)

    monkeypatch.setattr("worker.storage.client.Storage.walk", _away)
    scene.clock.seconds += 60
    assert await scene.known(mine)
    scene.clock.seconds += 65
    assert await scene.known(mine) == {}


async def test_records_of_long_ago_are_not_even_read() -> None:
    scene = Scene()
    mine = job(JobState.QUEUED, minutes=1)
    await scene.keep(job(JobState.QUEUED, "bob", minutes=5_000), written=utc_now() - timedelta(days=3))
    await scene.keep(mine)

    assert (await scene.known(mine))[mine.job_id].before == 0


def _away(*_: object, **__: object) -> None:
    raise StorageUnavailable
