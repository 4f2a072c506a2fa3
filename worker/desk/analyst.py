"""What one analyst can see and do: every operation is bound to one owner and cannot name another's key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import structlog

from worker.audit import Act, Actor, Entry, audited
from worker.desk.corrected_reports import CorrectedReports
from worker.desk.expectations import Expectations
from worker.desk.listings import Listings
from worker.desk.preview import Preview, Previews
from worker.dialect.model import Choices, CountOptions
from worker.errors import FileRefused, JobNotFound, ObjectMissing, TransitionRefused
from worker.faults import FaultPoint, reach
from worker.jobs.dispatch import JobQueue
from worker.jobs.object_keys import JobRef
from worker.jobs.record import JobRecord, JobState
from worker.jobs.remarking import remark
from worker.jobs.remarks import Remarks
from worker.jobs.removal import remove
from worker.jobs.store import JobStore
from worker.jobs.transitions import cancel, requeue
from worker.storage.client import ObjectInfo, Storage
from worker.storage.clock import utc_now
from worker.text.sentences import say
from worker.uploads.open_uploads import OpenUploads
from worker.uploads.opening import Openings, OpenUpload

_log = structlog.get_logger()

_NO_OPTIONS = CountOptions()


class Desk:
    """One analyst's reports.

    A job of someone else answers exactly like one that does not exist: JobNotFound. Every method raises
    StorageUnavailable when S3 is away.

    Attributes:
        reports: of jobs that are done, and what is said of their countries.
        expectations: how many files come before those that wait, and for how long.
    """

    def __init__(
        self,
        owner: str,
        storage: Storage,
        store: JobStore,
        uploads: OpenUploads,
        queue: JobQueue,
        *,
        openings: Openings,
        previews: Previews,
        listings: Listings,
        expectations: Expectations,
        actor: Actor,
        external: bool,
    ) -> None:
        self.owner = owner
        self._actor = actor
        self._storage = storage
        self._store = store
        self._openings = openings
        self._uploads = uploads
        self._queue = queue
        self._previews = previews
        self._listings = listings
        self._external = external
        self.expectations = expectations
        self.reports = CorrectedReports(owner, storage, store, actor, self.job)

    async def jobs(self) -> list[JobRecord]:
        """All reports, newest first."""
        return await self._listed(self._listings.now)

    async def recent_jobs(self) -> list[JobRecord]:
        """The same, cheaper and a moment old, for pages that look again and again; see Listings.recently."""
        return await self._listed(self._listings.recently)

    async def _listed(self, listed: Callable[[str | None], Awaitable[list[JobRecord]]]) -> list[JobRecord]:
        jobs = await listed(self.owner)
        if self._external and (external := await listed(None)):
            jobs = sorted(jobs + external, key=lambda job: job.created_at, reverse=True)
        return jobs

    async def job(self, job_id: str) -> JobRecord:
        """One report.

        Raises:
            JobNotFound: there is none of this id.
        """
        for owner in self._owners:
            try:
                return (await self._store.get(JobRef(owner, job_id))).record
            except JobNotFound:
                continue
            except FileRefused:
                break
        raise JobNotFound

    async def summary(self, job_id: str) -> bytes:
        """The summary CSV, `country,user_count`; see CorrectedReports.read."""
        return (await self.reports.read(job_id)).body

    async def begin(
        self, *, name: str, size: int, fingerprint: str, options: CountOptions = _NO_OPTIONS
    ) -> OpenUpload:
        """Open an upload, or go on with the unfinished one of the same file; see Openings.begin."""
        with self._changing(Act.BEGIN) as entry:
            opened = await self._openings.begin(
                self.owner, name=name, size=size, fingerprint=fingerprint, options=options
            )
            entry.act = Act.RESUME if opened.is_resumed else Act.BEGIN
            entry.job_id = opened.job.job_id
            return opened

    async def arrived(self, job_id: str) -> int:
        """Bytes of an unfinished upload that need not be sent again; see OpenUploads.arrived."""
        return await self._uploads.arrived(self._own(job_id))

    async def presign(self, job_id: str, numbers: Iterable[int]) -> dict[int, str]:
        """Presigned part URLs; see OpenUploads.presign."""
        return await self._uploads.presign(self._own(job_id), list(numbers))

    async def complete(self, job_id: str) -> JobRecord:
        """The upload is there: verify and queue it; see OpenUploads.complete."""
        with self._changing(Act.COMPLETE, job_id):
            return await self._uploads.complete(self._own(job_id))

    async def cancel(self, job_id: str) -> JobRecord:
        """Stop a job wherever it is; what was uploaded is deleted.

        A worker at it stops at its next heartbeat; until then the job is processing, `cancel_requested`.

        Raises:
            TransitionRefused: it has ended already.
        """
        with self._changing(Act.CANCEL, job_id):
            before = await self.job(job_id)
            stored = await self._store.change(before.ref, lambda job: cancel(job, utc_now()))
            _log.info("job.cancel_asked", job_id=job_id, state=before.state)
            reach(FaultPoint.CANCEL_ASKED)
            if stored.record.state is JobState.CANCELLED:
                await self._uploads.abort(before)
            return stored.record

    async def retry(
        self, job_id: str, options: CountOptions | None = None, *, is_limited: bool = True
    ) -> JobRecord:
        """Count the kept file of a failed job once more; without options, with those it had.

        Unless `is_limited` is false, no more are under way than their owner may have.

        Raises:
            TransitionRefused: the job did not fail, or its file is gone.
            QuotaReached: as many files are under way as may be.
        """
        with self._changing(Act.RETRY, job_id):
            job = await self.job(job_id)
            await self._kept(job)
            limit = self._openings.again(job) if is_limited and job.owner else nullcontext()
            async with limit:
                stored = await self._store.change(job.ref, lambda record: requeue(record, utc_now(), options))
            _log.info("job.retried", job_id=job_id)
            reach(FaultPoint.RETRY_RECORDED)
            return await self._queue.put(stored.record)

    async def preview(self, job_id: str, choices: Choices) -> Preview:
        """How the kept file of a job would be read with these choices; see worker.desk.preview.

        Raises:
            FileRefused: it cannot be read like this.
            TransitionRefused: its file is gone.
        """
        with self._audited(Act.PREVIEW, job_id):
            job = await self.job(job_id)
            return await self._previews.read(await self._kept(job), choices, job.reading)

    async def remark(self, job_id: str, remarks: Remarks) -> JobRecord:
        """Name a report, note something of it, label it; also while it runs."""
        with self._changing(Act.REMARK, job_id):
            job = await self.job(job_id)
            stored = await self._store.change(job.ref, lambda record: remark(record, remarks))
            _log.info("job.remarked", job_id=job_id)
            return stored.record

    async def delete(self, job_id: str) -> None:
        """Remove a report that has ended: its summary, what is left of its upload, its record.

        Raises:
            TransitionRefused: it is still running.
        """
        with self._changing(Act.DELETE, job_id):
            job = await self.job(job_id)
            await remove(self._storage, self._store, job.ref)

    @contextmanager
    def _changing(self, act: Act, job_id: str | None = None) -> Iterator[Entry]:
        """Audited as well; pages that are open show it when they look next."""
        try:
            with self._audited(act, job_id) as entry:
                yield entry
        finally:
            for owner in self._owners:
                self._listings.note_change(owner)

    @property
    def _owners(self) -> list[str | None]:
        return [self.owner, None] if self._external else [self.owner]

    def _audited(self, act: Act, job_id: str | None = None) -> AbstractContextManager[Entry]:
        return audited(self._actor, Entry(act, job_id))

    async def _kept(self, job: JobRecord) -> ObjectInfo:
        try:
            return await self._storage.head(job.s3_key)
        except ObjectMissing:
            raise TransitionRefused(say("The file is no longer kept. Upload it again.")) from None

    def _own(self, job_id: str) -> JobRef:
        try:
            return JobRef(self.owner, job_id)
        except FileRefused:
            raise JobNotFound from None
