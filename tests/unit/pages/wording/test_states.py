from __future__ import annotations

from datetime import timedelta

import pytest

from pages.wording.states import (
    Filter,
    count_filters,
    explanation,
    faces,
    is_listed,
    look,
    may_read_differently,
    may_retry,
    poll_seconds,
)
from tests.records import make_job
from worker.desk.preview import Dialect, Doubt, DoubtCode, Reading
from worker.jobs.record import Failure, JobState, Lease, Progress
from worker.jobs.remarks import Remarks
from worker.refusal import Refusal
from worker.storage.clock import utc_now

S = JobState
NOW = utc_now()
SILENT = Lease(worker="w", token="t", until=NOW - timedelta(seconds=1))
AWAY = Failure(code="storage_unavailable", message="The storage was away.")
UNCLEAR = Failure(code=Refusal.UNCLEAR, message="The file has no header.")


@pytest.mark.parametrize("state", list(JobState))
def test_every_state_has_a_word_and_an_icon(state: JobState) -> None:
    shown = look(make_job(state, now=NOW), NOW)
    assert shown.word
    assert shown.material.startswith(":material/")


@pytest.mark.parametrize("state", [s for s in JobState if s not in (S.PROCESSING, S.SUCCEEDED)])
def test_every_state_without_figures_is_explained(state: JobState) -> None:
    assert explanation(make_job(state, now=NOW, failure=AWAY if state is S.FAILED else None), NOW)


def test_no_two_states_share_a_word() -> None:
    words = [look(make_job(state, now=NOW), NOW).word for state in JobState]
    assert len(set(words)) == len(words)


def test_a_job_whose_worker_went_silent_is_stalled_and_says_it_goes_on() -> None:
    job = make_job(S.PROCESSING, lease=SILENT)
    assert look(job, NOW).word == "Stalled"
    assert "goes on by itself" in explanation(job, NOW)


def test_a_job_asked_to_stop_is_cancelling() -> None:
    assert look(make_job(S.PROCESSING, now=NOW, cancel_requested=True), NOW).word == "Cancelling"


def test_a_job_that_is_tried_again_says_why() -> None:
    job = make_job(S.QUEUED, failure=AWAY)
    assert explanation(job, NOW) == "The storage was away. It is tried again by itself."


def test_a_job_the_queue_does_not_confirm_says_the_queue_is_away() -> None:
    waits = make_job(S.QUEUED, now=NOW, age=timedelta(seconds=10), enqueued_at=None)
    assert "Counting cannot begin right now" in explanation(waits, NOW)
    assert "Counting cannot begin right now" not in explanation(make_job(S.QUEUED, now=NOW), NOW)


def test_a_failed_job_says_its_reason() -> None:
    assert explanation(make_job(S.FAILED, failure=AWAY), NOW) == "The storage was away."


@pytest.mark.parametrize(
    ("code", "may"),
    [
        (Refusal.OUT_OF_MEMORY, True),
        (Refusal.OUT_OF_TIME, True),
        (Refusal.WORKERS_DIED, True),
        (Refusal.SIZE_MISMATCH, False),
        (Refusal.FILE_MISSING, False),
        (Refusal.NOT_TEXT, False),
        (Refusal.NO_EMAIL_COLUMN, False),
        (Refusal.EMPTY_FILE, False),
    ],
)
def test_only_what_another_try_may_mend_is_tried_again(code: Refusal, may: bool) -> None:
    assert may_retry(make_job(S.FAILED, failure=Failure(code=code, message="x"))) is may
    assert may_retry(make_job(S.FAILED, failure=AWAY))
    assert not any(may_retry(make_job(state)) for state in JobState if state is not S.FAILED)


def test_filters_list_what_they_say() -> None:
    listed = {chosen: {s for s in S if is_listed(make_job(s), chosen)} for chosen in Filter}
    assert listed == {
        Filter.ALL: set(S),
        Filter.RUNNING: {S.UPLOADING, S.QUEUED, S.PROCESSING},
        Filter.READY: {S.SUCCEEDED},
        Filter.NEEDS_YOU: set(),
        Filter.FAILED: {S.FAILED},
        Filter.ENDED: {S.CANCELLED, S.EXPIRED},
    }


