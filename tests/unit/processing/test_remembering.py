"""What analysts said of earlier files is done by itself, and told, in files of theirs and no others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job, outcome_of, summary_of
from worker.jobs.correcting import reported
from worker.jobs.object_keys import JobRef, remembered_key
from worker.jobs.record import JobRecord, JobState, Progress
from worker.jobs.remembered import RememberedCountries
from worker.jobs.store import JobStore
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.processing.counted_file import CountedFile
from worker.settings import Settings

pytestmark = pytest.mark.anyio

SETTINGS = Settings(s3_bucket="memory")
COUNTS = [("DE", 640), ("", 40), ("Deutschl.", 12), ("EMEA", 10)]


async def done(ref: JobRef, s3_key: str, *, spoilt: bool = False) -> tuple[JobRecord, bytes]:
    """The job and the report of a file that its owner once said something about such values."""
    bucket = MemoryBucket()
    storage = memory_storage(SETTINGS, bucket)
    store, known = JobStore(storage), RememberedCountries(storage)
    assert await known.remember("local", "Deutschl.", "DE")
    assert await known.remember("local", "Atlantis", "GR")
    if spoilt:
        bucket.put(remembered_key("local"), b"{")
    if ref.owner:
        queued = make_job(JobState.QUEUED, owner=ref.owner)
        await store.create(queued.model_copy(update={"job_id": ref.job_id, "s3_key": s3_key}))
    bucket.put(s3_key, b"raw")
    claimed = await Claims(storage, store, SETTINGS, "w1").claim(ref, s3_key, is_repeated=False)
    assert claimed is not None

    async def count(_job: JobRecord, _note: Callable[[Progress], None]) -> CountedFile:
        return CountedFile(summary_of(COUNTS), outcome_of(COUNTS))

    await Attempts(storage, store, SETTINGS, count, asyncio.Event()).make(claimed)
    return (await store.get(ref)).record, bucket.objects[ref.summary_key].body


async def test_the_next_file_is_corrected_by_itself_and_says_so() -> None:
    ref = JobRef.new("local")
    job, body = await done(ref, ref.upload_key)

    assert body == b"country,user_count\nDE,652\n,40\nEMEA,10\n"
    assert job.corrections is not None
    (made,) = job.corrections.made
    assert (made.value, made.country, made.customers, made.is_remembered) == ("Deutschl.", "DE", 12, True)
    outcome = reported(job)
    assert job.outcome is not None
    assert outcome is not None
    assert (outcome.top, job.outcome.top) == ([("DE", 652)], [("DE", 640)])


@pytest.mark.parametrize("owner", [None, "somebody", "local"])
async def test_files_of_others_and_of_external_publishers_are_left_alone(owner: str | None) -> None:
    ref = JobRef.new("somebody") if owner == "somebody" else JobRef(owner, "123")
    job, body = await done(ref, ref.upload_key)
    assert (body, job.corrections) == (summary_of(COUNTS), None)


async def test_what_cannot_be_read_of_it_keeps_no_file_from_its_report() -> None:
    ref = JobRef.new("local")
    job, body = await done(ref, ref.upload_key, spoilt=True)
    assert (body, job.corrections) == (summary_of(COUNTS), None)


async def test_no_more_and_nothing_longer_is_remembered_than_is_promised() -> None:
    known = RememberedCountries(memory_storage(SETTINGS, MemoryBucket()))
    for number in range(500):
        assert await known.remember("local", f"place {number}", "DE")
    assert not await known.remember("local", "one more", "DE")
    assert await known.remember("local", "place 7", "FR")
    assert len(await known.of("local")) == 500
    for value in ("x" * 101, "49", "+49 (0)", "ada@x.org"):
        assert not await known.remember("two", value, "DE")
    assert await known.of("two") == {}
