"""What no job knows of any more, above all parts of uploads: their page died in between, or was too slow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import structlog

from worker.errors import AudienceError
from worker.jobs.object_keys import UPLOADS_PREFIX, JobRef
from worker.jobs.orphans import OrphanReports
from worker.jobs.record import JobRecord
from worker.storage.client import Storage, UnfinishedUpload
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_PAUSE = timedelta(hours=1)


class Leftovers:
    """Throws away what is left of uploads, once they are so many days old, and of deleted jobs."""

    def __init__(self, storage: Storage, *, abandoned_days: int = 1) -> None:
        self._storage = storage
        self._abandoned = timedelta(days=abandoned_days)
        self._reports = OrphanReports(storage)
        self._due_at = datetime.min.replace(tzinfo=UTC)

    async def clear(self, running: Iterable[JobRecord]) -> None:
        """Abort uploads begun long ago that none of these jobs goes on with; once an hour at most.

        Reports without a job are looked for more often.

        Uploads of external publishers are theirs, however long they take.

        Args:
            running: all jobs that had not ended a moment ago.
        """
        await self._reports.clear()
        if utc_now() < self._due_at:
            return
        self._due_at = utc_now() + _PAUSE
        known = {job.multipart.upload_id for job in running if job.multipart}
        try:
            async for upload in self._storage.unfinished_uploads(UPLOADS_PREFIX):
                if upload.upload_id not in known and utc_now() - upload.begun > self._abandoned:
                    await self._abort(upload)
        except AudienceError as error:
            _log.info("leftovers.postponed", code=error.code)

    async def _abort(self, upload: UnfinishedUpload) -> None:
        ref = JobRef.from_upload_key(upload.key)
        if ref is not None:
            await self._storage.abort_multipart(upload.key, upload.upload_id)
            _log.info("upload.leftovers_aborted", job_id=ref.job_id)
