"""Files that somebody put under `uploads/` and no job is about: their message was lost, or never sent."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import PurePosixPath

import structlog
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from worker.audit import Act, Actor, Entry, audited
from worker.errors import FileGone, FileRefused, JobNotFound
from worker.jobs.dispatch import MessageSender
from worker.jobs.object_keys import UPLOADS_PREFIX, JobRef
from worker.jobs.record import RUNNING_STATES, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.storage.client import ObjectInfo, Storage
from worker.storage.clock import utc_now

_log = structlog.get_logger()

_QUIET = timedelta(minutes=5)
"""A message is given so long after its file."""

_NAME_CHARACTERS = 12
_IMPERSONAL = re.compile(rf"{UPLOADS_PREFIX}[0-9a-f-]{{1,64}}\.[a-z]{{2,4}}")
_KEEPING_STATES = RUNNING_STATES | {JobState.FAILED}


class StrayFile(BaseModel):
    """A file that no job is about.

    Attributes:
        name: names it: a digest of its key, which may hold a name.
        key: itself, where it is of nobody and all digits.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    key: str | None
    bytes: int
    modified: AwareDatetime
    hidden_key: str = Field(exclude=True, repr=False)
    etag: str = Field(exclude=True, repr=False)

    @classmethod
    def of(cls, file: ObjectInfo) -> StrayFile:
        """The file without what may be personal."""
        return cls(
            name=hashlib.sha256(file.key.encode()).hexdigest()[:_NAME_CHARACTERS],
            key=file.key if _IMPERSONAL.fullmatch(file.key) else None,
            bytes=file.size,
            modified=file.modified,
            hidden_key=file.key,
            etag=file.etag,
        )


class Strays:
    """Finds such files and has them counted. Raises StorageUnavailable when S3 is away."""

    def __init__(self, storage: Storage, store: JobStore, publisher: MessageSender) -> None:
        self._storage = storage
        self._store = store
        self._publisher = publisher

    async def among(self, jobs: Iterable[JobRecord], now: datetime) -> list[StrayFile]:
        """All that none of these jobs is about and that have lain there for some minutes, oldest first."""
        kept = {job.s3_key for job in jobs if job.state in _KEEPING_STATES}
        files = [
            StrayFile.of(file)
            async for file in self._storage.walk(UPLOADS_PREFIX)
            if file.key not in kept and now - file.modified >= _QUIET and _can_be_sent(file.key)
        ]
        return sorted(files, key=lambda file: file.modified)

    async def count(self, name: str, actor: Actor) -> JobRef:
        """Have a file counted as if its publisher had sent its message; the job that will be.

        Raises:
            FileGone: there is none of this name, or a job is about it by now.
            BrokerUnavailable: the broker is away.
        """
        with audited(actor, Entry(Act.COUNT_FILE)) as entry:
            for file in await self.among(await self._store.everyone(), utc_now()):
                if file.name == name:
                    ref = await self._new_job(file.hidden_key)
                    entry.job_id = ref.job_id
                    message_id = f"stray:{name}:{file.etag}:{file.modified}"
                    await self._publisher.publish(
                        ref.job_id,
                        file.hidden_key,
                        message_id=message_id,
                        express=ref.is_of_a_page(file.hidden_key),
                    )
                    _log.info("operator.file_sent", job_id=ref.job_id)
                    return ref
            raise FileGone

    async def _new_job(self, key: str) -> JobRef:
        """The job that its publisher would name, unless there was one of that id."""
        owner = JobRef.from_message("any", key).owner
        try:
            ref = JobRef(owner, PurePosixPath(key).stem)
            await self._store.get(ref)
        except JobNotFound:
            return ref
        except FileRefused:
            pass
        return JobRef(owner, JobRef.new("any").job_id)


def _can_be_sent(key: str) -> bool:
    try:
        JobRef.from_message("any", key)
    except FileRefused:
        return False
    return True
