"""The whole path with two identities that may do only what their policies say."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import httpx
import pytest

from tests.integration.outside import Bucket, upload_as_page
from tests.servers import S3Server
from tests.waiting import wait_until
from tests.workers import WorkerProcess, running_worker
from worker.__main__ import main
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.desk.preview import Choices
from worker.errors import ConfigurationError, JobNotFound
from worker.jobs.record import JobRecord, JobState
from worker.queue.contract import Publisher
from worker.running.preflight import check_servers
from worker.settings import Settings
from worker.storage.client import open_storage

Result = TypeVar("Result")

CSV = b"email,country\nAda@x.org,DE\nbob@x.org,France\ncid@x.org,Deutschl.\n"
SUMMARY = b"country,user_count\nDE,1\nDeutschl.,1\nFR,1\n"
CORRECTED = b"country,user_count\nDE,2\nFR,1\n"
NO_COUNTRIES = b"email,city\nada@x.org,Berlin\n"


@pytest.fixture
def as_dashboard(settings: Settings, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The pages' settings; their credentials, in the environment, are the dashboard's."""
    for name, value in s3.environment_of("dashboard").items():
        monkeypatch.setenv(name, value)
    return settings


def test_a_file_becomes_a_report_that_is_shown_corrected_and_deleted(
    as_dashboard: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    assert asyncio.run(check_servers(as_dashboard)) == []

    job = upload_as_page(as_dashboard, CSV)

    assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED
    wait_until(lambda: store.get(job.s3_key) is None, what="the raw file to be deleted")

    async def show_and_delete(desk: Desk) -> None:
        assert [each.job_id for each in await desk.jobs()] == [job.job_id]
        assert await desk.summary(job.job_id) == SUMMARY
        await desk.reports.correct(job.job_id, "Deutschl.", "DE")
        assert store.get(job.ref.summary_key) == CORRECTED
        await desk.delete(job.job_id)
        assert await desk.jobs() == []

    at_desk(as_dashboard, show_and_delete)
    assert store.get(job.ref.summary_key) is None

    again = upload_as_page(as_dashboard, CSV)
    assert store.ended(again.ref.record_key).corrections is not None
    assert store.get(again.ref.summary_key) == CORRECTED

    async def take_back_and_forget(desk: Desk) -> None:
        await desk.reports.take_back(again.job_id, "Deutschl.")
        assert await desk.reports.remembered() == {}

    at_desk(as_dashboard, take_back_and_forget)
    assert store.get(again.ref.summary_key) == SUMMARY


def test_a_file_in_doubt_is_previewed_counted_again_and_removed(
    as_dashboard: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    job = upload_as_page(as_dashboard, NO_COUNTRIES)
    assert store.ended(job.ref.record_key).state is JobState.FAILED

    async def look_and_retry(desk: Desk) -> None:
        assert (await desk.preview(job.job_id, Choices())).rows[0] == ("ada@x.org", "Berlin")
        await desk.retry(job.job_id)

    at_desk(as_dashboard, look_and_retry)
    wait_until(lambda: worker.log.read_text().count("job.failed") == 2, what="the second attempt")
    store.ended(job.ref.record_key)

    async def remove(desk: Desk) -> None:
        await desk.delete(job.job_id)
        with pytest.raises(JobNotFound):
            await desk.job(job.job_id)

    at_desk(as_dashboard, remove)
    assert store.get(job.s3_key) is None


def test_an_upload_is_cancelled_with_its_parts(as_dashboard: Settings, s3: S3Server) -> None:
    async def begin_and_cancel(desk: Desk) -> None:
        opened = await desk.begin(name="a.csv", size=5, fingerprint="f")
        assert await desk.arrived(opened.job.job_id) == 0
        assert (await desk.cancel(opened.job.job_id)).state is JobState.CANCELLED

    at_desk(as_dashboard, begin_and_cancel)
    assert no_uploads(s3, as_dashboard)


def test_a_worker_queues_the_upload_of_a_page_that_died(
    as_dashboard: Settings, store: Bucket, s3: S3Server, tmp_path: Path
) -> None:
    async def begin_and_die(desk: Desk) -> JobRecord:
        opened = await desk.begin(name="a.csv", size=len(CSV), fingerprint="f")
        job = opened.job
        assert job.multipart is not None
        url = (await desk.presign(job.job_id, [1]))[1]
        async with httpx.AsyncClient(trust_env=False) as browser:
            (await browser.put(url, content=CSV)).raise_for_status()
        async with open_storage(as_dashboard) as storage:
            parts = await storage.parts(job.s3_key, job.multipart.upload_id)
            await storage.complete_multipart(job.s3_key, job.multipart.upload_id, parts)
        return job

    job = at_desk(as_dashboard, begin_and_die)

    with running_worker(tmp_path / "w.log", AUDIENCE_LEASE_SECONDS="6", **s3.environment_of("worker")):
        assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED


def test_a_worker_ends_an_abandoned_upload_with_its_parts(
    as_dashboard: Settings, store: Bucket, s3: S3Server, worker: WorkerProcess
) -> None:
    async def begin(desk: Desk) -> JobRecord:
        return (await desk.begin(name="a.csv", size=5, fingerprint="f")).job

    job = at_desk(as_dashboard, begin)
    long_ago = job.model_copy(update={"updated_at": job.updated_at - timedelta(days=2)})
    store.put(job.ref.record_key, long_ago.to_json())

    assert store.ended(job.ref.record_key).state is JobState.EXPIRED
    wait_until(lambda: no_uploads(s3, as_dashboard), what="the parts to be thrown away")


@pytest.mark.parametrize("process", ["dashboard", "worker"])
def test_operators_commands_run_with_either_identity(
    settings: Settings,
    s3: S3Server,
    process: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in s3.environment_of(process).items():
        monkeypatch.setenv(name, value)

    assert main(["status", "--json"]) == 0
    assert '"storage": "ok"' in capsys.readouterr().out


def test_credentials_that_do_not_open_the_bucket_end_the_start_with_what_they_need(
    settings: Settings, s3: S3Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in s3.environment_of("dashboard").items():
        monkeypatch.setenv(name, value)
    closed = settings.model_copy(update={"s3_bucket": "closed-bucket"})
    s3.client.create_bucket(Bucket=closed.s3_bucket)
    try:
        with pytest.raises(ConfigurationError, match="'closed-bucket': they need s3:ListBucket"):
            asyncio.run(check_servers(closed))
    finally:
        s3.drop_bucket(closed.s3_bucket)


def no_uploads(s3: S3Server, settings: Settings) -> bool:
    return not s3.client.list_multipart_uploads(Bucket=settings.s3_bucket).get("Uploads")


def at_desk(settings: Settings, act: Callable[[Desk], Awaitable[Result]]) -> Result:
    """Do something at the desk of the one analyst, as the pages do."""

    async def run() -> Result:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            return await act(desks.desk("local", external=True))

    return asyncio.run(run())
