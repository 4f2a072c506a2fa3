"""What may happen to a job, in one place; pure functions from record to record."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from worker.dialect.model import CountOptions, Reading
from worker.errors import LeaseLost, TransitionRefused
from worker.jobs.moves import Role, finish, move, require, require_lease, update
from worker.jobs.record import (
    RUNNING_STATES,
    Failure,
    FileInfo,
    Interruptions,
    JobRecord,
    JobState,
    Lease,
    Outcome,
    Progress,
)
from worker.text.sentences import say, together

_S = JobState

_FEWEST_INTERRUPTIONS = 10
_LONGEST_INTERRUPTIONS = timedelta(hours=6)


def resume(job: JobRecord, now: datetime, options: CountOptions) -> JobRecord:
    """The analyst goes on with an unfinished upload, which is therefore not abandoned."""
    require(job, _S.UPLOADING)
    return move(job, Role.PAGE, _S.UPLOADING, now, options=options)


def queue(job: JobRecord, role: Role, now: datetime) -> JobRecord:
    """The upload is complete and verified: it waits for a worker."""
    require(job, _S.UPLOADING)
    return move(job, role, _S.QUEUED, now, multipart=None)


def enqueued(job: JobRecord, message_id: str, since: datetime, now: datetime) -> JobRecord:
    """The broker has the job's message; whoever was slow to say so changes nothing.

    Args:
        job: as it is now.
        message_id: of the message that was published; the job may have been put in the queue anew since.
        since: from before it was published, so that a queue made later is known not to hold it.
        now: the time.
    """
    is_waiting = job.state in (_S.QUEUED, _S.PROCESSING) and job.enqueued_at is None
    if not is_waiting or job.message_id != message_id:
        return job
    return update(job, now, enqueued_at=since)


def requeue(job: JobRecord, now: datetime, options: CountOptions | None = None) -> JobRecord:
    """The analyst tries a failed job again, with all its attempts; without options, with those it had."""
    require(job, _S.FAILED)
    return move(
        job,
        Role.PAGE,
        _S.QUEUED,
        now,
        attempts=0,
        lost_workers=0,
        interruptions=None,
        enqueues=job.enqueues + 1,
        enqueued_at=None,
        started_at=None,
        finished_at=None,
        failure=None,
        progress=None,
        cancel_requested=False,
        options=options or job.options,
        reading=None,
    )


def start_again(job: JobRecord, now: datetime, file: FileInfo) -> JobRecord:
    """An external publisher sends a failed job once more, and another file lies under its key."""
    return update(requeue(job, now), now, file=file)


def rescue(job: JobRecord, now: datetime, lost_before: datetime | None) -> JobRecord:
    """If the job's message was lost by its broker, or its worker is gone, it is to be published anew.

    Should the message come all the same, that is harmless: workers claim by the record.

    Args:
        job: the very same record comes back if nothing is wrong with it.
        now: the time.
        lost_before: what was published before this moment the broker has no more; None if it is not known.
    """
    if not job.is_stalled(now) and not _is_lost(job, lost_before):
        return job
    if job.cancel_requested:
        return finish(job, Role.SWEEPER, _S.CANCELLED, now, failure=None)
    return move(
        without_lost_worker(job, now),
        Role.SWEEPER,
        _S.QUEUED,
        now,
        enqueues=job.enqueues + 1,
        enqueued_at=None,
        lease=None,
        progress=None,
    )


def without_lost_worker(job: JobRecord, now: datetime) -> JobRecord:
    """If the job's worker has gone silent, that is remembered and costs no attempt; else the same record."""
    if not job.is_stalled(now):
        return job
    return job.model_copy(update={"attempts": max(0, job.attempts - 1), "lost_workers": job.lost_workers + 1})


def claim(job: JobRecord, worker: str, now: datetime, lease_seconds: float) -> JobRecord:
    """A worker takes a queued job, or one whose worker has gone silent.

    Raises:
        LeaseLost: another worker is at it.
        TransitionRefused: there is nothing left to do.
    """
    if job.state is _S.PROCESSING and not job.is_stalled(now):
        raise LeaseLost
    job = without_lost_worker(job, now)
    lease = Lease(worker=worker, token=secrets.token_hex(8), until=now + timedelta(seconds=lease_seconds))
    return move(
        job,
        Role.WORKER,
        _S.PROCESSING,
        now,
        attempts=job.attempts + 1,
        started_at=job.started_at or now,
        lease=lease,
        progress=Progress(),
    )


