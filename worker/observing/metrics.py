"""What a worker tells Prometheus at `/metrics`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from math import nan

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from worker.errors import AudienceError
from worker.jobs.record import JobRecord
from worker.queue.contract import CHANNEL
from worker.queue.jetstream import JetStreamServer
from worker.queue.jetstream.dead_letters import count_dead_letters
from worker.queue.jetstream.streams import Backlog, backlog
from worker.storage.clock import utc_now

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
HANDED_BACK = "handed_back"
_UNCLEAR = "unclear"
_QUEUE_SECONDS = 3.0
_SECONDS = (0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 7_200)

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

_jobs = Counter(
    "audience_jobs", "Jobs this worker ended, or handed back, by outcome", ["outcome"], registry=REGISTRY
)
_job_seconds = Histogram(
    "audience_job_seconds", "From claim to end in this worker", buckets=_SECONDS, registry=REGISTRY
)
_wait_seconds = Histogram(
    "audience_job_wait_seconds", "From queue to a job's first start", buckets=_SECONDS, registry=REGISTRY
)
_rows = Counter("audience_rows", "Rows of the files counted", registry=REGISTRY)
_bytes = Counter("audience_bytes", "Bytes of the files counted", registry=REGISTRY)
_running = Gauge("audience_jobs_running", "Jobs in hand", registry=REGISTRY)
_slots = Gauge("audience_slots", "Jobs this worker may have in hand", registry=REGISTRY)
_missed = Counter("audience_heartbeats_missed", "Leases that could not be renewed in time", registry=REGISTRY)
_queue = Gauge(
    "audience_queue_messages", "Messages in the queue, by where they are", ["place"], registry=REGISTRY
)
_oldest = Gauge("audience_queue_oldest_seconds", "How long the oldest message has waited", registry=REGISTRY)
_redelivered = Gauge(
    "audience_queue_redelivered", "Messages in hand delivered more than once", registry=REGISTRY
)
_dead = Gauge("audience_dead_letters", "Messages that no worker could do anything with", registry=REGISTRY)

for _outcome in ("succeeded", "failed", _UNCLEAR, "cancelled", HANDED_BACK):
    _jobs.labels(_outcome)


def offers_slots(slots: int) -> None:
    """The worker may have this many jobs in hand."""
    _slots.set(slots)


@contextmanager
def job_in_hand(job: JobRecord) -> Iterator[None]:
    """A claimed job is being worked on."""
    is_first = job.attempts == 1 and not job.lost_workers
    if is_first and job.started_at and job.owner is not None:  # external messages do not say when
        queued_at = job.enqueued_at or job.started_at  # none yet: it started before that could be noted
        _wait_seconds.observe(max(0.0, (job.started_at - queued_at).total_seconds()))
    started = time.monotonic()
    with _running.track_inprogress():
        try:
            yield
        finally:
            _job_seconds.observe(time.monotonic() - started)


def job_ended(job: JobRecord) -> None:
    """A job has ended in this worker."""
    _jobs.labels(_UNCLEAR if job.needs_owner else job.state.value).inc()
    if job.outcome is not None:
        _rows.inc(job.outcome.rows)
        _bytes.inc(job.file.size)


def job_handed_back() -> None:
    """Another attempt at a job must follow."""
    _jobs.labels(HANDED_BACK).inc()


def heartbeat_missed() -> None:
    """A lease could not be renewed in time."""
    _missed.inc()


def exposition(server: JetStreamServer) -> Callable[[], Awaitable[bytes]]:
    """Makes the text that Prometheus scrapes; what the queue cannot tell is NaN."""

    async def scrape() -> bytes:
        try:
            async with asyncio.timeout(_QUEUE_SECONDS):
                held = await backlog(server.broker, CHANNEL)
                _show_queue(held, await count_dead_letters(server.broker, CHANNEL), utc_now())
        except (AudienceError, TimeoutError):
            for gauge in (_queue.labels("waiting"), _queue.labels("in_hand"), _oldest, _redelivered, _dead):
                gauge.set(nan)
        return generate_latest(REGISTRY)

    return scrape


def _show_queue(held: Backlog, dead_letters: int, now: datetime) -> None:
    _queue.labels("waiting").set(held.waiting)
    _queue.labels("in_hand").set(held.in_hand)
    _oldest.set(max(0.0, (now - held.oldest_at).total_seconds()) if held.oldest_at else 0)
    _redelivered.set(held.redelivered)
    _dead.set(dead_letters)
