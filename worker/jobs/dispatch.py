"""Putting a job in the queue so that it is never lost: the record first, the message after it."""

from __future__ import annotations

from typing import Protocol

import structlog

from worker.errors import BrokerUnavailable, ConfigurationError
from worker.faults import FaultPoint, reach
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.jobs.transitions import enqueued
from worker.storage.clock import utc_now

_log = structlog.get_logger()


class MessageSender(Protocol):
    """Whatever sends the message; `worker.queue.contract.Publisher` does."""

    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None:
        """Send it and wait for the broker's confirmation; an express one passes those that are not.

        Raises:
            BrokerUnavailable: it was not confirmed; it may have arrived all the same.
        """
        ...


class JobQueue:
    """Publishes queued jobs."""

    def __init__(self, store: JobStore, publisher: MessageSender) -> None:
        self._store = store
        self._publisher = publisher

    async def put(self, job: JobRecord) -> JobRecord:
        """Publish a queued job that is not yet in the queue.

        Publishing twice is harmless: the message id is the job's, and workers claim by the record. With the
        broker away the job stays queued without `enqueued_at`, and the worker's sweeper publishes it later.
        """
        if job.state is not JobState.QUEUED or job.enqueued_at is not None:
            return job
        since = utc_now()
        try:
            await self._publisher.publish(
                job.job_id,
                job.s3_key,
                message_id=job.message_id,
                express=job.ref.is_of_a_page(job.s3_key),  # an analyst waits for it
            )
            reach(FaultPoint.PUBLISHED)
        except (BrokerUnavailable, ConfigurationError) as error:
            _log.warning("job.not_enqueued", job_id=job.job_id, code=error.code)
            return job
        _log.info("job.enqueued", job_id=job.job_id)
        stored = await self._store.change(
            job.ref, lambda record: enqueued(record, job.message_id, since, utc_now())
        )
        reach(FaultPoint.ENQUEUED_RECORDED)
        return stored.record
