"""Attempts that break off through no fault of the file: an outage, a denial, a full disk, a shutdown."""

from __future__ import annotations

import pytest

from tests.unit.jobs.people import MOST_LOST_WORKERS, Worker, in_time_of
from tests.unit.jobs.scene import Scene
from tests.unit.jobs.world import Fault
from worker.jobs.record import JobState
from worker.observing.metrics import REGISTRY
from worker.settings import Settings

HOUR_SECONDS = 3_600


def begin(scene: Scene, body: bytes = b"good-1") -> None:
    scene.pages[0].upload(body)
    scene.pages[0].run()
    scene.deliver(scene.workers[0])
    scene.workers[0].run()


def refuse(worker: Worker, what: str = "", fault: Fault = Fault.REFUSED) -> None:
    """Let requests through, but for those whose name contains this."""
    while worker.pending:
        worker.release(0, fault if what in worker.pending[0].name else Fault.NONE)


def lose_s3(scene: Scene, seconds: int) -> None:
    """All of this time every request to S3 fails."""
    for _ in range(0, seconds, 5):
        scene.pass_time(5)
        for worker in scene.workers:
            refuse(worker)


def go_on(scene: Scene, worker: Worker, seconds: int = 3) -> None:
    """Let everything through for some seconds."""
    for _ in range(seconds):
        scene.pass_time(1)
        worker.run()


def starts_at(scene: Scene) -> float:
    """Seconds until the job's message is delivered again."""
    (message,) = scene.world.broker.messages
    assert message.holder is None
    return message.ready_at - scene.world.clock.seconds


@pytest.fixture
def long_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.unit.jobs.people.COUNTING_SECONDS", 600)


def test_promise_13_outages_of_s3_cost_no_attempt_however_many(scene: Scene, long_count: None) -> None:
    worker = scene.workers[0]
    begin(scene)
    for _ in range(scene.world.settings.job_attempts + 1):
        lose_s3(scene, 60)
        go_on(scene, worker)

        assert (scene.state(), scene.job.attempts) == (JobState.QUEUED, 0)
        assert starts_at(scene) <= 0, "it can start again at once"
        scene.deliver(worker)
        worker.run()
    assert (scene.state(), scene.job.attempts) == (JobState.PROCESSING, 1)


def test_promise_13_a_sweeper_leaves_a_job_to_its_worker_when_s3_is_back(
    scene: Scene, long_count: None
) -> None:
    worker, sweeper = scene.workers
    begin(scene)
    sweeper.sweep()
    lose_s3(scene, 70)

    sweeper.sweep()
    sweeper.run()
    go_on(scene, worker)

    assert (scene.state(), scene.job.attempts, scene.job.enqueues) == (JobState.QUEUED, 0, 0)


def test_a_silent_worker_whose_job_was_taken_over_leaves_it_alone(scene: Scene, long_count: None) -> None:
    silent, other = scene.workers
    begin(scene)
    for _ in range(12):
        scene.pass_time(5)
        refuse(silent)
    scene.pass_time(1)
    scene.world.broker.messages[0].holder = None
    scene.deliver(other)
    other.run()
    taken_over = scene.job

    go_on(scene, silent)

    assert scene.job == taken_over


def test_a_file_that_the_storage_does_not_give_waits_and_says_why(scene: Scene) -> None:
    begin(scene)
    scene.pass_time(25)

    refuse(scene.workers[0], "uploads/")

    job = scene.job
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert job.failure is not None
    assert job.failure.message == "The storage does not give the file right now."


def test_a_file_that_the_storage_does_not_give_for_hours_fails_and_is_kept(scene: Scene) -> None:
    worker = scene.workers[0]
    begin(scene)
    for _ in range(12):
        scene.pass_time(25)
        refuse(worker, "uploads/")
        scene.pass_time(HOUR_SECONDS)
        if scene.job.is_running:
            scene.deliver(worker)
            worker.run()

    job = scene.job
    assert job.state is JobState.FAILED
    assert job.failure is not None
    assert job.failure.code == "storage_unavailable"
    assert job.s3_key in scene.world.bucket.objects
    assert scene.world.broker.messages == []


