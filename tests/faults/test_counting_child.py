"""The counting process dies alone: the job is tried again, but not for ever."""

from __future__ import annotations

from pathlib import Path

from tests.faults.children import counting_child, deadly
from tests.faults.scene import Scene
from worker.faults import FaultPoint
from worker.jobs.record import JobState

ATTEMPTS = 3


def test_promise_9_a_counting_process_killed_at_its_file_costs_one_attempt(
    scene: Scene, tmp_path: Path
) -> None:
    marker = str(tmp_path / "killed")
    scene.worker(AUDIENCE_FAULT=FaultPoint.COUNTING_BEGUN, AUDIENCE_FAULT_MARKER=marker)
    job = scene.upload()

    assert scene.assert_done_once(job).attempts == 2


def test_promise_9_a_counting_process_killed_before_that_costs_none(scene: Scene) -> None:
    worker = scene.worker(AUDIENCE_WARM_PROCESSES="1")
    counting_child(worker).kill()

    assert scene.assert_done_once(scene.upload()).attempts == 1


def test_promise_11_a_file_that_kills_its_process_fails_and_the_worker_lives_on(scene: Scene) -> None:
    worker = scene.worker(AUDIENCE_JOB_ATTEMPTS=str(ATTEMPTS))
    with deadly(worker):
        job = scene.upload()
        failed = scene.wait_for(job, JobState.FAILED, JobState.SUCCEEDED)

    assert failed.failure is not None
    assert (failed.failure.code, failed.attempts) == ("too_many_attempts", ATTEMPTS)
    assert failed.failure.message == (
        f"Counting this file broke off {ATTEMPTS} times. "
        "The last time: The counting process ended without an answer (SIGKILL). "
        "Your file is kept; try again, and if it fails again, tell whoever runs this service."
    )
    assert scene.starts(job) == ATTEMPTS
    assert scene.get(job.s3_key) is not None, "the file must be kept for another try"
    scene.assert_done_once(scene.upload())

    scene.at_desk(lambda desk: desk.retry(job.job_id))

    assert scene.assert_done_once(job).attempts == 1
