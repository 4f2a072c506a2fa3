"""What is told of files that wait, and of those that are being counted: how long still."""

from __future__ import annotations

from datetime import datetime

from pages.wording.time_left import Calm, rough_time
from pages.wording.translating import tr, trn
from worker.desk.expecting import Expectation
from worker.jobs.record import JobRecord
from worker.jobs.remaining import seconds_left

_calm = Calm()


def until_counted(job: JobRecord, now: datetime) -> int | None:
    """About how many seconds a count still takes; None while that is not known."""
    return _calm.told(f"{job.job_id} counted", seconds_left(job, now))


def until_begun(job: JobRecord, expected: Expectation) -> int | None:
    """About how many seconds until it is begun; None while that is not known."""
    return _calm.told(f"{job.job_id} begun", expected.seconds)


def expectation_text(job: JobRecord, expected: Expectation | None) -> str:
    """How many files are before one that waits, and about how long that takes; nothing if it is not known."""
    if expected is None:
        return ""
    place = tr("Yours is next")
    if expected.before:
        place = trn("{count} file is before yours", "{count} files are before yours", expected.before)
    seconds = until_begun(job, expected)
    return place if seconds is None else f"{place} · {rough_time(seconds)}"
