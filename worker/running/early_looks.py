"""Looks at files whose jobs wait for a slot: a doubt, or what is no table, is told now and not in its turn.

Nothing is held meanwhile. The job waits on, may be cancelled or begun, and what a look finds is only written
while it still waits. So a look that breaks off, with its worker or without, costs nothing: the count looks
again. The message of a job that ended early is met like any other second one, see `EndedJobs`.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from pydantic import ValidationError

from worker.dialect.unclear import Unclear
from worker.errors import AudienceError, FileRefused, JobNotFound, TransitionRefused
from worker.faults import FaultPoint, reach
from worker.jobs.early_ends import ended_early, may_be_looked_at, note_look, still_waits
from worker.jobs.object_keys import JobRef
from worker.jobs.record import Failure, JobRecord
from worker.jobs.store import JobStore
from worker.observing.metrics import job_ended
from worker.queue.contract import ProcessAudience
from worker.queue.jetstream.peeking import Peek
from worker.refusal import Refusal
from worker.storage.clock import utc_now
from worker.tasks import end_tasks, regularly

_log = structlog.get_logger()

_EVERY_SECONDS = 1.0
_AT_ONCE = 20
_ANOTHER_AFTER_SECONDS = 5.0
"""Each look is a process of half a CPU second: thousands that wait must not slow down what is counted."""

_MOST_WAITING = 10_000
_FREE_SLOT = timedelta(seconds=1)
"""Within this time a worker with a free slot has taken a job: no look is needed."""

_STILL_WAITS_SECONDS = 1.0
_LEFT_TO_THE_COUNT = frozenset(
    {
        Refusal.FILE_MISSING,
        Refusal.FILE_CHANGED,
        Refusal.OUT_OF_MEMORY,
        Refusal.OUT_OF_TIME,
        Refusal.OUT_OF_DISK,
    }
)


class EarlyLooks:
    """Looks at one file at a time, while its worker can do nothing better for those that wait.

    The newest comes first, as it waits the longest.

    Args:
        peek: at the messages of pages' jobs.
        look: at a job's file, as `FileCounter.look` does.
        has_reason: whether all slots are held, and the worker neither unfit nor about to stop.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        store: JobStore,
        peek: Peek,
        look: Callable[[JobRecord], Awaitable[None]],
        has_reason: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._peek = peek
        self._look = look
        self._has_reason = has_reason
        self._clock = clock
        self._waiting: deque[bytes] = deque(maxlen=_MOST_WAITING)
        self._looks_left: float = _AT_ONCE
        self._left_at = clock()

    async def run(self) -> None:
        """Look until cancelled."""
        await regularly(self.look_around, _EVERY_SECONDS, "look")

    async def look_around(self) -> None:
        """Look at whatever waits and was not looked at before.

        Raises:
            BrokerUnavailable: the broker is away.
            StorageUnavailable: S3 is away.
        """
        if not self._has_reason():
            return
        self._waiting.extend(await self._peek.news())
        too_new: list[bytes] = []
        try:
            while self._waiting and self._has_reason() and self._may_look():
                job = await self._job_of(self._waiting[-1])
                payload = self._waiting.pop()
                if job and timedelta(0) <= utc_now() - job.updated_at < _FREE_SLOT:
                    too_new.append(payload)
                elif job:
                    self._looks_left -= 1
                    await self._look_at(job)
                    self._waiting.extend(await self._peek.news())
        finally:
            self._waiting.extend(reversed(too_new))

    def _may_look(self) -> bool:
        now = self._clock()
        self._looks_left = min(_AT_ONCE, self._looks_left + (now - self._left_at) / _ANOTHER_AFTER_SECONDS)
        self._left_at = now
        return self._looks_left >= 1

    async def _job_of(self, payload: bytes) -> JobRecord | None:
        """The job that a message names, if it waits unseen; strange ones are for whoever consumes them."""
        try:
            message = ProcessAudience.model_validate_json(payload)
            job = (await self._store.get(JobRef.from_message(message.job_id, message.s3_key))).record
        except (ValidationError, FileRefused, JobNotFound):
            return None
        return job if job.s3_key == message.s3_key and may_be_looked_at(job) else None

    async def _look_at(self, job: JobRecord) -> None:
        try:
            seen = (await self._store.change(job.ref, lambda record: note_look(record, utc_now()))).record
        except (TransitionRefused, JobNotFound):
            return  # another worker looks at it, or has begun it
        _log.info("look.begun", job_id=seen.job_id)
        reach(FaultPoint.LOOK_NOTED)
        try:
            await self._while_it_waits(seen)
        except Unclear as unclear:
            await self._end(seen, unclear)
        except FileRefused as refusal:
            if refusal.reason not in _LEFT_TO_THE_COUNT:
                await self._end(seen, refusal)
        except AudienceError as error:
            _log.info("look.broke_off", job_id=job.job_id, code=error.code)

    async def _while_it_waits(self, job: JobRecord) -> None:
        """Look at its file, and stop when it is begun or cancelled meanwhile."""
        look = asyncio.ensure_future(self._look(job))
        moved = asyncio.create_task(self._moved(job))
        try:
            await asyncio.wait({look, moved}, return_when=asyncio.FIRST_COMPLETED)
            if look.done():
                look.result()
        finally:
            await end_tasks([look, moved])

    async def _moved(self, job: JobRecord) -> None:
        """Wait until the job does not wait any more."""
        is_waiting = True
        while is_waiting:
            await asyncio.sleep(_STILL_WAITS_SECONDS)
            is_waiting = still_waits((await self._store.get(job.ref)).record, job)

    async def _end(self, seen: JobRecord, refusal: FileRefused) -> None:
        failure = Failure(code=refusal.reason, message=refusal.message)
        reading = refusal.reading if isinstance(refusal, Unclear) else None
        try:
            ended = await self._store.change(
                seen.ref, lambda job: ended_early(job, seen, failure, reading, utc_now())
            )
        except JobNotFound:
            return
        if ended.record.failure == failure and not ended.record.is_running:
            _log.info("job.ended_early", job_id=seen.job_id, code=failure.code)
            job_ended(ended.record)
            reach(FaultPoint.FAILURE_RECORDED)
