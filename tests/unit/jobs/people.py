"""Who acts in the world: workers and pages, made of the product's own parts."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import cast
from unittest.mock import patch

from botocore.exceptions import BotoCoreError

from tests.unit.jobs.broker import ACK_WAIT_SECONDS, Clock, Message, News
from tests.unit.jobs.world import Process, World
from worker.audit import Actor
from worker.desk.analyst import Desk
from worker.desk.expectations import Expectations
from worker.desk.listings import Listings
from worker.desk.preview import Previews
from worker.dialect.model import Choices, CountOptions, Dialect, Doubt, DoubtCode, Reading
from worker.dialect.unclear import Unclear
from worker.errors import (
    CountingInterrupted,
    DeadLetter,
    FileRefused,
    NoRoom,
    ObjectMissing,
    PutBack,
    StorageUnavailable,
)
from worker.jobs.record import JobRecord, Outcome, Progress
from worker.observing.presence import Presence
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.processing.counted_file import CountedFile
from worker.queue.contract import ProcessAudience
from worker.queue.jetstream.peeking import Peek
from worker.refusal import Refusal
from worker.running.early_looks import EarlyLooks
from worker.running.handler import message_handler
from worker.running.sweeper import Sweeper
from worker.uploads.leftovers import Leftovers
from worker.uploads.opening import Openings

OWNER = "local"
PART_BYTES = 4
COUNTING_SECONDS = 25  # some heartbeats long
SLOTS = 2
MOST_LOST_WORKERS = 3
DOUBTFUL = Reading(
    dialect=Dialect(), email=0, country=1, doubts=(Doubt(code=DoubtCode.NO_HEADER, message="Is it?"),)
)
ANSWERED = CountOptions(choices=Choices(is_confirmed=True))


def summary_of(body: bytes) -> bytes:
    """The only right report of a file."""
    return b"country,user_count\n" + body


@contextmanager
def in_time_of(clock: Clock) -> Iterator[None]:
    """Give the product the world's time, small parts, and ids that do not differ between runs."""
    ids = (f"00000000-0000-7000-8000-{number:012x}" for number in itertools.count())
    with (
        patch("worker.storage.clock.STORES_CLOCK", clock),
        patch("worker.processing.held_job.time", SimpleNamespace(monotonic=lambda: clock.seconds)),
        patch("worker.processing.claiming._MOST_LOST_WORKERS", MOST_LOST_WORKERS),
        patch("worker.jobs.object_keys.uuid_utils.uuid7", lambda: next(ids)),
        patch("worker.uploads.parts._MIN_PART_BYTES", PART_BYTES),
        patch("worker.uploads.parts.MEBIBYTE", 1),
    ):
        yield


