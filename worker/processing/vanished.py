"""Why a file is not there any more that an external publisher's job was about."""

from __future__ import annotations

from worker.errors import FileRefused
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.refusal import Refusal

_GONE = frozenset({Refusal.FILE_MISSING, Refusal.FILE_CHANGED})


async def explained(store: JobStore, job: JobRecord, refusal: FileRefused) -> FileRefused:
    """The refusal, or a better one when another job has counted the file and so removed it.

    Raises:
        StorageUnavailable: S3 is away.
    """
    if refusal.reason not in _GONE or job.ref.is_of_a_page(job.s3_key):
        return refusal
    for other in await store.of_owner(job.owner):
        if other.s3_key == job.s3_key and other.state is JobState.SUCCEEDED:
            return FileRefused(
                refusal.reason,
                f"Another job, {other.job_id}, counted the file of this key and removed it. "
                "Put the file there again, or give each job a key of its own, and send the job once more.",
            )
    return refusal
