"""Promise 28: clocks of machines may differ; no job fails for it, none is rescued, none is done twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.children import frozen
from tests.faults.clocks import FakeTime, restamped
from tests.faults.outages import Outages
from tests.faults.pages import page
from tests.faults.scene import CSV, Scene
from tests.waiting import SELDOM_SECONDS, wait_until
from tests.workers import WorkerProcess
from worker.jobs.record import JobRecord, JobState
from worker.settings import read_settings
from worker.storage.clock import STORES_CLOCK

TEN_MINUTES = timedelta(minutes=10)
LEASE_SECONDS = 10
LEASES = 2
HONEST = {
    "AUDIENCE_LEASE_SECONDS": str(LEASE_SECONDS),
    "AUDIENCE_HEARTBEAT_SECONDS": "1",
    "AUDIENCE_SWEEP_SECONDS": "2",
}
"""A lease that runs out for its clock, not because a busy machine gives its holder no turn."""


@pytest.fixture
def fake_time(tmp_path: Path) -> FakeTime:
    return FakeTime(tmp_path)


@contextmanager
def all_at_work(scene: Scene, workers: list[WorkerProcess]) -> Iterator[None]:
    """Within the context each worker is at a job that makes no progress."""
    with ExitStack() as stack:
        with ThreadPoolExecutor() as pool:  # the first counting process of each is caught as it starts
            list(pool.map(lambda worker: stack.enter_context(frozen(worker)), workers))
        wait_until(lambda: scene.starts() == len(workers), what="a start of each worker")
        yield


def outlive(scene: Scene, leases: int = LEASES) -> None:
    """Wait until all jobs at work have been renewed for so many leases."""

    def leases_of() -> dict[str, JobRecord]:
        return {job.job_id: job for job in scene.jobs() if job.lease is not None}

    first = leases_of()
    assert first

    def is_over() -> bool:
        now = leases_of()
        return all(
            job_id in now
            and now[job_id].updated_at - job.updated_at > timedelta(seconds=leases * LEASE_SECONDS)
            for job_id, job in first.items()
        )

    what = "leases that are renewed by their holders"
    wait_until(is_over, timeout=leases * LEASE_SECONDS + 60, what=what, poll_seconds=SELDOM_SECONDS)


def assert_each_done_once(scene: Scene, jobs: list[JobRecord]) -> None:
    for job in jobs:
        assert scene.assert_done_once(job).attempts == 1
        assert scene.starts(job) == 1, scene.logs()
    assert "job.rescued" not in scene.logs()
    assert not [job for job in scene.jobs() if job.state is JobState.FAILED]


def test_promise_28_workers_with_wrong_clocks_do_each_job_once(scene: Scene, fake_time: FakeTime) -> None:
    jobs = [scene.upload(CSV + b"\n" * number) for number in range(5)]
    wrong = [fake_time.off(TEN_MINUTES), fake_time.off(-TEN_MINUTES), fake_time.settable("c", -TEN_MINUTES)]
    workers = [scene.start_worker(**HONEST, **environment) for environment in wrong]

    with all_at_work(scene, workers):
        outlive(scene)
        fake_time.set("c", TEN_MINUTES)
        outlive(scene)

    assert_each_done_once(scene, jobs)


@pytest.mark.parametrize("hours", [-2, 2])
def test_promise_28_pages_hours_off_hand_out_urls_that_work(
    scene: Scene, fake_time: FakeTime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, hours: int
) -> None:
    scene.worker()
    file = tmp_path / "customers.csv"
    file.write_bytes(CSV)
    with monkeypatch.context() as patch:
        for name, value in fake_time.off(timedelta(hours=hours)).items():
            patch.setenv(name, value)
        page("upload", file)

    assert_each_done_once(scene, scene.jobs())


@pytest.mark.parametrize("by", [-TEN_MINUTES, TEN_MINUTES])
def test_promise_28_a_broker_whose_clock_is_not_that_of_s3_loses_and_doubles_nothing(
    outages: Outages, monkeypatch: pytest.MonkeyPatch, by: timedelta
) -> None:
    scene = outages.scene
    monkeypatch.setattr(STORES_CLOCK, "_known", None)  # and afterwards as it was: this process is a page, too
    with restamped(str(scene.settings.s3_endpoint), by) as endpoint:
        monkeypatch.setenv("AUDIENCE_S3_ENDPOINT", endpoint)
        scene.settings = read_settings()
        jobs = [scene.upload(CSV + b"\n" * number) for number in range(3)]
        worker = scene.start_worker(**HONEST)
        with all_at_work(scene, [worker]):
            outlive(scene)
            assert {job.enqueues for job in scene.jobs()} == {0}, "no message is lost"

            outages.broker.wipe()
            outages.broker.start()
            wait_until(
                lambda: sum(job.enqueues for job in scene.jobs()) == 2, what="the waiting ones sent again"
            )

        for job in jobs:
            assert scene.assert_done_once(job).attempts == 1
            assert scene.starts(job) == 1, scene.logs()
