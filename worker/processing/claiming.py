"""From a message to a claimed job, or to the decision that there is nothing to do."""

from __future__ import annotations

import structlog

from worker.errors import (
    ConfigurationError,
    JobNotFound,
    LeaseLost,
    MessageRefused,
    NotNow,
    ObjectMissing,
    RecordUnreadable,
    TransitionRefused,
)
from worker.faults import FaultPoint, reach
from worker.jobs.moves import Role
from worker.jobs.object_keys import JobRef
from worker.jobs.record import Failure, FileInfo, JobRecord, JobState
from worker.jobs.store import JobStore, StoredJob
from worker.jobs.transitions import claim, fail, without_lost_worker
from worker.observing.metrics import job_ended
from worker.processing.ended_jobs import EndedJobs
from worker.refusal import Refusal
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.text.sentences import say, together
from worker.uploads.file_checks import label

__all__ = [
    "Claims",
]

_log = structlog.get_logger()


_MOST_LOST_WORKERS = 20
_KEPT = say("Your file is kept; try again, and if it fails again, tell whoever runs this service.")


class Claims:
    """Claims jobs for one worker."""

    def __init__(self, storage: Storage, store: JobStore, settings: Settings, worker: str) -> None:
        self._storage = storage
        self._store = store
        self._settings = settings
        self._worker = worker
        self._ended = EndedJobs(storage, store)

    async def claim(self, ref: JobRef, s3_key: str, *, is_repeated: bool) -> StoredJob | None:
        """The job, now this worker's; None when it has ended, be it just now, or was deleted.

        A message without a record comes from an external publisher: it gets one. One of an external job that
        has failed starts it again if its file has changed.

        Args:
            ref: the job that the message names.
            s3_key: the file that it names.
            is_repeated: whether the job may have heard the same before.

        Raises:
            NotNow: someone else is at it.
            MessageRefused: the message names another file than the job's, or one that it cannot be about.
        """
        stored = await self._record(ref, s3_key)
        if stored is None:
            return None
        job = stored.record
        reach(FaultPoint.RECORD_READ)
        if job.s3_key != s3_key:
            raise MessageRefused(Refusal.INVALID_KEY, "This job id is in use for another file.")
        if not job.is_running:
            stored = await self._ended.met(stored, is_repeated=is_repeated)
            if stored is None:
                return None
        try:
            claimed = await self._store.change(ref, self._take, known=stored)
        except LeaseLost as error:
            raise NotNow from error
        except (TransitionRefused, JobNotFound):
            return None
        if claimed.record.state is not JobState.PROCESSING:
            failure = claimed.record.failure
            _log.warning("job.failed", job_id=ref.job_id, code=failure and failure.code)
            job_ended(claimed.record)
            return None
        reach(FaultPoint.CLAIMED)
        return claimed

    async def _record(self, ref: JobRef, s3_key: str) -> StoredJob | None:
        try:
            return await self._store.get(ref)
        except RecordUnreadable as error:
            raise NotNow from error
        except JobNotFound:
            file = FileInfo(name=label(s3_key), size=0)
            try:
                there = await self._storage.head(s3_key)
                file = FileInfo(name=label(s3_key), size=there.size, etag=there.etag, modified=there.modified)
            except ObjectMissing:
                if ref.is_of_a_page(s3_key):
                    await self._delete_summary(ref)
                    return None
                # else it fails, so that its external publisher learns why there is no report
            except ConfigurationError:
                if ref.owner is not None:
                    raise
                # else the same: its attempts say why
            now = utc_now()
            record = JobRecord(
                job_id=ref.job_id,
                owner=ref.owner,
                s3_key=s3_key,
                state=JobState.QUEUED,
                file=file,
                created_at=now,
                updated_at=now,
            )
            try:
                created = await self._store.create(record)
            except TransitionRefused:
                raise NotNow from None
            reach(FaultPoint.EXTERNAL_RECORDED)
            return created

    async def _delete_summary(self, ref: JobRef) -> None:
        """An analyst deleted the job; a worker that had lost it may have written its summary after that."""
        _log.info("job.summary_deleted", job_id=ref.job_id)
        await self._storage.delete(ref.summary_key)

    def _take(self, job: JobRecord) -> JobRecord:
        """Claim the job as it is at this moment, or give it up."""
        if job.state is JobState.UPLOADING:
            raise NotNow(say("Its upload has not ended."))
        now = utc_now()
        if (job.state is JobState.QUEUED or job.is_stalled(now)) and not job.cancel_requested:
            freed = without_lost_worker(job, now)
            if freed.attempts >= self._settings.job_attempts:
                return fail(freed, Role.WORKER, _too_many_attempts(freed), now)
            if freed.lost_workers >= _MOST_LOST_WORKERS:
                return fail(freed, Role.WORKER, _workers_died(freed), now)
        return claim(job, self._worker, now, self._settings.lease_seconds)


def _too_many_attempts(job: JobRecord) -> Failure:
    broke_off = say("Counting this file broke off {times} times.", times=job.attempts)
    last = [say("The last time: {reason}", reason=job.failure.sentence)] if job.failure else []
    return Failure(code=Refusal.TOO_MANY_ATTEMPTS, message=together([broke_off, *last, _KEPT]))


def _workers_died(job: JobRecord) -> Failure:
    died = say(
        "Its worker died or fell silent each of the {times} times it was being counted; nothing says that "
        "the file is at fault.",
        times=job.lost_workers,
    )
    return Failure(code=Refusal.WORKERS_DIED, message=together([died, _KEPT]))
