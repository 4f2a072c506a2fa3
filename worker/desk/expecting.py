"""What those may expect whose files wait: how many come first, and after how long they are begun.

Reckoned from records alone: what is at work and how far it is, what waits and how large it is, and how fast
files have lately been counted. Whatever is not known makes what follows from it unknown, never a guess.
"""

from __future__ import annotations

import heapq
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from worker.jobs.file_names import BOOK_SUFFIXES, PACKED_SUFFIXES
from worker.jobs.record import FileInfo, JobRecord, JobState
from worker.jobs.remaining import bytes_a_second, seconds_left

_DENSE = (*BOOK_SUFFIXES, *PACKED_SUFFIXES)
_REMEMBERED = 30
_EACH_SECONDS = 1.0
"""What any file takes, however small."""

_SMALL_BYTES = 2_000_000
"""A file that takes no longer than that, whatever is in it."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a waiting file's analyst may expect.

    Attributes:
        before: how many files come first, whoever's they are.
        seconds: until it is begun; None if that is not known.
    """

    before: int
    seconds: float | None = None


class Speeds:
    """How fast files have lately been counted: those that hold much in few bytes, and the others."""

    def __init__(self) -> None:
        self._seen: OrderedDict[str, tuple[bool, float]] = OrderedDict()

    def learn(self, jobs: Sequence[JobRecord], now: datetime) -> None:
        """Remember how fast those are that are at work."""
        for job in jobs:
            if speed := bytes_a_second(job, now):
                self._seen[job.job_id] = _is_dense(job.file), speed
                self._seen.move_to_end(job.job_id)
        while len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def seconds_of(self, file: FileInfo) -> float | None:
        """About how long a file takes; None if none like it has been seen."""
        if file.size <= _SMALL_BYTES:
            return _EACH_SECONDS
        alike = [speed for is_dense, speed in self._seen.values() if is_dense is _is_dense(file)]
        return _EACH_SECONDS + file.size / median(alike) if alike else None


def expect(jobs: Sequence[JobRecord], now: datetime, speeds: Speeds, slots: int) -> dict[str, Expectation]:
    """What to expect of each file that waits, by its job.

    Args:
        jobs: all that have not ended, of everyone.
        now: the time.
        speeds: as lately seen.
        slots: how many files are counted at once.
    """
    waiting = [job for job in jobs if job.state is JobState.QUEUED and _is_of_a_page(job) and job.enqueued_at]
    waiting.sort(key=lambda job: (job.enqueued_at, job.job_id))
    free = _free_after(jobs, now, speeds, slots)
    expected: dict[str, Expectation] = {}
    for before, job in enumerate(waiting):
        expected[job.job_id] = Expectation(before, free[0] if free else None)
        takes = speeds.seconds_of(job.file)
        if free and takes is not None:
            heapq.heapreplace(free, free[0] + takes)
        else:
            free = []
    return expected


def _free_after(jobs: Sequence[JobRecord], now: datetime, speeds: Speeds, slots: int) -> list[float]:
    """After how many seconds each slot is free, the first of them first; none if that is not known.

    With other publishers' files at work, more of theirs may wait in the queue, without a record, and those
    take their turns between.
    """
    at_work = [job for job in jobs if job.state is JobState.PROCESSING and not job.is_stalled(now)]
    if not at_work or not all(map(_is_of_a_page, at_work)):
        return []
    free = [0.0] * (slots - len(at_work))
    for job in at_work:
        left = seconds_left(job, now)
        if left is None:
            left = speeds.seconds_of(job.file)
        if left is None:
            return []
        free.append(left)
    heapq.heapify(free)
    return free


def _is_of_a_page(job: JobRecord) -> bool:
    return job.ref.is_of_a_page(job.s3_key)


def _is_dense(file: FileInfo) -> bool:
    return file.name.lower().endswith(_DENSE)
