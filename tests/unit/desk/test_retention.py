"""Reports of a settable age are removed, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from worker.desk.retention import Retention
from worker.jobs.object_keys import JobRef, remembered_key
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio
DAYS = 30


async def kept_of(*jobs: JobRecord, written_days_ago: float) -> set[str]:
    """The keys that are left of these jobs and all that lies in the bucket of them."""
    written = utc_now() - timedelta(days=written_days_ago)
    bucket = MemoryBucket(now=lambda: written)
    storage = memory_storage(Settings(s3_bucket="memory"), bucket)
    store = JobStore(storage)
    for job in jobs:
        raw = bucket.put(job.s3_key, b"raw")
        version = {"etag": raw.etag, "modified": raw.modified}
        outcome = job.outcome and job.outcome.model_copy(update=version)
        await store.create(
            job.model_copy(update={"file": job.file.model_copy(update=version), "outcome": outcome})
        )
        bucket.put(job.ref.summary_key, b"country,user_count\n")

    await Retention(storage, store, DAYS).remove_old()

    return set(bucket.objects)


def ended(state: JobState, *, days_ago: float, owner: str | None = "one") -> JobRecord:
    at = utc_now() - timedelta(days=days_ago)
    return make_job(state, owner=owner, age=timedelta(days=days_ago + 1), finished_at=at)


@pytest.mark.parametrize("owner", ["one", None])
@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED])
async def test_what_ended_long_ago_goes_with_all_it_left(state: JobState, owner: str | None) -> None:
    assert await kept_of(ended(state, days_ago=31, owner=owner), written_days_ago=31) == set()


async def test_what_is_younger_stays() -> None:
    job = ended(JobState.SUCCEEDED, days_ago=29)

    kept = await kept_of(job, written_days_ago=29)

    assert {job.ref.record_key, job.ref.summary_key} <= kept


async def test_a_report_that_was_made_anew_lately_stays_however_old_its_record_looks() -> None:
    job = ended(JobState.SUCCEEDED, days_ago=1)

    assert job.ref.record_key in await kept_of(job, written_days_ago=31)


async def test_a_report_that_was_renamed_lately_goes_as_it_would_have_gone() -> None:
    long_ago = utc_now() - timedelta(days=31)
    job = ended(JobState.SUCCEEDED, days_ago=31)
    old_id = str(UUID(int=int(long_ago.timestamp() * 1_000) << 80 | 7 << 76 | 2 << 62))
    ref = JobRef(job.owner, old_id)
    job = job.model_copy(update={"job_id": old_id, "s3_key": ref.upload_key})

    assert await kept_of(job, written_days_ago=1) == set()


@pytest.mark.parametrize("id_of_others", ["123", "ffffffff-ffff-7fff-bfff-ffffffffffff"])
async def test_an_id_that_tells_no_time_keeps_nothing_and_removes_nothing(id_of_others: str) -> None:
    ref = JobRef(None, id_of_others)
    for days_ago, is_kept in ((31, False), (29, True)):
        job = ended(JobState.SUCCEEDED, days_ago=days_ago, owner=None)
        job = job.model_copy(update={"job_id": ref.job_id, "s3_key": ref.upload_key})
        kept = await kept_of(job, written_days_ago=days_ago)
        assert (ref.record_key in kept) is is_kept


@pytest.mark.parametrize("state", [JobState.UPLOADING, JobState.QUEUED, JobState.PROCESSING])
async def test_what_has_not_ended_stays_however_old(state: JobState) -> None:
    job = make_job(state, owner="one", age=timedelta(days=400))

    assert {job.ref.record_key, job.s3_key} <= await kept_of(job, written_days_ago=400)


@pytest.mark.parametrize("days_ago", [31, 29])
async def test_what_was_said_of_countries_goes_with_the_last_report(days_ago: int) -> None:
    job = ended(JobState.SUCCEEDED, days_ago=days_ago)
    written = utc_now() - timedelta(days=days_ago)
    bucket = MemoryBucket(now=lambda: written)
    storage = memory_storage(Settings(s3_bucket="memory"), bucket)
    bucket.put(remembered_key("one"), b"{}")
    await JobStore(storage).create(job)

    await Retention(storage, JobStore(storage), DAYS).remove_old()

    assert (remembered_key("one") in bucket.objects) == (days_ago < DAYS)
