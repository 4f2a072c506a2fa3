from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.outside import Bucket, send_as_external, upload_as_page
from tests.misconfigured import MISCONFIGURED
from tests.servers import NatsServer, S3Server
from tests.unit.dialect.workbooks.writing import xlsx
from tests.waiting import wait_until
from tests.workers import WorkerProcess, running_worker
from worker.desk.desks import open_desks
from worker.jobs.record import JobState
from worker.queue.contract import Publisher
from worker.settings import Settings

CSV = b"email,country\nAda@x.org,DE\n ada@X.ORG ,FR\nbob@x.org,France\nnobody,DE\neve@x.org,\n"
SUMMARY = b"country,user_count\n,1\nDE,1\nFR,1\n"


def test_an_upload_becomes_a_report_and_the_raw_file_is_deleted(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    job = upload_as_page(settings, CSV)

    ended = store.ended(job.ref.record_key)

    assert ended.state is JobState.SUCCEEDED
    assert store.get(job.ref.summary_key) == SUMMARY
    wait_until(lambda: store.get(job.s3_key) is None, what="the raw file to be deleted")
    assert ended.outcome is not None
    assert (ended.outcome.rows, ended.outcome.customers, ended.outcome.duplicates) == (5, 3, 1)
    assert ended.outcome.rejected == {"invalid": 1}
    assert ended.outcome.top == [("DE", 1), ("FR", 1)]


def test_an_external_publishers_cookbook_message_gives_the_cookbooks_report(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/123.csv", CSV)

    send_as_external(settings, {"job_id": 123, "s3_key": "uploads/123.csv"})

    assert wait_until(lambda: store.get("reports/summary_123.csv"), what="the report") == SUMMARY
    wait_until(lambda: store.get("uploads/123.csv") is None, what="the raw file to be deleted")

    async def listed() -> list[str]:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            return [job.job_id for job in await desks.desk("local", external=True).jobs()]

    assert asyncio.run(listed()) == ["123"]


def test_a_plain_message_has_a_workbook_counted(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/7.xlsx", xlsx({"S": [line.split(",") for line in CSV.decode().splitlines()]}))

    send_as_external(settings, {"job_id": 7, "s3_key": "uploads/7.xlsx"})

    assert wait_until(lambda: store.get("reports/summary_7.csv"), what="the report") == SUMMARY
    wait_until(lambda: store.get("uploads/7.xlsx") is None, what="the raw file to be deleted")


def test_a_job_that_was_queued_with_the_broker_away_goes_through_by_itself(
    settings: Settings,
    store: Bucket,
    tmp_path: Path,
    fresh_broker: Callable[[], NatsServer],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broker = fresh_broker()
    monkeypatch.setenv("AUDIENCE_BROKER_URL", broker.url)
    broker.kill()
    job = upload_as_page(settings.model_copy(update={"broker_url": broker.url}), CSV)
    assert (job.state, job.enqueued_at) == (JobState.QUEUED, None)

    broker.start()
    with running_worker(tmp_path / "worker.log", AUDIENCE_LEASE_SECONDS="3"):  # soon takes care of it
        assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED


def test_promise_12_a_terminated_worker_exits_well_with_its_job_finished(
    settings: Settings, store: Bucket, s3: S3Server, tmp_path: Path
) -> None:
    patient = {"AUDIENCE_SHUTDOWN_SECONDS": "60"}  # a busy machine may need more than five to finish a job
    with running_worker(tmp_path / "worker.log", **s3.environment_of("worker"), **patient) as worker:
        store.put("uploads/1.csv", CSV)
        send_as_external(settings, {"job_id": 1, "s3_key": "uploads/1.csv"})
        wait_until(lambda: "job.started" in worker.log.read_text(), what="the job to start")

        os.kill(worker.pid, signal.SIGTERM)

        assert worker.wait_ended() == 0
        assert store.ended("jobs/1.json").state is JobState.SUCCEEDED


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"AUDIENCE_S3_BUCKET": "no-such-bucket"}, "bucket 'no-such-bucket' does not exist"),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, "credentials are wrong"),
        ({"AUDIENCE_S3_ENDPOINT": "http://127.0.0.1:9"}, "storage cannot be reached"),
        ({"AUDIENCE_BROKER_URL": "nats://127.0.0.1:9"}, "queue cannot be reached"),
        ({"AUDIENCE_BROKER_URL": ""}, "AUDIENCE_BROKER_URL"),
        ({"AUDIENCE_WORKER_SLOTS": "many"}, "AUDIENCE_WORKER_SLOTS"),
        *MISCONFIGURED,
    ],
)
def test_wrong_settings_end_the_start_with_one_sentence(
    settings: Settings, tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    worker = WorkerProcess(tmp_path / "worker.log", **environment)

    assert worker.wait_ended() == 1
    assert sentence in worker.log.read_text()
    assert "Traceback" not in worker.log.read_text()


def test_promise_25_the_whole_path_logs_no_email_url_or_secret(
    settings: Settings, store: Bucket, worker: WorkerProcess, s3: S3Server
) -> None:
    job = upload_as_page(settings, CSV)
    store.ended(job.ref.record_key)
    worker.stop()

    log = worker.log.read_text().lower()

    assert job.job_id in log
    for secret in ("x.org", "x-amz", s3.secret_key.lower(), str(settings.broker_url)):
        assert secret not in log
