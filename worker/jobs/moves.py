"""Who may move a job from which state to which, and the move itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from worker.errors import LeaseLost, TransitionRefused
from worker.jobs.record import JobRecord, JobState, Lease

_S = JobState


class Role(StrEnum):
    """Who acts on a job."""

    PAGE = "page"
    WORKER = "worker"
    SWEEPER = "sweeper"


ALLOWED: dict[tuple[Role, JobState], frozenset[JobState]] = {
    (Role.PAGE, _S.UPLOADING): frozenset({_S.UPLOADING, _S.QUEUED, _S.FAILED, _S.CANCELLED, _S.EXPIRED}),
    (Role.PAGE, _S.QUEUED): frozenset({_S.CANCELLED}),
    (Role.PAGE, _S.PROCESSING): frozenset({_S.CANCELLED}),
    (Role.PAGE, _S.FAILED): frozenset({_S.QUEUED, _S.CANCELLED}),
    (Role.WORKER, _S.QUEUED): frozenset({_S.PROCESSING, _S.FAILED, _S.CANCELLED}),
    (Role.WORKER, _S.PROCESSING): frozenset(
        {_S.PROCESSING, _S.QUEUED, _S.SUCCEEDED, _S.FAILED, _S.CANCELLED}
    ),
    (Role.SWEEPER, _S.UPLOADING): frozenset({_S.QUEUED, _S.FAILED, _S.EXPIRED}),
    (Role.SWEEPER, _S.QUEUED): frozenset({_S.QUEUED}),
    (Role.SWEEPER, _S.PROCESSING): frozenset({_S.QUEUED, _S.CANCELLED}),
}


def require_lease(job: JobRecord, token: str | None) -> Lease:
    """The lease that this token proves.

    Raises:
        LeaseLost: another worker owns the job, or nobody.
    """
    if job.state is not _S.PROCESSING or job.lease is None or job.lease.token != token:
        raise LeaseLost
    return job.lease


def require(job: JobRecord, *states: JobState) -> None:
    """Raise TransitionRefused unless the job is in one of these states."""
    if job.state not in states:
        raise TransitionRefused


def finish(job: JobRecord, role: Role, to: JobState, now: datetime, **changes: Any) -> JobRecord:
    """Move a job to its end."""
    return move(job, role, to, now, lease=None, progress=None, multipart=None, finished_at=now, **changes)


def move(job: JobRecord, role: Role, to: JobState, now: datetime, **changes: Any) -> JobRecord:
    """Move a job; `changes` are fields of its record.

    Raises:
        TransitionRefused: the role may not do that.
    """
    if to not in ALLOWED.get((role, job.state), frozenset()):
        raise TransitionRefused
    return update(job, now, state=to, **changes)


def update(job: JobRecord, now: datetime, **changes: Any) -> JobRecord:
    """Change fields of a job that stays where it is."""
    return job.model_copy(update={"updated_at": now, **changes})
