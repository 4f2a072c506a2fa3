"""Removing reports of a settable age; any number of dashboards may do it at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from worker.audit import Act, Actor, Entry, audited
from worker.errors import JobNotFound, TransitionRefused
from worker.jobs.object_keys import JOBS_PREFIX, REMEMBERED, JobRef
from worker.jobs.removal import remove
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.client import Storage, open_storage
from worker.storage.clock import utc_now
from worker.tasks import end_tasks, regularly

_RETENTION = Actor("retention")
_EVERY_SECONDS = 3_600
_TIMED, _TIME_BIT = 7, 80  # ids of that version begin with the milliseconds since 1970


class Retention:
    """Removes jobs that ended so many days ago, whoever owns them, as if their owners had deleted them."""

    def __init__(self, storage: Storage, store: JobStore, days: int) -> None:
        self._storage = storage
        self._store = store
        self._age = timedelta(days=days)

    async def run(self) -> None:
        """Remove what is old now and every hour, until cancelled."""
        await regularly(self.remove_old, _EVERY_SECONDS, "retention")

    async def remove_old(self) -> None:
        """Remove what is old now.

        Raises:
            StorageUnavailable: S3 is away.
        """
        oldest = utc_now() - self._age
        async for item in self._storage.walk(JOBS_PREFIX):
            if ref := JobRef.from_record_key(item.key):
                if min(item.modified, _made_at(ref) or item.modified) < oldest:
                    await self._remove_if_old(ref)
            elif item.modified < oldest and item.key.endswith(REMEMBERED):
                await self._forget_if_alone(item.key)

    async def _forget_if_alone(self, key: str) -> None:
        """What an analyst said of countries goes with the last of their reports."""
        folder = key.removesuffix(REMEMBERED)
        if not [item async for item in self._storage.walk(f"{folder}/", deep=False)]:
            await self._storage.delete(key)

    async def _remove_if_old(self, ref: JobRef) -> None:
        try:
            job = (await self._store.get(ref)).record
            if (job.finished_at or job.updated_at) < utc_now() - self._age and not job.is_running:
                with audited(_RETENTION, Entry(Act.DELETE, ref.job_id, owner=ref.owner)):
                    await remove(self._storage, self._store, ref)
        except (JobNotFound, TransitionRefused):  # gone, of a later version, or tried again just now
            return


def _made_at(ref: JobRef) -> datetime | None:
    """When the job was made, as its id tells: its record may have been changed since, by a new name alone.

    None of an id that another publisher chose.
    """
    try:
        made = UUID(ref.job_id)
        seconds = (made.int >> _TIME_BIT) / 1_000
        return datetime.fromtimestamp(seconds, UTC) if made.version == _TIMED else None
    except (ValueError, OverflowError):
        return None


@asynccontextmanager
async def retained(settings: Settings) -> AsyncIterator[None]:
    """Have old reports removed while the block runs, if the settings say how old they may become.

    Raises:
        ConfigurationError: there are no usable credentials.
    """
    if settings.report_days is None:
        yield
        return
    async with open_storage(settings) as storage:
        task = asyncio.create_task(Retention(storage, JobStore(storage), settings.report_days).run())
        try:
            yield
        finally:
            await end_tasks([task])
