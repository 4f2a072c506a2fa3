"""What those may expect whose files wait: never more than is known."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.records import make_job
from worker.desk.expecting import Expectation, Speeds, expect
from worker.jobs.object_keys import JobRef
from worker.jobs.record import FileInfo, JobRecord, JobState, Lease, Progress
from worker.storage.clock import utc_now

NOW = utc_now()
GB = 1_000_000_000
SECOND = timedelta(seconds=1)
PAGES_ID = "01a22267-27d4-77bc-8a8c-{:012x}"


def a_job(number: int, state: JobState, size: int = GB, name: str = "a.csv", **fields: Any) -> JobRecord:
    """A page's job; the higher its number, the later it was sent."""
    ref = JobRef("local", PAGES_ID.format(number))
    return make_job(state).model_copy(
        update={
            "job_id": ref.job_id,
            "owner": ref.owner,
            "s3_key": ref.upload_key,
            "file": FileInfo(name=name, size=size),
            "updated_at": NOW,
            "enqueued_at": NOW - 1_000 * SECOND + number * SECOND,
            **fields,
        }
    )


def waiting(number: int, **fields: Any) -> JobRecord:
    return a_job(number, JobState.QUEUED, failure=None, **fields)


def at_work(number: int, share: float | None, seconds: float = 10, **fields: Any) -> JobRecord:
    """One that has been counted for ten seconds."""
    progress = Progress(rows=1_000, rows_per_second=1_000 / seconds, share=share) if share else Progress()
    lease = Lease(worker="w", token="t", until=NOW + 60 * SECOND)
    return a_job(number, JobState.PROCESSING, progress=progress, lease=lease, **fields)


def expected(jobs: list[JobRecord], slots: int = 1) -> list[Expectation | None]:
    """What is said of those that wait, in the order of their numbers."""
    speeds = Speeds()
    speeds.learn(jobs, NOW)
    found = expect(jobs, NOW, speeds, slots)
    return [found.get(job.job_id) for job in sorted(jobs, key=lambda job: job.job_id) if is_waiting(job)]


def is_waiting(job: JobRecord) -> bool:
    return job.state is JobState.QUEUED


def test_files_are_begun_in_the_order_they_were_sent_as_slots_get_free() -> None:
    jobs = [waiting(3), at_work(1, share=0.5), waiting(4), waiting(2)]  # 50 MB/s: 10 s left, then 21 s each

    assert expected(jobs) == [Expectation(0, 10), Expectation(1, 31), Expectation(2, 52)]


def test_two_slots_take_turns() -> None:
    jobs = [at_work(1, share=0.5), at_work(2, share=0.2), *(waiting(number) for number in range(3, 6))]
    # Speeds are 50 and 20 MB/s, 35 between: 10 and 40 s left, then 29.6 s each.

    first, second, third = expected(jobs, slots=2)

    assert first == Expectation(0, 10)
    assert second is not None
    assert second.seconds == pytest.approx(10 + 1 + 1000 / 35)
    assert third == Expectation(2, 40)


def test_a_slot_that_is_just_free_is_not_waited_for() -> None:
    assert expected([at_work(1, share=0.5), waiting(2), waiting(3)], slots=2) == [
        Expectation(0, 0),
        Expectation(1, 10),
    ]


def test_without_anything_at_work_there_is_a_number_and_no_time() -> None:
    assert expected([waiting(1), waiting(2)]) == [Expectation(0), Expectation(1)]


def test_a_file_at_work_of_which_nothing_is_known_makes_all_times_unknown() -> None:
    jobs = [at_work(1, share=None), waiting(2)]

    assert expected(jobs) == [Expectation(0)]
    assert expected([*jobs, at_work(3, share=0.5)], slots=2)[0] == Expectation(0, 10), "others are alike"


def test_what_comes_after_a_file_of_unknown_kind_is_unknown_too() -> None:
    jobs = [at_work(1, share=0.5), waiting(2), waiting(3, name="book.xlsx"), waiting(4)]

    assert expected(jobs) == [Expectation(0, 10), Expectation(1, 31), Expectation(2)]


def test_small_files_take_a_second_whatever_they_are() -> None:
    jobs = [at_work(1, share=0.5), waiting(2, name="book.xlsx", size=50_000), waiting(3)]

    assert expected(jobs) == [Expectation(0, 10), Expectation(1, 11)]


def test_files_of_other_publishers_have_no_place_and_leave_the_time_open() -> None:
    def external(job: JobRecord) -> JobRecord:
        return job.model_copy(update={"owner": None, "job_id": "7", "s3_key": "uploads/7.csv"})

    jobs = [at_work(1, share=0.5), waiting(2), waiting(3)]

    assert expected([*jobs, external(waiting(0))])[:2] == [Expectation(0, 10), Expectation(1, 31)]
    assert expected([*jobs, external(at_work(4, share=0.5))], slots=2) == [Expectation(0), Expectation(1)]


def test_what_is_not_in_the_queue_yet_or_stalled_does_not_count() -> None:
    stalled = at_work(2, share=0.9).model_copy(update={"lease": None})
    jobs = [at_work(1, share=0.5), stalled, waiting(3, enqueued_at=None), waiting(4)]

    assert expected(jobs) == [None, Expectation(0, 10)]
