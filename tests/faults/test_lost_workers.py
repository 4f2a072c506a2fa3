"""Promise 29: whatever becomes of its workers, a healthy file is not charged for it."""

from __future__ import annotations

import os
import signal

from tests.faults.children import counting_child, frozen, frozen_at_its_file, is_gone, send_signal
from tests.faults.scene import PATIENT, Scene, customers
from tests.freezing import freeze, thaw
from tests.waiting import wait_until
from worker.jobs.record import JobState
from worker.storage.clock import utc_now

ATTEMPTS = 2


def test_promise_29_workers_killed_with_all_their_processes_charge_the_file_nothing(scene: Scene) -> None:
    job = scene.upload()
    for start in range(1, ATTEMPTS + 3):
        worker = scene.start_worker(AUDIENCE_JOB_ATTEMPTS=str(ATTEMPTS))
        child = counting_child(worker)
        freeze(child.pid)
        wait_until(lambda start=start: scene.starts(job) == start, what="another start")  # type: ignore[misc]
        send_signal(child, signal.SIGKILL)  # as the kernel ends a pod: in any order
        worker.kill()

    scene.worker(AUDIENCE_JOB_ATTEMPTS=str(ATTEMPTS))

    ended = scene.assert_done_once(job)
    assert (ended.attempts, ended.lost_workers) == (1, ATTEMPTS + 2)


def test_promise_29_a_process_ended_with_its_worker_that_is_told_to_stop_charges_nothing(
    scene: Scene,
) -> None:
    body, summary = customers(rows=1_500_000)
    worker = scene.worker(**PATIENT, AUDIENCE_JOB_ATTEMPTS="1")
    job = scene.upload_for(worker, body)
    with frozen_at_its_file(worker) as child:
        os.kill(worker.pid, signal.SIGTERM)  # as service managers do, to all processes of a service
        wait_until(lambda: "worker.stopping" in worker.log.read_text(), what="the worker to hear of it")
        send_signal(child, signal.SIGKILL)
        worker.wait_ended()

    scene.worker(**PATIENT, AUDIENCE_JOB_ATTEMPTS="1")

    ended = scene.assert_done_once(job, summary)
    assert (ended.attempts, ended.lost_workers) == (1, 0)


def test_promise_29_a_frozen_worker_that_wakes_late_writes_nothing(scene: Scene) -> None:
    job = scene.upload()
    worker = scene.start_worker(AUDIENCE_JOB_ATTEMPTS="1")
    child = counting_child(worker)
    freeze(child.pid)
    wait_until(lambda: scene.starts(job) == 1, what="the start")
    freeze(worker.pid)
    scene.worker(AUDIENCE_JOB_ATTEMPTS="1")
    ended = scene.assert_done_once(job)
    assert (ended.attempts, ended.lost_workers) == (1, 1)

    thaw(worker.pid)
    thaw(child.pid)
    wait_until(lambda: is_gone(child), what="the late one to stop")

    assert scene.assert_done_once(job) == ended


def test_promise_29_a_frozen_worker_whose_job_nobody_took_goes_on_with_it(scene: Scene) -> None:
    job = scene.upload()
    worker = scene.start_worker()
    with frozen(worker):
        wait_until(lambda: scene.starts(job) == 1, what="the start")
        freeze(worker.pid)
        wait_until(lambda: scene.record(job).is_stalled(utc_now()), what="its lease to run out")
        thaw(worker.pid)
        wait_until(lambda: not scene.record(job).is_stalled(utc_now()), what="its lease to be renewed")

    ended = scene.assert_done_once(job)
    assert (ended.state, ended.attempts, ended.lost_workers) == (JobState.SUCCEEDED, 1, 0)
    assert scene.starts(job) == 1
