"""What each owner has begun within a day, in S3: it outlives deleted reports, and all dashboards share it."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from worker.errors import ObjectMissing
from worker.jobs.object_keys import JobRef, ledger_key
from worker.jobs.record import FileInfo
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.storage.overtaking import retry_when_overtaken
from worker.uploads.quotas import DAY

_CONTENT_TYPE = "application/json"
_TRIES = 20
_DIGEST_CHARACTERS = 32


class Beginning(BaseModel):
    """A job that was begun.

    Attributes:
        file: recognises the same file; nothing of it can be read from that.
        is_retry: whether the job was there before, and its file is counted once more.
    """

    model_config = ConfigDict(frozen=True)

    job_id: str
    file: str
    size: int = Field(ge=0)
    at: AwareDatetime
    is_retry: bool = False

    @classmethod
    def of(cls, ref: JobRef, file: FileInfo, now: datetime, *, is_retry: bool = False) -> Beginning:
        """The beginning of this job, for this file."""
        return cls(job_id=ref.job_id, file=digest_of(file), size=file.size, at=now, is_retry=is_retry)


class _Lately(BaseModel):
    beginnings: list[Beginning] = Field(default_factory=list)


Check = Callable[[list[Beginning]], Awaitable[Beginning | None]]


class Ledger:
    """Keeps the beginnings of all owners, an object each."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def enter(self, owner: str, check: Check) -> None:
        """Enter one beginning, as if nobody else did anything meanwhile.

        Args:
            owner: whose it is.
            check: is given the beginnings of the last day; returns the one to enter, or None for none. It is
                asked again when another dashboard was faster. What it raises is raised.

        Raises:
            StorageUnavailable: S3 is away, or others were faster every time.
        """
        key = ledger_key(owner)

        async def enter_once() -> None:
            kept, etag = await self._read(key)
            entered = await check(kept.beginnings)
            if entered is not None:
                body = _Lately(beginnings=[*_others(kept, entered), entered]).model_dump_json().encode()
                await self._storage.write_if(key, body, _CONTENT_TYPE, etag=etag)

        await retry_when_overtaken(enter_once, _TRIES)

    async def _read(self, key: str) -> tuple[_Lately, str | None]:
        try:
            body, etag = await self._storage.read(key)
        except ObjectMissing:
            return _Lately(), None
        try:
            kept = _Lately.model_validate_json(body)
        except ValidationError:  # nobody else writes here; a quota is no reason to refuse work for ever
            return _Lately(), etag
        oldest = utc_now() - DAY
        return _Lately(beginnings=[each for each in kept.beginnings if each.at > oldest]), etag


def _others(kept: _Lately, entered: Beginning) -> list[Beginning]:
    """What was entered before, without an earlier retry of the same job."""
    same = (entered.job_id, entered.is_retry)
    return [each for each in kept.beginnings if (each.job_id, each.is_retry) != same]


def digest_of(file: FileInfo) -> str:
    """What recognises a file that is picked again; empty when it cannot be recognised."""
    if not file.fingerprint:
        return ""
    return hashlib.sha256(f"{file.size}\n{file.fingerprint}".encode()).hexdigest()[:_DIGEST_CHARACTERS]
