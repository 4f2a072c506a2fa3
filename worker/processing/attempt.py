"""One attempt at a claimed job: count, publish the summary, record the success, delete the raw file."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from worker.errors import FileRefused, PreconditionFailed
from worker.faults import FaultPoint, reach
from worker.jobs.raw_file import take_away
from worker.jobs.record import JobRecord, Outcome, Progress
from worker.jobs.store import JobStore, StoredJob
from worker.jobs.transitions import succeed
from worker.observing.fitness import Fitness
from worker.processing.counted_file import CountedFile
from worker.processing.ending import Endings
from worker.processing.held_job import HeldJob, StopReason
from worker.processing.remembering import remembering
from worker.processing.vanished import explained
from worker.retrying import patiently
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_CSV = "text/csv; charset=utf-8"


CountFile = Callable[[JobRecord, Callable[[Progress], None]], Awaitable[CountedFile]]


class Attempts:
    """Makes attempts at jobs for one worker.

    Args:
        count: counts a job's file, as `FileCounter` does; must stop its work when cancelled.
        stopping: set when the worker must let go of its jobs.
        fitness: of the worker; None: it is always fit.
        leaving: set when the worker is told to stop, before it must let go.
    """

    def __init__(
        self,
        storage: Storage,
        store: JobStore,
        settings: Settings,
        count: CountFile,
        stopping: asyncio.Event,
        *,
        fitness: Fitness | None = None,
        leaving: asyncio.Event | None = None,
    ) -> None:
        self._storage = storage
        self._store = store
        self._settings = settings
        self._count = count
        self._stopping = stopping
        self._endings = Endings(storage, stopping, fitness, leaving or stopping)

    async def make(self, claimed: StoredJob) -> JobRecord:
        """Work on the job until it has ended; returns its last record when its message can be acknowledged.

        Raises:
            PutBack: another attempt must follow.
            JobDeleted: there is no such job any more.
        """
        held = HeldJob(self._store, claimed, self._settings)
        log = _log.bind(job_id=held.record.job_id, attempt=held.record.attempts)
        if held.record.cancel_requested:  # of a worker that died before it could stop
            await self._endings.stopped(held, StopReason.CANCELLED)
            return held.record
        log.info("job.started", bytes=held.record.file.size)
        work = asyncio.create_task(self._work(held))
        keep = asyncio.create_task(held.keep())
        stop = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({work, keep, stop}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                await self._endings.worked(held, work)
                return held.record
            reason = keep.result() if keep.done() else StopReason.SHUTDOWN
            work.cancel()
            await asyncio.wait({work})
            log.info("job.stopped", reason=reason)
            await self._endings.stopped(held, reason)
            return held.record
        finally:
            for task in (work, keep, stop):
                task.cancel()
            await asyncio.gather(work, keep, stop, return_exceptions=True)

    async def _work(self, held: HeldJob) -> None:
        def note(progress: Progress) -> None:
            held.progress = progress

        job = held.record
        try:
            counted = await self._count(job, note)
        except FileRefused as refusal:
            raise await explained(self._store, job, refusal) from None
        reach(FaultPoint.COUNTED)
        counted = await self._remembering(job, counted)
        # The report must outlive the raw file: summary, then record, then deletion.
        await patiently(lambda: self._publish(held, counted.summary))
        reach(FaultPoint.SUMMARY_WRITTEN)
        await patiently(lambda: held.end(lambda job: _succeeded(job, held.token, counted)))
        reach(FaultPoint.SUCCESS_RECORDED)
        _log.info(
            "job.succeeded", job_id=job.job_id, rows=counted.outcome.rows, seconds=counted.outcome.seconds
        )
        await patiently(lambda: self._delete_counted(job, counted.outcome))
        reach(FaultPoint.RAW_DELETED)

    async def _remembering(self, job: JobRecord, counted: CountedFile) -> CountedFile:
        """What was counted, with what its analyst has said of earlier files."""
        published = counted

        async def look() -> None:
            nonlocal published
            published = await remembering(self._storage, job, counted)

        await patiently(look)
        return published

    async def _publish(self, held: HeldJob, summary: bytes) -> None:
        """Write the summary, yet never over that of a later attempt."""
        key = held.record.ref.summary_key
        await held.prove()
        try:
            await self._storage.write_if(key, summary, _CSV, etag=None)
        except PreconditionFailed:
            # Another attempt left one that differs: the file's publisher has replaced it since.
            seen = (await self._storage.head(key)).etag
            await held.renew()
            await self._storage.write_if(key, summary, _CSV, etag=seen)

    async def _delete_counted(self, job: JobRecord, outcome: Outcome) -> None:
        """Delete the raw file, unless its publisher has put another in its place, be it the same again."""
        await take_away(self._storage, job.model_copy(update={"outcome": outcome}))


def _succeeded(job: JobRecord, token: str, counted: CountedFile) -> JobRecord:
    done = succeed(job, token, counted.outcome, utc_now(), counted.reading)
    return done.model_copy(update={"corrections": counted.corrections})
