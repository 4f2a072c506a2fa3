"""How long a job takes to recover from a death or an outage: each fault once.

Leases are those of the tests, 3 s; with the product's own, 60 s, a dead worker's job waits that much longer.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime

from tests.benchmarks.options import Options
from tests.benchmarks.results import Cell, Table
from tests.benchmarks.stage import Stage, servers
from tests.faults.children import counting_child, frozen, is_gone
from tests.faults.outages import Outages
from tests.faults.scene import CSV, PATIENT, Scene
from tests.faults.test_crashes import OF_A_WORKER, WITH_THE_FILE_THERE
from tests.waiting import wait_until
from tests.workers import ROOT
from worker.faults import FaultPoint
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings, read_settings
from worker.storage.clock import utc_now

_OUTAGES_SECONDS = (3, 12, 60)
_DEFAULT_HEARTBEAT = str(Settings.model_fields["heartbeat_seconds"].default)
_COLUMNS = ("fault", "starts", "attempts", "lost", "doubled", "s to recover")
_NOTE = (
    "From the moment that a new process, or the server, is started again to the job's end; leases are of 3 s "
    "(the product's own are 60 s). Lost: no right report, or a raw file or message left. Doubled: how often "
    "it was counted to the end again. Cancelled: until its process is gone, at the product's own heartbeat."
)


def measure_recovery(options: Options) -> Iterator[Table]:
    """One table."""
    table = Table("Recovery", _COLUMNS, note=_NOTE)
    with servers(options.folder) as stage:
        bench = _Bench(stage)
        if options.is_quick:
            table.rows += [*bench.dead_worker(OF_A_WORKER[0]), *bench.dead_child(), *bench.cancelled()]
        else:
            for point in WITH_THE_FILE_THERE:
                table.rows += bench.dead_page(point)
            for point in OF_A_WORKER:
                table.rows += bench.dead_worker(point)
            table.rows += [*bench.dead_child(), *bench.stopped_worker(), *bench.cancelled()]
            for seconds in _OUTAGES_SECONDS:
                table.rows += [*bench.away("broker", seconds), *bench.away("s3", seconds)]
            table.rows += bench.wiped()
    yield table


class _Bench:
    """One new bucket and folder for each fault."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def _scene(self) -> Scene:
        bucket = self._stage.s3.new_bucket()
        os.environ["AUDIENCE_S3_BUCKET"] = bucket
        folder = self._stage.folder / bucket
        folder.mkdir()
        return Scene(read_settings(), self._stage.s3, folder)

    def dead_worker(self, point: FaultPoint) -> Iterator[list[Cell]]:
        scene = self._scene()
        job = scene.upload()
        assert scene.start_worker(AUDIENCE_FAULT=point).wait_ended() == -signal.SIGKILL
        began = utc_now()
        scene.start_worker()
        yield _row(f"kill -9 of the worker, {point}", scene, job, began)
        scene.close()

    def dead_page(self, point: FaultPoint) -> Iterator[list[Cell]]:
        scene = self._scene()
        file = self._stage.folder / "customers.csv"
        file.write_bytes(CSV)
        scene.worker()
        command = [sys.executable, "-m", "tests.faults.page", "upload", str(file)]
        variables = {**os.environ, "AUDIENCE_FAULT": point}
        subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.DEVNULL, check=False)
        began = utc_now()
        (job,) = scene.jobs()
        yield _row(f"kill -9 of the page, {point}", scene, job, began)
        scene.close()

    def dead_child(self) -> Iterator[list[Cell]]:
        scene = self._scene()
        worker = scene.worker()
        job = scene.upload()
        counting_child(worker).kill()
        yield _row("kill -9 of the counting process", scene, job, utc_now())
        scene.close()

    def stopped_worker(self) -> Iterator[list[Cell]]:
        scene = self._scene()
        stopping = scene.worker(**PATIENT, AUDIENCE_SHUTDOWN_SECONDS="1")
        job = scene.upload()
        with frozen(stopping):
            scene.worker(**PATIENT)
            began = utc_now()
            stopping.stop()
        yield _row("SIGTERM of the worker, grace of 1 s, another idle", scene, job, began)
        scene.close()

    def cancelled(self) -> Iterator[list[Cell]]:
        scene = self._scene()
        worker = scene.worker(**PATIENT, AUDIENCE_HEARTBEAT_SECONDS=_DEFAULT_HEARTBEAT)
        job = scene.upload()
        with frozen(worker) as child:
            began = utc_now()
            scene.at_desk(lambda desk: desk.cancel(job.job_id))
            wait_until(lambda: is_gone(child), what="the counting process to end")
            seconds = (utc_now() - began).total_seconds()
        ended = scene.wait_for(job, JobState.CANCELLED)
        yield ["cancelled while it runs", scene.starts(job), ended.attempts, 0, _doubled(scene, job), seconds]
        scene.close()

    def away(self, server: str, seconds: int) -> Iterator[list[Cell]]:
        scene = self._scene()
        outages = Outages(scene, self._stage.broker, self._stage.s3)
        worker = scene.worker()
        job = scene.upload()
        with frozen(worker):
            outages.kill(server)
        outages.start(server, after_seconds=seconds)
        yield _row(f"{server} away for {seconds} s while the job runs", scene, job, utc_now())
        scene.close()

    def wiped(self) -> Iterator[list[Cell]]:
        scene = self._scene()
        worker = scene.worker()
        running = scene.upload()
        with frozen(worker):
            waiting = scene.upload()
            self._stage.broker.wipe()
            self._stage.broker.start()
        began = utc_now()
        yield _row("broker wiped, job running", scene, running, began)
        yield _row("broker wiped, job waiting", scene, waiting, began)
        scene.close()


def _row(fault: str, scene: Scene, job: JobRecord, began: datetime) -> list[Cell]:
    """Wait for the job's end: is there the one right report, and was it counted to the end once?"""
    try:
        ended = scene.assert_done_once(job)
        lost = 0
    except AssertionError:
        ended = scene.record(job)
        lost = 1
    seconds = max(0.0, ((ended.finished_at or utc_now()) - began).total_seconds())
    return [fault, scene.starts(job), ended.attempts, lost, _doubled(scene, job), seconds]


def _doubled(scene: Scene, job: JobRecord) -> int:
    """How often work on the job succeeded after it had succeeded."""
    lines = [line for line in scene.logs().splitlines() if "job.succeeded" in line and job.job_id in line]
    return max(0, len(lines) - 1)
