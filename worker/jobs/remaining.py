"""How long a count still takes, as its record tells."""

from __future__ import annotations

from datetime import datetime

from worker.jobs.record import JobRecord, JobState

_LEAST_SECONDS = 4.0
_LEAST_SHARE = 0.01
_NEVER_NOTHING = 1.0


def seconds_left(job: JobRecord, now: datetime) -> float | None:
    """Until a file is counted, if it goes on as so far; None while that cannot be said."""
    counted_for = _counted_for(job, now)
    if counted_for is None or job.progress is None:
        return None
    share = min(job.progress.share, 1.0)
    since = max(0.0, (now - job.updated_at).total_seconds())
    return max(_NEVER_NOTHING, counted_for * (1 - share) / share - since)


def bytes_a_second(job: JobRecord, now: datetime) -> float | None:
    """How fast a file is counted on the whole; None while that cannot be said."""
    counted_for = _counted_for(job, now)
    if counted_for is None or job.progress is None:
        return None
    return job.file.size * min(job.progress.share, 1.0) / counted_for


def _counted_for(job: JobRecord, now: datetime) -> float | None:
    """The seconds of this attempt; the record itself knows only when the first one began."""
    progress = job.progress
    if job.state is not JobState.PROCESSING or job.is_stalled(now) or job.cancel_requested:
        return None
    if progress is None or progress.share < _LEAST_SHARE or progress.rows_per_second <= 0:
        return None
    seconds = progress.rows / progress.rows_per_second
    return seconds if seconds >= _LEAST_SECONDS else None
