"""A doubt is told while all slots are held; a look that dies, or comes too late, changes nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.faults.children import counting_children, frozen, is_gone
from tests.faults.scene import CSV, PATIENT, Scene
from tests.freezing import freeze
from tests.waiting import wait_until
from tests.workers import WorkerProcess
from worker.dialect.model import Choices, CountOptions
from worker.faults import FaultPoint
from worker.jobs.record import JobRecord, JobState

UNCLEAR = b"ada@x.org,DE\nbob@x.org,FR\nada@x.org,DE\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(1_000)
NO_EMAIL = b"name,country\nAda,DE\nBob,FR\n"
ANSWER = CountOptions(choices=Choices(has_header=False, email=0, country=1, is_confirmed=True))
SUMMARY_OF_UNCLEAR = b"country,user_count\nDE,1\nFR,1\n"


@contextmanager
def all_slots_held(scene: Scene, worker: WorkerProcess) -> Iterator[JobRecord]:
    """Within the context the worker is at a file that takes for ever."""
    job = scene.upload_for(worker)
    with frozen(worker) as child:
        scene.wait_for(job, JobState.PROCESSING)
        yield job
        assert child.is_running(), scene.logs()
        assert scene.record(job).state is JobState.PROCESSING, scene.logs()


def looking_child(worker: WorkerProcess) -> psutil.Process:
    """Wait for the process that looks, beside the one that counts."""
    return wait_until(lambda: counting_children(worker)[1:], what="a looking process")[0]


def looks(scene: Scene, job: JobRecord) -> int:
    return sum("look.begun" in line and job.job_id in line for line in scene.logs().splitlines())


def test_files_in_doubt_end_while_all_slots_are_held_and_a_clear_one_waits_on(scene: Scene) -> None:
    worker = scene.worker(**PATIENT)
    with all_slots_held(scene, worker) as held:
        clear = scene.upload()
        unclear, picture, no_email = (scene.upload(body) for body in (UNCLEAR, PICTURE, NO_EMAIL))
        asked, *refused = (scene.wait_for(job, JobState.FAILED) for job in (unclear, picture, no_email))

        assert asked.needs_owner
        assert asked.reading is not None
        assert asked.reading.doubts
        assert [job.failure and job.failure.code for job in refused] == ["not_text", "no_email_column"]
        assert scene.record(clear).state is JobState.QUEUED
        assert [job.attempts for job in (asked, *refused)] == [0, 0, 0]
        scene.at_desk(lambda desk: desk.retry(unclear.job_id, ANSWER))

    for job in (held, clear):
        assert scene.assert_done_once(job).attempts == 1
    assert scene.assert_done_once(unclear, SUMMARY_OF_UNCLEAR).attempts == 1
    assert [scene.record(job) for job in (picture, no_email)] == refused, "a late message changed them"
    assert [scene.starts(job) for job in (held, clear, unclear, picture, no_email)] == [1, 1, 1, 0, 0]
    assert looks(scene, clear) == 1


def test_a_file_that_kills_the_look_is_counted_in_its_turn(scene: Scene, tmp_path: Path) -> None:
    marker = tmp_path / "killed"
    worker = scene.worker(**PATIENT, AUDIENCE_FAULT=FaultPoint.LOOK_BEGUN, AUDIENCE_FAULT_MARKER=str(marker))
    with all_slots_held(scene, worker) as held:
        clear = scene.upload()
        wait_until(marker.exists, what="the death of the look")
        unclear = scene.upload(UNCLEAR)
        assert scene.wait_for(unclear, JobState.FAILED).needs_owner, "the worker looks no more"
        assert scene.record(clear).state is JobState.QUEUED

    for job in (held, clear):
        assert scene.assert_done_once(job).attempts == 1
    assert looks(scene, clear) == 1


def test_a_worker_killed_before_its_look_leaves_the_file_to_the_count(scene: Scene) -> None:
    doomed = scene.worker(AUDIENCE_FAULT=FaultPoint.LOOK_NOTED)
    held = scene.upload_for(doomed)
    with frozen(doomed):
        scene.wait_for(held, JobState.PROCESSING)
        unclear = scene.upload(UNCLEAR)
        assert doomed.wait_ended() == -signal.SIGKILL
    assert scene.record(unclear).state is JobState.QUEUED

    scene.worker()

    assert scene.assert_done_once(held).lost_workers == 1
    asked = scene.wait_for(unclear, JobState.FAILED)
    assert (asked.needs_owner, asked.attempts, asked.lost_workers) == (True, 1, 0)
    scene.wait_settled()


def test_promise_16_a_cancelled_job_is_not_looked_at_any_longer(scene: Scene) -> None:
    worker = scene.worker(**PATIENT)
    with all_slots_held(scene, worker) as held:
        job = scene.upload(UNCLEAR)
        child = looking_child(worker)
        freeze(child.pid)

        scene.at_desk(lambda desk: desk.cancel(job.job_id))

        wait_until(lambda: is_gone(child), what="the end of the look")
        cancelled = scene.record(job)
        assert cancelled.state is JobState.CANCELLED

    scene.assert_done_once(held)
    assert scene.record(job) == cancelled
    assert scene.get(job.s3_key) is None


def test_a_job_is_begun_while_a_look_at_it_hangs(scene: Scene) -> None:
    busy = scene.worker(**PATIENT)
    with all_slots_held(scene, busy) as held:
        job = scene.upload()
        child = looking_child(busy)
        freeze(child.pid)

        scene.worker(**PATIENT)

        assert scene.wait_for(job, JobState.SUCCEEDED).attempts == 1
        wait_until(lambda: is_gone(child), what="the end of the look")
    scene.assert_done_once(held)


@pytest.mark.parametrize("body", [UNCLEAR, CSV], ids=["unclear", "clear"])
def test_of_two_workers_one_looks(scene: Scene, body: bytes) -> None:
    first = scene.worker(**PATIENT)
    with all_slots_held(scene, first) as one:
        second = scene.worker(**PATIENT)
        with all_slots_held(scene, second) as other:
            jobs = [scene.upload(body) for _ in range(5)]
            wait_until(lambda: all(looks(scene, job) for job in jobs), what="looks at all of them")

    for job in (one, other):
        scene.assert_done_once(job)
    for job in jobs:
        scene.wait_for(job, JobState.FAILED, JobState.SUCCEEDED)
    scene.wait_settled()
    assert [looks(scene, job) for job in jobs] == [1] * len(jobs)


def test_promise_12_a_worker_told_to_stop_leaves_no_looking_process(scene: Scene) -> None:
    worker = scene.worker(**PATIENT, AUDIENCE_SHUTDOWN_SECONDS="0")
    held = scene.upload_for(worker)
    with frozen(worker):
        scene.wait_for(held, JobState.PROCESSING)
        job = scene.upload()
        child = looking_child(worker)
        freeze(child.pid)

        os.kill(worker.pid, signal.SIGTERM)

        assert worker.wait_ended() == 0
        assert is_gone(child)
    scene.worker(**PATIENT)
    for each in (held, job):
        assert scene.assert_done_once(each).attempts == 1
