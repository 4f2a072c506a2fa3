"""The state of everything at one moment, without anything personal: no file's name, no whole owner."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord, JobState, Progress
from worker.logins import Person
from worker.logs import hide_secrets
from worker.observing.presence import Beat
from worker.operations.strays import StrayFile
from worker.queue.jetstream.dead_letters import Buried
from worker.queue.jetstream.streams import Backlog
from worker.text.sentences import Sentence, Wording

SHOWN = 100
_OWNER_CHARACTERS = 8
_PAYLOAD_CHARACTERS = 1_200


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class QueueLine(_Model):
    """The queue: see `Backlog`.

    Attributes:
        oldest_seconds: how long the oldest waiting message has waited; None when none waits.
    """

    waiting: int
    in_hand: int
    redelivered: int
    oldest_seconds: float | None

    @classmethod
    def of(cls, backlog: Backlog, now: datetime) -> Self:
        """The queue as it is now."""
        waited = max(0.0, (now - backlog.oldest_at).total_seconds()) if backlog.oldest_at else None
        return cls(
            waiting=backlog.waiting,
            in_hand=backlog.in_hand,
            redelivered=backlog.redelivered,
            oldest_seconds=waited,
        )


class WorkerLine(Beat):
    """A worker; one that is not alive ended without a goodbye."""

    alive: bool

    @classmethod
    def of(cls, beat: Beat, now: datetime) -> Self:
        """The worker as it is now."""
        return cls(**beat.model_dump(), alive=beat.is_alive(now))


class JobLine(_Model):
    """A job as operators see it.

    Attributes:
        owner: the beginning of the owner's name, which is itself only a digest; None for external publishers.
        bytes: the file's size.
        worker: who holds its lease, or held it last.
        waits_since: when the job came into its present state, or was last heard of.
        reason: why it failed or is tried again.
    """

    job_id: str
    owner: str | None
    state: JobState
    bytes: int
    attempts: int
    created_at: AwareDatetime
    started_at: AwareDatetime | None
    finished_at: AwareDatetime | None
    waits_since: AwareDatetime
    worker: str | None
    progress: Progress | None
    code: str | None
    reason: str | None
    wording: Wording | None = Field(default=None, exclude=True, repr=False)
    ref: JobRef = Field(exclude=True, repr=False)

    @property
    def sentence(self) -> Sentence:
        """The reason as a page says it."""
        return Sentence(self.reason or "", self.wording)

    @classmethod
    def of(cls, job: JobRecord) -> Self:
        """The job without what is its owner's alone."""
        failure = job.failure
        reason = hide_secrets(None, "", {"reason": failure.message})["reason"] if failure else None
        return cls(
            job_id=job.job_id,
            owner=job.owner and job.owner[:_OWNER_CHARACTERS],
            state=job.state,
            bytes=job.file.size,
            attempts=job.attempts,
            created_at=job.created_at,
            started_at=job.started_at,
            finished_at=job.finished_at,
            waits_since=job.updated_at,
            worker=job.lease.worker if job.lease else None,
            progress=job.progress,
            code=failure.code if failure else None,
            reason=reason,
            wording=failure.wording if failure and reason == failure.message else None,
            ref=job.ref,
        )


class DeadMessage(_Model):
    """A message that no worker could do anything with.

    Attributes:
        number: names it in the dead-letter stream.
        message_id: the id its publisher gave it.
        original_number: its place in the queue when it died.
        job_id: as in its payload, if that can be read.
        s3_key: as in its payload, if that can be read.
    """

    number: int
    reason: str
    died_at: AwareDatetime
    deliveries: int
    message_id: str
    original_number: int
    job_id: str | None
    s3_key: str | None

    @classmethod
    def of(cls, letter: Buried) -> Self:
        """The dead letter with what its payload says."""
        job_id, s3_key = _named(letter.payload)
        return cls(
            number=letter.number,
            reason=letter.reason,
            died_at=letter.died_at,
            deliveries=letter.deliveries,
            message_id=letter.message_id,
            original_number=letter.original_number,
            job_id=job_id,
            s3_key=s3_key,
        )


