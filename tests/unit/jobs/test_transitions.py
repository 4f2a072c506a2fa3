from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from worker.dialect.model import Choices, CountOptions, Dialect, Reading
from worker.errors import AudienceError, LeaseLost, TransitionRefused
from worker.jobs import early_ends
from worker.jobs import transitions as t
from worker.jobs.moves import Role
from worker.jobs.record import (
    FINAL_STATES,
    Failure,
    FileInfo,
    Interruptions,
    JobRecord,
    JobState,
    Lease,
    Outcome,
    Progress,
)

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TOKEN = "mine"
FAILURE = Failure(code="x", message="Because.")
OPTIONS = CountOptions(ask_first=True, choices=Choices(separator=";"))
READING = Reading(dialect=Dialect(), email=0)
QUESTION = Failure(code="unclear", message="Please check.")
OUTCOME = Outcome(etag="e", rows=1, customers=1, duplicates=0, rejected={}, countries=1)


def job(state: JobState, *, stalled: bool = False) -> JobRecord:
    lease = None
    if state is JobState.PROCESSING:
        lease = Lease(worker="w1", token=TOKEN, until=NOW + timedelta(seconds=-1 if stalled else 60))
    return JobRecord(
        job_id="1",
        owner=None,
        s3_key="uploads/1.csv",
        state=state,
        file=FileInfo(name="1.csv", size=1),
        created_at=NOW,
        updated_at=NOW,
        lease=lease,
        attempts=1 if lease else 0,
    )


S = JobState
ACTIONS: dict[str, tuple[Callable[[JobRecord], JobRecord], dict[JobState, JobState]]] = {
    "page resumes": (lambda j: t.resume(j, NOW, OPTIONS), {S.UPLOADING: S.UPLOADING}),
    "page queues": (lambda j: t.queue(j, Role.PAGE, NOW), {S.UPLOADING: S.QUEUED}),
    "sweeper queues": (lambda j: t.queue(j, Role.SWEEPER, NOW), {S.UPLOADING: S.QUEUED}),
    "page retries": (lambda j: t.requeue(j, NOW), {S.FAILED: S.QUEUED}),
    "worker claims": (lambda j: t.claim(j, "w2", NOW, 60), {S.QUEUED: S.PROCESSING}),
    "holder renews": (lambda j: t.renew(j, TOKEN, Progress(rows=1), NOW, 60), {S.PROCESSING: S.PROCESSING}),
    "holder hands back": (lambda j: t.hand_back(j, TOKEN, None, NOW), {S.PROCESSING: S.QUEUED}),
    "holder is interrupted": (lambda j: t.interrupt(j, TOKEN, FAILURE, NOW), {S.PROCESSING: S.QUEUED}),
    "holder succeeds": (lambda j: t.succeed(j, TOKEN, OUTCOME, NOW), {S.PROCESSING: S.SUCCEEDED}),
    "holder fails": (
        lambda j: t.fail(j, Role.WORKER, FAILURE, NOW, TOKEN),
        {S.QUEUED: S.FAILED, S.PROCESSING: S.FAILED},
    ),
    "holder asks": (lambda j: t.ask(j, TOKEN, QUESTION, READING, NOW), {S.PROCESSING: S.FAILED}),
    "page fails": (lambda j: t.fail(j, Role.PAGE, FAILURE, NOW), {S.UPLOADING: S.FAILED}),
    "sweeper fails": (lambda j: t.fail(j, Role.SWEEPER, FAILURE, NOW), {S.UPLOADING: S.FAILED}),
    "page cancels": (
        lambda j: t.cancel(j, NOW),
        {
            S.UPLOADING: S.CANCELLED,
            S.QUEUED: S.CANCELLED,
            S.PROCESSING: S.PROCESSING,
            S.CANCELLED: S.CANCELLED,
        },
    ),
    "holder cancels": (lambda j: t.cancelled(j, TOKEN, NOW), {S.PROCESSING: S.CANCELLED}),
    "page expires": (lambda j: t.expire(j, Role.PAGE, NOW, idle_since=NOW), {S.UPLOADING: S.EXPIRED}),
    "sweeper expires": (lambda j: t.expire(j, Role.SWEEPER, NOW, idle_since=NOW), {S.UPLOADING: S.EXPIRED}),
    "sweeper looks for lost messages": (
        lambda j: t.rescue(j, NOW, lost_before=NOW + SECOND),
        {state: state for state in JobState},
    ),
    "look is noted": (lambda j: early_ends.note_look(j, NOW), {S.QUEUED: S.QUEUED}),
    "look ends": (
        lambda j: early_ends.ended_early(j, job(S.QUEUED), QUESTION, READING, NOW),
        {state: state for state in JobState} | {S.QUEUED: S.FAILED},
    ),
    "page discards": (
        lambda j: t.discard(j, NOW),
        {S.SUCCEEDED: S.SUCCEEDED, S.FAILED: S.CANCELLED, S.CANCELLED: S.CANCELLED, S.EXPIRED: S.EXPIRED},
    ),
}


