"""While a file is counted its record tells how far that is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.integration.queues import until
from tests.records import make_job
from worker.counting.process.protocol import Tuning
from worker.errors import PutBack
from worker.jobs.record import FileInfo, JobState, Progress
from worker.jobs.store import JobStore
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.processing.file_counter import FileCounter
from worker.settings import Settings
from worker.storage.client import Storage, open_storage

pytestmark = pytest.mark.anyio

TINY_BLOCKS = Tuning(block_bytes=500, threads=1)
LONG = b"email,country\n" + b"".join(b"person%d@example.org,FR\n" % number for number in range(400_000))


@pytest.fixture
async def storage(settings: Settings) -> AsyncIterator[Storage]:
    async with open_storage(settings) as storage:
        yield storage


async def test_rows_and_share_rise_in_the_record_while_a_worker_counts(
    settings: Settings, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("worker.processing.file_counter.job_tuning", lambda *_: TINY_BLOCKS)
    settings = settings.model_copy(update={"heartbeat_seconds": 0.1})
    store, stopping = JobStore(storage), asyncio.Event()
    job = make_job(JobState.QUEUED).model_copy(update={"file": FileInfo(name="long.csv", size=len(LONG))})
    await storage.write(job.s3_key, LONG, "text/csv")
    await store.create(job)
    claimed = await Claims(storage, store, settings, "worker").claim(job.ref, job.s3_key, is_repeated=False)
    assert claimed is not None
    attempts = Attempts(storage, store, settings, FileCounter(storage, settings, slots=1), stopping)
    attempt = asyncio.create_task(attempts.make(claimed))
    seen: list[Progress] = []

    async def has_risen() -> bool:
        progress = (await store.get(job.ref)).record.progress
        if progress is not None and progress.rows > (seen[-1].rows if seen else 0):
            seen.append(progress)
        return len(seen) == 3

    await until(has_risen, what="three steps forward")
    stopping.set()

    with pytest.raises(PutBack):
        await attempt
    shares = [progress.share for progress in seen]
    assert 0 < shares[0] < shares[1] < shares[2] < 1
    assert seen[-1].rows_per_second > 0
