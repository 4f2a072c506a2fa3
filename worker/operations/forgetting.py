"""Removing all of one owner, for good: jobs, reports, files, unfinished uploads and what is remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import astuple, dataclass
from typing import TypeVar

import structlog

from worker.errors import AudienceError, JobNotFound, TransitionRefused
from worker.jobs.object_keys import JobRef, is_owner, ledger_key, remembered_key
from worker.jobs.store import JobStore
from worker.jobs.transitions import cancel
from worker.storage.client import Storage, UnfinishedUpload
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_LOOK_SECONDS = 0.5
_LEASES = 3
_PARALLEL = 24
_MOST_ROUNDS = 10
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Remains:
    """How much there is of an owner, by kind.

    Attributes:
        ledgers: 1 when it is kept what they began lately.
        remembered: 1 when it is kept what they said of countries.
    """

    records: int = 0
    summaries: int = 0
    files: int = 0
    unfinished: int = 0
    ledgers: int = 0
    remembered: int = 0

    def __add__(self, other: Remains) -> Remains:
        return Remains(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is left."""
        return self == Remains()


class Forgetting:
    """Forgets one owner. It may break off at any time, and be done again.

    Args:
        lease_seconds: how long a silent worker keeps its job.

    Attributes:
        removed: what is gone so far, also when it broke off.

    Raises:
        AudienceError: this is no owner, or not the whole of one.
    """

    def __init__(self, storage: Storage, store: JobStore, owner: str, *, lease_seconds: float) -> None:
        if not is_owner(owner):
            raise AudienceError(
                "Nothing was removed: an owner is 32 of the digits and the letters a to f, all of them. "
                "worker/OPERATIONS.md says how to find it."
            )
        self.removed = Remains()
        self._storage = storage
        self._store = store
        self._owner = owner
        self._patience_seconds = _LEASES * lease_seconds
        any_job = JobRef(owner, "any")
        self._records, self._summaries, self._uploads = (
            f"{key.rpartition('/')[0]}/"
            for key in (any_job.record_key, any_job.summary_key, any_job.upload_key)
        )

    async def look(self) -> Remains:
        """What there is, down to records that nobody can read.

        Raises:
            StorageUnavailable: S3 is away.
        """
        return Remains(
            records=len(await self._record_keys()),
            summaries=len(await self._keys(self._summaries)),
            files=len(await self._keys(self._uploads)),
            unfinished=len(await self._unfinished()),
            ledgers=len(await self._keys(ledger_key(self._owner))),
            remembered=len(await self._keys(remembered_key(self._owner))),
        )

    async def forget(self) -> None:
        """Remove everything, and tell it in `removed`.

        Jobs end first, so that no worker writes anything afterwards. Whoever is at a page meanwhile may
        begin others: they go, too.

        Raises:
            TransitionRefused: jobs do not end, or new ones come faster than they are removed.
            StorageUnavailable: S3 is away.
        """
        for _ in range(_MOST_ROUNDS):
            await self._end_jobs()
            before = self.removed
            await self._remove()
            if self.removed == before:
                _log.info("owner.forgotten", owner=self._owner)
                return
        raise TransitionRefused("Something of this owner is made anew all the time. Try again.")

    async def _end_jobs(self) -> None:
        """Cancel what runs, and wait for the workers that are at it."""
        try:
            async with asyncio.timeout(self._patience_seconds):
                is_waiting = await self._cancel()
                while is_waiting:
                    await asyncio.sleep(_LOOK_SECONDS)
                    is_waiting = await self._cancel()
        except TimeoutError:
            raise TransitionRefused("A worker does not let go of a job of this owner. Try again.") from None

    async def _cancel(self) -> bool:
        """Ask every job to end; whether some have still to."""
        is_waiting = False
        for job in await self._store.of_owner(self._owner):
            if not job.is_running:
                continue
            if job.cancel_requested and not job.is_stalled(utc_now()):
                is_waiting = True
                continue
            try:
                stored = await self._store.change(job.ref, lambda record: cancel(record, utc_now()))
            except (JobNotFound, TransitionRefused):
                continue
            is_waiting = is_waiting or stored.record.is_running
        return is_waiting

    async def _remove(self) -> None:
        """Records go last: as long as one is there, its job can be found and removed again."""

        async def abort(upload: UnfinishedUpload) -> None:
            await self._storage.abort_multipart(upload.key, upload.upload_id)
            self.removed += Remains(unfinished=1)

        def deleting(one: Remains) -> Callable[[str], Awaitable[None]]:
            async def delete(key: str) -> None:
                await self._storage.delete(key)
                self.removed += one

            return delete

        await _each(abort, await self._unfinished())
        await _each(deleting(Remains(files=1)), await self._keys(self._uploads))
        await _each(deleting(Remains(summaries=1)), await self._keys(self._summaries))
        await _each(deleting(Remains(records=1)), await self._record_keys())
        await _each(deleting(Remains(ledgers=1)), await self._keys(ledger_key(self._owner)))
        await _each(deleting(Remains(remembered=1)), await self._keys(remembered_key(self._owner)))

    async def _unfinished(self) -> list[UnfinishedUpload]:
        return [upload async for upload in self._storage.unfinished_uploads(self._uploads)]

    async def _record_keys(self) -> list[str]:
        return [key for key in await self._keys(self._records) if key != remembered_key(self._owner)]

    async def _keys(self, folder: str) -> list[str]:
        return [item.key async for item in self._storage.walk(folder)]


async def _each(act: Callable[[_Item], Awaitable[None]], items: Iterable[_Item]) -> None:
    at_once = asyncio.Semaphore(_PARALLEL)

    async def take(item: _Item) -> None:
        async with at_once:
            await act(item)

    await asyncio.gather(*(take(item) for item in items))
