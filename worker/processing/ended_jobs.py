"""What a message means whose job has ended: nothing new, a mistake of its publisher's, or a new start."""

from __future__ import annotations

from datetime import timedelta

from worker.errors import ConfigurationError, MessageRefused, ObjectMissing
from worker.jobs.raw_file import is_its_file, take_away
from worker.jobs.record import FileInfo, JobRecord, JobState, Outcome
from worker.jobs.store import JobStore, StoredJob
from worker.jobs.transitions import start_again
from worker.refusal import Refusal
from worker.storage.client import ObjectInfo, Storage
from worker.storage.clock import utc_now

_TICK = timedelta(seconds=2)
"""Storages tell times in whole seconds."""


class EndedJobs:
    """Judges messages for one worker."""

    def __init__(self, storage: Storage, store: JobStore) -> None:
        self._storage = storage
        self._store = store

    async def met(self, stored: StoredJob, *, is_repeated: bool) -> StoredJob | None:
        """The job, if it starts again as its file is there anew; what a dead process left is cleaned.

        Args:
            stored: the job.
            is_repeated: whether it may have heard the same before: its publisher then learns nothing new.

        Raises:
            MessageRefused: nothing can come of this message, and its publisher may not know.
        """
        job = stored.record
        if job.ref.is_of_a_page(job.s3_key):
            await self._clean(job)
            return None
        file = await self._file(job)
        if job.state is JobState.FAILED:
            return await self._failed(job, file, is_repeated=is_repeated)
        if job.outcome is not None:
            await self._succeeded(job, job.outcome, file, is_repeated=is_repeated)
        else:
            await self._clean(job)
            if file and not is_its_file(job, file) and not is_repeated:
                raise MessageRefused(
                    Refusal.INVALID_KEY, "This job was cancelled. Send the file under a new job id."
                )
        return None

    async def _failed(
        self, job: JobRecord, file: ObjectInfo | None, *, is_repeated: bool
    ) -> StoredJob | None:
        failure = job.failure
        was_missing = failure is not None and failure.code == Refusal.FILE_MISSING
        if file and (was_missing or not is_its_file(job, file)):
            there = job.file.model_copy(
                update={"size": file.size, "etag": file.etag, "modified": file.modified}
            )
            return await self._store.change(job.ref, lambda record: _started(record, there))
        if is_repeated:
            return None
        state = "its file has not changed since" if file else "its file is not there"
        reason = f": {failure.message}" if failure else "."
        raise MessageRefused(Refusal.INVALID_KEY, f"This job has failed, and {state}{reason}")

    async def _succeeded(
        self, job: JobRecord, outcome: Outcome, file: ObjectInfo | None, *, is_repeated: bool
    ) -> None:
        if file is None:
            return
        if file.etag != outcome.etag:
            raise MessageRefused(
                Refusal.INVALID_KEY,
                "This job is done, for another file. Send the new file under a new job id.",
            )
        if is_repeated or _is_told_apart(job, outcome):
            await take_away(self._storage, job)  # unless it was put again, for a job of its own

    async def _clean(self, job: JobRecord) -> None:
        """A process may have died between the last record and the deletion of what is not needed any more."""
        if job.state is JobState.CANCELLED:
            await self._storage.delete(job.ref.summary_key)
        if job.state in {JobState.CANCELLED, JobState.SUCCEEDED}:
            await take_away(self._storage, job)

    async def _file(self, job: JobRecord) -> ObjectInfo | None:
        try:
            return await self._storage.head(job.s3_key)
        except (ObjectMissing, ConfigurationError):
            return None


def _started(job: JobRecord, file: FileInfo) -> JobRecord:
    return start_again(job, utc_now(), file) if job.state is JobState.FAILED else job


def _is_told_apart(job: JobRecord, outcome: Outcome) -> bool:
    """Whether the same file put again after the report would have another time."""
    put, ended = outcome.modified, job.finished_at
    return put is not None and ended is not None and ended - put >= _TICK
