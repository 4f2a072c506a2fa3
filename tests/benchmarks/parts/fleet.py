"""Several workers and many small jobs: all at once, then one by one, each when the fleet is idle.

Fails when a job ran twice or not at all.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack

from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.stage import servers
from tests.faults.scene import CSV, OWNER, SUMMARY, upload
from tests.waiting import wait_until
from tests.workers import WorkerProcess
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.jobs.record import JobRecord, JobState
from worker.queue.contract import Publisher
from worker.settings import read_settings

_UPLOADS_AT_ONCE = 8
_END_SECONDS = 1800
_COLUMNS = ("jobs", "runs", "doubled", "jobs of each worker", "s", "in queue: median s", "in queue: p95 s")


def measure_fleet(options: Options) -> Iterator[Table]:
    """One table."""
    with servers(options.folder) as stage, ExitStack() as stop:
        fleet = []
        for number in range(options.workers):
            log = stage.folder / f"worker-{number}.log"
            fleet.append(WorkerProcess(log, AUDIENCE_WORKER_SLOTS="1"))
            stop.callback(fleet[-1].kill)
        for worker in fleet:
            worker.wait_ready()
        yield asyncio.run(_run(fleet, options.jobs, max(1, options.jobs // 10)))


async def _run(fleet: list[WorkerProcess], jobs: int, single_jobs: int) -> Table:
    settings = read_settings()
    async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
        desk = desks.desk(OWNER, external=False)
        began = time.monotonic()
        at_once = await _burst(desk, jobs)
        seconds = time.monotonic() - began
        spread = [_starts(worker) for worker in fleet]
        singles = [await _single(desk) for _ in range(single_jobs)]

    await asyncio.to_thread(wait_until, lambda: sum(map(_starts, fleet)) >= jobs + single_jobs)
    assert sum(map(_starts, fleet)) == jobs + single_jobs, "a job was started twice"
    table = Table(f"{len(fleet)} workers of one slot, jobs of 500 rows", _COLUMNS)
    table.rows.append(_row("at once", at_once, seconds, ", ".join(map(str, spread))))
    table.rows.append(_row("one by one", singles, None, None))
    return table


async def _burst(desk: Desk, jobs: int) -> list[JobRecord]:
    slots = asyncio.Semaphore(_UPLOADS_AT_ONCE)

    async def one(number: int) -> None:
        async with slots:
            await upload(desk, CSV + b"\n" * number)

    await asyncio.gather(*(one(number) for number in range(jobs)))
    ended = await _ended(desk, jobs)
    await _check(desk, ended)
    return ended


async def _single(desk: Desk) -> JobRecord:
    before = len(await desk.jobs())
    job = await upload(desk, CSV)
    await _check(desk, await _ended(desk, before + 1))
    return await desk.job(job.job_id)


async def _ended(desk: Desk, jobs: int) -> list[JobRecord]:
    async with asyncio.timeout(_END_SECONDS):
        while True:
            records = await desk.jobs()
            if len(records) == jobs and not any(job.is_running for job in records):
                return records
            await asyncio.sleep(0.2)


async def _check(desk: Desk, jobs: list[JobRecord]) -> None:
    for job in jobs:
        assert (job.state, job.attempts) == (JobState.SUCCEEDED, 1), job
    assert await desk.summary(jobs[0].job_id) == SUMMARY


def _starts(worker: WorkerProcess) -> int:
    return worker.log.read_text().count("job.started")


def _row(
    how: str, jobs: list[JobRecord], seconds: float | None, spread: str | None
) -> list[str | float | int | None]:
    waits = sorted(
        (job.started_at - job.enqueued_at).total_seconds()
        for job in jobs
        if job.started_at and job.enqueued_at
    )
    runs = sum(job.attempts for job in jobs)
    p50, p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    return [f"{len(jobs)} {how}", runs, runs - len(jobs), spread, seconds, p50, p95]
