"""Repairs what dead processes and wiped brokers leave behind; any number of workers may run it at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog

from worker.errors import AudienceError, ObjectMissing
from worker.faults import FaultPoint, reach
from worker.jobs.dispatch import JobQueue
from worker.jobs.moves import Role
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.jobs.transitions import expire, rescue
from worker.storage.clock import utc_now
from worker.tasks import regularly
from worker.uploads.leftovers import Leftovers
from worker.uploads.open_uploads import OpenUploads

_log = structlog.get_logger()

LostBefore = Callable[[], Awaitable[datetime | None]]


class Sweeper:
    """Looks at every running job now and then.

    Args:
        lost_before: the moment before which no message was published that the broker still has to deliver;
            None when it is away.
        patience_seconds: the page or the worker that wrote a record last is given this long to go on.
        abandoned_days: an upload idle for so long is given up.
    """

    def __init__(
        self,
        store: JobStore,
        queue: JobQueue,
        uploads: OpenUploads,
        leftovers: Leftovers,
        lost_before: LostBefore,
        *,
        patience_seconds: float,
        abandoned_days: int = 1,
    ) -> None:
        self._store = store
        self._queue = queue
        self._uploads = uploads
        self._leftovers = leftovers
        self._lost_before = lost_before
        self._patience = timedelta(seconds=patience_seconds)
        self._abandoned = timedelta(days=abandoned_days)
        self._is_away = False
        self._back_at = datetime.min.replace(tzinfo=UTC)

    async def run(self, every_seconds: float) -> None:
        """Sweep until cancelled, at moments that differ between workers."""
        await regularly(self.sweep, every_seconds, "sweep", at_once=False)

    async def sweep(self) -> None:
        """Repair every job that needs it.

        Raises:
            StorageUnavailable: S3 is away.
        """
        lost_before = await self._lost_before()
        jobs = await self._jobs()
        for job in jobs:
            if self._is_new(job):
                continue
            try:
                await self._repair(job, lost_before)
            except (AudienceError, ObjectMissing) as error:
                _log.info("sweep.left_alone", job_id=job.job_id, code=error.code)
            except Exception:  # noqa: BLE001 - one odd job must not keep the others waiting
                _log.exception("sweep.failed", job_id=job.job_id)
        await self._leftovers.clear(jobs)

    async def _jobs(self) -> list[JobRecord]:
        try:
            jobs = await self._store.running()
        except AudienceError:
            self._is_away = True
            raise
        if self._is_away:
            self._is_away, self._back_at = False, utc_now()
        return jobs

    def _is_new(self, job: JobRecord) -> bool:
        """Whether somebody may be about to go on with it; after an outage of S3, its worker comes first."""
        return utc_now() - max(job.updated_at, self._back_at) < self._patience

    async def _repair(self, job: JobRecord, lost_before: datetime | None) -> None:
        if job.state is JobState.UPLOADING:
            await self._repair_upload(job)
            return
        if rescue(job, utc_now(), lost_before) is not job:
            _log.warning("job.rescued", job_id=job.job_id, state=job.state, attempts=job.attempts)
            rescued = await self._store.change(job.ref, lambda record: rescue(record, utc_now(), lost_before))
            reach(FaultPoint.RESCUE_RECORDED)
            job = rescued.record
            if job.state is JobState.CANCELLED:
                await self._uploads.abort(job)
        if lost_before is not None:  # else the broker is away, and trying would take seconds for each job
            await self._queue.put(job)

    async def _repair_upload(self, job: JobRecord) -> None:
        try:
            verified = await self._uploads.verify(job, Role.SWEEPER)
        except ObjectMissing:
            if utc_now() - job.updated_at > self._abandoned:
                await self._expire(job)
        else:
            await self._queue.put(verified)

    async def _expire(self, job: JobRecord) -> None:
        try:
            idle_since = await self._uploads.idle_since(job)
        except ObjectMissing:
            # Its parts are gone: thrown away long ago, unless they became an object at this very moment.
            with suppress(ObjectMissing):
                await self._queue.put(await self._uploads.verify(job, Role.SWEEPER))
                return
            idle_since = job.updated_at
        if utc_now() - idle_since > self._abandoned:
            _log.info("upload.expired", job_id=job.job_id)
            expired = await self._store.change(
                job.ref, lambda record: expire(record, Role.SWEEPER, utc_now(), idle_since)
            )
            if expired.record.state is JobState.EXPIRED:
                await self._uploads.abort(job)