def test_a_file_that_may_not_be_read_waits_and_says_why(scene: Scene) -> None:
    begin(scene)
    scene.pass_time(25)

    refuse(scene.workers[0], "uploads/", Fault.DENIED)

    job = scene.job
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert job.failure is not None
    assert job.failure.message == "The S3 credentials are wrong or do not allow this."
    assert starts_at(scene) == 60


def test_an_external_file_that_may_not_be_read_is_listed_and_says_why(scene: Scene) -> None:
    scene.world.bucket.put("uploads/1.csv", b"good 1")
    scene.world.broker.publish(1, "uploads/1.csv")
    scene.deliver(scene.workers[0])

    refuse(scene.workers[0], "uploads/", Fault.DENIED)

    assert scene.job.failure is not None
    assert scene.job.failure.code == "access_refused"


def test_a_full_disk_costs_no_attempt_and_is_given_a_minute(scene: Scene) -> None:
    begin(scene, b"full-1")
    scene.pass_time(25)
    scene.workers[0].run()

    job = scene.job
    assert (job.state, job.attempts) == (JobState.QUEUED, 0)
    assert job.failure is not None
    assert job.failure.code == "no_room"
    assert starts_at(scene) == 60


def test_a_file_each_of_whose_workers_dies_is_given_up_in_the_end_and_told_so(scene: Scene) -> None:
    scene.pages[0].upload(b"die-1")
    scene.pages[0].run()
    for number in range(MOST_LOST_WORKERS):
        doomed = Worker(scene.world, f"doomed-{number}")
        scene.deliver(doomed)
        doomed.run()
        scene.pass_time(25)
        doomed.settle()
        doomed.run()
        assert doomed.dead
        scene.pass_time(61)
        scene.world.broker.take_from_the_silent()
    scene.deliver(scene.workers[0])
    scene.workers[0].run()

    job = scene.job
    assert (job.state, job.attempts, job.lost_workers) == (JobState.FAILED, 0, MOST_LOST_WORKERS)
    assert job.failure is not None
    assert job.failure.message == (
        f"Its worker died or fell silent each of the {MOST_LOST_WORKERS} times it was being counted; nothing "
        "says that the file is at fault. Your file is kept; try again, and if it fails again, tell whoever "
        "runs this service."
    )
    assert job.s3_key in scene.world.bucket.objects
    scene.pages[0].start(scene.pages[0].desk.retry(job.job_id))
    scene.pages[0].run()
    assert (scene.state(), scene.job.lost_workers) == (JobState.QUEUED, 0)


def test_promise_16_a_job_to_be_cancelled_whose_worker_must_stop_is_cancelled_by_it(scene: Scene) -> None:
    worker, page = scene.workers[0], scene.pages[0]
    before = cancelled_jobs()
    begin(scene)
    page.start(page.desk.cancel(scene.job.job_id))
    page.run()

    worker.stopping.set()
    go_on(scene, worker)

    assert scene.state() is JobState.CANCELLED
    assert scene.job.s3_key not in scene.world.bucket.objects
    assert scene.world.broker.messages == []
    assert cancelled_jobs() == before + 1


def test_promise_16_a_running_job_stops_within_five_seconds_of_being_cancelled(long_count: None) -> None:
    scene = Scene(heartbeat_seconds=Settings().heartbeat_seconds)
    with in_time_of(scene.world.clock):
        begin(scene)
        scene.pages[0].start(scene.pages[0].desk.cancel(scene.job.job_id))
        scene.pages[0].run()
        for _ in range(5):
            go_on(scene, scene.workers[0], seconds=1)

        assert scene.state() is JobState.CANCELLED
        assert scene.job.s3_key not in scene.world.bucket.objects
        for process in (*scene.workers, *scene.pages):
            process.kill()


def cancelled_jobs() -> float:
    return REGISTRY.get_sample_value("audience_jobs_total", {"outcome": "cancelled"}) or 0
