from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import nats
import pytest

from tests.integration.outside import Bucket, send_as_foreigner, upload_as_page
from tests.integration.queues import publish_to_stream
from tests.misconfigured import MISCONFIGURED
from tests.servers import NatsServer, S3Server
from tests.waiting import wait_until
from tests.workers import WorkerProcess, running_worker
from worker.broker import Publisher
from worker.jobs.desk import open_reception
from worker.jobs.record import JobState
from worker.settings import Settings

CSV = b"email,country\nAda@x.org,DE\n ada@X.ORG ,FR\nbob@x.org,France\nnobody,DE\neve@x.org,\n"
SUMMARY = b"country,user_count\n,1\nDE,1\nFR,1\n"


def send_raw(settings: Settings, payload: bytes) -> None:
    assert settings.broker_url is not None

    async def send(url: str) -> None:
        client = await nats.connect(url)
        await publish_to_stream(client, "process_audience", payload)
        await client.close()

    asyncio.run(send(settings.broker_url))


def dead_letters(settings: Settings) -> int:
    assert settings.broker_url is not None

    async def count(url: str) -> int:
        client = await nats.connect(url)
        try:
            return (await client.jetstream().stream_info("repid_process_audience_dlq")).state.messages
        except nats.js.errors.NotFoundError:
            return 0
        finally:
            await client.close()

    return asyncio.run(count(settings.broker_url))


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
    assert ended.outcome.top == [("", 1), ("DE", 1), ("FR", 1)]


def test_a_foreign_publishers_cookbook_message_gives_the_cookbooks_report(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/123.csv", CSV)

    send_as_foreigner(settings, {"job_id": 123, "s3_key": "uploads/123.csv"})

    assert wait_until(lambda: store.get("reports/summary_123.csv"), what="the report") == SUMMARY
    wait_until(lambda: store.get("uploads/123.csv") is None, what="the raw file to be deleted")

    async def listed() -> list[str]:
        async with Publisher(settings) as publisher, open_reception(settings, publisher) as reception:
            return [job.job_id for job in await reception.desk("local", foreign=True).jobs()]

    assert asyncio.run(listed()) == ["123"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_file"),
        (b"email,country\n", "empty_file"),
        (b"name,country\nAda,DE\n", "no_email_column"),
        (b"email,city\na@b.co,Berlin\n", "no_country_column"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 400, "not_text"),
        (None, "file_missing"),
    ],
)
def test_a_bad_file_fails_with_a_reason_is_kept_and_the_worker_goes_on(
    settings: Settings, store: Bucket, worker: WorkerProcess, body: bytes | None, code: str
) -> None:
    store.put("uploads/good.csv", CSV)
    if body is not None:
        store.put("uploads/bad.csv", body)  # last: boto3 waits a minute after an empty body, for SeaweedFS

    send_as_foreigner(settings, {"job_id": "bad", "s3_key": "uploads/bad.csv"})
    send_as_foreigner(settings, {"job_id": "good", "s3_key": "uploads/good.csv"})

    failed = store.ended("jobs/bad.json")
    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.code == code
    assert failed.failure.message.endswith(".")
    assert "Traceback" not in failed.failure.message
    assert store.get("uploads/bad.csv") == body
    assert store.ended("jobs/good.json").state is JobState.SUCCEEDED


def test_a_missing_column_is_explained_with_the_columns_found(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/1.csv", b"name,country\nAda,DE\n")

    send_as_foreigner(settings, {"job_id": 1, "s3_key": "uploads/1.csv"})

    failure = store.ended("jobs/1.json").failure
    assert failure is not None
    assert "name" in failure.message
    assert "country" in failure.message


@pytest.mark.parametrize(
    "payload",
    [
        b"not json",
        b"{}",
        b'{"job_id": 1}',
        b'{"job_id": true, "s3_key": "uploads/1.csv"}',
        b'{"job_id": "../1", "s3_key": "uploads/1.csv"}',
        b'{"job_id": 1, "s3_key": "jobs/local/1.json"}',
        b'{"job_id": 1, "s3_key": "uploads/../reports/1.csv"}',
    ],
)
def test_a_malformed_message_goes_to_the_dead_letters_and_the_worker_goes_on(
    settings: Settings, store: Bucket, worker: WorkerProcess, payload: bytes
) -> None:
    store.put("uploads/good.csv", CSV)

    send_raw(settings, payload)
    send_as_foreigner(settings, {"job_id": "good", "s3_key": "uploads/good.csv"})

    assert store.ended("jobs/good.json").state is JobState.SUCCEEDED
    wait_until(lambda: dead_letters(settings) == 1, what="the dead letter")


def test_promise_10_a_duplicate_delivery_changes_nothing(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/7.csv", CSV)
    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})
    first = store.ended("jobs/7.json")

    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})
    store.put("uploads/8.csv", CSV)
    send_as_foreigner(settings, {"job_id": 8, "s3_key": "uploads/8.csv"})
    store.ended("jobs/8.json")

    assert store.record("jobs/7.json") == first


def test_a_new_file_under_a_finished_jobs_key_is_kept_and_reported_to_the_operator(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/7.csv", CSV)
    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})
    store.ended("jobs/7.json")
    wait_until(lambda: store.get("uploads/7.csv") is None, what="the raw file to be deleted")

    store.put("uploads/7.csv", CSV + b"new@x.org,DE\n")
    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})

    wait_until(lambda: dead_letters(settings) == 1, what="the dead letter")
    assert store.get("uploads/7.csv") == CSV + b"new@x.org,DE\n"


def test_a_message_for_another_jobs_file_is_refused(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/7.csv", CSV)
    store.put("uploads/other.csv", CSV)
    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/7.csv"})
    store.ended("jobs/7.json")

    send_as_foreigner(settings, {"job_id": 7, "s3_key": "uploads/other.csv"})

    wait_until(lambda: dead_letters(settings) == 1, what="the dead letter")
    assert store.get("uploads/other.csv") == CSV


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
    with running_worker(tmp_path / "worker.log"):
        assert store.ended(job.ref.record_key).state is JobState.SUCCEEDED


def test_promise_12_a_terminated_worker_exits_well_with_its_job_finished(
    settings: Settings, store: Bucket, worker: WorkerProcess
) -> None:
    store.put("uploads/1.csv", CSV)
    send_as_foreigner(settings, {"job_id": 1, "s3_key": "uploads/1.csv"})
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
