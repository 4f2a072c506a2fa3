"""Looking at everything, and repairing what does not repair itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from copy import copy
from dataclasses import dataclass
from typing import Any

import structlog

from worker.audit import OPERATOR, Act, Actor, Entry, audited
from worker.desk.desks import Desks, open_desks
from worker.errors import AudienceError, DeadLetterCut, DeadLetterGone, JobNotFound, TransitionRefused
from worker.jobs.object_keys import LOCAL_OWNER, JobRef
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.logins import Logins, People, limits_of
from worker.observing.presence import workers
from worker.operations.snapshot import SHOWN, DeadMessage, QueueLine, Snapshot, WorkerLine, job_fields
from worker.operations.strays import Strays
from worker.queue.contract import CHANNEL, Publisher, make_server
from worker.queue.jetstream import JetStreamServer
from worker.queue.jetstream.dead_letters import (
    count_dead_letters,
    dead_letters,
    discard_letter,
    revive_letter,
)
from worker.queue.jetstream.streams import backlog
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Repaired:
    """What an action on many did.

    Attributes:
        done: how many it was done to.
        left: how many could not be helped: the file is gone, or the message was too large to be kept whole.
    """

    done: int
    left: int


class Operations:
    """What operators see and can do. Use it within one event loop; see `open_operations`."""

    def __init__(self, storage: Storage, server: JetStreamServer, desks: Desks, logins: Logins) -> None:
        self._storage = storage
        self._logins = logins
        self._people = People(logins)
        self._server = server
        self._reception = desks
        self._actor = OPERATOR
        self._store = JobStore(storage)
        self._strays = Strays(storage, self._store, desks.publisher)

    def by(self, actor: Actor) -> Operations:
        """The same, with this operator to answer for what is done."""
        same = copy(self)
        same._actor = actor  # noqa: SLF001 - its own copy
        return same

    async def snapshot(self) -> Snapshot:
        """Everything as it is now; what cannot be asked is said, not raised."""
        parts = await asyncio.gather(self._from_storage(), self._from_broker())
        return Snapshot.model_validate({"taken_at": utc_now(), **parts[0], **parts[1]})

    async def find(self, name: str) -> JobRef:
        """The job an operator means by its id, or by `owner/id` if several have that id.

        Raises:
            JobNotFound: there is none.
            TransitionRefused: there are several.
            StorageUnavailable: S3 is away.
        """
        jobs = await self._store.everyone()
        found = [job.ref for job in jobs if name in (job.job_id, f"{job.owner or ''}/{job.job_id}")]
        if not found:
            raise JobNotFound(f"There is no job {name}.")
        if len(found) > 1:
            owners = ", ".join(f"{ref.owner or ''}/{ref.job_id}" for ref in found)
            raise TransitionRefused(f"Several jobs have this id; name one of them: {owners}.")
        return found[0]

    async def requeue(self, ref: JobRef) -> JobRecord:
        """Count the kept file of a failed job once more, as its analyst can.

        Raises:
            TransitionRefused: the job did not fail, or its file is gone.
            JobNotFound: there is no such job.
            StorageUnavailable: S3 is away.
        """
        desk = self._reception.desk(ref.owner or LOCAL_OWNER, external=ref.owner is None, actor=self._actor)
        job = await desk.retry(ref.job_id, is_limited=False)
        _log.info("operator.requeued", job_id=ref.job_id)
        return job

    async def requeue_all_failed(self) -> Repaired:
        """Count the kept file of every failed job once more, unless its analyst has to say how it is read.

        Raises:
            StorageUnavailable: S3 is away.
        """
        done = left = 0
        for job in await self._store.everyone():
            if job.state is not JobState.FAILED or job.needs_owner:
                continue
            try:
                await self.requeue(job.ref)
            except (TransitionRefused, JobNotFound):
                left += 1
            else:
                done += 1
        return Repaired(done, left)

    async def requeue_dead_letter(self, number: int) -> None:
        """Send a dead letter to the queue again.

        Raises:
            DeadLetterGone: there is none of this number.
            DeadLetterCut: it is not whole.
            BrokerUnavailable: the broker is away.
        """
        with audited(self._actor, Entry(Act.REQUEUE_DEAD_LETTER, dead_letter=number)):
            await revive_letter(self._server.broker, CHANNEL, number)
        _log.info("operator.dead_letter_requeued", number=number)

    async def requeue_dead_letters(self) -> Repaired:
        """Send every dead letter to the queue again; those that die meanwhile are not sent twice.

        Raises:
            BrokerUnavailable: the broker is away.
        """
        done = left = 0
        async for letter in dead_letters(self._server.broker, CHANNEL):
            try:
                await self.requeue_dead_letter(letter.number)
            except DeadLetterCut:
                left += 1
            except DeadLetterGone:
                continue
            else:
                done += 1
        return Repaired(done, left)

    async def discard_dead_letter(self, number: int) -> None:
        """Remove a dead letter for good.

        Raises:
            DeadLetterGone: there is none of this number.
            BrokerUnavailable: the broker is away.
        """
        with audited(self._actor, Entry(Act.DISCARD_DEAD_LETTER, dead_letter=number)):
            await discard_letter(self._server.broker, CHANNEL, number)
        _log.info("operator.dead_letter_discarded", number=number)

    async def count_file(self, name: str) -> JobRef:
        """Have a file counted that no job is about; see Strays.count."""
        return await self._strays.count(name, self._actor)

    async def end_sessions(self, who: str) -> int:
        """End all sessions of one person, at every dashboard; how many were open.

        Raises:
            NobodyLoggedIn: no login of this address is known, or this is no owner.
            StorageUnavailable: S3 is away.
        """
        ended = 0
        for owner in await self._people.named(who):
            with audited(self._actor, Entry(Act.END_SESSIONS, owner=owner)):
                ended += await self._logins.end_all(owner)
        return ended

    async def _from_storage(self) -> dict[str, Any]:
        try:
            jobs, beats, people = await asyncio.gather(
                self._store.everyone(), workers(self._storage), self._people.present()
            )
            now = utc_now()
            strays = await self._strays.among(jobs, now)
        except AudienceError as error:
            return {"storage": error.message}
        return {
            "strays": strays[:SHOWN],
            "strays_total": len(strays),
            "workers": [WorkerLine.of(beat, now) for beat in beats],
            "people": people[:SHOWN],
            "people_total": len(people),
            **job_fields(jobs, now),
        }

    async def _from_broker(self) -> dict[str, Any]:
        try:
            held = await backlog(self._server.broker, CHANNEL)
            letters: list[DeadMessage] = []
            async for letter in dead_letters(self._server.broker, CHANNEL):
                letters.append(DeadMessage.of(letter))
                if len(letters) == SHOWN:
                    break
            total = await count_dead_letters(self._server.broker, CHANNEL)
        except AudienceError as error:
            return {"broker": error.message}
        return {
            "queue": QueueLine.of(held, utc_now()),
            "dead_letters": letters,
            "dead_letters_total": max(total, len(letters)),
        }


@asynccontextmanager
async def open_operations(settings: Settings, desks: Desks | None = None) -> AsyncIterator[Operations]:
    """The operators' console; servers that are away are no hindrance.

    Args:
        settings: where the servers are.
        desks: whose connections it shares; else it has its own.

    Raises:
        ConfigurationError: no broker is configured, or there are no credentials for S3.
    """
    server = make_server(settings)
    async with AsyncExitStack() as stack:
        if desks is None:
            publisher = await stack.enter_async_context(Publisher(settings))
            desks = await stack.enter_async_context(open_desks(settings, publisher))
        stack.push_async_callback(server.disconnect)
        logins = Logins(desks.storage, limits_of(settings))
        yield Operations(desks.storage, server, desks, logins)
