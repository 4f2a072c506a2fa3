"""Two workers and two pages that die and are replaced, and how all of them come to rest."""

from __future__ import annotations

from tests.unit.jobs.people import Page, Worker, summary_of
from tests.unit.jobs.promises import Watch
from tests.unit.jobs.world import Process, World
from worker.jobs.record import JobState
from worker.settings import Settings

DAY_SECONDS = 86_400
_ROUND_SECONDS = 16
_ROUNDS = 90


class Cast:
    """Who is there.

    Attributes:
        wiped: whether the broker was, or has lost a message, so that a raw file may be left to the lifecycle
            rule.
    """

    def __init__(self) -> None:
        self.world = World(
            Settings(job_attempts=3, lease_seconds=60, heartbeat_seconds=10, s3_bucket="memory")
        )
        self.watch = Watch(self.world)
        self.wiped = False
        self._names = 0
        self.workers = [self._worker(), self._worker()]
        self.pages = [self._page(), self._page()]

    def _worker(self) -> Worker:
        self._names += 1
        return Worker(self.world, f"worker-{self._names}")

    def _page(self) -> Page:
        self._names += 1
        return Page(self.world, f"page-{self._names}")

    def page_of(self, number: int) -> Page:
        return self.pages[number % len(self.pages)]

    def processes(self) -> list[Process]:
        return [*self.workers, *self.pages]

    def awake(self) -> list[Process]:
        return [process for process in self.processes() if not process.paused]

    def land(self, number: int) -> None:
        request = self.world.late.pop(number % len(self.world.late))
        try:
            self.world.carry_out(request)
        except Exception:  # noqa: BLE001 - nobody hears the answer
            return

    def replace_dead(self) -> None:
        for worker in self.workers:
            if worker.stopping.is_set() and not worker.dead and not worker.busy and not worker.pending:
                worker.kill()
        self.workers = [self._worker() if worker.dead else worker for worker in self.workers]
        self.pages = [self._page() if page.dead else page for page in self.pages]

    def come_to_rest(self) -> None:
        """From here on nothing fails: every job must end by itself, open uploads after a day."""
        for process in self.processes():
            process.paused = False
        while self.world.late:
            self.land(0)
        self._go_round_until_ended(set(JobState) - {JobState.UPLOADING})
        self.world.clock.seconds += DAY_SECONDS + 60
        self._go_round_until_ended(set(JobState))
        self.world.clock.seconds += DAY_SECONDS + 60
        self._go_round()

    def _go_round_until_ended(self, states: set[JobState]) -> None:
        """Give every job of these states less time than the broker remembers message ids."""
        for _ in range(_ROUNDS):
            running = [job for job in self.watch.records() if job.is_running and job.state in states]
            if not running and not self.world.broker.messages:
                return
            self._go_round()
        raise AssertionError(f"These never end: {running}, {self.world.broker.messages}")

    def _go_round(self) -> None:
        self.world.clock.seconds += _ROUND_SECONDS
        self.world.broker.take_from_the_silent()
        for process in self.processes():
            process.settle()
            process.run()
        self.replace_dead()
        for worker in self.workers:
            worker.sweep()
            worker.run()
            for message in self.world.broker.ready():
                if worker.is_free:
                    worker.deliver(message)
                    worker.run()
        self.replace_dead()

    def check_the_end(self) -> None:
        assert self.world.bucket.uploads == {}, "parts are left"
        objects = self.world.bucket.objects
        for record in self.watch.records():
            if f"{record.owner}/{record.job_id}" in self.watch.deleting:
                continue  # its page died half way: its analyst deletes what is left of it
            if record.state is JobState.SUCCEEDED and record.outcome:
                body = self.watch.bodies[record.outcome.etag]
                assert objects[record.ref.summary_key].body == summary_of(body)
                there = objects.get(record.s3_key)
                # The same bytes put again without a job of their own are left to the bucket's lifecycle.
                is_left = there is not None and record.outcome.is_of(there.etag, there.modified)
                assert self.wiped or not is_left, "raw file left"
            if record.state is JobState.FAILED and record.owner:
                assert record.s3_key in objects, "the file of a failed job is kept"
