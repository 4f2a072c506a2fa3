"""Work that must stop before its end: a worker told to stop, an analyst who cancels."""

from __future__ import annotations

import os
import signal
import socket
from typing import Any

import pytest

from tests.faults.children import frozen, is_gone
from tests.faults.scene import CSV, PATIENT, Scene, put_part
from tests.waiting import wait_until
from worker.desk.analyst import Desk
from worker.errors import TransitionRefused
from worker.jobs.record import JobRecord, JobState


def test_promise_12_a_long_job_is_handed_back_and_starts_elsewhere_at_once(scene: Scene) -> None:
    stopping = scene.worker(**PATIENT, AUDIENCE_SHUTDOWN_SECONDS="1")
    job = scene.upload_for(stopping)
    with frozen(stopping) as child:
        scene.worker(**PATIENT)

        os.kill(stopping.pid, signal.SIGTERM)

        assert stopping.wait_ended() == 0
        assert is_gone(child), "the counting process is an orphan"
    assert scene.assert_done_once(job).attempts == 1, "a shutdown costs no attempt"
    assert scene.starts(job) == 2


def test_promise_12_a_worker_told_to_stop_while_it_starts_exits_well(scene: Scene) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        starting = scene.start_worker(AUDIENCE_S3_ENDPOINT=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with silent.accept()[0]:  # it asks for its bucket, and gets no answer
            os.kill(starting.pid, signal.SIGTERM)

            assert starting.wait_ended() == 0
    assert "Traceback" not in starting.log.read_text()


def cancel(scene: Scene, job: JobRecord) -> JobRecord:
    return scene.at_desk(lambda desk: desk.cancel(job.job_id))


def assert_cancelled_for_good(scene: Scene, job: JobRecord) -> None:
    cancelled = scene.wait_for(job, JobState.CANCELLED, JobState.SUCCEEDED)
    assert cancelled.state is JobState.CANCELLED
    wait_until(lambda: scene.get(job.s3_key) is None, what="the raw file to be deleted")
    scene.wait_settled()
    assert scene.record(job) == cancelled
    assert scene.get(job.ref.summary_key) is None


def test_promise_16_cancelling_an_upload_aborts_its_parts(scene: Scene) -> None:
    async def begin(desk: Desk) -> JobRecord:
        opened = await desk.begin(name="customers.csv", size=len(CSV), fingerprint="f")
        await put_part(desk, opened.job.job_id, 1, CSV)
        return opened.job

    job = scene.at_desk(begin)

    assert cancel(scene, job).state is JobState.CANCELLED

    left: Any = scene.client.list_multipart_uploads(Bucket=scene.settings.s3_bucket)
    assert not left.get("Uploads")
    assert scene.at_desk(lambda desk: desk.complete(job.job_id)).state is JobState.CANCELLED
    scene.worker()
    assert_cancelled_for_good(scene, job)


def test_promise_16_a_waiting_job_that_is_cancelled_never_starts(scene: Scene) -> None:
    job = scene.upload()

    assert cancel(scene, job).state is JobState.CANCELLED

    scene.worker()
    assert_cancelled_for_good(scene, job)
    assert scene.starts() == 0


def test_promise_16_cancelling_a_running_job_ends_its_process(scene: Scene) -> None:
    worker = scene.worker(**PATIENT)
    job = scene.upload_for(worker)
    with frozen(worker) as child:
        assert cancel(scene, job).state is JobState.PROCESSING

        wait_until(lambda: is_gone(child), what="the counting process to end")
        assert_cancelled_for_good(scene, job)
    scene.assert_done_once(scene.upload())


def test_promise_16_a_job_whose_worker_is_dead_can_be_cancelled(scene: Scene) -> None:
    worker = scene.worker()
    job = scene.upload_for(worker)
    with frozen(worker) as child:
        worker.kill()
        cancel(scene, job)
    wait_until(lambda: is_gone(child), what="the counting process to end with its worker")

    scene.worker()

    assert_cancelled_for_good(scene, job)
    assert scene.starts() == 1


def test_promise_16_a_finished_job_cannot_be_cancelled(scene: Scene) -> None:
    scene.worker()
    job = scene.upload()
    ended = scene.assert_done_once(job)

    with pytest.raises(TransitionRefused):
        cancel(scene, job)

    assert scene.record(job) == ended
