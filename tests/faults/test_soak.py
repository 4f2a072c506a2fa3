"""Random disasters for minutes: `SOAK_SECONDS=600 SOAK_SEED=1 uv run pytest -m soak -k random -s`."""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time
from contextlib import suppress

import httpx
import psutil
import pytest

from tests.faults.children import counting_children
from tests.faults.outages import Outages
from tests.faults.scene import CSV, upload
from tests.workers import WorkerProcess
from worker.errors import AudienceError
from worker.jobs.record import JobRecord, JobState

SECONDS = float(os.environ.get("SOAK_SECONDS", "300"))
SEED = int(os.environ.get("SOAK_SEED", "1"))
NO_MAXIMUM = {"AUDIENCE_JOB_ATTEMPTS": "10000"}


class Disasters:
    """Whatever can happen to the servers and to two workers, which are always replaced."""

    def __init__(self, outages: Outages, chance: random.Random) -> None:
        self.outages = outages
        self.chance = chance
        self.workers = [self._hire(), self._hire()]
        self.happened: list[str] = []

    def strike(self) -> None:
        """Let one thing happen."""
        what = self.chance.choice(
            [self.kill_worker, self.kill_child, self.stop_worker, self.lose_broker, self.lose_s3, self.wipe]
        )
        self.happened.append(what.__name__)
        what()
        for number, worker in enumerate(self.workers):
            if worker.has_ended:
                self.workers[number] = self._hire()

    def kill_worker(self) -> None:
        self.chance.choice(self.workers).kill()

    def stop_worker(self) -> None:
        assert self.chance.choice(self.workers).stop() in {
            0,
            1,
            -signal.SIGTERM,
        }  # 1: it started in vain during an outage

    def kill_child(self) -> None:
        for child in counting_children(self.chance.choice(self.workers)):
            with suppress(psutil.NoSuchProcess):
                child.kill()

    def lose_broker(self) -> None:
        self.outages.outage("broker", self.chance.uniform(0, 6))

    def lose_s3(self) -> None:
        self.outages.outage("s3", self.chance.uniform(0, 6))

    def wipe(self) -> None:
        self.outages.broker.wipe()
        self.outages.broker.start()

    def _hire(self) -> WorkerProcess:
        return self.outages.scene.start_worker(**NO_MAXIMUM)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_promise_9_and_13_random_disasters_lose_and_double_nothing(outages: Outages) -> None:
    chance = random.Random(SEED)
    disasters = Disasters(outages, chance)
    jobs: list[JobRecord] = []
    is_over = threading.Event()

    def analyst() -> None:
        while not is_over.wait(1):
            body = CSV + b"\n" * len(jobs)
            try:
                jobs.append(outages.scene.at_desk(lambda desk, body=body: upload(desk, body)))  # type: ignore[misc]
            except (AudienceError, httpx.HTTPError):
                continue  # and again, as the browser does

    thread = threading.Thread(target=analyst)
    thread.start()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        time.sleep(chance.uniform(0.5, 5))
        disasters.strike()
    is_over.set()
    thread.join()
    began = time.monotonic()

    everything = [job for job in outages.scene.jobs() if job.state is not JobState.UPLOADING]
    assert {job.job_id for job in jobs} <= {job.job_id for job in everything}
    ended = [outages.scene.assert_done_once(job) for job in everything]

    sys.stdout.write(
        f"seed {SEED}: {len(disasters.happened)} disasters, {len(ended)} jobs, "
        f"{sum(job.attempts for job in ended)} attempts, last done {time.monotonic() - began:.1f} s after\n"
    )
