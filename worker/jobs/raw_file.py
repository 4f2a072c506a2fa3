"""The raw file of a job: whose it is, and taking it away without taking another's."""

from __future__ import annotations

from contextlib import suppress

from worker.errors import ObjectMissing, PreconditionFailed
from worker.jobs.record import JobRecord
from worker.storage.client import ObjectInfo, Storage


async def take_away(storage: Storage, job: JobRecord) -> None:
    """Delete a job's raw file, unless another lies under its key by now.

    A page's key is its job's alone. An external publisher may use one again, for another job.
    """
    if job.ref.is_of_a_page(job.s3_key):
        await storage.delete(job.s3_key)
        return
    with suppress(ObjectMissing, PreconditionFailed):
        now = await storage.head(job.s3_key)
        if is_its_file(job, now):
            await storage.delete_version(job.s3_key, now.etag)


def is_its_file(job: JobRecord, file: ObjectInfo) -> bool:
    """Whether this version of a file is the one that the job counted, or was to count."""
    if job.outcome is not None:
        return job.outcome.is_of(file.etag, file.modified)
    if job.file.etag:
        return (job.file.etag, job.file.modified) == (file.etag, file.modified)
    return file.modified <= (job.finished_at or job.updated_at)  # the records of older versions
