"""How long a count still takes is told by its progress, once there is something to reckon it from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.records import make_job
from worker.jobs.record import JobRecord, JobState, Lease, Progress
from worker.jobs.remaining import bytes_a_second, seconds_left
from worker.storage.clock import utc_now

NOW = utc_now()
SECOND = timedelta(seconds=1)


def counted(share: float, rows: int = 1_000_000, rows_a_second: float = 100_000, **fields: Any) -> JobRecord:
    """A count that has taken ten seconds so far, as was written just now."""
    progress = Progress(rows=rows, rows_per_second=rows_a_second, share=share)
    lease = Lease(worker="w", token="t", until=NOW + 60 * SECOND)
    return make_job(JobState.PROCESSING, progress=progress, lease=lease, updated_at=NOW, **fields)


@pytest.mark.parametrize(("share", "left"), [(0.1, 90), (0.5, 10), (0.8, 2.5), (1, 1)])
def test_it_goes_on_as_so_far(share: float, left: float) -> None:
    assert seconds_left(counted(share), NOW) == pytest.approx(left)


def test_time_passes_between_two_words_of_the_worker() -> None:
    assert seconds_left(counted(0.1), NOW + 2 * SECOND) == pytest.approx(88)


def test_of_a_second_attempt_only_its_own_time_counts() -> None:
    job = counted(0.5, started_at=NOW - timedelta(hours=2), attempts=2)

    assert seconds_left(job, NOW) == pytest.approx(10)


@pytest.mark.parametrize(
    "job",
    [
        counted(0.5, rows=100_000),
        counted(0.001),
        counted(0.5, rows=0, rows_a_second=0),
        counted(0.5, cancel_requested=True),
        counted(0.5).model_copy(update={"progress": None}),
        counted(0.5).model_copy(update={"lease": None}),
        make_job(JobState.QUEUED),
        make_job(JobState.SUCCEEDED),
    ],
    ids=["just begun", "nothing read", "no rows", "cancelled", "no progress", "stalled", "waiting", "ready"],
)
def test_what_is_not_known_is_not_told(job: JobRecord) -> None:
    assert seconds_left(job, NOW) is None
    assert bytes_a_second(job, NOW) is None


def test_the_speed_is_that_of_the_whole_attempt() -> None:
    job = counted(0.5)

    assert bytes_a_second(job, NOW) == pytest.approx(job.file.size * 0.5 / 10)