def renew(
    job: JobRecord, token: str, progress: Progress | None, now: datetime, lease_seconds: float
) -> JobRecord:
    """The worker is alive and this far.

    Raises:
        LeaseLost: the job is no longer this worker's.
    """
    lease = require_lease(job, token).model_copy(update={"until": now + timedelta(seconds=lease_seconds)})
    return move(job, Role.WORKER, _S.PROCESSING, now, lease=lease, progress=progress or job.progress)


def hand_back(job: JobRecord, token: str, failure: Failure | None, now: datetime) -> JobRecord:
    """The worker cannot finish now; another attempt follows. Without a failure it costs no attempt.

    A job whose analyst has asked to cancel it gets no other attempt: it is cancelled.
    """
    require_lease(job, token)
    if job.cancel_requested:
        return cancelled(job, token, now)
    attempts = job.attempts if failure else job.attempts - 1
    return move(
        job,
        Role.WORKER,
        _S.QUEUED,
        now,
        attempts=attempts,
        lease=None,
        progress=None,
        failure=failure or job.failure,
    )


def interrupt(job: JobRecord, token: str, failure: Failure, now: datetime) -> JobRecord:
    """Something else than the file keeps the job from being done: it waits, says why, and loses no attempt.

    Not for ever: after ten such attempts, and six hours, the job has failed for that reason.
    """
    handed_back = hand_back(job, token, None, now)
    if handed_back.state is not _S.QUEUED:
        return handed_back
    earlier = job.interruptions or Interruptions(since=now, times=0)
    if earlier.times >= _FEWEST_INTERRUPTIONS and now - earlier.since > _LONGEST_INTERRUPTIONS:
        advice = say(
            "It was tried {times} times. Your file is kept; try again later.", times=earlier.times + 1
        )
        given_up = Failure(code=failure.code, message=together([failure.sentence, advice]))
        return fail(job, Role.WORKER, given_up, now, token)
    interruptions = Interruptions(since=earlier.since, times=earlier.times + 1)
    return update(handed_back, now, failure=failure, interruptions=interruptions)


def succeed(
    job: JobRecord, token: str, outcome: Outcome, now: datetime, reading: Reading | None = None
) -> JobRecord:
    """The summary is durable."""
    require_lease(job, token)
    return finish(job, Role.WORKER, _S.SUCCEEDED, now, outcome=outcome, reading=reading, failure=None)


def ask(job: JobRecord, token: str, failure: Failure, reading: Reading, now: datetime) -> JobRecord:
    """The job ends until the analyst has checked how its file is read and tries again."""
    require_lease(job, token)
    return finish(job, Role.WORKER, _S.FAILED, now, failure=failure, reading=reading)


def fail(job: JobRecord, role: Role, failure: Failure, now: datetime, token: str | None = None) -> JobRecord:
    """The job cannot be done; its file is kept."""
    if role is Role.WORKER and job.state is _S.PROCESSING and not (token is None and job.is_stalled(now)):
        require_lease(job, token)
    return finish(job, role, _S.FAILED, now, failure=failure)


def cancel(job: JobRecord, now: datetime) -> JobRecord:
    """The analyst changes their mind; a worker that is alive is asked to stop."""
    if job.state is _S.PROCESSING and not job.is_stalled(now):
        return update(job, now, cancel_requested=True)
    if job.state is _S.CANCELLED:
        return job
    require(job, *RUNNING_STATES)
    return finish(job, Role.PAGE, _S.CANCELLED, now, failure=None)


def cancelled(job: JobRecord, token: str, now: datetime) -> JobRecord:
    """The worker has stopped, as asked."""
    require_lease(job, token)
    return finish(job, Role.WORKER, _S.CANCELLED, now, failure=None)


def expire(job: JobRecord, role: Role, now: datetime, idle_since: datetime) -> JobRecord:
    """An upload that nobody went on with; the very same record if somebody just did."""
    if job.state is _S.UPLOADING and job.updated_at > idle_since:
        return job
    return finish(job, role, _S.EXPIRED, now)


def discard(job: JobRecord, now: datetime) -> JobRecord:
    """The analyst deletes an ended job: from now on nobody retries it.

    Raises:
        TransitionRefused: it is still running.
    """
    if job.is_running:
        raise TransitionRefused(say("Cancel it first."))
    return finish(job, Role.PAGE, _S.CANCELLED, now) if job.state is _S.FAILED else job


def _is_lost(job: JobRecord, lost_before: datetime | None) -> bool:
    since = job.enqueued_at if job.state is _S.QUEUED else None
    return since is not None and lost_before is not None and since < lost_before
