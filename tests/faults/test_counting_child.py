"""The counting process dies alone: the job is tried again, but not for ever."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.faults.children import counting_child, counting_children
from tests.faults.scene import Scene
from tests.workers import WorkerProcess
from worker.jobs.record import JobState

ATTEMPTS = 3


@contextmanager
def deadly(worker: WorkerProcess) -> Iterator[None]:
    """Within the context no counting process of the worker lives for long."""
    over = threading.Event()

    def kill() -> None:
        while not over.wait(0.05):
            for child in counting_children(worker):
                try:
                    child.kill()
                except psutil.NoSuchProcess:
                    continue

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def test_promise_9_a_killed_counting_process_costs_one_attempt(scene: Scene) -> None:
    worker = scene.worker()
    job = scene.upload()

    counting_child(worker).kill()

    assert scene.assert_done_once(job).attempts == 2


def test_promise_11_a_file_that_kills_its_process_fails_and_the_worker_lives_on(scene: Scene) -> None:
    worker = scene.worker(AUDIENCE_JOB_ATTEMPTS=str(ATTEMPTS))
    with deadly(worker):
        job = scene.upload()
        failed = scene.wait_for(job, JobState.FAILED, JobState.SUCCEEDED)

    assert failed.failure is not None
    assert (failed.failure.code, failed.attempts) == ("too_many_attempts", ATTEMPTS)
    assert "SIGKILL" in failed.failure.message
    assert scene.starts(job) == ATTEMPTS
    assert scene.get(job.s3_key) is not None, "the file must be kept for another try"
    scene.assert_done_once(scene.upload())

    scene.at_desk(lambda desk: desk.retry(job.job_id))

    assert scene.assert_done_once(job).attempts == 1
