"""One attempt at a claimed job: count, publish the summary, settle the record, delete the raw file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_delay, wait_random_exponential

from worker.dialect.dialect import Reading
from worker.dialect.unclear import Unclear
from worker.errors import (
    AudienceError,
    ConfigurationError,
    CountingInterrupted,
    FileRefused,
    JobNotFound,
    LeaseLost,
    StorageUnavailable,
    TransitionRefused,
)
from worker.faults import FaultPoint, reach
from worker.jobs.record import Failure, JobRecord, Outcome, Progress, utc_now
from worker.jobs.roles import Role
from worker.jobs.store import JobStore, StoredJob
from worker.jobs.transitions import ask, cancelled, fail, hand_back, succeed
from worker.processing.holding import HeldJob, StopReason
from worker.settings import Settings
from worker.storage import ObjectMissing, PreconditionFailed, Storage

_log = structlog.get_logger()

_CSV = "text/csv; charset=utf-8"
_PUBLISH_SECONDS = 120
_LONGEST_PAUSE_SECONDS = 10


class HandedBack(AudienceError):
    """The job is not done; another attempt is to follow.

    Attributes:
        at_once: whether any worker may start it now.
    """

    code = "handed_back"

    def __init__(self, *, at_once: bool = False) -> None:
        super().__init__()
        self.at_once = at_once


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting a file gives: the summary's bytes, and for the record the outcome and how it was read."""

    summary: bytes
    outcome: Outcome
    reading: Reading | None = None


CountFile = Callable[[JobRecord, Callable[[Progress], None]], Awaitable[Counted]]