class Snapshot(_Model):
    """Everything at one moment; lists hold at most 100, newest or oldest first, the totals count all.

    Attributes:
        storage: "ok", or a sentence on why S3 cannot be asked; workers and jobs are then unknown.
        broker: "ok", or a sentence on why the queue cannot be asked; the queue is then unknown.
        totals: jobs by state.
        running: jobs a worker is at, newest first.
        stalled: jobs whose worker went silent; they are picked up again by themselves.
        unsent: queued jobs whose message the broker has not confirmed; they are sent by themselves.
        retrying: queued jobs whose last attempt broke off, with the reason; they go on by themselves.
        unclear_total: failed jobs that need no operator: their analysts have to check the columns.
        failed: the other failed jobs, newest first.
        strays: files that no job is about, oldest first.
        dead_letters: oldest first.
        people: who is logged in, whoever did something last first.
    """

    taken_at: AwareDatetime
    storage: str = "ok"
    broker: str = "ok"
    queue: QueueLine | None = None
    workers: list[WorkerLine] = Field(default_factory=list)
    totals: dict[JobState, int] = Field(default_factory=dict)
    running: list[JobLine] = Field(default_factory=list)
    running_total: int = 0
    stalled: list[JobLine] = Field(default_factory=list)
    stalled_total: int = 0
    unsent: list[JobLine] = Field(default_factory=list)
    unsent_total: int = 0
    retrying: list[JobLine] = Field(default_factory=list)
    retrying_total: int = 0
    unclear_total: int = 0
    failed: list[JobLine] = Field(default_factory=list)
    failed_total: int = 0
    strays: list[StrayFile] = Field(default_factory=list)
    strays_total: int = 0
    dead_letters: list[DeadMessage] = Field(default_factory=list)
    dead_letters_total: int = 0
    people: list[Person] = Field(default_factory=list)
    people_total: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether S3 and the broker could be asked."""
        return self.storage == "ok" and self.broker == "ok"

    @property
    def alive(self) -> list[WorkerLine]:
        """Workers that are alive."""
        return [worker for worker in self.workers if worker.alive]


def job_fields(jobs: Iterable[JobRecord], now: datetime) -> dict[str, object]:
    """The fields of a snapshot that come from the records."""
    jobs = list(jobs)
    groups: dict[str, list[JobRecord]] = {
        "running": [j for j in jobs if j.state is JobState.PROCESSING and not j.is_stalled(now)],
        "stalled": [j for j in jobs if j.is_stalled(now)],
        "unsent": [j for j in jobs if j.state is JobState.QUEUED and j.enqueued_at is None],
        "retrying": [j for j in jobs if j.state is JobState.QUEUED and j.failure is not None],
        "failed": [j for j in jobs if j.state is JobState.FAILED and not j.needs_owner],
    }
    fields: dict[str, object] = {
        "totals": dict(Counter(job.state for job in jobs)),
        "unclear_total": sum(job.needs_owner for job in jobs),
    }
    for name, group in groups.items():
        group.sort(key=lambda job: job.updated_at if name == "failed" else job.created_at, reverse=True)
        fields[name] = [JobLine.of(job) for job in group[:SHOWN]]
        fields[f"{name}_total"] = len(group)
    return fields


def _named(payload: bytes) -> tuple[str | None, str | None]:
    try:
        content = json.loads(payload)
    except ValueError:
        return None, None
    if not isinstance(content, dict):
        return None, None
    named = (content.get("job_id"), content.get("s3_key"))
    job_id, s3_key = (str(v)[:_PAYLOAD_CHARACTERS] if isinstance(v, str | int) else None for v in named)
    return job_id, s3_key
