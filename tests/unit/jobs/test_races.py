"""Single races of pages, workers and queue, step by step: what the model finds by chance is spelt out."""

from __future__ import annotations

import pytest

from tests.unit.jobs.people import ANSWERED, DOUBTFUL, summary_of
from tests.unit.jobs.scene import FILE, Scene, run_until
from tests.unit.jobs.world import Fault
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

    assert scene.world.bucket.objects == {}
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
def test_a_foreign_message_of_a_file_that_is_not_there_becomes_a_failed_job(
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


def test_an_unclear_file_waits_for_its_analyst_and_is_then_counted_as_they_say(scene: Scene) -> None:
    page, worker = scene.pages[0], scene.workers[0]
    page.upload(b"ask-1")
    page.run()
    scene.deliver(worker)
    scene.count(worker)
    asked = scene.job
    assert asked.is_unclear
    assert asked.failure is not None
    assert asked.failure.message == "Please check how this file is read: Is it?"
    assert asked.reading == DOUBTFUL
    assert asked.s3_key in scene.world.bucket.objects

    page.answer(asked.job_id)
    page.run()
    assert (scene.job.reading, scene.job.failure) == (None, None)
    scene.deliver(worker)
    scene.count(worker)

    assert scene.state() is JobState.SUCCEEDED
    assert (scene.job.options, scene.job.reading) == (ANSWERED, DOUBTFUL)
    assert scene.world.wrong == []


def test_a_retry_without_an_answer_asks_again(scene: Scene) -> None:
    page, worker = scene.pages[0], scene.workers[0]
    page.upload(b"ask-1")
    page.run()
    for _ in range(2):
        scene.deliver(worker)
        scene.count(worker)
        assert scene.job.is_unclear
        page.start(page.desk.retry(scene.job.job_id))
        page.run()

    assert scene.state() is JobState.QUEUED


def test_a_second_delivery_of_an_unclear_jobs_message_asks_no_second_time(scene: Scene) -> None:
    scene.pages[0].upload(b"ask-1")
    scene.pages[0].run()
    for worker in scene.workers:
        scene.deliver(worker)
        scene.count(worker)
        job = scene.job
        scene.world.broker.publish(job.job_id, job.s3_key)

    assert scene.job.attempts == 1
    assert scene.job.is_unclear


def test_of_two_answers_in_two_tabs_the_first_one_counts(scene: Scene) -> None:
    first, second = scene.pages
    first.upload(b"ask-1")
    first.run()
    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])
    job_id = scene.job.job_id
    first.answer(job_id)
    second.start(second.desk.retry(job_id, ANSWERED.model_copy(update={"fold_gmail": True})))
    run_until(second, "put jobs")
    first.run()

    second.run()

    assert scene.job.options == ANSWERED
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


def test_a_message_published_into_a_broker_that_was_then_wiped_is_published_again(scene: Scene) -> None:
    page = scene.pages[0]
    page.upload(FILE)
    run_until(page, "publish")
    page.release(0)
    scene.pass_time(1)
    scene.world.broker.wipe()
    page.run()

    scene.pass_time(20)
    scene.sweep()

    assert len(scene.world.broker.messages) == 1


def test_a_waiting_job_whose_message_the_broker_has_lost_is_published_again(scene: Scene) -> None:
    scene.upload()
    (lost,) = scene.world.broker.messages
    scene.world.broker.lose(lost)
    scene.world.bucket.put("uploads/1.csv", FILE)
    scene.pass_time(61)
    scene.world.broker.publish(1, "uploads/1.csv")  # the queue holds something, but nothing so old

    scene.pass_time(1)
    scene.sweep()

    assert scene.job.enqueues == 1
    assert [m.job_id for m in scene.world.broker.messages] == [1, scene.job.job_id]


def test_a_waiting_job_is_published_again_when_the_queue_was_emptied(scene: Scene) -> None:
    scene.upload()
    scene.world.broker.messages.clear()

    scene.pass_time(61)
    scene.sweep()

    assert [m.job_id for m in scene.world.broker.messages] == [scene.job.job_id]


def test_a_job_that_waits_for_long_behind_others_is_left_alone(scene: Scene) -> None:
    scene.upload()
    scene.pass_time(2 * 3_600)

    scene.sweep()

    assert scene.job.enqueues == 0
    assert len(scene.world.broker.messages) == 1


def test_a_job_whose_message_is_in_hand_is_left_alone(scene: Scene) -> None:
    scene.upload()
    busy, sweeper = scene.workers
    scene.deliver(busy)  # which has not read the record yet
    scene.pass_time(300)

    sweeper.sweep()
    sweeper.run()

    assert scene.job.enqueues == 0
