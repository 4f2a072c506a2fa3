"""The store of job records: compare-and-swap on S3, listings whose records are read once."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import structlog
from pydantic import ValidationError

from worker.errors import (
    FileRefused,
    JobNotFound,
    ObjectMissing,
    PreconditionFailed,
    RecordUnreadable,
    TransitionRefused,
)
from worker.jobs.object_keys import JOBS_PREFIX, JobRef
from worker.jobs.record import JobRecord
from worker.refusal import Refusal
from worker.storage.client import ObjectInfo, Storage
from worker.storage.overtaking import retry_when_overtaken
from worker.text.sentences import say

_log = structlog.get_logger()

_CONTENT_TYPE = "application/json"
_TRIES = 12
_PARALLEL_READS = 24
_CACHED_RECORDS = 50_000
_EVERYONE, _RUNNING = "everyone", "running"


@dataclass(frozen=True, slots=True)
class StoredJob:
    """A record and the etag that a change of it must match."""

    record: JobRecord
    etag: str


_Listing = dict[str, StoredJob]


class JobStore:
    """Reads and changes job records. Raises StorageUnavailable when S3 is away."""

    def __init__(self, storage: Storage, *, reads_at_once: int = _PARALLEL_READS) -> None:
        self._storage = storage
        self._listings: OrderedDict[str, _Listing] = OrderedDict()
        self._ended: dict[str, str] = {}
        self._reads = asyncio.Semaphore(reads_at_once)

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
            raise TransitionRefused(say("This report exists already.")) from None
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

        async def change_once() -> StoredJob:
            nonlocal known
            current, known = known or await self.get(ref), None
            record = transition(current.record)
            if record is current.record:
                return current
            etag = await self._storage.write_if(
                ref.record_key, record.to_json(), _CONTENT_TYPE, etag=current.etag
            )
            return StoredJob(record, etag)

        return await retry_when_overtaken(change_once, _TRIES)

    async def delete(self, ref: JobRef) -> None:
        """Remove the record."""
        await self._storage.delete(ref.record_key)

    async def of_owner(self, owner: str | None) -> list[JobRecord]:
        """One owner's jobs, newest first; with None those of external publishers."""
        prefix = JOBS_PREFIX if owner is None else f"{JOBS_PREFIX}{owner}/"
        items = [item async for item in self._storage.walk(prefix, deep=False)]
        return _newest_first(await self._read_all(prefix, items))

    async def everyone(self) -> list[JobRecord]:
        """Every owner's jobs, newest first."""
        items = [item async for item in self._storage.walk(JOBS_PREFIX)]
        return _newest_first(await self._read_all(_EVERYONE, items))

    async def running(self, *, changed_since: datetime | None = None) -> list[JobRecord]:
        """Every owner's jobs that have not ended, newest first; of the others only the etags are kept.

        Args:
            changed_since: what was not written since is left out unread; None: nothing is.
        """
        items = [
            item
            async for item in self._storage.walk(JOBS_PREFIX)
            if changed_since is None or item.modified >= changed_since
        ]
        ended = {item.key: item.etag for item in items if self._ended.get(item.key) == item.etag}
        listing = await self._read_all(_RUNNING, [item for item in items if item.key not in ended])
        for key in [key for key, stored in listing.items() if not stored.record.is_running]:
            ended[key] = listing.pop(key).etag
        self._ended = ended
        return _newest_first(listing)

    async def _read_all(self, name: str, items: list[ObjectInfo]) -> _Listing:
        """The records of a listing; read are only those that have changed since the last time."""
        before = self._listings.get(name, {})
        listing = {
            item.key: known for item in items if (known := before.get(item.key)) and known.etag == item.etag
        }
        changed = [item.key for item in items if item.key not in listing]
        try:
            await asyncio.gather(*(self._read(key, listing) for key in changed))
        finally:
            self._keep(name, listing)
        return listing

    async def _read(self, key: str, listing: _Listing) -> None:
        ref = JobRef.from_record_key(key)
        if ref is None:
            return
        async with self._reads:
            with suppress(JobNotFound):
                listing[key] = await self.get(ref)

    def _keep(self, name: str, listing: _Listing) -> None:
        """Keep a listing for the next time, instead of those that nobody has asked for the longest."""
        self._listings[name] = listing
        self._listings.move_to_end(name)
        while len(self._listings) > 1 and sum(map(len, self._listings.values())) > _CACHED_RECORDS:
            self._listings.popitem(last=False)


def _newest_first(listing: _Listing) -> list[JobRecord]:
    return sorted((job.record for job in listing.values()), key=lambda job: job.created_at, reverse=True)


def _check_place(record: JobRecord, ref: JobRef) -> None:
    """Refuse a record that would lead from its own key to another owner's.

    Raises:
        FileRefused: it does.
    """
    if {record.ref, JobRef.of_key(record.job_id, record.s3_key)} != {ref}:
        raise FileRefused(Refusal.INVALID_KEY, "The record names another job than its key.")
