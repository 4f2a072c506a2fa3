"""What people do to their jobs can be followed in the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.unit.jobs.scene import FILE, Scene, run_until
from worker.jobs.record import JobState


@pytest.fixture
def logs() -> Iterator[list[Any]]:
    with capture_logs() as logs:
        yield logs


def told(logs: list[Any], scene: Scene) -> list[str]:
    """What is told of the only job, in order."""
    return [entry["event"] for entry in logs if entry.get("job_id") == scene.job.job_id]


def test_an_upload_is_followed_to_the_queue(logs: list[Any], scene: Scene) -> None:
    scene.upload()

    events = [event for event in told(logs, scene) if event != "audit"]
    assert events == ["upload.begun", "upload.completed", "job.enqueued"]


def test_a_file_of_the_wrong_size_is_told(logs: list[Any], scene: Scene) -> None:
    scene.world.bucket.before_change = lambda _key, _new: None  # to others such files never happen
    page = scene.pages[0]
    page.upload(FILE)
    run_until(page, "head uploads/")
    scene.world.bucket.put(scene.job.s3_key, FILE + b"more")
    page.run()

    (mismatch,) = [entry for entry in logs if entry["event"] == "upload.size_mismatch"]
    assert (mismatch["announced"], mismatch["arrived"]) == (len(FILE), len(FILE) + 4)
    assert scene.state() is JobState.FAILED


def test_cancelling_retrying_and_deleting_are_told(logs: list[Any], scene: Scene) -> None:
    page = scene.pages[0]
    page.upload(b"bad-1")
    page.run()
    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])
    job_id = scene.job.job_id
    scene.watch.deleting.add(f"{scene.job.owner}/{job_id}")
    for act in (page.desk.retry, page.desk.cancel, page.desk.delete):
        page.start(act(job_id))
        page.run()

    asked = [entry["event"] for entry in logs if entry.get("job_id") == job_id]
    assert [event for event in asked if event in {"job.retried", "job.cancel_asked", "job.deleted"}] == [
        "job.retried",
        "job.cancel_asked",
        "job.deleted",
    ]
