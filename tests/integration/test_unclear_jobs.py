"""A file in doubt: its sender is asked, answers, and it is counted."""

from __future__ import annotations

import asyncio

from tests.integration.outside import Bucket, send_as_external, upload_as_page
from tests.workers import WorkerProcess
from worker.desk.desks import open_desks
from worker.desk.preview import Choices, CountOptions
from worker.jobs.record import JobRecord, JobState
from worker.queue.contract import Publisher
from worker.settings import Settings

NO_HEADER = b"ada@x.org,DE\nbob@x.org,FR\nada@x.org,DE\n"
SUMMARY = b"country,user_count\nDE,1\nFR,1\n"
ANSWER = CountOptions(choices=Choices(has_header=False, email=0, country=1, is_confirmed=True))


def answer(settings: Settings, job: JobRecord, options: CountOptions) -> None:
    async def retry() -> None:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            await desks.desk("local", external=True).retry(job.job_id, options)

    asyncio.run(retry())


def assert_counted(job: JobRecord, summary: bytes | None) -> None:
    assert job.state is JobState.SUCCEEDED
    assert job.outcome is not None
    assert (job.outcome.rows, job.outcome.customers, job.outcome.duplicates) == (3, 2, 1)
    assert (job.outcome.rejected, summary) == ({}, SUMMARY)


def assert_nobody_is_named(store: Bucket, job: JobRecord, worker: WorkerProcess) -> None:
    for text in (store.get(job.ref.record_key), worker.log.read_bytes()):
        assert text
        assert b"x.org" not in text.lower()


def test_an_unclear_upload_is_counted_as_its_analyst_answers(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    job = upload_as_page(settings, NO_HEADER)
    asked = store.ended(job.ref.record_key)
    assert asked.needs_owner
    assert asked.reading is not None
    assert asked.reading.doubts
    assert store.get(job.s3_key) == NO_HEADER
    assert_nobody_is_named(store, job, worker)

    answer(settings, asked, ANSWER)

    assert_counted(store.ended(job.ref.record_key), store.get(job.ref.summary_key))
    assert_nobody_is_named(store, job, worker)


def test_an_external_publishers_unclear_file_is_asked_about_likewise(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/7.csv", NO_HEADER)
    send_as_external(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})
    asked = store.ended("jobs/7.json")
    assert asked.needs_owner
    assert store.get("uploads/7.csv") == NO_HEADER
    assert_nobody_is_named(store, asked, worker)

    answer(settings, asked, ANSWER)

    assert_counted(store.ended("jobs/7.json"), store.get("reports/summary_7.csv"))
    assert_nobody_is_named(store, asked, worker)
