"""A job that is deleted while a worker publishes its report leaves nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.memory_storage import MemoryBucket, Stored, memory_storage
from tests.records import GERMANY_FIRST, make_job, outcome_of, summary_of
from worker.errors import JobDeleted
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord, JobState, Progress
from worker.jobs.removal import remove
from worker.jobs.store import JobStore
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.processing.counted_file import CountedFile
from worker.settings import Settings

pytestmark = pytest.mark.anyio

SETTINGS = Settings(s3_bucket="memory")


async def test_a_report_that_comes_after_its_job_was_deleted_is_removed() -> None:
    bucket = MemoryBucket()
    storage = memory_storage(SETTINGS, bucket)
    store = JobStore(storage)
    ref = JobRef.new("local")
    queued = make_job(JobState.QUEUED, owner="local").model_copy(
        update={"job_id": ref.job_id, "s3_key": ref.upload_key}
    )
    await store.create(queued)
    bucket.put(ref.upload_key, b"raw")
    claimed = await Claims(storage, store, SETTINGS, "w1").claim(ref, ref.upload_key, is_repeated=False)
    assert claimed is not None

    def delete_its_job(key: str, new: Stored | None) -> None:
        if key == ref.summary_key and new is not None:
            del bucket.objects[ref.record_key]

    async def count(_job: JobRecord, _note: Callable[[Progress], None]) -> CountedFile:
        bucket.before_change = delete_its_job
        return CountedFile(summary_of(GERMANY_FIRST), outcome_of(GERMANY_FIRST))

    with pytest.raises(JobDeleted):
        await Attempts(storage, store, SETTINGS, count, asyncio.Event()).make(claimed)

    assert set(bucket.objects) == {ref.upload_key}


async def test_no_record_of_a_report_outlives_it() -> None:
    bucket = MemoryBucket()
    storage = memory_storage(SETTINGS, bucket)
    store = JobStore(storage)
    job = make_job(JobState.SUCCEEDED, owner="local")
    await store.create(job)
    bucket.put(job.ref.summary_key, summary_of(GERMANY_FIRST))

    def look(key: str, new: Stored | None) -> None:
        if key == job.ref.summary_key and new is None:
            assert job.ref.record_key not in bucket.objects

    bucket.before_change = look
    await remove(storage, store, job.ref)

    assert not bucket.objects
