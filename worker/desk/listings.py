"""Owners' jobs, read once for all pages that look at the same time."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from worker.errors import JobNotFound, StorageUnavailable
from worker.jobs.record import JobRecord
from worker.jobs.store import JobStore

_RECENT_SECONDS = 0.9  # less than the second after which pages look again
_LISTED_SECONDS = 15.0
_MOST_READ_SINGLY = 20
_MOST_OWNERS = 100


@dataclass(slots=True)
class _Listing:
    """What was last seen of one owner's jobs.

    Attributes:
        listed_at: when all of them began to be listed.
        read_at: when those that ran began to be read.
        changed_at: when one of them was last known to be changed here.
        failed_at: when the storage was last asked in vain.
    """

    jobs: list[JobRecord] = field(default_factory=list)
    listed_at: float = -_LISTED_SECONDS
    read_at: float = -_LISTED_SECONDS
    changed_at: float = -math.inf
    failed_at: float = -_LISTED_SECONDS
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Listings:
    """Lists jobs for many pages; all who ask while one listing is under way share the next.

    Every method raises StorageUnavailable when S3 is away.

    Args:
        store: of the records.
        clock: seconds that only grow.
    """

    def __init__(self, store: JobStore, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._listings: OrderedDict[str | None, _Listing] = OrderedDict()

    async def now(self, owner: str | None) -> list[JobRecord]:
        """One owner's jobs as they are now, newest first; with None those of external publishers."""
        asked_at = self._clock()
        async with self._turn(owner, asked_at) as listing:
            if listing.listed_at <= asked_at:
                await self._list(owner, listing)
            return listing.jobs

    async def recently(self, owner: str | None) -> list[JobRecord]:
        """The same for pages that look again and again: those that run are as they were within a second.

        The others are as they were within fifteen, or since one was changed here.
        """
        asked_at = self._clock()
        async with self._turn(owner, asked_at) as listing:
            is_changed = listing.listed_at <= listing.changed_at
            if is_changed or self._clock() - listing.read_at >= _RECENT_SECONDS:
                is_long_ago = is_changed or self._clock() - listing.listed_at >= _LISTED_SECONDS
                if is_long_ago or sum(job.is_running for job in listing.jobs) > _MOST_READ_SINGLY:
                    await self._list(owner, listing)
                else:
                    await self._read_running(listing)
            return listing.jobs

    def note_change(self, owner: str | None) -> None:
        """Something was done to one of the owner's jobs: whoever looks next sees it."""
        if listing := self._listings.get(owner):
            listing.changed_at = self._clock()

    @asynccontextmanager
    async def _turn(self, owner: str | None, asked_at: float) -> AsyncGenerator[_Listing]:
        """The owner's listing for one at a time; a failure is shared by all who waited for it."""
        listing = self._listings.setdefault(owner, _Listing())
        self._listings.move_to_end(owner)
        if len(self._listings) > _MOST_OWNERS:
            self._listings.popitem(last=False)
        async with listing.lock:
            if listing.failed_at > asked_at:
                raise StorageUnavailable
            began = self._clock()
            try:
                yield listing
            except StorageUnavailable:
                listing.failed_at = began
                raise

    async def _list(self, owner: str | None, listing: _Listing) -> None:
        began = self._clock()
        listing.jobs = await self._store.of_owner(owner)
        listing.listed_at = listing.read_at = began

    async def _read_running(self, listing: _Listing) -> None:
        began, jobs = self._clock(), listing.jobs
        running = [number for number, job in enumerate(jobs) if job.is_running]
        found = await asyncio.gather(*(self._read(jobs[number]) for number in running))
        by_number = dict(zip(running, found, strict=True))
        now = (by_number.get(number, job) for number, job in enumerate(jobs))
        listing.jobs = [job for job in now if job is not None]
        listing.read_at = began

    async def _read(self, job: JobRecord) -> JobRecord | None:
        try:
            return (await self._store.get(job.ref)).record
        except JobNotFound:
            return None
