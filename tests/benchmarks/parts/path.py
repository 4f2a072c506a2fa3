"""The whole path: a message in the queue becomes a summary in S3, ours beside the cookbook's actor."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from tests.benchmarks.customers import Kind
from tests.benchmarks.measure import Watch, tree_cpu
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table, ratio
from tests.benchmarks.samples import Sample, given, sample
from tests.benchmarks.stage import AS_OPERATORS_RUN_IT, Stage, servers
from tests.workers import ROOT, running_worker
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord
from worker.queue.contract import CHANNEL, make_app, make_server
from worker.settings import read_settings

_COOKBOOK_CHANNEL = "cookbook"
_SAMPLE_KEY = "samples/customers.csv"
_TINY_KEY = "samples/tiny.csv"
_TINY = b"email,country\na@x.org,DE\n"
_POLL_SECONDS = 0.02
_PATIENCE_SECONDS = 3600
_AT_ONCE = 4
_MIB = 1 << 20
_COLUMNS = (
    "worker",
    "files at once",
    "s",
    "s / first",
    "CPU s",
    "peak RSS MiB",
    "wait in queue s",
    "reports",
)
_NOTE = (
    "From publishing the message to the summary in S3, looked for every 20 ms; medians of {} interleaved "
    "rounds, each with a new worker that has done one tiny file before. Both use one broker and storage. "
    "CPU and memory are the worker's, its children included."
)


@dataclass
class _Run:
    seconds: float
    cpu: float
    peak_bytes: int
    wait: float | None
    reports: list[frozenset[bytes]]


@dataclass
class _Contender:
    """A kind of worker: how many files at once it is given, and what came of it."""

    name: str
    files: int
    slots: int | None = None
    runs: list[_Run] = field(default_factory=list)

    @property
    def is_ours(self) -> bool:
        return self.name.startswith("ours")


def measure_path(options: Options) -> Iterator[Table]:
    """A table for each size."""
    for rows in options.path_rows:
        made = (
            given(options.file) if options.file else sample(options, Kind.ORDINARY, rows, copies=_AT_ONCE + 1)
        )
        with servers(options.folder) as stage:
            stage.s3.client.upload_file(str(made.path), stage.bucket, _SAMPLE_KEY)
            stage.s3.client.put_object(Bucket=stage.bucket, Key=_TINY_KEY, Body=_TINY)
            yield _compare(options, stage, made)
        if options.file:
            return


def _compare(options: Options, stage: Stage, made: Sample) -> Table:
    contenders = [
        _Contender("ours", 1),
        _Contender("cookbook's actor", 1),
        _Contender("ours, slots by itself", _AT_ONCE),
        _Contender("ours, 4 slots", _AT_ONCE, slots=4),
        _Contender("cookbook's actor", _AT_ONCE),
    ]
    wanted = [one for one in contenders if options.wants(one.name)]
    numbers = itertools.count(1)
    for number in range(options.rounds):
        for one in wanted if number % 2 == 0 else reversed(wanted):
            with _worker(one, stage) as pid:
                asyncio.run(_make(one, stage, [next(numbers)], _TINY_KEY))
                batch = [next(numbers) for _ in range(one.files)]
                one.runs.append(asyncio.run(_watched(one, stage, batch, pid)))
    return _table(made, wanted, options.rounds)


@contextmanager
def _worker(one: _Contender, stage: Stage) -> Iterator[int]:
    log = stage.folder / "worker.log"
    if one.is_ours:
        slots = {"AUDIENCE_WORKER_SLOTS": str(one.slots)} if one.slots else {}
        with running_worker(log, **AS_OPERATORS_RUN_IT, **slots) as worker:
            yield worker.pid
        return
    command = [sys.executable, "-m", "tests.benchmarks.ways.cookbook_actor", _COOKBOOK_CHANNEL]
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output) as process,
    ):
        try:
            yield process.pid
        finally:
            process.kill()


async def _watched(one: _Contender, stage: Stage, numbers: list[int], pid: int) -> _Run:
    before = tree_cpu(pid)
    with Watch(pid) as watch:
        published, seconds = await _make(one, stage, numbers, _SAMPLE_KEY)
    cpu = tree_cpu(pid) - before
    bodies = [_read(stage, f"reports/summary_{number}.csv") for number in numbers]
    reports = [frozenset((body or b"").split()) for body in bodies]
    wait = _wait(stage, numbers[0], published) if one.is_ours else None
    return _Run(seconds, cpu, watch.peak, wait, reports)


async def _make(one: _Contender, stage: Stage, numbers: list[int], source: str) -> tuple[datetime, float]:
    """Publish a job for each number; when, and the seconds until all summaries were there."""
    keys = [f"uploads/{number}.csv" for number in numbers]
    for key in keys:
        stage.s3.client.copy({"Bucket": stage.bucket, "Key": source}, stage.bucket, key)
    app = make_app(server := make_server(read_settings()))
    async with server.connection():
        published, began = datetime.now(UTC), time.perf_counter()
        channel = CHANNEL if one.is_ours else _COOKBOOK_CHANNEL
        for number, key in zip(numbers, keys, strict=True):
            await app.send_message_json(channel=channel, payload={"job_id": number, "s3_key": key})
        for number in numbers:
            await _appeared(stage, f"reports/summary_{number}.csv")
        return published, time.perf_counter() - began


async def _appeared(stage: Stage, key: str) -> None:
    async with asyncio.timeout(_PATIENCE_SECONDS):
        while _read(stage, key) is None:  # noqa: ASYNC110 - the storage tells nobody
            await asyncio.sleep(_POLL_SECONDS)


def _read(stage: Stage, key: str) -> bytes | None:
    try:
        return stage.s3.client.get_object(Bucket=stage.bucket, Key=key)["Body"].read()
    except ClientError:
        return None


def _wait(stage: Stage, number: int, published: datetime) -> float | None:
    """Seconds from the message to the start of its job."""
    body = _read(stage, JobRef(None, str(number)).record_key)
    started = JobRecord.model_validate_json(body).started_at if body else None
    return (started - published).total_seconds() if started else None


def _table(made: Sample, contenders: list[_Contender], rounds: int) -> Table:
    result = Table(f"Queue to summary, {made.title}", _COLUMNS, note=_NOTE.format(rounds))
    if not contenders:
        return result
    expected = contenders[0].runs[0].reports[0]
    firsts: dict[int, float] = {}
    for one in contenders:
        seconds = statistics.median(run.seconds for run in one.runs)
        first = firsts.setdefault(one.files, seconds)
        waits = [run.wait for run in one.runs if run.wait is not None]
        are_same = all(report == expected for run in one.runs for report in run.reports)
        result.rows.append(
            [
                one.name,
                one.files,
                seconds,
                ratio(seconds, first),
                statistics.median(run.cpu for run in one.runs),
                max(run.peak_bytes for run in one.runs) / _MIB,
                statistics.median(waits) if waits else None,
                "same" if are_same else "differs",
            ]
        )
        result.runs += [_as_json(one, run) for run in one.runs]
    return result


def _as_json(one: _Contender, run: _Run) -> dict[str, Any]:
    figures = {"seconds": run.seconds, "cpu": run.cpu, "peak_bytes": run.peak_bytes, "wait": run.wait}
    return {"worker": one.name, "files": one.files, **figures}
