"""A job that needs more than it may have, and those beside it."""

from __future__ import annotations

from tests.faults.scene import Scene
from worker.jobs.record import JobState

MANY_ROWS = b"email,country\n" + b"".join(b"person%d@x.org,FR\n" % number for number in range(100_000))
TWO_SLOTS = {"AUDIENCE_LEASE_SECONDS": "600", "AUDIENCE_WORKER_SLOTS": "2"}


def test_a_job_that_needs_too_much_disk_fails_with_advice_and_its_neighbour_succeeds(scene: Scene) -> None:
    scene.worker(**TWO_SLOTS, AUDIENCE_JOB_DISK_GB="0.001")
    large = scene.upload(MANY_ROWS)
    small = scene.upload()

    failed = scene.wait_for(large, JobState.FAILED, JobState.SUCCEEDED)

    assert failed.failure is not None
    assert (failed.failure.code, failed.attempts) == ("out_of_disk", 1)
    assert failed.failure.message.startswith(
        "Counting this file needs more than the 0.001 GB of temporary disk"
    )
    assert failed.failure.message.endswith("or split the file.")
    assert scene.get(large.s3_key) == MANY_ROWS
    assert scene.assert_done_once(small).attempts == 1
    assert scene.starts() == 2
