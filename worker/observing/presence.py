"""Workers' heartbeats: one small object each in the bucket, so that operators see who is alive."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from worker import __version__
from worker.errors import AudienceError, ObjectMissing
from worker.observing.fitness import Fitness
from worker.storage.client import Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()

WORKERS_PREFIX = "workers/"
_BEAT_SECONDS = 10.0
_MISSED_BEATS = 3
_REMOVED_AFTER = timedelta(minutes=10)  # a dead worker is shown for that long
_BEATS_BETWEEN_CLEANINGS = 6
_FAREWELL_SECONDS = 3.0
_UNSAFE = re.compile(r"[^0-9A-Za-z._-]+")


class Beat(BaseModel):
    """What a worker last said of itself.

    Attributes:
        worker: its name in leases and logs.
        jobs: ids of those it was at.
        every_seconds: when its next beat is due.
        trouble: why it cannot count and takes no jobs, one sentence; None while it can.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    worker: str
    host: str
    pid: int
    version: str
    slots: int
    jobs: list[str]
    started_at: AwareDatetime
    beat_at: AwareDatetime
    every_seconds: float
    trouble: str | None = None

    def is_alive(self, now: datetime) -> bool:
        """Whether it has missed fewer than three beats."""
        return now - self.beat_at < timedelta(seconds=self.every_seconds * _MISSED_BEATS)


class Presence:
    """One worker's own heartbeat."""

    def __init__(
        self, storage: Storage, worker: str, pid: int, slots: int, fitness: Fitness | None = None
    ) -> None:
        self._storage = storage
        self._worker = worker
        self._pid = pid
        self._slots = slots
        self._fitness = fitness
        self._started_at = utc_now()
        self._jobs: list[str] = []

    @property
    def is_full(self) -> bool:
        """Whether the worker has as many jobs in hand as it may."""
        return len(self._jobs) >= self._slots

    @contextmanager
    def working_on(self, job_id: str) -> Iterator[None]:
        """Say with the next beats that the worker is at this job."""
        self._jobs.append(job_id)
        try:
            yield
        finally:
            self._jobs.remove(job_id)

    async def run(self) -> None:
        """Beat until cancelled, and clear away workers that died long ago."""
        beats = 0
        while True:
            try:
                await self._storage.write(_key(self._worker), self._beat(), "application/json")
                if beats % _BEATS_BETWEEN_CLEANINGS == 0:
                    await remove_dead(self._storage)
            except AudienceError as error:
                _log.warning("presence.missed", code=error.code)
            except Exception:  # noqa: BLE001 - the next beat must come
                _log.exception("presence.failed")
            beats += 1
            await self._next_beat()

    async def _next_beat(self) -> None:
        """Wait until it is time, or until there is something new to say."""
        if self._fitness is None:
            await asyncio.sleep(_BEAT_SECONDS)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_BEAT_SECONDS):
                await self._fitness.changed.wait()
        self._fitness.changed.clear()

    async def leave(self) -> None:
        """Say goodbye; with S3 away, the missing beats tell."""
        with suppress(AudienceError, TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                await self._storage.delete(_key(self._worker))

    def _beat(self) -> bytes:
        beat = Beat(
            worker=self._worker,
            host=socket.gethostname(),
            pid=self._pid,
            version=__version__,
            slots=self._slots,
            jobs=sorted(self._jobs),
            started_at=self._started_at,
            beat_at=utc_now(),
            every_seconds=_BEAT_SECONDS,
            trouble=self._fitness and self._fitness.trouble,
        )
        return beat.model_dump_json().encode()


async def workers(storage: Storage) -> list[Beat]:
    """The last beat of each worker that has not been removed, by name.

    Raises:
        StorageUnavailable: S3 is away.
    """
    keys = [item.key async for item in storage.walk(WORKERS_PREFIX)]
    beats = await asyncio.gather(*(_read(storage, key) for key in keys))
    return sorted((beat for beat in beats if beat), key=lambda beat: beat.worker)


async def remove_dead(storage: Storage) -> None:
    """Remove what workers that died without a goodbye left; any number of workers may do it at once.

    Raises:
        StorageUnavailable: S3 is away.
    """
    async for item in storage.walk(WORKERS_PREFIX):
        if utc_now() - item.modified > _REMOVED_AFTER:
            _log.info("presence.removed", worker=item.key.removeprefix(WORKERS_PREFIX))
            await storage.delete(item.key)


async def _read(storage: Storage, key: str) -> Beat | None:
    try:
        body, _ = await storage.read(key)
        return Beat.model_validate_json(body)
    except (ObjectMissing, ValidationError):
        return None


def _key(worker: str) -> str:
    return f"{WORKERS_PREFIX}{_UNSAFE.sub('-', worker)}.json"
