"""Who may move a job from which state to which."""

from __future__ import annotations

from enum import StrEnum

from worker.jobs.record import JobState

_S = JobState


class Role(StrEnum):
    """Who acts on a job."""

    PAGE = "page"
    WORKER = "worker"
    SWEEPER = "sweeper"


ALLOWED: dict[tuple[Role, JobState], frozenset[JobState]] = {
    (Role.PAGE, _S.UPLOADING): frozenset({_S.UPLOADING, _S.QUEUED, _S.FAILED, _S.CANCELLED}),
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
