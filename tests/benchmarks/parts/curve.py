"""What a job costs against its rows: time, memory, disk, and requests to S3."""

from __future__ import annotations

import asyncio
import statistics
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.comparing import ours
from tests.benchmarks.counting_proxy import CountingProxy, counting_proxy
from tests.benchmarks.customers import Kind
from tests.benchmarks.measure import Measurement, measure
from tests.benchmarks.options import Options
from tests.benchmarks.results import Table
from tests.benchmarks.samples import Sample, sample
from tests.benchmarks.stage import AS_OPERATORS_RUN_IT, Stage, servers
from tests.workers import running_worker
from worker.jobs.object_keys import JobRef
from worker.jobs.record import FINAL_STATES, JobRecord, JobState
from worker.queue.contract import Publisher
from worker.settings import read_settings

_KEY = "uploads/1.csv"
_MIB = 1 << 20
_MEGABYTE = 1e6
_POLL_SECONDS = 0.1
_PATIENCE_SECONDS = 3600
_COLUMNS = (
    "rows",
    "file MB",
    "time s",
    "CPU s",
    "peak RSS MiB",
    "disk MB",
    "S3 requests",
    "million rows a second",
)
_NOTE = (
    "`summarize` from the embedded S3, medians of {} rounds, each a fresh process. Requests are those of a "
    "worker from the message to the job's end, heartbeats and looking around included, in another run "
    "through a counting proxy."
)


def measure_curve(options: Options) -> Iterator[Table]:
    """One table, a row for each size; files are deleted one by one unless they are kept."""
    table = Table("What a job costs", _COLUMNS, note=_NOTE.format(options.rounds))
    for rows in options.curve:
        made = sample(options, Kind.ORDINARY, rows)
        with servers(options.folder) as stage:
            _measure(options, stage, made, table)
        if rows not in options.rows and not options.keeps_files:
            made.path.unlink()
    yield table


def _measure(options: Options, stage: Stage, made: Sample, table: Table) -> None:
    stage.s3.client.upload_file(str(made.path), stage.bucket, _KEY)
    source = f"s3://{stage.bucket}/{_KEY}"
    runs = [measure(ours(source), {}) for _ in range(options.rounds)]
    requests = _requests(stage)
    seconds = _median(runs, "wall")
    table.rows.append(
        [
            made.rows,
            made.size / _MEGABYTE,
            seconds,
            _median(runs, "cpu"),
            _median(runs, "peak_bytes") / _MIB,
            _median(runs, "disk_bytes") / _MEGABYTE,
            sum(requests.values()),
            (made.rows or 0) / seconds / 1e6,
        ]
    )
    times: dict[str, Any] = {
        "wall": [run.wall for run in runs],
        "peak_bytes": [run.peak_bytes for run in runs],
    }
    table.runs.append({"rows": made.rows, "requests": requests, **times})


def _median(runs: list[Measurement], name: str) -> float:
    return statistics.median(float(getattr(run, name)) for run in runs)


def _requests(stage: Stage) -> dict[str, int]:
    """How many requests of each kind a worker sends for the file, which is gone afterwards."""
    with counting_proxy(stage.s3.endpoint) as proxy:
        through = {"AUDIENCE_S3_ENDPOINT": proxy.endpoint, **AS_OPERATORS_RUN_IT}
        with running_worker(stage.folder / "worker.log", **through):
            return asyncio.run(_job(stage, proxy))


async def _job(stage: Stage, proxy: CountingProxy) -> dict[str, int]:
    ref = JobRef(None, "1")
    async with Publisher(read_settings()) as publisher:
        before = proxy.counts()
        await publisher.publish(1, _KEY, message_id="1")
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (job := _record(stage, ref)) is None or job.state not in FINAL_STATES:  # noqa: ASYNC110
                await asyncio.sleep(_POLL_SECONDS)
        after = proxy.counts()
    assert job.state is JobState.SUCCEEDED, job
    return {method: after[method] - before.get(method, 0) for method in after}


def _record(stage: Stage, ref: JobRef) -> JobRecord | None:
    found = stage.s3.client.list_objects_v2(Bucket=stage.bucket, Prefix=ref.record_key)
    if not found.get("Contents"):
        return None
    body = stage.s3.client.get_object(Bucket=stage.bucket, Key=ref.record_key)["Body"].read()
    return JobRecord.model_validate_json(body)
