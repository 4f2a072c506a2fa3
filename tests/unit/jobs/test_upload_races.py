"""Single races of uploads with the sweeper and with each other, step by step."""

from __future__ import annotations

from tests.unit.jobs.people import Page
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


def test_parts_of_an_upload_whose_page_died_while_it_was_cancelled_go_after_a_day(scene: Scene) -> None:
    uploading, cancelling = scene.pages
    uploading.upload(FILE)
    run_until(uploading, "put part")
    uploading.release(0)
    cancelling.start(cancelling.desk.cancel(scene.job.job_id))
    run_until(cancelling, "abort")
    cancelling.kill()
    assert scene.state() is JobState.CANCELLED

    scene.pass_time(DAY_SECONDS - 1)
    scene.sweep()
    assert len(scene.world.bucket.uploads) == 1, "it may be one that was opened a moment ago"
    scene.pass_time(3_601)
    scene.sweep()

    assert scene.world.bucket.uploads == {}


def test_an_upload_of_an_external_publisher_is_left_alone_however_long_it_takes(scene: Scene) -> None:
    theirs = [scene.world.bucket.begin(key) for key in ("uploads/7.csv", "uploads/them/all customers.csv")]

    scene.pass_time(30 * DAY_SECONDS)
    scene.sweep()

    assert list(scene.world.bucket.uploads) == theirs


def complete_while_it_is_cancelled(scene: Scene) -> None:
    """One page has just made the object when the other dies between the record and the deletion."""
    completing, cancelling = scene.pages
    completing.upload(FILE)
    run_until(completing, "complete")
    completing.release(0)
    cancelling.start(cancelling.desk.cancel(scene.job.job_id))
    run_until(cancelling, "abort")
    cancelling.kill()
    assert scene.job.s3_key in scene.world.bucket.objects


def test_a_page_that_completes_a_cancelled_upload_deletes_its_object(scene: Scene) -> None:
    complete_while_it_is_cancelled(scene)

    scene.pages[0].run()

    assert scene.state() is JobState.CANCELLED
    assert scene.job.s3_key not in scene.world.bucket.objects


def test_a_browser_that_asks_again_for_a_cancelled_upload_has_its_object_deleted(scene: Scene) -> None:
    complete_while_it_is_cancelled(scene)
    scene.pages[0].kill()
    page = Page(scene.world, "page-3")
    scene.pages.append(page)

    page.start(page.desk.complete(scene.job.job_id))
    page.run()

    assert scene.job.s3_key not in scene.world.bucket.objects
