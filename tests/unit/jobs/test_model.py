"""Workers, pages, sweepers, broker and storage interleaved at will: no job is lost, none has two reports."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from structlog.testing import capture_logs

from tests.unit.jobs.broker import ACK_WAIT_SECONDS
from tests.unit.jobs.cast import DAY_SECONDS, Cast
from tests.unit.jobs.people import in_time_of
from tests.unit.jobs.world import Fault
from worker.jobs.record import FINAL_STATES, RUNNING_STATES, JobState

_FILES = [b"good-1", b"good-2", b"bad-1", b"ask-1", b"die-1"]
_MOST_JOBS = 6
_MEANT_FOR = {
    "complete": {JobState.UPLOADING, JobState.QUEUED},
    "cancel": RUNNING_STATES,
    "retry": {JobState.FAILED},
    "answer": {JobState.FAILED},
    "delete": FINAL_STATES,
}
_NUMBER = st.integers(0, 11)
_FAULT = st.sampled_from([Fault.NONE] * 5 + [Fault.REFUSED, Fault.LOST, Fault.LATE])


class Jobs(RuleBasedStateMachine):
    """Everything that may happen, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.cast = Cast()
        self.world = self.cast.world
        self.watch = self.cast.watch
        self.time = ExitStack()
        self.time.enter_context(in_time_of(self.world.clock))
        self.time.enter_context(capture_logs())

    # What people do.

    @initialize(files=st.lists(st.sampled_from(_FILES), max_size=2, unique=True), progress=st.integers(0, 2))
    def begin(self, files: list[bytes], progress: int) -> None:
        """Most interesting things happen to jobs that are queued (0), counted (1) or have ended (2)."""
        for page, file in zip(self.cast.pages, files, strict=False):
            page.upload(file)
            page.run()
        if progress > 0:
            for message in self.world.broker.ready():
                self.cast.workers[0].deliver(message)
                self.run_on(0)
        if progress > 1:
            self.pass_time(25)
            self.run_on(0)

    @rule(page=_NUMBER, file=st.sampled_from(_FILES))
    def upload(self, page: int, file: bytes) -> None:
        if len(self.watch.records()) < _MOST_JOBS:
            self.cast.page_of(page).upload(file)

    @rule(page=_NUMBER, job=_NUMBER, action=st.sampled_from(list(_MEANT_FOR)), requests=st.integers(0, 8))
    def act(self, page: int, job: int, action: str, requests: int) -> None:
        own = [record for record in self.watch.records() if record.owner]
        jobs = [record for record in own if record.state in _MEANT_FOR[action]] or own
        if not jobs:
            return
        record = jobs[job % len(jobs)]
        if action == "delete":
            self.watch.deleting.add(f"{record.owner}/{record.job_id}")
        actor = self.cast.page_of(page)
        if action == "answer":
            actor.answer(record.job_id)
        else:
            actor.start(getattr(actor.desk, action)(record.job_id))
        actor.run(requests)

    @rule(number=st.integers(1, 2), version=st.integers(1, 2))
    def publish_from_elsewhere(self, number: int, version: int) -> None:
        key = f"uploads/{number}.csv"
        record = self.watch.record(f"jobs/{number}.json")
        if record is None or record.is_running:
            self.world.bucket.put(key, b"good %d" % version)
            self.world.broker.publish(number, key)

    # What the broker does.

    @rule(worker=_NUMBER, message=_NUMBER)
    def deliver(self, worker: int, message: int) -> None:
        ready, free = self.world.broker.ready(), [w for w in self.cast.workers if w.is_free]
        if ready and free:
            free[worker % len(free)].deliver(ready[message % len(ready)])

    @rule(message=_NUMBER)
    def deliver_twice(self, message: int) -> None:
        held = [m for m in self.world.broker.messages if m.holder]
        if held:
            held[message % len(held)].holder = None

    @rule(worker=_NUMBER, requests=st.integers(0, 12))
    def deliver_and_run(self, worker: int, requests: int) -> None:
        ready, free = self.world.broker.ready(), [w for w in self.cast.workers if w.is_free]
        if ready and free:
            chosen = free[worker % len(free)]
            chosen.deliver(ready[0])
            chosen.run(requests)
            self.cast.replace_dead()

    @rule()
    def wipe_broker(self) -> None:
        self.cast.wiped = True
        self.world.clock.seconds += 0.001
        self.world.broker.wipe()

    @precondition(lambda self: self.world.broker.messages)
    @rule(message=_NUMBER)
    def lose_a_message(self, message: int) -> None:
        self.cast.wiped = True
        messages = self.world.broker.messages
        self.world.broker.lose(messages[message % len(messages)])

    # What time and chance do.

    @rule(worker=_NUMBER)
    def sweep(self, worker: int) -> None:
        free = [w for w in self.cast.workers if w.is_free]
        if free:
            free[worker % len(free)].sweep()

    @rule(worker=_NUMBER)
    def look_around(self, worker: int) -> None:
        self.cast.workers[worker % len(self.cast.workers)].look_around()

    @rule(process=_NUMBER, request=_NUMBER, fault=_FAULT)
    def step(self, process: int, request: int, fault: Fault) -> None:
        waiting = [p for p in self.cast.awake() if p.pending]
        if waiting:
            waiting[process % len(waiting)].release(request, fault)
            self.cast.replace_dead()

    @rule(process=_NUMBER, requests=st.integers(1, 12))
    def run(self, process: int, requests: int) -> None:
        waiting = [p for p in self.cast.awake() if p.pending]
        if waiting:
            waiting[process % len(waiting)].run(requests)
            self.cast.replace_dead()

    @rule(process=_NUMBER, request=_NUMBER, fault=_FAULT)
    def step_again(self, process: int, request: int, fault: Fault) -> None:
        self.step(process, request, fault)

    @rule(process=_NUMBER)
    def run_on(self, process: int) -> None:
        self.run(process, 1_000)

    @rule(process=_NUMBER)
    def run_on_and_count(self, process: int) -> None:
        self.run(process, 1_000)
        self.pass_time(25)

    @precondition(lambda self: self.world.late)
    @rule(request=_NUMBER)
    def land_late(self, request: int) -> None:
        self.cast.land(request)

    @rule(seconds=st.sampled_from([1, 10, 25, 25, 31, 70, DAY_SECONDS + 60]))
    def pass_time(self, seconds: int) -> None:
        self.world.clock.seconds += seconds
        if seconds > ACK_WAIT_SECONDS:
            self.world.broker.take_from_the_silent()
        for process in self.cast.processes():
            process.settle()
        self.cast.replace_dead()

    @rule(process=_NUMBER)
    def pause(self, process: int) -> None:
        awake = self.cast.awake()
        if awake:
            awake[process % len(awake)].paused = True

    @rule(process=_NUMBER, answers_first=st.booleans())
    def wake_up(self, process: int, answers_first: bool) -> None:
        asleep = [p for p in self.cast.processes() if p.paused]
        if asleep:
            sleeper = asleep[process % len(asleep)]
            sleeper.paused = False
            if answers_first and sleeper.pending:
                sleeper.release(0)
            sleeper.settle()
            self.cast.replace_dead()

    @rule(process=_NUMBER, landing=st.integers(0, 2))
    def kill(self, process: int, landing: int) -> None:
        processes = self.cast.processes()
        processes[process % len(processes)].kill(landing)
        self.cast.replace_dead()

    @rule(worker=_NUMBER)
    def stop(self, worker: int) -> None:
        awake = [w for w in self.cast.workers if not w.paused]
        if awake:
            awake[worker % len(awake)].stopping.set()
            awake[worker % len(awake)].settle()
            self.cast.replace_dead()

    # What must hold.

    @invariant()
    def nothing_went_wrong(self) -> None:
        assert self.world.wrong == []

    def teardown(self) -> None:
        try:
            self.nothing_went_wrong()
            self.cast.come_to_rest()
            self.nothing_went_wrong()
            self.cast.check_the_end()
        finally:
            for process in self.cast.processes():
                process.kill()
            self.time.close()


def _check(examples: int, steps: int, *, seeded: bool) -> None:
    run_state_machine_as_test(
        Jobs,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=seeded,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_promises_7_9_10_13_14_15_hold_whatever_happens_in_whatever_order() -> None:
    _check(100, 80, seeded=True)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_promises_7_9_10_13_14_15_hold_whatever_happens_for_long() -> None:
    _check(10_000, 120, seeded=False)
