"""Single races of pages, workers and queue, step by step: what the model finds by chance is spelt out."""

from __future__ import annotations

import pytest

from tests.unit.jobs.people import summary_of
from tests.unit.jobs.scene import FILE, Scene, run_until
from tests.unit.jobs.world import Fault
from worker.jobs.object_keys import ledger_key
from worker.jobs.record import JobState


def test_cancelling_a_job_whose_worker_is_dead_ends_it_at_once_and_deletes_its_file(scene: Scene) -> None:
    scene.upload()
    scene.deliver(scene.workers[0])
    scene.workers[0].run()
    scene.workers[0].kill()
    scene.pass_time(61)

    scene.pages[0].start(scene.pages[0].desk.cancel(scene.job.job_id))
    scene.pages[0].run()

    assert scene.state() is JobState.CANCELLED
    assert scene.job.s3_key not in scene.world.bucket.objects


def test_a_message_of_a_deleted_job_leaves_no_report_and_no_failure(scene: Scene) -> None:
    scene.upload()
    page, job = scene.pages[0], scene.job
    page.start(page.desk.cancel(job.job_id))
    page.run()
    scene.watch.deleting.add(f"{job.owner}/{job.job_id}")
    page.start(page.desk.delete(job.job_id))
    page.run()

    scene.deliver(scene.workers[0])
    scene.workers[0].run()

    assert set(scene.world.bucket.objects) == {ledger_key(job.owner or "")}
    assert scene.world.broker.messages == []


@pytest.mark.parametrize(
    ("job_id", "s3_key"),
    [
        (5, "uploads/5.csv"),
        (5, "uploads/acme/5.csv"),
        ("00000000-0000-4000-8000-000000000005", "uploads/acme/00000000-0000-4000-8000-000000000005.csv"),
        ("00000000-0000-7000-8000-000000000005", "uploads/acme/customers.csv"),
    ],
)
def test_an_external_message_of_a_file_that_is_not_there_becomes_a_failed_job(
    scene: Scene, job_id: int | str, s3_key: str
) -> None:
    scene.world.broker.publish(job_id, s3_key)

    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])

    assert scene.state() is JobState.FAILED
    assert scene.job.s3_key == s3_key
    assert scene.job.failure is not None
    assert scene.job.failure.code == "file_missing"


def test_a_worker_that_wakes_up_after_its_job_was_done_by_another_changes_nothing(scene: Scene) -> None:
    scene.upload()
    zombie, other = scene.workers
    scene.deliver(zombie)
    zombie.run()
    scene.pass_time(25)
    run_until(zombie, "put reports")
    zombie.paused = True
    scene.pass_time(61)
    scene.world.broker.take_from_the_silent()
    scene.deliver(other)
    scene.count(other)
    done = dict(scene.world.bucket.objects)
    assert scene.state() is JobState.SUCCEEDED

    zombie.paused = False
    zombie.release(0)
    zombie.run()

    assert scene.world.bucket.objects == done
    assert done[scene.job.ref.summary_key].body == summary_of(FILE)


def test_a_late_worker_does_not_replace_the_report_of_a_replaced_file(scene: Scene) -> None:
    bucket, broker = scene.world.bucket, scene.world.broker
    bucket.put("uploads/1.csv", b"good 1")
    broker.publish(1, "uploads/1.csv")
    zombie, other = scene.workers
    scene.deliver(zombie)
    zombie.run()
    scene.pass_time(25)
    run_until(zombie, "put reports")
    zombie.paused = True
    bucket.put("uploads/1.csv", b"good 2")
    scene.pass_time(61)
    broker.take_from_the_silent()
    scene.deliver(other)
    scene.count(other)
    report = bucket.objects["reports/summary_1.csv"]
    assert report.body == summary_of(b"good 2")

    zombie.paused = False
    zombie.release(0)
    zombie.run()

    assert bucket.objects["reports/summary_1.csv"] == report


def test_a_report_of_an_earlier_attempt_gives_way_to_that_of_the_file_as_it_is(scene: Scene) -> None:
    bucket = scene.world.bucket
    bucket.put("reports/summary_1.csv", summary_of(b"good 1"))
    bucket.put("uploads/1.csv", b"good 2")
    scene.world.broker.publish(1, "uploads/1.csv")

    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])

    assert scene.state() is JobState.SUCCEEDED
    assert bucket.objects["reports/summary_1.csv"].body == summary_of(b"good 2")


