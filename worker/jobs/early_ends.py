"""What a look at a file that still waits does to its job: nothing, or it ends before it was begun."""

from __future__ import annotations

from datetime import datetime

from worker.dialect.model import Reading
from worker.errors import TransitionRefused
from worker.jobs.moves import Role, finish, update
from worker.jobs.record import Failure, JobRecord, JobState


def may_be_looked_at(job: JobRecord) -> bool:
    """Whether the job waits, and no worker has looked at its file since it was last put in the queue."""
    return job.state is JobState.QUEUED and job.looked != job.enqueues


def note_look(job: JobRecord, now: datetime) -> JobRecord:
    """A worker is about to look at the file, so that no other does. If it dies, the job's count finds out.

    Raises:
        TransitionRefused: another worker did, or the job does not wait any more.
    """
    if not may_be_looked_at(job):
        raise TransitionRefused
    return update(job, now, looked=job.enqueues)


def ended_early(
    job: JobRecord, seen: JobRecord, failure: Failure, reading: Reading | None, now: datetime
) -> JobRecord:
    """The look found that nothing can be counted, or nothing before its analyst has answered.

    Args:
        job: as it is now.
        seen: as it was when its file was looked at.
        failure: what was found.
        reading: how the file would be read, if that is what is in doubt.
        now: the time.

    Returns:
        The very same record if the job has been begun, cancelled or put in the queue anew since.
    """
    if not still_waits(job, seen):
        return job
    return finish(job, Role.WORKER, JobState.FAILED, now, failure=failure, reading=reading)


def still_waits(job: JobRecord, seen: JobRecord) -> bool:
    """Whether the job waits for the very count that it waited for when it was seen."""
    return job.state is JobState.QUEUED and job.enqueues == seen.enqueues