class Worker(Process):
    """A worker with two slots and its sweeper."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        self.stopping = asyncio.Event()
        self.busy = 0
        self.is_looking = False
        attempts = Attempts(self.storage, self.store, world.settings, self._count, self.stopping)
        claims = Claims(self.storage, self.store, world.settings, name)
        self._handle_message = message_handler(
            claims, attempts, Presence(self.storage, name, 1, SLOTS), someone_else_seconds=15
        )
        self._early_looks = EarlyLooks(
            self.store,
            cast("Peek", News(world.broker, f"uploads/{OWNER}/")),
            self._look,
            lambda: not self.stopping.is_set(),
            lambda: world.clock.seconds,
        )
        self._sweeper = Sweeper(
            self.store,
            self.queue,
            self.uploads,
            Leftovers(self.storage),
            self.lost_before,
            patience_seconds=10,
        )

    @property
    def is_free(self) -> bool:
        return not (self.dead or self.paused or self.stopping.is_set()) and self.busy < SLOTS

    def deliver(self, message: Message) -> None:
        message.holder = self
        self.start(self._handle(message))

    def sweep(self) -> None:
        self.start(self._sweeper.sweep())

    def look_around(self) -> None:
        """Look at what waits, as if no slot were free; one look after the other."""
        if not self.is_looking:
            self.start(self._look_around())

    async def _look_around(self) -> None:
        self.is_looking = True
        try:
            await self._early_looks.look_around()
        except StorageUnavailable:
            return
        finally:
            self.is_looking = False

    async def _handle(self, message: Message) -> None:
        self.busy += 1
        put_back: float | None = None
        try:
            said = ProcessAudience(job_id=message.job_id, s3_key=message.s3_key)
            await self._handle_message(said, is_repeated=False)
        except PutBack as error:
            put_back = ACK_WAIT_SECONDS if error.delay_seconds is None else error.delay_seconds
        except DeadLetter as letter:
            if message.s3_key.startswith(f"uploads/{OWNER}/"):
                self.world.wrong.append(f"The message of {message.s3_key} was buried: {letter}")
        finally:
            self.busy -= 1
        try:
            await self.send("settle", lambda: self.world.broker.settle(message, put_back))
        except BotoCoreError:
            return

    async def _look(self, job: JobRecord) -> None:
        try:
            body, _ = await self.storage.read(job.s3_key)
        except ObjectMissing:
            raise FileRefused(Refusal.FILE_MISSING, "It is gone.") from None
        if body.startswith(b"die"):
            raise CountingInterrupted
        _judge(body, job)

    async def _count(self, job: JobRecord, note: Callable[[Progress], None]) -> CountedFile:
        try:
            counted = await self.storage.head(job.s3_key)
            note(Progress(rows=1))
            await asyncio.sleep(COUNTING_SECONDS)
            body, read = await self.storage.read(job.s3_key)
        except ObjectMissing:
            raise FileRefused(Refusal.FILE_MISSING, "It is gone.") from None
        note(Progress(rows=2))
        if read != counted.etag:
            raise CountingInterrupted
        _judge(body, job)
        if body.startswith(b"full"):
            raise NoRoom
        if body.startswith(b"die"):
            self.doomed = True
            await asyncio.Event().wait()
        outcome = Outcome(
            etag=counted.etag,
            modified=counted.modified,
            rows=1,
            customers=1,
            duplicates=0,
            rejected={},
            countries=1,
        )
        return CountedFile(summary_of(body), outcome, DOUBTFUL if body.startswith(b"ask") else None)


def _judge(body: bytes, job: JobRecord) -> None:
    if body.startswith(b"bad"):
        raise FileRefused(Refusal.EMPTY_FILE, "It is bad.")
    if body.startswith(b"ask") and not job.options.choices.is_confirmed:
        raise Unclear(DOUBTFUL)


class Page(Process):
    """A dashboard process with one analyst, and their browser."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__(world, name)
        previews = Previews(self.storage, world.settings.unpack_limits)
        self.desk = Desk(
            OWNER,
            self.storage,
            self.store,
            self.uploads,
            self.queue,
            openings=Openings(self.storage, self.store, world.settings),
            previews=previews,
            listings=Listings(self.store),
            expectations=Expectations(self.storage),
            actor=Actor(OWNER),
            external=False,
        )

    def upload(self, body: bytes) -> None:
        """Upload a file; when that was begun before, go on with it."""
        self.start(self._upload(body))

    def answer(self, job_id: str) -> None:
        """Confirm how a job's file is read, and have it counted so."""
        self.start(self.desk.retry(job_id, ANSWERED))

    async def _upload(self, body: bytes) -> None:
        opened = await self.desk.begin(name="a.csv", size=len(body), fingerprint=body.hex())
        assert opened.job.multipart is not None
        upload_id = opened.job.multipart.upload_id
        for number in range(1, -(-len(body) // PART_BYTES) + 1):
            if number not in opened.arrived:
                part = body[(number - 1) * PART_BYTES : number * PART_BYTES]
                await self._put_part(upload_id, number, part)
        await self.desk.complete(opened.job.job_id)

    async def _put_part(self, upload_id: str, number: int, part: bytes) -> None:
        try:
            await self.send("put part", lambda: self.world.bucket.put_part(upload_id, number, part))
        except Exception:  # noqa: BLE001 - the browser's own trouble: complete will say what is missing
            return