def test_a_file_put_in_the_place_of_one_that_is_counted_is_not_deleted(scene: Scene) -> None:
    bucket, worker = scene.world.bucket, scene.workers[0]
    bucket.put("uploads/1.csv", b"good 1")
    scene.world.broker.publish(1, "uploads/1.csv")
    scene.deliver(worker)
    worker.run()
    scene.pass_time(25)
    run_until(worker, "put reports")

    bucket.put("uploads/1.csv", b"good 2")
    worker.run()

    assert scene.state() is JobState.SUCCEEDED
    assert bucket.objects["uploads/1.csv"].body == b"good 2"


@pytest.mark.parametrize("new", [b"good 2", b"good 1"], ids=["another", "the same again"])
def test_a_file_put_at_the_very_moment_its_predecessor_is_deleted_stays(scene: Scene, new: bytes) -> None:
    """A publisher that uses a key again loses no file: each is deleted after its own report."""
    bucket, broker, worker = scene.world.bucket, scene.world.broker, scene.workers[0]
    bucket.put("uploads/1.csv", b"good 1")
    broker.publish(1, "uploads/1.csv")
    scene.deliver(worker)
    worker.run()
    scene.pass_time(25)
    run_until(worker, "head uploads" if new == b"good 1" else "delete uploads")
    scene.world.bucket.put("uploads/1.csv", new)
    broker.publish(2, "uploads/1.csv")
    worker.run()
    assert bucket.objects["uploads/1.csv"].body == new

    scene.deliver(worker)
    scene.count(worker)

    assert bucket.objects["reports/summary_2.csv"].body == summary_of(new)
    assert "uploads/1.csv" not in bucket.objects


def test_a_late_copy_of_a_message_leaves_the_same_file_to_the_job_that_owns_it(scene: Scene) -> None:
    bucket, broker, worker = scene.world.bucket, scene.world.broker, scene.workers[0]
    bucket.put("uploads/1.csv", b"good 1")
    broker.publish(1, "uploads/1.csv")
    scene.deliver(worker)
    scene.count(worker)
    bucket.put("uploads/1.csv", b"good 1")
    broker.publish(1, "uploads/1.csv")
    broker.publish(2, "uploads/1.csv")

    scene.deliver(worker)
    worker.run()
    assert "uploads/1.csv" in bucket.objects
    scene.deliver(worker)
    scene.count(worker)

    assert bucket.objects["reports/summary_2.csv"].body == summary_of(b"good 1")
    assert "uploads/1.csv" not in bucket.objects


def test_a_page_slow_to_note_its_message_does_not_lose_a_retried_job(scene: Scene) -> None:
    slow, quick = scene.pages
    slow.upload(b"bad-1")
    run_until(slow, "publish")
    slow.release(0)
    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])
    assert scene.state() is JobState.FAILED
    quick.start(quick.desk.retry(scene.job.job_id))
    run_until(quick, "publish")
    quick.kill()

    slow.run()
    scene.pass_time(20)
    scene.sweep()

    assert len(scene.world.broker.messages) == 1


def test_a_slow_worker_does_not_give_up_a_job_that_is_retried_meanwhile(scene: Scene) -> None:
    scene.upload()
    job = scene.job.model_copy(update={"attempts": 5})
    scene.world.bucket.put(job.ref.record_key, job.to_json())
    scene.world.broker.publish(job.job_id, job.s3_key)
    slow, quick = scene.workers
    scene.deliver(slow)
    slow.release(0)  # it reads the record of a job whose attempts are over
    scene.deliver(quick)
    quick.run()
    scene.pages[0].start(scene.pages[0].desk.retry(job.job_id))
    scene.pages[0].run()

    slow.run()
    scene.pass_time(1)
    slow.run()

    assert scene.state() is JobState.PROCESSING


def test_a_success_whose_answer_was_lost_is_a_success(scene: Scene) -> None:
    scene.upload()
    worker = scene.workers[0]
    scene.deliver(worker)
    worker.run()
    scene.pass_time(25)
    run_until(worker, "put reports")
    worker.release(0)
    worker.release(0, Fault.LOST)
    assert scene.state() is JobState.SUCCEEDED
    for _ in range(3):  # it tries again, learns that it has ended, and cleans up at the next delivery
        worker.run()
        scene.pass_time(31)
    scene.deliver(worker)
    worker.run()

    assert scene.job.s3_key not in scene.world.bucket.objects
    assert scene.world.broker.messages == []
