"""Several workers and many small jobs: each is done once, and every worker does some."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from tests.faults.scene import CSV, PATIENT, SUMMARY, Scene, upload
from tests.waiting import wait_until
from worker.desk.analyst import Desk
from worker.jobs.record import JobRecord, JobState


@pytest.mark.timeout(500)
@pytest.mark.parametrize(("workers", "jobs"), [(3, 12), pytest.param(4, 24, marks=pytest.mark.soak)])
def test_promise_10_a_fleet_does_each_job_once_and_shares_the_work(
    scene: Scene, workers: int, jobs: int
) -> None:
    async def upload_many(desk: Desk) -> Sequence[JobRecord]:
        return await asyncio.gather(*(upload(desk, CSV + b"\n" * number) for number in range(jobs)))

    fleet = [scene.start_worker(**PATIENT) for _ in range(workers)]
    for worker in fleet:
        worker.wait_ready()

    uploaded = scene.at_desk(upload_many)
    wait_until(lambda: scene.logs().count("job.succeeded") >= jobs, timeout=300, what="the end of all jobs")
    scene.wait_settled()

    ended = scene.jobs()
    assert {job.job_id for job in ended} == {job.job_id for job in uploaded}
    assert {(job.state, job.attempts) for job in ended} == {(JobState.SUCCEEDED, 1)}
    assert {scene.get(job.ref.summary_key) for job in ended} == {SUMMARY}
    starts = [worker.log.read_text().count("job.started") for worker in fleet]
    assert sum(starts) == jobs
    assert all(starts), f"of each worker: {starts}"