@pytest.mark.parametrize("state", list(JobState))
@pytest.mark.parametrize("action", list(ACTIONS))
def test_every_action_from_every_state_moves_as_designed_or_is_refused(action: str, state: JobState) -> None:
    act, moves = ACTIONS[action]

    if state in moves:
        assert act(job(state)).state is moves[state]
    else:
        with pytest.raises((TransitionRefused, LeaseLost)):
            act(job(state))


@pytest.mark.parametrize("act", [act for name, (act, _) in ACTIONS.items() if name.startswith("holder")])
def test_a_worker_that_lost_its_lease_writes_nothing(act: Callable[[JobRecord], JobRecord]) -> None:
    taken_over = t.claim(job(S.PROCESSING, stalled=True), "w2", NOW, 60)

    with pytest.raises(LeaseLost):
        act(taken_over)


def test_a_waiting_file_is_looked_at_once_and_again_when_it_was_put_in_the_queue_anew() -> None:
    noted = early_ends.note_look(job(S.QUEUED), NOW)
    with pytest.raises(TransitionRefused):
        early_ends.note_look(noted, NOW)

    asked = early_ends.ended_early(noted, noted, QUESTION, READING, NOW)
    assert (asked.state, asked.failure, asked.reading) == (S.FAILED, QUESTION, READING)
    assert (asked.attempts, asked.started_at, asked.finished_at) == (noted.attempts, noted.started_at, NOW)

    again = t.requeue(asked, NOW)
    assert early_ends.ended_early(again, noted, QUESTION, READING, NOW) is again, "of another way to read it"
    assert early_ends.note_look(again, NOW).looked == again.enqueues


def test_a_silent_workers_job_is_claimed_and_rescued() -> None:
    stalled = job(S.PROCESSING, stalled=True)

    claimed = t.claim(stalled, "w2", NOW, 60)

    assert (claimed.attempts, claimed.lost_workers) == (stalled.attempts, 1), "no fault of the file's"
    assert claimed.lease is not None
    assert claimed.lease.worker == "w2"
    rescued = t.rescue(stalled, NOW, None)
    assert (rescued.state, rescued.attempts, rescued.lost_workers) == (S.QUEUED, 0, 1)
    assert t.rescue(job(S.PROCESSING), NOW, None).state is S.PROCESSING


def test_a_message_its_broker_has_lost_is_replaced_once_by_one_the_broker_has_not_seen() -> None:
    queued = t.enqueued(job(S.QUEUED), job(S.QUEUED).message_id, since=NOW, now=NOW)

    rescued = t.rescue(queued, NOW, lost_before=NOW + SECOND)

    assert rescued.message_id != queued.message_id
    assert rescued.enqueued_at is None
    assert t.rescue(rescued, NOW, lost_before=NOW + SECOND) is rescued
    for harmless in (None, NOW - SECOND):
        assert t.rescue(queued, NOW, lost_before=harmless) is queued


def test_whoever_is_slow_to_say_that_an_earlier_message_was_published_changes_nothing() -> None:
    failed = t.fail(job(S.PROCESSING), Role.WORKER, FAILURE, NOW, TOKEN)
    again = t.requeue(failed, NOW)

    assert t.enqueued(again, failed.message_id, since=NOW, now=NOW) is again
    assert t.enqueued(again, again.message_id, since=NOW, now=NOW).enqueued_at == NOW


def test_only_who_published_says_that_a_message_is_in_the_queue() -> None:
    claimed = t.claim(job(S.QUEUED), "w2", NOW, 60)

    assert claimed.enqueued_at is None
    assert t.enqueued(claimed, claimed.message_id, since=NOW, now=NOW).enqueued_at == NOW


@pytest.mark.parametrize(
    "act",
    [
        lambda j: t.hand_back(j, TOKEN, None, NOW),
        lambda j: t.hand_back(j, TOKEN, FAILURE, NOW),
        lambda j: t.interrupt(j, TOKEN, FAILURE, NOW),
    ],
)
def test_a_job_to_be_cancelled_gets_no_other_attempt_when_its_worker_hands_it_back(
    act: Callable[[JobRecord], JobRecord],
) -> None:
    handed_back = act(t.cancel(job(S.PROCESSING), NOW))

    assert handed_back.state is S.CANCELLED
    assert handed_back.lease is None
    assert handed_back.failure is None


def test_cancelling_a_job_whose_worker_is_dead_ends_it_at_once() -> None:
    assert t.cancel(job(S.PROCESSING), NOW).cancel_requested
    assert t.cancel(job(S.PROCESSING, stalled=True), NOW).state is S.CANCELLED


def test_a_job_whose_worker_died_before_it_could_stop_is_cancelled_and_not_done_again() -> None:
    asked = t.cancel(job(S.PROCESSING), NOW)
    later = NOW + timedelta(seconds=61)

    assert t.rescue(asked, later, None).state is S.CANCELLED


