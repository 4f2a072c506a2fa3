"""The store of job records: compare-and-swap on S3, listings cached by etag."""

from __future__ import annotations

import asyncio
import random
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from pydantic import ValidationError

from worker.errors import FileRefused, JobNotFound, Refusal, StorageUnavailable, TransitionRefused
from worker.jobs.keys import JOBS_PREFIX, JobRef
from worker.jobs.record import JobRecord
from worker.storage import ObjectInfo, ObjectMissing, PreconditionFailed, Storage

_log = structlog.get_logger()

_CONTENT_TYPE = "application/json"
_CAS_ATTEMPTS = 12
_CAS_PAUSE_SECONDS = 0.02
_PARALLEL_READS = 24
_CACHED_RECORDS = 20_000


class RecordUnreadable(JobNotFound):
    """There is a record, but of a later version than this one, or of another job."""

    code = "record_unreadable"


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A record and the etag that a change of it must match."""

    record: JobRecord
    etag: str


class JobStore:
    """Reads and changes job records. Raises StorageUnavailable when S3 is away."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._cache: OrderedDict[str, StoredJob] = OrderedDict()
        self._reads = asyncio.Semaphore(_PARALLEL_READS)

    async def create(self, record: JobRecord) -> StoredJob:
        """Write a new record.

        Raises:
            TransitionRefused: the job exists already.
        """
        try:
            etag = await self._storage.write_if(
                record.ref.record_key, record.to_json(), _CONTENT_TYPE, etag=None
            )
        except PreconditionFailed:
            raise TransitionRefused("This report exists already.") from None
        return StoredJob(record, etag)

    async def get(self, ref: JobRef) -> StoredJob:
        """The record as it is now.

        Raises:
            JobNotFound: there is none.
            RecordUnreadable: this version cannot read it.
        """
        try:
            body, etag = await self._storage.read(ref.record_key)
            record = JobRecord.model_validate_json(body)
            _check_place(record, ref)
            return StoredJob(record, etag)
        except ObjectMissing:
            raise JobNotFound from None
        except (ValidationError, FileRefused):
            _log.warning("record.unreadable", job_id=ref.job_id)
            raise RecordUnreadable from None

    async def change(
        self, ref: JobRef, transition: Callable[[JobRecord], JobRecord], *, known: StoredJob | None = None
    ) -> StoredJob:
        """Apply a transition to the newest record; again when someone else was faster.

        Args:
            ref: the job.
            transition: returns the new record, or the very same one to leave it; what it raises is raised.
            known: the record as last seen, which saves reading it when nobody else wrote.

        Raises:
            JobNotFound: there is no record.
            StorageUnavailable: others were faster every time.
        """
        current = known
        for attempt in range(_CAS_ATTEMPTS):
            current = current or await self.get(ref)
            record = transition(current.record)
            if record is current.record:
                return current
            try:
                etag = await self._storage.write_if(
                    ref.record_key, record.to_json(), _CONTENT_TYPE, etag=current.etag
                )
            except PreconditionFailed:
                current = None
                await asyncio.sleep(random.uniform(0, _CAS_PAUSE_SECONDS * 2 ** min(attempt, 6)))  # noqa: S311
            else:
                return StoredJob(record, etag)
        raise StorageUnavailable

    async def delete(self, ref: JobRef) -> None:
        """Remove the record."""
        await self._storage.delete(ref.record_key)

    async def of_owner(self, owner: str | None) -> list[JobRecord]:
        """One owner's jobs, newest first; with None those of foreign publishers."""
        prefix = JOBS_PREFIX if owner is None else f"{JOBS_PREFIX}{owner}/"
        return await self._records([item async for item in self._storage.walk(prefix, deep=False)])

    async def everyone(self) -> list[JobRecord]:
        """Every owner's jobs, newest first."""
        return await self._records([item async for item in self._storage.walk(JOBS_PREFIX)])

    async def _records(self, items: list[ObjectInfo]) -> list[JobRecord]:
        found = await asyncio.gather(*(self._cached(item) for item in items))
        return sorted((job for job in found if job), key=lambda job: job.created_at, reverse=True)

    async def _cached(self, item: ObjectInfo) -> JobRecord | None:
        cached = self._cache.get(item.key)
        if cached and cached.etag == item.etag:
            self._cache.move_to_end(item.key)
            return cached.record
        ref = JobRef.from_record_key(item.key)
        if ref is None:
            return None
        async with self._reads:
            try:
                stored = await self.get(ref)
            except JobNotFound:
                return None
        self._cache[item.key] = stored
        if len(self._cache) > _CACHED_RECORDS:
            self._cache.popitem(last=False)
        return stored.record


def _check_place(record: JobRecord, ref: JobRef) -> None:
    """Refuse a record that would lead from its own key to another owner's.

    Raises:
        FileRefused: it does.
    """
    if {record.ref, JobRef.from_message(record.job_id, record.s3_key)} != {ref}:
        raise FileRefused(Refusal.INVALID_KEY, "The record names another job than its key.")
