"""How an attempt ends that did not succeed: what its job's record says, and when another attempt follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import structlog

from worker.dialect.unclear import Unclear
from worker.errors import (
    AudienceError,
    ConfigurationError,
    CountingImpossible,
    CountingInterrupted,
    FileRefused,
    JobDeleted,
    JobNotFound,
    LeaseLost,
    NoRoom,
    PutBack,
    ScratchBroken,
    StorageUnavailable,
)
from worker.faults import FaultPoint, reach
from worker.jobs.moves import Role
from worker.jobs.raw_file import take_away
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.transitions import ask, cancelled, fail, hand_back, interrupt
from worker.observing.fitness import Fitness
from worker.processing.held_job import HeldJob, StopReason
from worker.retrying import patiently, very_patiently
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.text.sentences import say

_log = structlog.get_logger()

_AT_ONCE_SECONDS = 0.0
_MENDING_SECONDS = 60.0  # somebody has to make room, or to change what S3 allows
_WITH_ITS_WORKER_SECONDS = 1.0  # who ends a whole worker ends its processes a moment before or after
_NO_FILE = say("The storage does not give the file right now.")

Transition = Callable[[JobRecord], JobRecord]


class Endings:
    """Ends attempts for one worker.

    Args:
        stopping: set when the worker must let go of its jobs.
        fitness: of the worker; None: it is always fit.
        leaving: set when the worker is told to stop, before it must let go.
    """

    def __init__(
        self, storage: Storage, stopping: asyncio.Event, fitness: Fitness | None, leaving: asyncio.Event
    ) -> None:
        self._storage = storage
        self._stopping = stopping
        self._fitness = fitness
        self._leaving = leaving

    async def worked(self, held: HeldJob, work: asyncio.Task[None]) -> None:
        """The work is over, well or not; returns when the job has ended.

        Raises:
            JobDeleted: there is no such job any more.
            PutBack: another attempt must follow.
        """
        try:
            work.result()
        except Unclear as unclear:
            await self._ask(held, unclear)
        except FileRefused as refusal:
            failure = Failure(code=refusal.reason, message=refusal.message)
            _log.warning("job.failed", job_id=held.record.job_id, code=failure.code)
            await self._end(held, lambda job: fail(job, Role.WORKER, failure, utc_now(), held.token))
            reach(FaultPoint.FAILURE_RECORDED)
        except JobNotFound:
            await patiently(lambda: self._storage.delete(held.record.ref.summary_key))
            raise JobDeleted from None
        except LeaseLost:
            raise PutBack from None
        except StorageUnavailable as error:
            await self._interrupt(held, Failure(code=error.code, message=_NO_FILE), None)
        except (NoRoom, ScratchBroken, ConfigurationError, CountingImpossible) as error:
            await self._leave(held, error)
        except CountingInterrupted as error:
            await self._charge(held, error)
        except Exception:  # noqa: BLE001 - whatever broke, the lease goes back
            _log.exception("job.broke_off", job_id=held.record.job_id)
            await self._interrupt(held, _failure(CountingInterrupted()), None)

    async def stopped(self, held: HeldJob, reason: StopReason) -> None:
        """The work was stopped before its end; returns when the job has ended.

        Raises:
            PutBack: another attempt must follow.
        """
        if reason is StopReason.LEASE_LOST:
            raise PutBack
        if reason is StopReason.CANCELLED:
            await self._end(held, lambda job: cancelled(job, held.token, utc_now()))
            await self._delete_remains(held.record)
        else:
            await self._hand_back(held, None, _AT_ONCE_SECONDS)

    async def _leave(self, held: HeldJob, error: AudienceError) -> None:
        """Somebody has to mend something; when it is at this worker, others can start the job at once."""
        is_able = self._fitness is None or await self._fitness.is_able()
        await self._interrupt(held, _failure(error), _MENDING_SECONDS if is_able else _AT_ONCE_SECONDS)

    async def _charge(self, held: HeldJob, error: CountingInterrupted) -> None:
        """The counting process died: that is an attempt, unless the worker ends with it."""
        _log.warning("job.broke_off", job_id=held.record.job_id, reason=error.message)
        if await self._is_ending():
            await self._hand_back(held, None, _AT_ONCE_SECONDS)
        else:
            await self._hand_back(held, _failure(error), None)

    async def _is_ending(self) -> bool:
        """Whether the worker itself is ended, which may be known only a moment after its process was."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_WITH_ITS_WORKER_SECONDS):
                await self._leaving.wait()
        return self._leaving.is_set()

    async def _ask(self, held: HeldJob, unclear: Unclear) -> None:
        _log.info("job.unclear", job_id=held.record.job_id, doubts=[d.code for d in unclear.reading.doubts])
        await self._end(
            held,
            lambda job: ask(
                job,
                held.token,
                Failure(code=unclear.reason, message=unclear.message),
                unclear.reading,
                utc_now(),
            ),
        )
        reach(FaultPoint.FAILURE_RECORDED)

    async def _interrupt(self, held: HeldJob, failure: Failure, after_seconds: float | None) -> None:
        _log.warning("job.interrupted", job_id=held.record.job_id, code=failure.code)
        await self._release(held, lambda job: interrupt(job, held.token, failure, utc_now()), after_seconds)

    async def _hand_back(self, held: HeldJob, failure: Failure | None, after_seconds: float | None) -> None:
        await self._release(held, lambda job: hand_back(job, held.token, failure, utc_now()), after_seconds)

    async def _release(self, held: HeldJob, transition: Transition, after_seconds: float | None) -> None:
        """Give the lease back; if that cannot be done, it runs out."""
        await self._end(held, transition)
        reach(FaultPoint.HANDED_BACK)
        if held.record.state is JobState.QUEUED:
            raise PutBack(after_seconds)
        if held.record.state is JobState.CANCELLED:
            await self._delete_remains(held.record)
        elif held.record.failure is not None:
            _log.warning("job.failed", job_id=held.record.job_id, code=held.record.failure.code)

    async def _end(self, held: HeldJob, transition: Transition) -> None:
        try:
            await very_patiently(lambda: held.end(transition), self._stopping)
        except AudienceError as error:
            _log.warning("lease.not_returned", job_id=held.record.job_id, code=error.code)
            raise PutBack from None

    async def _delete_remains(self, job: JobRecord) -> None:
        """Delete what is left of a cancelled job."""
        reach(FaultPoint.CANCEL_RECORDED)
        await patiently(lambda: take_away(self._storage, job))
        await patiently(lambda: self._storage.delete(job.ref.summary_key))


def _failure(error: AudienceError) -> Failure:
    return Failure(code=error.code, message=error.message)
