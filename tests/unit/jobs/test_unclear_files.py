"""A file that only its analyst can explain: asked once, counted as they say."""

from __future__ import annotations

import json

from tests.records import make_job
from tests.unit.jobs.people import ANSWERED, DOUBTFUL
from tests.unit.jobs.scene import Scene, run_until
from worker.dialect.model import Dialect, Place, Reading
from worker.jobs.record import JobRecord, JobState


def test_an_unclear_file_waits_for_its_analyst_and_is_then_counted_as_they_say(scene: Scene) -> None:
    page, worker = scene.pages[0], scene.workers[0]
    page.upload(b"ask-1")
    page.run()
    scene.deliver(worker)
    scene.count(worker)
    asked = scene.job
    assert asked.needs_owner
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
        assert scene.job.needs_owner
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
    assert scene.job.needs_owner


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


def test_where_the_first_letters_beyond_ascii_are_is_stored_under_the_name_that_records_have_for_it() -> None:
    place = Place(line=2, offset=9)
    reading = Reading(dialect=Dialect(encoding="cp1252"), non_ascii_from=place)

    stored = make_job(JobState.FAILED).model_copy(update={"reading": reading}).to_json()

    assert json.loads(stored)["reading"]["foreign_from"] == {"line": 2, "offset": 9}
    assert JobRecord.model_validate_json(stored).reading == reading
