"""The bridge from a job's record to the counting process, which knows nothing of jobs."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from worker.counting.process import protocol
from worker.counting.process.children import Children
from worker.counting.process.parent import count_file, look_at_file
from worker.counting.source.locations import S3Source
from worker.dialect.unclear import Unclear
from worker.errors import FileRefused, ObjectMissing
from worker.jobs.details import Details
from worker.jobs.record import JobRecord, Outcome, Progress
from worker.processing.counted_file import CountedFile
from worker.processing.job_budget import job_limits, job_tuning, look_limits
from worker.processing.redaction import keepable, keepable_dialect, keepable_name
from worker.refusal import Refusal
from worker.settings import Settings
from worker.storage.access import s3_access
from worker.storage.client import ObjectInfo, Storage
from worker.text.sentences import say

_MISSING = say("The uploaded file is no longer in the storage. Upload it again.")


class FileCounter:
    """Counts the files of jobs, each in a process of its own, one of which waits for each slot.

    Args:
        slots: jobs at once.
    """

    def __init__(self, storage: Storage, settings: Settings, slots: int) -> None:
        self._storage = storage
        self._settings = settings
        self._tuning = job_tuning(settings, slots)
        warm = settings.warm_processes
        self._children = Children(self._tuning.threads, spare=slots if warm is None else warm)

    async def __aenter__(self) -> Self:
        await self._children.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._children.__aexit__(kind, error, trace)

    async def __call__(self, job: JobRecord, note: Callable[[Progress], None]) -> CountedFile:
        """Count a job's file.

        Raises:
            FileRefused: it cannot be counted, ever.
            Unclear: its owner has to check how it is read first.
            StorageUnavailable: S3 is away.
            ConfigurationError: S3 refuses to give the file.
            NoRoom: the disk for temporary files is full.
            ScratchBroken: there can be no temporary files.
            CountingImpossible: no process can be started.
            CountingInterrupted: the process died.
        """
        try:
            counted = await self._storage.head(job.s3_key)
        except ObjectMissing:
            raise FileRefused(Refusal.FILE_MISSING, _MISSING) from None
        try:
            result = await count_file(
                self._request(job),
                limits=job_limits(self._settings),
                children=self._children,
                on_progress=lambda progress: note(_progress(progress)),
            )
        except Unclear as unclear:
            raise Unclear(keepable(unclear.reading)) from None
        reading = result.reading and keepable(result.reading)
        return CountedFile(result.summary_csv.encode(), _outcome(result, counted), reading)

    async def look(self, job: JobRecord) -> None:
        """Look at the beginning of a job's file as its count will; return if that finds nothing wrong.

        Raises:
            FileRefused: it cannot be counted, ever, or this look may not use as much as it needs.
            Unclear: its owner has to check how it is read first.
            AudienceError: it could not be looked at.
        """
        try:
            await look_at_file(
                self._request(job), limits=look_limits(self._settings), children=self._children
            )
        except Unclear as unclear:
            raise Unclear(keepable(unclear.reading)) from None

    def _request(self, job: JobRecord) -> protocol.CountRequest:
        return protocol.CountRequest.of(
            S3Source(bucket=self._settings.s3_bucket, key=job.s3_key, access=s3_access(self._settings)),
            options=job.options,
            unpacking=self._settings.unpack_limits,
            scratch_dir=self._settings.scratch_dir,
            tuning=self._tuning,
        )


def _progress(progress: protocol.CountProgress) -> Progress:
    return Progress(rows=progress.rows, rows_per_second=progress.rows_per_second, share=progress.share)


def _outcome(result: protocol.CountResult, counted: ObjectInfo) -> Outcome:
    quality = result.quality.model_copy(
        update={
            "dialect": keepable_dialect(result.quality.dialect),
            "email_column": keepable_name(result.quality.email_column),
            "country_column": keepable_name(result.quality.country_column),
        }
    )
    own_fields = {"rows", "customers", "duplicates", "rejected", "countries", "top"}
    return Outcome(
        etag=counted.etag,
        modified=counted.modified,
        rows=quality.rows,
        customers=quality.customers,
        duplicates=quality.duplicates,
        rejected=quality.rejected,
        countries=quality.countries,
        top=quality.top,
        seconds=round(quality.reading_seconds + quality.counting_seconds, 3),
        details=Details.model_validate(quality.model_dump(exclude=own_fields)),
    )