def test_a_file_that_waits_for_its_analyst_is_no_failure() -> None:
    job = make_job(S.FAILED, failure=UNCLEAR)
    assert look(job, NOW).word == "Check the columns"
    assert explanation(job, NOW) == "The file has no header."
    doubt = Doubt(code=DoubtCode.NO_HEADER, message="The first line seems to hold data.")
    seen = job.model_copy(update={"reading": Reading(dialect=Dialect(), doubts=(doubt, doubt))})
    assert explanation(seen, NOW) == f"{doubt.message} {doubt.message}"
    assert job.needs_owner
    assert not may_retry(job)
    assert is_listed(job, Filter.NEEDS_YOU)
    assert not is_listed(job, Filter.FAILED)


def test_a_file_without_the_columns_waits_for_its_analyst() -> None:
    missing = Failure(code=Refusal.NO_COUNTRY_COLUMN, message="No country column was found.")
    job = make_job(S.FAILED, failure=missing)
    assert (look(job, NOW).word, explanation(job, NOW)) == ("Check the columns", missing.message)
    assert is_listed(job, Filter.NEEDS_YOU)
    assert not is_listed(job, Filter.FAILED)


@pytest.mark.parametrize(
    ("code", "may"),
    [
        (Refusal.UNCLEAR, True),
        (Refusal.NO_COUNTRY_COLUMN, True),
        (Refusal.MALFORMED, True),
        (Refusal.NO_CUSTOMERS, True),
        (Refusal.UNKNOWN_ENCODING, True),
        (Refusal.NOT_TEXT, False),
        (Refusal.NOT_OPENED, False),
        (Refusal.PROTECTED, False),
        (Refusal.FILE_MISSING, False),
        (Refusal.OUT_OF_MEMORY, False),
        (Refusal.TOO_LARGE_UNPACKED, False),
    ],
)
def test_another_reading_is_offered_where_it_may_help(code: Refusal, may: bool) -> None:
    assert may_read_differently(make_job(S.FAILED, failure=Failure(code=code, message="x"))) is may
    assert not may_read_differently(make_job(S.QUEUED, failure=Failure(code=code, message="x")))


def test_polling_stops_when_nothing_runs() -> None:
    ended = [make_job(s) for s in (S.SUCCEEDED, S.FAILED, S.CANCELLED, S.EXPIRED)]
    assert poll_seconds(ended) is None
    assert poll_seconds([]) is None
    assert poll_seconds([*ended, make_job(S.QUEUED)]) == 1
    assert poll_seconds([make_job(S.PROCESSING), make_job(S.UPLOADING)]) == 1
    assert poll_seconds([make_job(S.UPLOADING)]) == 3


def test_a_long_count_is_looked_at_as_often_as_it_tells_how_far_it_is() -> None:
    long = make_job(
        S.PROCESSING, updated_at=utc_now(), progress=Progress(rows=1, rows_per_second=1, share=0.4)
    )
    assert poll_seconds([long]) == 2
    assert poll_seconds([long, make_job(S.UPLOADING)]) == 2
    assert poll_seconds([long, make_job(S.QUEUED)]) == 1
    assert poll_seconds([long.model_copy(update={"updated_at": long.started_at})]) == 1
    assert poll_seconds([make_job(S.PROCESSING, updated_at=utc_now(), progress=None)]) == 1


def test_the_end_of_a_long_count_is_seen_within_a_second() -> None:
    nearly = Progress(rows=1, rows_per_second=1, share=0.95)
    assert poll_seconds([make_job(S.PROCESSING, updated_at=utc_now(), progress=nearly)]) == 1


def test_filters_are_counted_as_they_list() -> None:
    jobs = [make_job(state) for state in JobState for _ in range(2)]
    assert count_filters(jobs) == {option: sum(is_listed(job, option) for job in jobs) for option in Filter}


def test_a_heartbeat_does_not_change_what_a_list_shows_but_a_silent_worker_does() -> None:
    job = make_job(S.PROCESSING, now=NOW)
    assert job.lease is not None
    beat = job.model_copy(update={"progress": Progress(rows=7), "updated_at": NOW + timedelta(seconds=1)})
    assert faces([beat], NOW) == faces([job], NOW)
    assert faces([job], job.lease.until + timedelta(seconds=1)) != faces([job], NOW)
    assert faces([make_job(S.SUCCEEDED)], NOW) != faces([job], NOW)
    assert faces([job.model_copy(update={"remarks": Remarks(name="New")})], NOW) != faces([job], NOW)
    assert faces(None, NOW) == faces([], NOW)
