"""What waiting files may expect, reckoned now and then for all pages of this process."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

import structlog

from worker.desk.expecting import Expectation, Speeds, expect
from worker.errors import AudienceError
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.storage.client import Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_EVERY_SECONDS = 3.0
_RARELY = 10
"""Times as long as it took: with very many records it is done less often."""

_AT_LEAST_EVERY_SECONDS = 60.0
_TRUE_FOR_SECONDS = 120.0
_SLOTS_SEEN_SECONDS = 20.0
_WAITS_AT_MOST = timedelta(days=1)
_READS_AT_ONCE = 8


class Expectations:
    """Looks at everyone's jobs while somebody waits; no page waits for that.

    Only numbers leave it: whose the other files are, and what they are called, is told to nobody.

    Args:
        storage: with the records.
        clock: seconds that only grow.
    """

    def __init__(self, storage: Storage, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = JobStore(storage, reads_at_once=_READS_AT_ONCE)
        self._clock = clock
        self._speeds = Speeds()
        self._at_work: deque[tuple[float, int]] = deque()
        self._expected: dict[str, Expectation] = {}
        self._read_at = self._due_at = -_TRUE_FOR_SECONDS
        self._reading: asyncio.Task[None] | None = None

    async def of(self, jobs: Iterable[JobRecord]) -> dict[str, Expectation]:
        """What is known of those of these jobs that wait, by their ids; nothing at first, or with S3 away."""
        waiting = [job.job_id for job in jobs if job.state is JobState.QUEUED]
        if waiting and self._clock() >= self._due_at and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read())
        since = self._clock() - self._read_at
        if since > _TRUE_FOR_SECONDS:
            return {}
        return {job: _later(self._expected[job], since) for job in waiting if job in self._expected}

    async def settled(self) -> None:
        """Wait until it is not looking."""
        if self._reading is not None:
            await asyncio.wait({self._reading})

    async def _read(self) -> None:
        began = self._clock()
        try:
            now = utc_now()
            jobs = await self._store.running(changed_since=now - _WAITS_AT_MOST)
        except AudienceError as error:
            _log.info("expectations.unknown", code=error.code)
        else:
            self._speeds.learn(jobs, now)
            self._expected = expect(jobs, now, self._speeds, self._slots(jobs))
            self._read_at = began
        finally:
            pause = max(_EVERY_SECONDS, _RARELY * (self._clock() - began))
            self._due_at = began + min(pause, _AT_LEAST_EVERY_SECONDS)

    def _slots(self, jobs: Iterable[JobRecord]) -> int:
        """As many as were at work at once a moment ago: while files wait, all slots are held."""
        at_work = sum(job.state is JobState.PROCESSING and not job.is_stalled(utc_now()) for job in jobs)
        self._at_work.append((self._clock(), at_work))
        while self._clock() - self._at_work[0][0] > _SLOTS_SEEN_SECONDS:
            self._at_work.popleft()
        return max(most for _, most in self._at_work)


def _later(expectation: Expectation, seconds: float) -> Expectation:
    if expectation.seconds is None:
        return expectation
    return replace(expectation, seconds=max(0.0, expectation.seconds - seconds))
