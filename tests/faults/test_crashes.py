"""Promise 9: kill -9 between any two steps; the job ends, once, and its report is the same to the byte."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.faults.children import deadly, frozen
from tests.faults.pages import page
from tests.faults.scene import CSV, Scene
from tests.waiting import wait_until
from worker.faults import FaultPoint
from worker.jobs.record import FileInfo, JobRecord, JobState
from worker.storage.clock import utc_now

BEFORE_THE_UPLOAD_IS_RECORDED = [FaultPoint.MULTIPART_OPENED]
BEFORE_THE_FILE_IS_THERE = [FaultPoint.UPLOAD_RECORDED]
WITH_THE_FILE_THERE = [
    FaultPoint.OBJECT_ASSEMBLED,
    FaultPoint.SIZE_VERIFIED,
    FaultPoint.QUEUED_RECORDED,
    FaultPoint.PUBLISHED,
    FaultPoint.ENQUEUED_RECORDED,
]
OF_A_WORKER = [
    FaultPoint.RECORD_READ,
    FaultPoint.CLAIMED,
    FaultPoint.HEARTBEAT_DUE,
    FaultPoint.HEARTBEAT_WRITTEN,
    FaultPoint.COUNTED,
    FaultPoint.SUMMARY_WRITTEN,
    FaultPoint.SUCCESS_RECORDED,
    FaultPoint.RAW_DELETED,
    FaultPoint.ACKNOWLEDGED,
]
WITH_A_TEST_OF_THEIR_OWN = [
    FaultPoint.LOOK_NOTED,
    FaultPoint.LOOK_BEGUN,
    FaultPoint.COUNTING_BEGUN,
    FaultPoint.EXTERNAL_RECORDED,
    FaultPoint.FAILURE_RECORDED,
    FaultPoint.HANDED_BACK,
    FaultPoint.CANCEL_ASKED,
    FaultPoint.CANCEL_RECORDED,
    FaultPoint.RETRY_RECORDED,
    FaultPoint.RESCUE_RECORDED,
]

MANY_ATTEMPTS = {"AUDIENCE_JOB_ATTEMPTS": "50"}


def die(scene: Scene, point: FaultPoint) -> None:
    """A worker takes what there is to do and dies at this point."""
    assert scene.start_worker(AUDIENCE_FAULT=point).wait_ended() == -signal.SIGKILL, scene.logs()


def external_job(job_id: str) -> JobRecord:
    now = utc_now()
    return JobRecord(
        job_id=job_id,
        s3_key=f"uploads/{job_id}.csv",
        state=JobState.QUEUED,
        file=FileInfo(name="", size=0),
        created_at=now,
        updated_at=now,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "customers.csv"
    file.write_bytes(CSV)
    return file


def test_every_fault_point_is_tried() -> None:
    tried = [
        *BEFORE_THE_UPLOAD_IS_RECORDED,
        *BEFORE_THE_FILE_IS_THERE,
        *WITH_THE_FILE_THERE,
        *OF_A_WORKER,
        *WITH_A_TEST_OF_THEIR_OWN,
    ]
    assert sorted(tried) == sorted(FaultPoint)


def test_promise_9_workers_killed_at_every_step_lose_and_double_nothing(scene: Scene) -> None:
    jobs = [scene.upload() for _ in OF_A_WORKER]
    doomed = [scene.start_worker(**MANY_ATTEMPTS, AUDIENCE_FAULT=point) for point in OF_A_WORKER]
    assert {worker.wait_ended() for worker in doomed} == {-signal.SIGKILL}, scene.logs()

    scene.worker(**MANY_ATTEMPTS)

    for job in jobs:
        scene.assert_done_once(job)


def test_promise_9_pages_killed_with_the_file_there_are_not_needed_any_more(
    scene: Scene, tmp_path: Path
) -> None:
    for point in WITH_THE_FILE_THERE:  # without a worker, who may be faster than a page and save its life
        file = tmp_path / f"{point}.csv"
        file.write_bytes(CSV)
        page("upload", file, fault=point)
    jobs = scene.jobs()
    assert len(jobs) == len(WITH_THE_FILE_THERE)

    scene.start_worker()
    ended = [scene.assert_done_once(job) for job in jobs]

    for job in jobs:  # the browser asks again when the dashboard is back
        scene.at_desk(lambda desk, job=job: desk.complete(job.job_id))  # type: ignore[misc]
    scene.wait_settled()
    assert scene.jobs() == ended


@pytest.mark.soak
@pytest.mark.parametrize("point", OF_A_WORKER)
def test_promise_9_a_worker_killed_at_any_step_loses_and_doubles_nothing(
    scene: Scene, point: FaultPoint
) -> None:
    job = scene.upload()
    die(scene, point)

    scene.worker()

    assert scene.assert_done_once(job).attempts == 1


@pytest.mark.parametrize("point", [FaultPoint.OBJECT_ASSEMBLED, FaultPoint.SIZE_VERIFIED])
def test_promise_9_a_page_killed_before_it_queues_goes_on_with_the_file_that_is_there(
    scene: Scene, file: Path, point: FaultPoint
) -> None:
    page("upload", file, fault=point)

    page("upload", file)

    (job,) = scene.jobs()
    scene.start_worker()
    scene.assert_done_once(job)


@pytest.mark.parametrize("point", [*BEFORE_THE_UPLOAD_IS_RECORDED, *BEFORE_THE_FILE_IS_THERE])
def test_promise_9_a_page_killed_before_the_file_is_there_leaves_one_job_after_the_next_try(
    scene: Scene, file: Path, point: FaultPoint
) -> None:
    scene.start_worker()
    page("upload", file, fault=point)

    page("upload", file)

    (job,) = scene.jobs()
    scene.assert_done_once(job)


@pytest.mark.soak
@pytest.mark.parametrize("point", WITH_THE_FILE_THERE)
def test_promise_9_a_page_killed_with_the_file_there_is_not_needed_any_more(
    scene: Scene, file: Path, point: FaultPoint
) -> None:
    page("upload", file, fault=point)
    scene.start_worker()

    (job,) = scene.jobs()
    ended = scene.assert_done_once(job)

    page("complete", job.job_id)  # the browser asks again when the dashboard is back
    scene.wait_settled()
    assert scene.jobs() == [ended]


def test_promise_9_a_worker_killed_with_an_external_job_just_recorded(scene: Scene) -> None:
    scene.put("uploads/7.csv", CSV)
    worker = scene.worker(AUDIENCE_FAULT=FaultPoint.EXTERNAL_RECORDED)
    scene.publish("7", "uploads/7.csv")
    assert worker.wait_ended() == -signal.SIGKILL

    scene.worker()

    scene.assert_done_once(external_job("7"))


def test_promise_9_a_worker_killed_with_a_failure_just_recorded(scene: Scene) -> None:
    body = b"name,country\nAda,DE\n"
    job = scene.upload(body)
    die(scene, FaultPoint.FAILURE_RECORDED)
    failed = scene.wait_for(job, JobState.FAILED)

    scene.worker()

    scene.wait_settled()
    assert scene.record(job) == failed
    assert scene.get(job.s3_key) == body


def test_promise_9_a_worker_killed_with_a_job_just_handed_back(scene: Scene) -> None:
    job = scene.upload()
    worker = scene.start_worker(AUDIENCE_FAULT=FaultPoint.HANDED_BACK)
    with deadly(worker):
        assert worker.wait_ended() == -signal.SIGKILL

    scene.worker()

    assert scene.assert_done_once(job).attempts == 2


def test_promise_9_a_worker_killed_while_it_rescues_a_job(scene: Scene) -> None:
    job = scene.upload()
    die(scene, FaultPoint.CLAIMED)
    scene.lose_messages()  # or a late worker may be given the job before it sees that it must be rescued
    die(scene, FaultPoint.RESCUE_RECORDED)

    scene.worker()

    ended = scene.assert_done_once(job)
    assert (ended.attempts, ended.lost_workers) == (1, 1)


def test_promise_9_a_page_killed_while_it_cancels_a_waiting_job(scene: Scene) -> None:
    job = scene.upload()
    page("cancel", job.job_id, fault=FaultPoint.CANCEL_ASKED)

    scene.worker()

    scene.wait_settled()
    assert scene.record(job).state is JobState.CANCELLED
    assert scene.get(job.s3_key) is None
    assert scene.starts() == 0


def test_promise_9_a_worker_killed_with_a_cancelled_job_in_hand(scene: Scene) -> None:
    job = scene.upload()
    worker = scene.start_worker(AUDIENCE_FAULT=FaultPoint.CANCEL_RECORDED)
    with frozen(worker):
        page("cancel", job.job_id)
        assert worker.wait_ended() == -signal.SIGKILL

    scene.worker()

    scene.wait_settled()
    assert scene.record(job).state is JobState.CANCELLED
    wait_until(lambda: scene.get(job.s3_key) is None, what="the raw file to be deleted")


def test_promise_9_a_page_killed_while_it_retries_a_failed_job(scene: Scene) -> None:
    job = scene.upload(b"name,country\nAda,DE\n")
    scene.worker()
    scene.wait_for(job, JobState.FAILED)
    scene.wait_settled()
    scene.put(job.s3_key, CSV)  # so that the second try goes well

    page("retry", job.job_id, fault=FaultPoint.RETRY_RECORDED)

    assert scene.assert_done_once(job).enqueues == 1
