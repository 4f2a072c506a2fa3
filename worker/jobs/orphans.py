"""Reports whose job was deleted: a worker that had lost it was only just late, or a page died in between."""

from __future__ import annotations

import time
from contextlib import suppress

import structlog

from worker.errors import AudienceError, ObjectMissing, PreconditionFailed
from worker.jobs.object_keys import JOBS_PREFIX, REPORTS_PREFIX, JobRef
from worker.storage.client import ObjectInfo, Storage

_log = structlog.get_logger()

_SHARE = 20
"""It looks again after so many times the time that looking takes: seldom in a full bucket."""


class OrphanReports:
    """Removes them. A report is never written before its job's record, nor shown without it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._due_at = 0.0

    async def clear(self) -> None:
        """Remove those that are there, if it is time to look."""
        began = time.monotonic()
        if began < self._due_at:
            return
        try:
            reports = [item async for item in self._storage.walk(REPORTS_PREFIX)]
            records = {item.key async for item in self._storage.walk(JOBS_PREFIX)}
            for report in reports:
                ref = JobRef.from_summary_key(report.key)
                if ref is not None and ref.record_key not in records:
                    await self._remove(ref, report)
        except AudienceError as error:
            _log.info("orphans.postponed", code=error.code)
        self._due_at = time.monotonic() + _SHARE * (time.monotonic() - began)

    async def _remove(self, ref: JobRef, report: ObjectInfo) -> None:
        try:
            await self._storage.head(ref.record_key)
        except ObjectMissing:
            with suppress(PreconditionFailed):  # of a new job of this id
                await self._storage.delete_version(report.key, report.etag)
                _log.info("report.orphan_removed", job_id=ref.job_id)
