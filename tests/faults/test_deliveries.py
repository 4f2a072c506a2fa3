"""Promise 10: a message that is delivered twice changes nothing."""

from __future__ import annotations

from tests.faults.children import frozen, held
from tests.faults.scene import CSV, Scene
from tests.faults.test_crashes import external_job
from tests.waiting import wait_until


def test_promise_10_two_workers_given_the_same_job_at_once_do_it_once(scene: Scene) -> None:
    workers = [scene.worker(), scene.worker()]
    scene.put("uploads/7.csv", CSV)

    for _ in range(6):
        scene.publish("7", "uploads/7.csv")
    job = external_job("7")
    wait_until(lambda: scene.get(job.ref.record_key), what="the record of the external job")

    assert scene.assert_done_once(job).attempts == 1
    assert scene.starts() == 1
    assert all(worker.stop() == 0 for worker in workers)


def test_promise_10_a_worker_given_its_own_job_again_goes_on_with_it(scene: Scene) -> None:
    worker = scene.worker(AUDIENCE_WORKER_SLOTS="2")
    scene.put("uploads/7.csv", CSV)
    with held(worker):
        scene.publish("7", "uploads/7.csv")
    with frozen(worker):
        scene.publish("7", "uploads/7.csv")
        wait_until(lambda: "message.put_back" in worker.log.read_text(), what="the second delivery")

    assert scene.assert_done_once(external_job("7")).attempts == 1
    assert scene.starts() == 1
