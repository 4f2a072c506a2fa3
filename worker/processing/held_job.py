"""Holding a job: its lease is renewed while the work goes on, and the holder learns when to stop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from enum import StrEnum

import structlog

from worker.errors import AudienceError, JobNotFound, LeaseLost, TransitionRefused
from worker.faults import FaultPoint, reach
from worker.jobs.record import JobRecord, Progress
from worker.jobs.store import JobStore, StoredJob
from worker.jobs.transitions import renew
from worker.observing.metrics import heartbeat_missed
from worker.settings import Settings
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_FAIR_SECONDS = 1.0  # one renewal is given at least
_MARGIN = 0.75  # of the lease; after this much silence the work stops, before another worker may claim


class StopReason(StrEnum):
    """Why work on a job must stop before its end.

    LEASE_LOST: another worker owns it; SILENCED: the lease could not be renewed, so another soon may.
    """

    CANCELLED = "cancelled"
    LEASE_LOST = "lease_lost"
    SILENCED = "silenced"
    SHUTDOWN = "shutdown"


class HeldJob:
    """A claimed job.

    Attributes:
        token: proves that this claim, and no later one, writes.
        progress: set by the work; written with the next heartbeat.
    """

    def __init__(self, store: JobStore, claimed: StoredJob, settings: Settings) -> None:
        if claimed.record.lease is None:
            raise LeaseLost
        self._store = store
        self._stored = claimed
        self._settings = settings
        self._ended = False
        self._safe_until = time.monotonic() + self._lease_left() - settings.lease_seconds * (1 - _MARGIN)
        self.token = claimed.record.lease.token
        self.progress: Progress | None = None

    @property
    def record(self) -> JobRecord:
        """The record as last written or read."""
        return self._stored.record

    async def keep(self) -> StopReason:
        """Renew the lease until the work must stop; says why."""
        while True:
            await asyncio.sleep(self._settings.heartbeat_seconds)
            if self._ended:
                continue
            reach(FaultPoint.HEARTBEAT_DUE)
            # A worker that was frozen, or had no turn for long, may find the job its own all the same.
            patience = max(self._settings.lease_seconds * (1 - _MARGIN), _FAIR_SECONDS)
            try:
                async with asyncio.timeout(max(patience, self._safe_until - time.monotonic())):
                    await self.renew()
            except (LeaseLost, TransitionRefused, JobNotFound):
                if self._ended:  # by ourselves, while this heartbeat was under way
                    continue
                return StopReason.LEASE_LOST
            except (AudienceError, TimeoutError) as error:
                heartbeat_missed()
                _log.warning("heartbeat.missed", job_id=self.record.job_id, error=type(error).__name__)
                if time.monotonic() >= self._safe_until:
                    return StopReason.SILENCED
                continue
            reach(FaultPoint.HEARTBEAT_WRITTEN)
            if self.record.cancel_requested:
                return StopReason.CANCELLED

    async def renew(self) -> None:
        """Prove that the job is still ours, and keep it.

        Raises:
            LeaseLost: another worker owns the job now, or it has ended.
            JobNotFound: it was deleted.
        """
        started = time.monotonic()
        self._stored = await self._store.change(
            self.record.ref,
            lambda job: renew(job, self.token, self.progress, utc_now(), self._settings.lease_seconds),
            known=self._stored,
        )
        self._safe_until = started + self._settings.lease_seconds * _MARGIN

    async def prove(self) -> None:
        """Before something is published: if the job may be another's by now, prove that it is not.

        Raises:
            LeaseLost: another worker owns the job now, or it has ended.
            JobNotFound: it was deleted.
        """
        if time.monotonic() >= self._safe_until:
            await self.renew()

    async def end(self, transition: Callable[[JobRecord], JobRecord]) -> JobRecord:
        """Write the last transition of this claim; no heartbeat follows it.

        Raises:
            LeaseLost: another worker owns the job now.
        """
        self._ended = True
        try:
            self._stored = await self._store.change(self.record.ref, transition, known=self._stored)
        except BaseException:
            self._ended = False
            raise
        return self.record

    def _lease_left(self) -> float:
        lease = self.record.lease
        return (lease.until - utc_now()).total_seconds() if lease else 0