def test_an_upload_that_somebody_goes_on_with_is_not_expired() -> None:
    resumed = t.resume(job(S.UPLOADING), NOW + SECOND, OPTIONS)

    assert t.expire(resumed, Role.SWEEPER, NOW + SECOND, idle_since=NOW) is resumed
    assert t.expire(resumed, Role.SWEEPER, NOW + SECOND, idle_since=NOW + SECOND).state is S.EXPIRED


def test_a_discarded_job_cannot_be_retried() -> None:
    failed = t.fail(job(S.PROCESSING), Role.WORKER, FAILURE, NOW, TOKEN)

    with pytest.raises(TransitionRefused):
        t.requeue(t.discard(failed, NOW), NOW)


def test_a_shutdown_costs_no_attempt_but_a_crash_does() -> None:
    held = job(S.PROCESSING)

    assert t.hand_back(held, TOKEN, None, NOW).attempts == 0
    crashed = t.hand_back(held, TOKEN, FAILURE, NOW)
    assert crashed.attempts == 1
    assert (
        t.hand_back(
            crashed.model_copy(update={"state": S.PROCESSING, "lease": held.lease}), TOKEN, None, NOW
        ).failure
        == FAILURE
    )


def test_what_is_not_the_files_fault_costs_no_attempt_but_says_why_the_job_waits() -> None:
    waiting = t.interrupt(job(S.PROCESSING), TOKEN, FAILURE, NOW)

    assert (waiting.state, waiting.attempts, waiting.failure) == (S.QUEUED, 0, FAILURE)


@pytest.mark.parametrize(
    ("times", "hours", "state"), [(9, 99, S.QUEUED), (10, 6, S.QUEUED), (10, 6.1, S.FAILED)]
)
def test_what_is_not_the_files_fault_ends_a_job_after_many_times_and_hours(
    times: int, hours: float, state: JobState
) -> None:
    since = NOW - timedelta(hours=hours)
    tried = job(S.PROCESSING).model_copy(update={"interruptions": Interruptions(since=since, times=times)})

    again = t.interrupt(tried, TOKEN, FAILURE, NOW)

    assert again.state is state
    assert again.failure is not None
    assert again.failure.code == FAILURE.code
    if state is S.FAILED:
        assert again.failure.message == "Because. It was tried 11 times. Your file is kept; try again later."
        assert t.requeue(again, NOW).interruptions is None


def test_a_retried_job_starts_afresh() -> None:
    failed = t.fail(job(S.PROCESSING), Role.WORKER, FAILURE, NOW, TOKEN)

    again = t.requeue(failed, NOW)

    assert (again.attempts, again.failure, again.finished_at, again.enqueued_at) == (0, None, None, None)


def test_a_question_is_told_from_a_failure_and_an_answer_takes_it_back() -> None:
    asked = t.ask(job(S.PROCESSING), TOKEN, QUESTION, READING, NOW)

    answered = t.requeue(asked, NOW, OPTIONS)

    assert asked.needs_owner
    assert not t.fail(job(S.PROCESSING), Role.WORKER, FAILURE, NOW, TOKEN).needs_owner
    assert not answered.needs_owner
    assert (answered.options, answered.reading) == (OPTIONS, None)
    assert t.requeue(t.fail(answered, Role.WORKER, FAILURE, NOW), NOW).options == OPTIONS


def test_an_upload_that_is_gone_on_with_is_counted_as_was_said_last() -> None:
    assert t.resume(job(S.UPLOADING), NOW, OPTIONS).options == OPTIONS


def test_ended_jobs_hold_no_lease_and_no_progress() -> None:
    ended = t.succeed(job(S.PROCESSING), TOKEN, OUTCOME, NOW)

    assert ended.state in FINAL_STATES
    assert (ended.lease, ended.progress, ended.finished_at) == (None, None, NOW)


def test_a_record_survives_json_and_keeps_fields_of_later_versions() -> None:
    record = JobRecord.model_validate({**job(S.QUEUED).model_dump(by_alias=True), "colour": "red"})
    record = record.model_copy(update={"options": OPTIONS, "reading": READING})

    read = JobRecord.model_validate_json(record.to_json())

    assert read.model_extra == {"colour": "red"}
    assert (read.state, read.options, read.reading) == (S.QUEUED, OPTIONS, READING)


def test_a_record_of_an_earlier_version_has_no_options_and_no_reading() -> None:
    fields = job(S.SUCCEEDED).model_dump(mode="json", by_alias=True, exclude={"options", "reading"})

    assert JobRecord.model_validate(fields) == job(S.SUCCEEDED)


def test_a_record_of_a_later_layout_is_not_misread() -> None:
    with pytest.raises(ValueError, match="schema"):
        JobRecord.model_validate({**job(S.QUEUED).model_dump(by_alias=True), "schema": 2})


def test_errors_have_distinct_codes_and_sentences() -> None:
    kinds = AudienceError.__subclasses__()

    assert len({kind.code for kind in kinds}) == len(kinds)
