"""Two workers and two pages, moved by hand."""

from __future__ import annotations

from tests.unit.jobs.people import Page, Worker
from tests.unit.jobs.promises import Watch
from tests.unit.jobs.world import Process, World
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings

FILE = b"good-1"  # two parts
DAY_SECONDS = 86_400


class Scene:
    """A world with two workers and two pages.

    Args:
        heartbeat_seconds: longer than usual, so that few requests are to be let through.
    """

    def __init__(self, heartbeat_seconds: float = 10) -> None:
        self.world = World(
            Settings(lease_seconds=60, heartbeat_seconds=heartbeat_seconds, s3_bucket="memory")
        )
        self.watch = Watch(self.world)
        self.workers = [Worker(self.world, f"worker-{number}") for number in (1, 2)]
        self.pages = [Page(self.world, f"page-{number}") for number in (1, 2)]

    @property
    def job(self) -> JobRecord:
        (job,) = self.watch.records()
        return job

    def state(self) -> JobState:
        return self.job.state

    def pass_time(self, seconds: float) -> None:
        self.world.clock.seconds += seconds
        for process in (*self.workers, *self.pages):
            process.settle()

    def upload(self) -> None:
        self.pages[0].upload(FILE)
        self.pages[0].run()

    def deliver(self, worker: Worker) -> None:
        worker.deliver(self.world.broker.ready()[0])

    def count(self, worker: Worker) -> None:
        """Let a worker finish what it is at."""
        worker.run()
        self.pass_time(25)
        worker.run()

    def sweep(self) -> None:
        self.workers[0].sweep()
        self.workers[0].run()


def run_until(process: Process, name: str) -> None:
    """Let requests through up to the first whose name begins like this, which stays."""
    while not process.pending[0].name.startswith(name):
        process.release(0)
