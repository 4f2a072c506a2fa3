"""The server's side of an upload: multipart in S3, sizes checked against S3 and never against the browser."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import datetime

import structlog

from worker.errors import (
    JobNotFound,
    ObjectMissing,
    RecordUnreadable,
    TransitionRefused,
    UploadIncomplete,
    UploadRefused,
)
from worker.faults import FaultPoint, reach
from worker.jobs.dispatch import JobQueue
from worker.jobs.moves import Role
from worker.jobs.object_keys import JobRef
from worker.jobs.raw_file import take_away
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.jobs.transitions import fail, queue
from worker.refusal import Refusal
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.text.sentences import say
from worker.uploads.parts import is_whole, size_of_part

_log = structlog.get_logger()

_THROWN_AWAY = (JobState.CANCELLED, JobState.EXPIRED)


class OpenUploads:
    """Uploads that have begun, by `opening`: presigns their parts, completes and aborts them."""

    def __init__(self, storage: Storage, store: JobStore, queue: JobQueue) -> None:
        self._storage = storage
        self._store = store
        self._queue = queue

    async def arrived(self, ref: JobRef) -> int:
        """Bytes of an unfinished upload that need not be sent again.

        Raises:
            JobNotFound: there is no such upload, or it is over.
        """
        job = (await self._store.get(ref)).record
        if job.state is not JobState.UPLOADING or job.multipart is None:
            raise JobNotFound
        try:
            parts = await self._storage.parts(job.s3_key, job.multipart.upload_id)
        except ObjectMissing:
            raise JobNotFound from None
        return sum(part.size for part in parts if is_whole(part, job))

    async def presign(self, ref: JobRef, numbers: Iterable[int]) -> dict[int, str]:
        """Presigned PUT URLs for these parts.

        Raises:
            UploadRefused: the upload is over, or there is no such part.
        """
        job = (await self._store.get(ref)).record
        if job.state is not JobState.UPLOADING or job.multipart is None:
            raise UploadRefused(say("This upload is over."))
        sizes = {number: size_of_part(number, job.file.size, job.multipart.part_size) for number in numbers}
        if any(size <= 0 for size in sizes.values()):
            raise UploadRefused(say("This part is not part of the file."))
        upload_id = job.multipart.upload_id
        return {
            number: self._storage.presigner.part(job.s3_key, upload_id, number, size)
            for number, size in sizes.items()
        }

    async def complete(self, ref: JobRef) -> JobRecord:
        """Make the object, verify its size, queue the job. Doing it twice makes one job.

        Raises:
            UploadIncomplete: parts are missing or of the wrong size; they must be sent again.
            UploadRefused: nothing has arrived, or it was thrown away.
            TransitionRefused: the upload was cancelled.
        """
        job = (await self._store.get(ref)).record
        if job.state is JobState.UPLOADING:
            await self._assemble(job)
            try:
                job = await self.verify(job, Role.PAGE)
            except ObjectMissing:
                job = (await self._store.get(ref)).record  # another page may have been faster
                if job.state is JobState.UPLOADING:
                    raise UploadRefused(say("This upload has expired. Start it again.")) from None
        elif job.state in _THROWN_AWAY:
            await take_away(self._storage, job)  # a slow request may have made it after that
        return await self._queue.put(job)

    async def verify(self, job: JobRecord, role: Role) -> JobRecord:
        """Queue a job whose object is whole; fail it, and delete the object, when the size is wrong.

        Raises:
            ObjectMissing: there is no object.
            TransitionRefused: the upload was thrown away meanwhile, and now its object, too.
            JobNotFound: the same, and its record was deleted.
        """
        info = await self._storage.head(job.s3_key)
        reach(FaultPoint.SIZE_VERIFIED)
        if info.size != job.file.size:
            _log.warning(
                "upload.size_mismatch", job_id=job.job_id, announced=job.file.size, arrived=info.size
            )
            await self._storage.delete(job.s3_key)
            failure = Failure(
                code=Refusal.SIZE_MISMATCH,
                message=say("The file that arrived is not the size your browser announced. Upload it again."),
            )
            stored = await self._store.change(job.ref, lambda record: fail(record, role, failure, utc_now()))
            return stored.record
        try:
            stored = await self._store.change(job.ref, lambda record: _queued_once(record, role))
        except RecordUnreadable:
            raise
        except (TransitionRefused, JobNotFound):
            await self._storage.delete(job.s3_key)
            raise
        _log.info("upload.completed", job_id=job.job_id, by=role)
        reach(FaultPoint.QUEUED_RECORDED)
        return stored.record

    async def idle_since(self, job: JobRecord) -> datetime:
        """When an unfinished upload last went on; parts go straight to S3, past its record."""
        if job.multipart is None:
            return job.updated_at
        parts = await self._storage.parts(job.s3_key, job.multipart.upload_id)
        return max([job.updated_at, *(part.modified for part in parts)])

    async def abort(self, job: JobRecord) -> None:
        """Throw away what has arrived."""
        if job.multipart:
            await self._storage.abort_multipart(job.s3_key, job.multipart.upload_id)
        await take_away(self._storage, job)

    async def _assemble(self, job: JobRecord) -> None:
        """Make one object of the parts; nothing if that was done before, or they were thrown away."""
        if job.multipart is None:
            return
        upload_id = job.multipart.upload_id
        try:
            parts = [p for p in await self._storage.parts(job.s3_key, upload_id) if is_whole(p, job)]
            if len(parts) < math.ceil(job.file.size / job.multipart.part_size):
                raise UploadIncomplete
            await self._storage.complete_multipart(job.s3_key, upload_id, parts)
            reach(FaultPoint.OBJECT_ASSEMBLED)
        except ObjectMissing:
            return


def _queued_once(job: JobRecord, role: Role) -> JobRecord:
    if job.state in _THROWN_AWAY:
        raise TransitionRefused(say("This upload was cancelled."))
    return queue(job, role, utc_now()) if job.state is JobState.UPLOADING else job
