"""One worker, sent what it cannot count and what it has counted: it says why, keeps files, and goes on."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import nats
import pytest

from tests import environments
from tests.integration.outside import Bucket, send_as_external
from tests.integration.queues import publish_to_stream
from tests.servers import NatsServer, S3Server
from tests.waiting import wait_until
from tests.workers import running_worker
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings, read_settings

_IDS = itertools.count(100)
CSV = b"email,country\nAda@x.org,DE\nbob@x.org,France\n"


@dataclass(frozen=True)
class Workplace:
    """The servers of a worker that all tests share, so that it has to go on after each of them."""

    settings: Settings
    store: Bucket

    def send(self, job_id: int, s3_key: str | None = None) -> None:
        """Publish a job for the file of its id, or for another."""
        s3_key = s3_key or f"uploads/{job_id}.csv"
        send_as_external(self.settings, {"job_id": job_id, "s3_key": s3_key})

    def send_raw(self, payload: bytes) -> None:
        async def send(url: str) -> None:
            client = await nats.connect(url)
            await publish_to_stream(client, "process_audience", payload)
            await client.close()

        asyncio.run(send(str(self.settings.broker_url)))

    def dead_letters(self) -> int:
        async def count(url: str) -> int:
            client = await nats.connect(url)
            try:
                return (await client.jetstream().stream_info("repid_process_audience_dlq")).state.messages
            except nats.js.errors.NotFoundError:
                return 0
            finally:
                await client.close()

        return asyncio.run(count(str(self.settings.broker_url)))

    def count_good_file(self, job_id: int) -> JobRecord:
        """Send a file that can be counted, and wait until it is."""
        self.store.put(f"uploads/{job_id}.csv", CSV)
        self.send(job_id)
        ended = self.store.ended(f"jobs/{job_id}.json")
        assert ended.state is JobState.SUCCEEDED
        return ended


@pytest.fixture(scope="module")
def workplace(s3: S3Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    folder = tmp_path_factory.mktemp("workplace")
    broker = NatsServer(folder / "nats")
    with ExitStack() as stop:
        stop.callback(broker.wipe)
        broker.start()
        bucket = s3.new_bucket()
        stop.callback(s3.drop_bucket, bucket)
        with environments.only(environments.naming(s3, bucket, broker.url)):
            settings = read_settings()
            stop.enter_context(running_worker(folder / "worker.log", **s3.environment_of("worker")))
        yield Workplace(settings, Bucket(s3.client, bucket))


@pytest.fixture
def ids() -> Iterator[int]:
    """Ids that no other test uses."""
    return _IDS


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
    workplace: Workplace, ids: Iterator[int], body: bytes | None, code: str
) -> None:
    store, bad, good = workplace.store, next(ids), next(ids)
    store.put(f"uploads/{good}.csv", CSV)
    if body is not None:
        store.put(f"uploads/{bad}.csv", body)  # last: boto3 waits a minute after an empty body, for SeaweedFS

    workplace.send(bad)
    workplace.send(good)

    failed = store.ended(f"jobs/{bad}.json")
    assert failed.state is JobState.FAILED
    assert failed.failure is not None
    assert failed.failure.code == code
    assert failed.failure.message.endswith(".")
    assert "Traceback" not in failed.failure.message
    assert store.get(f"uploads/{bad}.csv") == body
    assert store.ended(f"jobs/{good}.json").state is JobState.SUCCEEDED


def test_a_missing_column_is_explained_with_the_columns_found(
    workplace: Workplace, ids: Iterator[int]
) -> None:
    job_id = next(ids)
    workplace.store.put(f"uploads/{job_id}.csv", b"name,country\nAda,DE\n")

    workplace.send(job_id)

    failure = workplace.store.ended(f"jobs/{job_id}.json").failure
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
        b'{"job_id": 1, "s3_key": "uploads/.."}',
        b'{"job_id": 1, "s3_key": "uploads/%2e%2e"}',
    ],
)
def test_a_malformed_message_goes_to_the_dead_letters_and_the_worker_goes_on(
    workplace: Workplace, ids: Iterator[int], payload: bytes
) -> None:
    before = workplace.dead_letters()

    workplace.send_raw(payload)

    workplace.count_good_file(next(ids))
    wait_until(lambda: workplace.dead_letters() == before + 1, what="the dead letter")


def test_promise_10_a_duplicate_delivery_changes_nothing(workplace: Workplace, ids: Iterator[int]) -> None:
    job_id = next(ids)
    first = workplace.count_good_file(job_id)

    workplace.send(job_id)
    workplace.count_good_file(next(ids))

    assert workplace.store.record(f"jobs/{job_id}.json") == first


def test_a_new_file_under_a_finished_jobs_key_is_kept_and_reported_to_the_operator(
    workplace: Workplace, ids: Iterator[int]
) -> None:
    job_id, before = next(ids), workplace.dead_letters()
    key, store = f"uploads/{job_id}.csv", workplace.store
    workplace.count_good_file(job_id)
    wait_until(lambda: store.get(key) is None, what="the raw file to be deleted")

    store.put(key, CSV + b"new@x.org,DE\n")
    workplace.send(job_id)

    wait_until(lambda: workplace.dead_letters() == before + 1, what="the dead letter")
    assert store.get(key) == CSV + b"new@x.org,DE\n"


def test_a_message_for_another_jobs_file_is_refused(workplace: Workplace, ids: Iterator[int]) -> None:
    job_id, before = next(ids), workplace.dead_letters()
    workplace.store.put("uploads/other.csv", CSV)
    workplace.count_good_file(job_id)

    workplace.send(job_id, "uploads/other.csv")

    wait_until(lambda: workplace.dead_letters() == before + 1, what="the dead letter")
    assert workplace.store.get("uploads/other.csv") == CSV


@pytest.mark.parametrize("bad", [b"name,country\nAda,DE\n", None])
def test_a_failed_job_that_is_sent_again_starts_again_when_its_file_has_changed(
    workplace: Workplace, ids: Iterator[int], bad: bytes | None
) -> None:
    store, job_id, before = workplace.store, next(ids), workplace.dead_letters()
    key, record = f"uploads/{job_id}.csv", f"jobs/{job_id}.json"
    if bad is not None:
        store.put(key, bad)
    workplace.send(job_id)
    failed = store.ended(record)
    assert failed.state is JobState.FAILED

    workplace.send(job_id)
    wait_until(lambda: workplace.dead_letters() == before + 1, what="the dead letter")
    assert store.record(record) == failed

    store.put(key, CSV)
    workplace.send(job_id)

    wait_until(lambda: store.get(f"reports/summary_{job_id}.csv"), what="the report")
    assert store.ended(record).state is JobState.SUCCEEDED
    wait_until(lambda: store.get(key) is None, what="the raw file to be deleted")
    assert workplace.dead_letters() == before + 1


def test_two_jobs_for_one_file_both_end_and_say_why(workplace: Workplace, ids: Iterator[int]) -> None:
    store, first, second = workplace.store, next(ids), next(ids)
    key = f"uploads/{first}.csv"
    store.put(key, CSV)

    workplace.send(first, key)
    workplace.send(second, key)

    assert store.ended(f"jobs/{first}.json").state is JobState.SUCCEEDED
    other = store.ended(f"jobs/{second}.json")
    assert other.failure is not None
    assert f"Another job, {first}, counted the file" in other.failure.message


@pytest.mark.parametrize("rounds", [6, pytest.param(20, marks=pytest.mark.soak)])
def test_no_file_put_under_a_used_key_is_lost(workplace: Workplace, ids: Iterator[int], rounds: int) -> None:
    """Whoever uses a key again does so right behind the report, again and again."""
    store, key = workplace.store, f"uploads/again-{next(ids)}.csv"
    store.put(key, CSV)
    job_id = next(ids)
    workplace.send(job_id, key)
    for round_ in range(rounds):
        report = f"reports/summary_{job_id}.csv"
        wait_until(lambda report=report: store.get(report), what=report)  # type: ignore[misc]
        time.sleep(0.15 * round_ / rounds)  # the moments of the attack: up to 150 ms
        store.put(key, CSV + b"new%d@x.org,DE\n" % round_)
        workplace.send(job_id, key)  # a late duplicate
        job_id = next(ids)
        workplace.send(job_id, key)
        ended = store.ended(f"jobs/{job_id}.json")
        assert (ended.state, ended.outcome and ended.outcome.rows) == (JobState.SUCCEEDED, 3)


def test_an_orphan_report_is_removed_by_the_next_sweep(workplace: Workplace, ids: Iterator[int]) -> None:
    store = workplace.store
    job = workplace.count_good_file(next(ids))
    orphan = JobRef.new("local").summary_key
    store.put(orphan, b"country,user_count\nDE,1\n")

    wait_until(lambda: store.get(orphan) is None, what="the orphan to be removed")
    assert store.get(job.ref.summary_key) is not None
