"""What a look at a waiting file finds is written only while its job still waits for that very count."""

from __future__ import annotations

from tests.unit.jobs.people import ANSWERED
from tests.unit.jobs.scene import Scene, run_until
from tests.unit.jobs.world import Fault
from worker.jobs.record import JobState


def wait(scene: Scene, file: bytes) -> None:
    """Have a file wait in the queue for longer than a free slot would let it."""
    scene.pages[0].upload(file)
    scene.pages[0].run()
    scene.pass_time(2)


def test_an_unclear_file_is_asked_about_unclaimed_and_its_message_changes_nothing(scene: Scene) -> None:
    looker, other = scene.workers
    wait(scene, b"ask-1")
    looker.look_around()
    looker.run()
    asked = scene.job
    assert (asked.needs_owner, asked.attempts, asked.started_at) == (True, 0, None)

    scene.deliver(other)
    scene.count(other)

    assert scene.job == asked
    assert scene.world.broker.messages == []


def test_an_answer_is_counted_once_though_the_first_message_waits_still(scene: Scene) -> None:
    looker, other = scene.workers
    wait(scene, b"ask-1")
    looker.look_around()
    looker.run()
    scene.pages[0].answer(scene.job.job_id)
    scene.pages[0].run()
    assert len(scene.world.broker.messages) == 2

    scene.deliver(other)
    scene.count(other)
    done = scene.job
    scene.deliver(looker)
    scene.count(looker)

    assert (done.state, done.attempts, done.options) == (JobState.SUCCEEDED, 1, ANSWERED)
    assert scene.job == done
    assert scene.world.broker.messages == []


def looked(scene: Scene) -> list[int | None]:
    """At which jobs was looked, the oldest first."""
    return [job.looked for job in sorted(scene.watch.records(), key=lambda job: job.job_id)]


def test_the_newest_file_is_looked_at_first_and_of_many_only_some_at_once(scene: Scene) -> None:
    looker = scene.workers[0]
    for number in range(25):
        scene.pages[0].upload(b"good%d" % number)
        scene.pages[0].run()
    for seconds, expected in (
        (0.5, [None] * 25),  # a free slot may take them
        (1, [None] * 5 + [0] * 20),
        (0, [None] * 5 + [0] * 20),
        (10, [None] * 3 + [0] * 22),
    ):
        scene.pass_time(seconds)
        looker.look_around()
        looker.run()
        assert looked(scene) == expected


def test_of_two_workers_that_see_it_at_once_one_looks(scene: Scene) -> None:
    wait(scene, b"ask-1")
    for worker in scene.workers:
        worker.look_around()
        run_until(worker, "put jobs")
    first, second = scene.workers
    first.release(0)
    run_until(first, "get uploads")

    second.run()

    assert second.pending == []
    assert scene.state() is JobState.QUEUED
    first.run()
    assert scene.job.needs_owner


def test_a_look_that_ends_after_the_job_was_begun_changes_nothing(scene: Scene) -> None:
    looker, other = scene.workers
    wait(scene, b"bad-1")
    looker.look_around()
    run_until(looker, "put jobs")
    looker.release(0)
    run_until(looker, "put jobs")
    scene.deliver(other)
    other.run()
    begun = scene.job
    assert begun.state is JobState.PROCESSING

    looker.run()

    assert scene.job == begun


def test_a_look_that_ends_after_an_answer_in_another_tab_does_not_ask_again(scene: Scene) -> None:
    looker, other = scene.workers
    wait(scene, b"ask-1")
    looker.look_around()
    run_until(looker, "put jobs")
    looker.release(0)
    run_until(looker, "put jobs")
    scene.deliver(other)
    scene.count(other)
    scene.pages[0].answer(scene.job.job_id)
    scene.pages[0].run()

    looker.run()

    assert (scene.state(), scene.job.options) == (JobState.QUEUED, ANSWERED)


def test_a_look_that_finds_the_storage_away_leaves_the_job_to_its_count(scene: Scene) -> None:
    looker, other = scene.workers
    wait(scene, b"ask-1")
    looker.look_around()
    run_until(looker, "get uploads")
    looker.release(0, Fault.REFUSED)
    looker.run()
    assert scene.state() is JobState.QUEUED

    other.look_around()
    other.run()
    assert scene.state() is JobState.QUEUED, "it is looked at once"
    scene.deliver(other)
    scene.count(other)

    assert (scene.job.needs_owner, scene.job.attempts) == (True, 1)
