"""Removing a job that has ended, and all it left: its report, its file, its record."""

from __future__ import annotations

import structlog

from worker.jobs.object_keys import JobRef
from worker.jobs.raw_file import take_away
from worker.jobs.store import JobStore
from worker.jobs.transitions import discard
from worker.storage.client import Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()


async def remove(storage: Storage, store: JobStore, ref: JobRef) -> None:
    """Remove a job for good.

    Its record goes before its report: should this break off between them, nobody is shown a report that is
    not there, and a worker's sweeper removes it.

    Raises:
        JobNotFound: there is none.
        TransitionRefused: it is still running.
        StorageUnavailable: S3 is away.
    """
    job = (await store.change(ref, lambda record: discard(record, utc_now()))).record
    await storage.abort_unfinished(job.s3_key)
    await take_away(storage, job)
    await store.delete(ref)
    await storage.delete(ref.summary_key)
    _log.info("job.deleted", job_id=ref.job_id)