class Attempts:
    """Makes attempts at jobs for one worker.

    Args:
        count: counts a job's file, reporting progress; must stop its work when cancelled.
        stopping: set when the worker must let go of its jobs.
    """

    def __init__(
        self, storage: Storage, store: JobStore, settings: Settings, count: CountFile, stopping: asyncio.Event
    ) -> None:
        self._storage = storage
        self._store = store
        self._settings = settings
        self._count = count
        self._stopping = stopping

    async def make(self, claimed: StoredJob) -> JobRecord:
        """Work on the job until it has ended; returns its last record when its message can be acknowledged.

        Raises:
            HandedBack: another attempt must follow.
        """
        held = HeldJob(self._store, claimed, self._settings)
        log = _log.bind(job_id=held.record.job_id, attempt=held.record.attempts)
        if held.record.cancel_requested:  # of a worker that died before it could stop
            await self._stop(held, StopReason.CANCELLED)
            return held.record
        log.info("job.started", bytes=held.record.file.size)
        work = asyncio.create_task(self._work(held))
        keep = asyncio.create_task(held.keep())
        stop = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({work, keep, stop}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                await self._settle(held, work)
                return held.record
            reason = keep.result() if keep.done() else StopReason.SHUTDOWN
            work.cancel()
            await asyncio.wait({work})
            log.info("job.stopped", reason=reason)
            await self._stop(held, reason)
            return held.record
        finally:
            for task in (work, keep, stop):
                task.cancel()
            await asyncio.gather(work, keep, stop, return_exceptions=True)

    async def _work(self, held: HeldJob) -> None:
        def note(progress: Progress) -> None:
            held.progress = progress

        job = held.record
        counted = await self._count(job, note)
        reach(FaultPoint.COUNTED)
        # The report must outlive the raw file: summary, then record, then deletion.
        await _patiently(lambda: self._publish(held, counted.summary))
        reach(FaultPoint.SUMMARY_WRITTEN)
        await _patiently(
            lambda: held.end(
                lambda job: succeed(job, held.token, counted.outcome, utc_now(), counted.reading)
            )
        )
        reach(FaultPoint.SUCCESS_RECORDED)
        _log.info(
            "job.succeeded", job_id=job.job_id, rows=counted.outcome.rows, seconds=counted.outcome.seconds
        )
        await _patiently(lambda: self._delete_counted(job, counted.outcome))
        reach(FaultPoint.RAW_DELETED)

    async def _publish(self, held: HeldJob, summary: bytes) -> None:
        """Write the summary, yet never over that of a later attempt."""
        key = held.record.ref.summary_key
        try:
            await self._storage.write_if(key, summary, _CSV, etag=None)
        except PreconditionFailed:
            # Another attempt left one that differs: the file's publisher has replaced it since.
            seen = (await self._storage.head(key)).etag
            await held.renew()
            await self._storage.write_if(key, summary, _CSV, etag=seen)

    async def _delete_counted(self, job: JobRecord, outcome: Outcome) -> None:
        """Delete the raw file, unless its publisher has put another in its place."""
        with suppress(ObjectMissing):
            if (await self._storage.head(job.s3_key)).etag == outcome.etag:
                await self._storage.delete(job.s3_key)

    async def _settle(self, held: HeldJob, work: asyncio.Task[None]) -> None:
        try:
            work.result()
        except Unclear as unclear:
            await self._ask(held, unclear)
        except FileRefused as refusal:
            failure = Failure(code=refusal.reason, message=refusal.message)
            _log.warning("job.failed", job_id=held.record.job_id, code=failure.code)
            await self._end(held, lambda job: fail(job, Role.WORKER, failure, utc_now(), held.token))
            reach(FaultPoint.FAILURE_RECORDED)
        except (LeaseLost, JobNotFound):
            raise HandedBack from None
        except (StorageUnavailable, ConfigurationError) as error:
            # An outage is not the file's fault and costs no attempt.
            _log.warning("job.interrupted", job_id=held.record.job_id, code=error.code)
            await self._release(held, None)
            raise HandedBack from None
        except Exception as error:  # noqa: BLE001 - whatever broke, the lease goes back
            _log.exception("job.broke_off", job_id=held.record.job_id)
            known = error if isinstance(error, CountingInterrupted) else CountingInterrupted()
            await self._release(held, Failure(code=known.code, message=known.message))
            raise HandedBack from None

    async def _ask(self, held: HeldJob, unclear: Unclear) -> None:
        _log.info("job.unclear", job_id=held.record.job_id, doubts=[d.code for d in unclear.reading.doubts])
        failure = Failure(code=unclear.reason, message=unclear.message)
        await self._end(held, lambda job: ask(job, held.token, failure, unclear.reading, utc_now()))
        reach(FaultPoint.FAILURE_RECORDED)

    async def _stop(self, held: HeldJob, reason: StopReason) -> None:
        if reason is StopReason.CANCELLED:
            job = held.record
            await self._end(held, lambda record: cancelled(record, held.token, utc_now()))
            reach(FaultPoint.CANCEL_RECORDED)
            await _patiently(lambda: self._storage.delete(job.s3_key))
            await _patiently(lambda: self._storage.delete(job.ref.summary_key))
            return
        if reason is StopReason.SHUTDOWN:
            await self._release(held, None)
        raise HandedBack(at_once=reason is StopReason.SHUTDOWN)

    async def _end(self, held: HeldJob, transition: Callable[[JobRecord], JobRecord]) -> None:
        try:
            await _patiently(lambda: held.end(transition))
        except (AudienceError, TransitionRefused):
            raise HandedBack from None

    async def _release(self, held: HeldJob, failure: Failure | None) -> None:
        """Give the lease back if that can be done now; otherwise it runs out."""
        try:
            await held.end(lambda job: hand_back(job, held.token, failure, utc_now()))
            reach(FaultPoint.HANDED_BACK)
        except AudienceError as error:
            _log.warning("lease.not_returned", job_id=held.record.job_id, code=error.code)


async def _patiently(step: Callable[[], Awaitable[object]]) -> None:
    """Repeat a step while S3 is away; the lease is renewed meanwhile, or the step is cancelled."""
    async for attempt in AsyncRetrying(
        retry=retry_if_exception_type(StorageUnavailable),
        wait=wait_random_exponential(max=_LONGEST_PAUSE_SECONDS),
        stop=stop_after_delay(_PUBLISH_SECONDS),
        reraise=True,
    ):
        with attempt:
            await step()
