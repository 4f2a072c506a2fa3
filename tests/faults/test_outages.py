"""Promise 13: broker and S3 go away and come back, or lose everything; all recovers unaided."""

from __future__ import annotations

import pytest

from tests.faults.children import frozen, frozen_at_its_file
from tests.faults.outages import Outages
from tests.faults.scene import CSV, IMPATIENT, SUMMARY, TOLERANT, customers, put_part
from tests.waiting import wait_until
from worker.desk.analyst import Desk
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord, JobState

pytestmark = pytest.mark.timeout(400)

SECONDS = [2.5, *(pytest.param(seconds, marks=pytest.mark.soak) for seconds in (12, 60))]
LEASES = pytest.mark.parametrize(
    "patience",
    [
        pytest.param(IMPATIENT, id="lease-runs-out"),
        pytest.param(TOLERANT, id="lease-holds", marks=pytest.mark.soak),
    ],
)


@pytest.mark.parametrize("seconds", SECONDS)
def test_promise_13_the_broker_is_away_while_a_file_is_uploaded(outages: Outages, seconds: float) -> None:
    scene = outages.scene
    scene.worker()
    outages.kill("broker")

    job = scene.upload()

    assert (job.state, job.enqueued_at) == (JobState.QUEUED, None)
    outages.start("broker", after_seconds=seconds)
    assert scene.assert_done_once(job).attempts == 1


@pytest.mark.parametrize("seconds", SECONDS)
def test_promise_13_s3_is_away_while_a_file_is_uploaded(outages: Outages, seconds: float) -> None:
    scene = outages.scene
    scene.worker()

    async def begin(desk: Desk) -> JobRecord:
        return (await desk.begin(name="customers.csv", size=len(CSV), fingerprint="f")).job

    job = scene.at_desk(begin)
    scene.at_desk(lambda desk: put_part(desk, job.job_id, 1, CSV))
    outages.kill("s3")
    with pytest.raises(StorageUnavailable):
        scene.at_desk(lambda desk: desk.complete(job.job_id))
    outages.start("s3", after_seconds=seconds)

    scene.at_desk(lambda desk: desk.complete(job.job_id))

    assert scene.assert_done_once(job).attempts == 1


@pytest.mark.parametrize("seconds", SECONDS)
@pytest.mark.parametrize("server", ["broker", "s3"])
def test_promise_13_a_server_is_away_while_the_worker_is_idle(
    outages: Outages, server: str, seconds: float
) -> None:
    scene = outages.scene
    scene.worker()

    outages.outage(server, seconds)

    assert scene.assert_done_once(scene.upload()).attempts == 1


@LEASES
@pytest.mark.parametrize("seconds", SECONDS)
def test_promise_13_the_broker_is_away_while_a_job_runs(
    outages: Outages, seconds: float, patience: dict[str, str]
) -> None:
    scene = outages.scene
    worker = scene.worker(**patience)
    job = scene.upload_for(worker)
    with frozen(worker):
        outages.outage("broker", seconds)

    assert scene.assert_done_once(job).attempts == 1
    assert scene.starts() == 1


@LEASES
@pytest.mark.parametrize("seconds", SECONDS)
def test_promise_13_s3_is_away_while_a_job_runs(
    outages: Outages, seconds: float, patience: dict[str, str]
) -> None:
    scene = outages.scene
    worker = scene.worker(**patience)
    job = scene.upload_for(worker)
    with frozen(worker):
        outages.kill("s3")
    outages.start("s3", after_seconds=seconds)

    ended = scene.assert_done_once(job)
    assert ended.attempts == 1 or patience is IMPATIENT, "an outage costs no attempt"


@LEASES
def test_promise_13_s3_goes_away_while_the_file_is_read(outages: Outages, patience: dict[str, str]) -> None:
    scene = outages.scene
    body, summary = customers(rows=1_500_000)
    worker = scene.worker(**patience)
    job = scene.upload_for(worker, body)
    with frozen_at_its_file(worker):
        outages.kill("s3")
    outages.start("s3", after_seconds=2)

    scene.assert_done_once(job, summary)


def test_promise_13_a_broker_away_for_longer_than_its_patience_starts_nothing_twice(outages: Outages) -> None:
    scene = outages.scene
    first = scene.worker()
    job = scene.upload_for(first)
    with frozen(first):
        second = scene.worker()
        outages.outage("broker", scene.settings.model_copy(update={"lease_seconds": 3}).ack_wait_seconds + 1)
        wait_until(
            lambda: "message.put_back" in second.log.read_text(),
            timeout=60,
            what="the message to be delivered to the other worker",
        )

    assert scene.assert_done_once(job).attempts == 1
    assert scene.starts() == 1


@LEASES
def test_promise_13_a_wiped_broker_loses_no_job(outages: Outages, patience: dict[str, str]) -> None:
    scene = outages.scene
    worker = scene.worker(**patience)
    jobs = [scene.upload_for(worker)]
    with frozen(worker):
        jobs += [scene.upload(CSV + b"\n" * extra) for extra in (1, 2)]
        assert all(job.enqueued_at for job in jobs)
        outages.broker.wipe()
        outages.broker.start()

    for job in jobs:
        assert scene.assert_done_once(job, SUMMARY).attempts == 1
    assert scene.starts() == len(jobs)
