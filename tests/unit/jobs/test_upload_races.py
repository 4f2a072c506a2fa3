"""Single races of uploads with the sweeper and with each other, step by step."""

from __future__ import annotations

from tests.unit.jobs.scene import DAY_SECONDS, FILE, Scene, run_until
from worker.jobs.record import JobRecord, JobState


def test_an_upload_of_more_than_a_day_is_not_abandoned_while_parts_arrive(scene: Scene) -> None:
    page = scene.pages[0]
    page.upload(FILE)
    run_until(page, "put part")
    scene.pass_time(DAY_SECONDS + 1)
    page.release(0)

    scene.pass_time(60)
    scene.sweep()
    assert scene.state() is JobState.UPLOADING

    page.run()
    assert scene.state() is JobState.QUEUED


def test_promise_8_an_upload_that_nobody_goes_on_with_expires_and_its_parts_go(scene: Scene) -> None:
    page = scene.pages[0]
    page.upload(FILE)
    run_until(page, "put part")
    page.release(0)
    page.kill()

    scene.pass_time(DAY_SECONDS + 1)
    scene.sweep()

    assert scene.state() is JobState.EXPIRED
    assert scene.world.bucket.uploads == {}


def test_promise_6_an_upload_resumed_while_the_sweeper_looks_at_it_is_not_expired(scene: Scene) -> None:
    scene.pages[0].upload(FILE)
    run_until(scene.pages[0], "put part")
    scene.pass_time(DAY_SECONDS + 1)
    sweeper = scene.workers[0]
    sweeper.sweep()
    run_until(sweeper, "parts")
    sweeper.release(0)

    scene.pages[1].upload(FILE)
    run_until(scene.pages[1], "put part")
    sweeper.run()
    scene.pages[1].run()

    assert scene.state() is JobState.QUEUED


def test_an_upload_that_ends_while_the_sweeper_looks_at_it_is_queued(scene: Scene) -> None:
    page = scene.pages[0]
    page.upload(FILE)
    run_until(page, "complete")
    page.kill()
    sweeper = scene.workers[0]
    scene.pass_time(2 * DAY_SECONDS)
    sweeper.sweep()
    run_until(sweeper, "parts")
    (upload_id,) = scene.world.bucket.uploads
    parts = scene.world.bucket.uploads[upload_id].parts
    scene.world.bucket.complete(scene.job.s3_key, upload_id, [(n, p.etag) for n, p in sorted(parts.items())])

    sweeper.run()

    assert scene.state() is JobState.QUEUED


def test_promise_7_a_page_that_completes_long_after_another_finds_the_job_done(scene: Scene) -> None:
    slow, quick = scene.pages
    slow.upload(FILE)
    run_until(slow, "complete")
    quick.start(quick.desk.complete(scene.job.job_id))
    quick.run()
    scene.deliver(scene.workers[0])
    scene.count(scene.workers[0])
    assert scene.job.s3_key not in scene.world.bucket.objects
    answers: list[JobRecord] = []

    async def complete_again() -> None:
        answers.append(await slow.desk.complete(scene.job.job_id))

    slow.run()
    slow.start(complete_again())
    slow.run()

    assert [answer.state for answer in answers] == [JobState.SUCCEEDED]
