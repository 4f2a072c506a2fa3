"""A job as the line that shows it: state, figures, and in words what to do next."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, TypedDict

from pages.wording.expected_times import until_begun, until_counted
from pages.wording.markdown import visible
from pages.wording.outcomes import countries_in
from pages.wording.states import explanation, may_read_differently, may_retry
from pages.wording.translating import tr
from worker.desk.expecting import Expectation
from worker.jobs.correcting import reported
from worker.jobs.record import JobRecord, JobState
from worker.refusal import Refusal
from worker.text.sentences import say

State = Literal[
    "unfinished",
    "waiting",
    "counting",
    "stopping",
    "ready",
    "unclear",
    "failed",
    "cancelled",
    "expired",
    "unknown",
]
Remedy = Literal["retry", "again", "choose", "read"]

_QUEUE_AWAY = say("Your file is safe. Counting starts by itself as soon as it can.")
_EXPIRED = say(
    "It was not finished in time, and what had arrived has been deleted. Choose it again to start over."
)
_ENQUEUING = timedelta(seconds=4)

_S = JobState
_STATES: dict[JobState, State] = {
    _S.UPLOADING: "unfinished",
    _S.QUEUED: "waiting",
    _S.PROCESSING: "counting",
    _S.SUCCEEDED: "ready",
    _S.FAILED: "failed",
    _S.CANCELLED: "cancelled",
    _S.EXPIRED: "expired",
}
_ARRIVED_BADLY = frozenset({Refusal.FILE_MISSING, Refusal.FILE_CHANGED, Refusal.SIZE_MISMATCH})


class Line(TypedDict, total=False):
    """What the browser shows of a job.

    Attributes:
        arrived: bytes of an unfinished upload that need not be sent again.
        share: of the counting, estimated, 0 to 1.
        before: how many files come before one that waits.
        left: about how many seconds until it is begun, or counted.
        note: a sentence for the analyst.
        remedy: what a button or link does: count again, upload the same file again, choose another, read the
            file in another way.
    """

    job_id: str
    name: str
    size: int
    state: State
    arrived: int
    rows: int
    share: float
    before: int
    left: int
    customers: int
    countries: int
    note: str
    remedy: Remedy


def line_of(job: JobRecord, now: datetime, *, arrived: int = 0, expected: Expectation | None = None) -> Line:
    """The line of a job; `expected` is of one that waits."""
    line = Line(job_id=job.job_id, name=visible(job.file.name), size=job.file.size, state=_STATES[job.state])
    if job.state is _S.UPLOADING:
        line["arrived"] = arrived
    elif job.state is _S.PROCESSING:
        if job.cancel_requested:
            line["state"] = "stopping"
        if job.progress:
            line["rows"] = job.progress.rows
            line["share"] = round(job.progress.share, 3)
    elif job.needs_owner:
        line["state"] = "unclear"
    elif job.state is _S.SUCCEEDED and (outcome := reported(job)):
        line["customers"] = outcome.customers
        line["countries"] = countries_in(outcome)
    line.update(_outlook(job, now, expected))
    if note := _note(job, now):
        line["note"] = note
    if remedy := _remedy(job):
        line["remedy"] = remedy
    return line


def _outlook(job: JobRecord, now: datetime, expected: Expectation | None) -> Line:
    """What is told of a line's future, as far as it is known."""
    line, left = Line(), until_counted(job, now)
    if job.state is _S.QUEUED and expected is not None:
        line["before"], left = expected.before, until_begun(job, expected)
    if left is not None:
        line["left"] = left
    return line


def _note(job: JobRecord, now: datetime) -> str:
    if job.state is _S.QUEUED and job.enqueued_at is None and now - job.updated_at > _ENQUEUING:
        return tr(_QUEUE_AWAY)
    if job.state is _S.EXPIRED:
        return tr(_EXPIRED)
    if job.state is _S.FAILED or job.is_stalled(now) or (job.state is _S.QUEUED and job.failure):
        return explanation(job, now)
    return ""


def _remedy(job: JobRecord) -> Remedy | None:
    if job.state in (_S.CANCELLED, _S.EXPIRED):
        return "again"
    if job.state is not _S.FAILED or job.failure is None:
        return None
    if job.failure.code in _ARRIVED_BADLY:
        return "again"
    if may_read_differently(job):
        return "read"
    return "retry" if may_retry(job) else "choose"
