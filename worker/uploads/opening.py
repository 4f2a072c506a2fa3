"""How an upload begins, or goes on where it was: one job a file, no more than its owner may have."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog

from worker.dialect.model import CountOptions
from worker.errors import JobNotFound, ObjectMissing, TransitionRefused
from worker.faults import FaultPoint, reach
from worker.jobs.moves import Role
from worker.jobs.object_keys import JobRef, uploads_of
from worker.jobs.record import FileInfo, JobRecord, JobState, Multipart
from worker.jobs.store import JobStore
from worker.jobs.transitions import expire, resume
from worker.settings import Settings
from worker.storage.client import Storage
from worker.storage.clock import utc_now
from worker.uploads.file_checks import check_file, label
from worker.uploads.ledger import Beginning, Ledger, digest_of
from worker.uploads.parts import is_whole, part_size_for
from worker.uploads.quotas import Quotas, QuotaUse, Turns

_log = structlog.get_logger()

_RECORDED_WITHIN = timedelta(seconds=10)  # of the entry in the ledger, unless its page has died
_AWAITED_FOR = timedelta(seconds=3)  # another page's record; a job deleted at once has none, either
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class OpenUpload:
    """An upload that goes on.

    Attributes:
        arrived: numbers of the parts that need not be sent again.
        is_resumed: whether it had begun before.
    """

    job: JobRecord
    part_size: int
    arrived: list[int]
    is_resumed: bool = False


class Openings:
    """Opens uploads."""

    def __init__(self, storage: Storage, store: JobStore, settings: Settings) -> None:
        self._storage = storage
        self._store = store
        self._settings = settings
        self._ledger = Ledger(storage)
        self._quotas = Quotas.of(settings)
        self._turns = Turns()

    async def begin(
        self, owner: str, *, name: str, size: int, fingerprint: str, options: CountOptions
    ) -> OpenUpload:
        """Open an upload, or the unfinished one of the same file, which is now to be counted like this.

        Raises:
            UploadRefused: the file cannot be taken, or not now.
        """
        check_file(name, size, self._settings)
        file = FileInfo(name=label(name), size=size, fingerprint=fingerprint)
        ref = JobRef.new(owner)
        resumed: OpenUpload | None = None

        async def check(begun: list[Beginning]) -> Beginning | None:
            nonlocal resumed
            jobs = await self._recorded(owner, digest_of(file), begun)
            resumed = await self._resume_any(jobs, file, options)
            if resumed:
                return None
            self._quotas.check(await self._standing(owner, jobs, begun), size, utc_now())
            return Beginning.of(ref, file, utc_now())

        async with self._turns.of(owner):  # else a storm from one page would race for the ledger
            await self._ledger.enter(owner, check)
            return resumed or await self._open(ref, file, options)

    @asynccontextmanager
    async def again(self, job: JobRecord) -> AsyncIterator[None]:
        """Let a job of an owner be queued once more within the block, if so many may be under way.

        Raises:
            QuotaReached: as many are as may be.
        """
        owner = job.owner or ""

        async def check(begun: list[Beginning]) -> Beginning:
            jobs = await self._store.of_owner(owner)
            self._quotas.check_files(await self._standing(owner, jobs, begun))
            return Beginning.of(job.ref, job.file, utc_now(), is_retry=True)

        async with self._turns.of(owner):
            await self._ledger.enter(owner, check)
            yield

    async def _recorded(self, owner: str, file: str, begun: Sequence[Beginning]) -> list[JobRecord]:
        """The owner's jobs; the one of the same file, begun by another page just now, is waited for."""
        while True:
            jobs = await self._store.of_owner(owner)
            known = {job.job_id for job in jobs}
            fresh = [each for each in begun if utc_now() - each.at < _AWAITED_FOR]
            if not file or not any(each.file == file and each.job_id not in known for each in fresh):
                return jobs
            await asyncio.sleep(_LOOK_SECONDS)

    async def _standing(self, owner: str, jobs: Sequence[JobRecord], begun: Sequence[Beginning]) -> QuotaUse:
        files = [item async for item in self._storage.walk(uploads_of(owner))]
        recorded = {job.job_id: job.is_running for job in jobs}
        fresh = [each for each in begun if utc_now() - each.at < _RECORDED_WITHIN]
        opening = [each for each in fresh if recorded.get(each.job_id) is (False if each.is_retry else None)]
        running = {job.s3_key: job.file.size for job in jobs if job.is_running}
        begun_at = {job.job_id: job.created_at for job in jobs} | {
            each.job_id: each.at for each in begun if not each.is_retry
        }
        return QuotaUse(
            running=[*running.values(), *(each.size for each in opening)],
            kept=[item.size for item in files if item.key not in running],
            begun=list(begun_at.values()),
        )

    async def _resume_any(
        self, jobs: Sequence[JobRecord], file: FileInfo, options: CountOptions
    ) -> OpenUpload | None:
        for job in jobs:
            if _is_unfinished(job, file) and (resumed := await self._resume(job, options)):
                return resumed
        return None

    async def _open(self, ref: JobRef, file: FileInfo, options: CountOptions) -> OpenUpload:
        now = utc_now()
        upload_id = await self._storage.begin_multipart(ref.upload_key)
        reach(FaultPoint.MULTIPART_OPENED)
        job = JobRecord(
            job_id=ref.job_id,
            owner=ref.owner,
            s3_key=ref.upload_key,
            state=JobState.UPLOADING,
            file=file,
            multipart=Multipart(upload_id=upload_id, part_size=part_size_for(file.size)),
            created_at=now,
            updated_at=now,
            options=options,
        )
        await self._store.create(job)
        reach(FaultPoint.UPLOAD_RECORDED)
        _log.info("upload.begun", job_id=job.job_id, bytes=file.size)
        return OpenUpload(job, part_size_for(file.size), [])

    async def _resume(self, job: JobRecord, options: CountOptions) -> OpenUpload | None:
        if job.multipart is None:
            return None
        try:
            arrived = await self._arrived(job, job.multipart)
            await self._store.change(job.ref, lambda record: resume(record, utc_now(), options))
        except ObjectMissing:
            await self._expire(job)
            return None
        except (JobNotFound, TransitionRefused):
            return None
        _log.info("upload.resumed", job_id=job.job_id, parts=len(arrived))
        return OpenUpload(job, job.multipart.part_size, arrived, is_resumed=True)

    async def _arrived(self, job: JobRecord, multipart: Multipart) -> list[int]:
        """Numbers of the parts that need not be sent again: all of them, when they were made an object."""
        try:
            parts = await self._storage.parts(job.s3_key, multipart.upload_id)
        except ObjectMissing:
            await self._storage.head(job.s3_key)
            return list(range(1, math.ceil(job.file.size / multipart.part_size) + 1))
        return [part.number for part in parts if is_whole(part, job)]

    async def _expire(self, job: JobRecord) -> None:
        """End an upload of which nothing is left; it would seem to go on for a day."""
        _log.info("upload.vanished", job_id=job.job_id)
        with suppress(JobNotFound, TransitionRefused):
            await self._store.change(
                job.ref, lambda record: expire(record, Role.PAGE, utc_now(), job.updated_at)
            )


def _is_unfinished(job: JobRecord, file: FileInfo) -> bool:
    """Whether this job is an upload of the same file that goes on."""
    is_open = job.state is JobState.UPLOADING and job.multipart is not None
    return is_open and bool(file.fingerprint) and digest_of(job.file) == digest_of(file)
