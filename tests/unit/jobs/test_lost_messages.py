"""Messages that the broker has lost are published again, and only those."""

from __future__ import annotations

from tests.unit.jobs.scene import FILE, Scene, run_until


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
