"""The worker's process: consume, sweep and report health until told to stop."""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import suppress
from datetime import datetime

import structlog

from worker.errors import AudienceError
from worker.jobs.dispatch import JobQueue
from worker.jobs.store import JobStore
from worker.observing import metrics
from worker.observing.fitness import Fitness
from worker.observing.health import health_server
from worker.observing.presence import Presence
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.processing.file_counter import FileCounter
from worker.processing.job_budget import look_limits
from worker.queue.contract import CHANNEL, Publisher, asyncapi_schema, make_app, make_server
from worker.queue.jetstream import JetStreamServer
from worker.queue.jetstream.peeking import Peek
from worker.running.consumer import serve
from worker.running.early_looks import EarlyLooks
from worker.running.handler import message_handler
from worker.running.slots import default_slots
from worker.running.sweeper import Sweeper
from worker.settings import Settings
from worker.storage.client import Storage, open_storage
from worker.tasks import end_tasks
from worker.uploads.leftovers import Leftovers
from worker.uploads.open_uploads import OpenUploads

_log = structlog.get_logger()

_HAND_BACK_SECONDS = 10


async def run_worker(settings: Settings) -> None:
    """Work until SIGTERM or SIGINT; jobs in hand are finished within the grace time, or handed back.

    Raises:
        ConfigurationError: the bucket is missing, or S3 or the broker refuse the credentials.
        StorageUnavailable: S3 does not answer.
        BrokerUnavailable: the broker does not answer.
    """
    async with open_storage(settings) as storage:
        await storage.check()
        server = make_server(settings)
        slots = settings.worker_slots or default_slots(
            settings.job_memory_mb << 20, look_limits(settings).memory_bytes
        )
        async with (
            server.connection(),
            Publisher(settings) as publisher,
            FileCounter(storage, settings, slots) as counter,
        ):
            await _work(settings, storage, server, publisher, counter=counter, slots=slots)


async def _work(
    settings: Settings,
    storage: Storage,
    server: JetStreamServer,
    publisher: Publisher,
    *,
    counter: FileCounter,
    slots: int,
) -> None:
    worker = f"{socket.gethostname()}:{os.getpid()}"
    app = make_app(server)
    store = JobStore(storage)
    queue = JobQueue(store, publisher)
    uploads = OpenUploads(storage, store, queue)
    stopping = asyncio.Event()
    fitness = Fitness(settings.scratch_dir)
    server.able = fitness.able
    attempts = Attempts(storage, store, settings, counter, stopping, fitness=fitness, leaving=server.draining)
    presence = Presence(storage, worker, os.getpid(), slots, fitness)
    metrics.offers_slots(slots)
    claims = Claims(storage, store, settings, worker)
    await server.link.ensure_queue(CHANNEL)  # others may send from now on, however bare their client is
    serve(
        app,
        message_handler(
            claims,
            attempts,
            presence,
            someone_else_seconds=settings.lease_seconds / 4,
            fitness=fitness,
        ),
    )

    async def lost_before() -> datetime | None:
        with suppress(AudienceError):
            return (await server.holdings(CHANNEL)).lost_before
        return None

    sweeper = Sweeper(
        store,
        queue,
        uploads,
        Leftovers(storage, abandoned_days=settings.abandoned_days),
        lost_before,
        patience_seconds=settings.lease_seconds / 6,
        abandoned_days=settings.abandoned_days,
    )
    early_looks = EarlyLooks(
        store,
        Peek(server.broker, CHANNEL),
        counter.look,
        lambda: presence.is_full and fitness.able.is_set() and not server.draining.is_set(),
    )
    checks = {"storage": storage.check, "broker": server.check, "scratch": fitness.check}
    scrape = metrics.exposition(server)
    async with health_server(settings, checks, asyncapi_schema(app), scrape) as health_url:
        background = [
            asyncio.create_task(fitness.run()),
            asyncio.create_task(presence.run()),
            asyncio.create_task(sweeper.run(settings.sweep_seconds)),
            asyncio.create_task(early_looks.run()),
            asyncio.create_task(_let_go(server, stopping, settings.shutdown_seconds)),
        ]
        _log.info("worker.started", worker=worker, slots=slots, health=f"{health_url}/health")
        try:
            await app.run_worker(
                graceful_shutdown_time=settings.shutdown_seconds + _HAND_BACK_SECONDS, tasks_limit=slots
            )
        finally:
            await end_tasks(background)
            await presence.leave()
            _log.info("worker.stopped", worker=worker)


async def _let_go(server: JetStreamServer, stopping: asyncio.Event, grace_seconds: float) -> None:
    """Some time after the shutdown began, hand back what is still in hand."""
    await server.draining.wait()
    _log.info("worker.stopping", grace_seconds=grace_seconds)
    await asyncio.sleep(grace_seconds)
    stopping.set()
