"""A world in one thread: processes with event loops of their own, stepped request by request, time included.

Each process runs the product's code unchanged. Whatever it asks of the storage or the broker waits in
`Process.pending` until the test lets it through, breaks it, or lets it land late; a paused process wakes up
long after its lease ran out, a dead one leaves its requests behind.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar, cast

from botocore.exceptions import BotoCoreError, ConnectionClosedError

from tests.memory_storage import MemoryBucket, Network, error, memory_storage
from tests.unit.jobs.broker import Broker, Clock
from worker.errors import AudienceError, BrokerUnavailable
from worker.jobs.dispatch import JobQueue
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.uploads.open_uploads import OpenUploads

_Answer = TypeVar("_Answer")


class Fault(StrEnum):
    """What becomes of a request."""

    NONE = "none"
    REFUSED = "refused"  # it does not arrive
    LOST = "lost"  # it arrives, but the answer does not
    LATE = "late"  # its sender gives up, then it arrives
    DENIED = "denied"  # the storage does not allow it


@dataclass(eq=False)
class Request:
    """Something a process asked for and has no answer to."""

    name: str
    sender: str
    act: Callable[[], Any]
    answer: asyncio.Future[Any]


class World:
    """Everything that processes share.

    Attributes:
        acting: who made the request that is being carried out.
        late: requests whose senders have given up, which may land yet.
        wrong: what must never happen and did.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.clock = Clock()
        self.bucket = MemoryBucket(now=self.clock.now)
        self.broker = Broker(self.clock)
        self.acting = "outside"
        self.late: list[Request] = []
        self.wrong: list[str] = []

    def carry_out(self, request: Request) -> Any:
        self.acting = request.sender
        try:
            return request.act()
        finally:
            self.acting = "outside"


class _Loop(asyncio.SelectorEventLoop):
    """An event loop that never waits: its time is the world's."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        super().__init__()
        self.set_exception_handler(lambda _loop, _context: None)  # processes die with work in hand

    def time(self) -> float:
        return self._clock.seconds

    def settle(self) -> None:
        """Run all that is ready or due."""
        inside = cast("Any", self)
        for _ in range(5_000):
            scheduled = inside._scheduled
            if not inside._ready and not (scheduled and scheduled[0].when() <= self.time()):
                return
            self.stop()
            self.run_forever()
        raise AssertionError("The process never rests.")


class Process(Network):
    """A process of the product.

    Attributes:
        doomed: set by the work when it kills its process.
    """

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.name = name
        self.loop = _Loop(world.clock)
        self.pending: list[Request] = []
        self.tasks: list[asyncio.Task[Any]] = []
        self.paused = False
        self.dead = False
        self.doomed = False
        self.storage = memory_storage(world.settings, world.bucket, self)
        self.store = JobStore(self.storage)
        self.queue = JobQueue(self.store, self)
        self.uploads = OpenUploads(self.storage, self.store, self.queue)

    async def send(self, name: str, request: Callable[[], _Answer]) -> _Answer:
        if self.dead:
            raise asyncio.CancelledError
        waiting = Request(name, self.name, request, asyncio.get_running_loop().create_future())
        self.pending.append(waiting)
        try:
            return cast("_Answer", await waiting.answer)
        except asyncio.CancelledError:
            if waiting in self.pending:  # its sender gives up on it; it may be under way
                self.pending.remove(waiting)
                self.world.late.append(waiting)
            raise

    async def publish(self, job_id: int | str, s3_key: str, *, message_id: str, express: bool) -> None:  # noqa: ARG002
        """The publisher's part."""
        try:
            await self.send("publish", lambda: self.world.broker.publish(job_id, s3_key, message_id))
        except BotoCoreError:
            raise BrokerUnavailable from None

    async def lost_before(self) -> datetime | None:
        """The sweeper's question to the broker."""
        try:
            return (await self.send("holdings", self.world.broker.holdings)).lost_before
        except BotoCoreError:
            return None

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        if self.paused:
            work.close()
            return
        self.tasks.append(self.loop.create_task(self._watched(work)))
        self.settle()

    def settle(self) -> None:
        """Run until every task waits for an answer or for time to pass."""
        if self.dead or self.paused:
            return
        self.loop.settle()
        self.tasks = [task for task in self.tasks if not task.done()]
        if self.doomed:
            self.kill()

    def release(self, number: int, fault: Fault = Fault.NONE) -> None:
        """Let one request through, or not."""
        request = self.pending.pop(number % len(self.pending))
        outcome: Any = None
        if fault in (Fault.NONE, Fault.LOST):
            try:
                outcome = self.world.carry_out(request)
            except Exception as answer:  # noqa: BLE001 - the storage's
                outcome = answer
        if fault is Fault.LATE:
            self.world.late.append(request)
        if fault is Fault.DENIED:
            outcome = error(403, "AccessDenied")
        elif fault is not Fault.NONE:
            outcome = ConnectionClosedError(endpoint_url="memory")
        if isinstance(outcome, Exception):
            request.answer.set_exception(outcome)
        else:
            request.answer.set_result(outcome)
        self.settle()

    def run(self, requests: int = 1_000) -> None:
        """Let requests through in their order."""
        for _ in range(requests):
            if not self.pending or self.dead or self.paused:
                return
            self.release(0)

    def kill(self, landing: int = 0) -> None:
        """End it at once; the first of its requests arrive all the same."""
        self.dead = True
        self.world.late += self.pending[:landing]
        self.pending.clear()
        for _ in range(20):
            alive = asyncio.all_tasks(self.loop)
            if not alive:
                break
            for task in alive:
                task.cancel()
            self.loop.settle()
        self.loop.close()

    async def _watched(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except AudienceError:
            return
        except Exception as raised:  # noqa: BLE001 - nothing else may be
            self.world.wrong.append(f"{self.name} raised {raised!r}")
