"""Reports whose analyst says what values of the country column mean: read, corrected, taken back.

The record comes first, then the report's object. Should a process die between them, whoever reads the report
next writes the object anew: the record knows what was counted, whichever corrections the object has in it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from worker.audit import Act, Actor, Entry, audited
from worker.counting.summary import Summary
from worker.errors import AudienceError, JobNotFound, ObjectMissing, PreconditionFailed, TransitionRefused
from worker.jobs.correcting import correct, corrected_csv, counted_in, take_back
from worker.jobs.record import JobRecord, JobState
from worker.jobs.remembered import RememberedCountries
from worker.jobs.store import JobStore
from worker.storage.client import Storage
from worker.storage.overtaking import retry_when_overtaken
from worker.text.sentences import say

_log = structlog.get_logger()

_CSV = "text/csv; charset=utf-8"
_TRIES = 12


@dataclass(frozen=True, slots=True)
class Report:
    """A finished job, and its summary CSV, `country,user_count`, with the corrections of that very record."""

    job: JobRecord
    body: bytes


@dataclass(frozen=True, slots=True)
class Corrected:
    """A job after its correction, and whether that will be made by itself in the next files, too."""

    job: JobRecord
    is_remembered: bool


class CorrectedReports:
    """Reads and corrects the reports of one analyst. Every method raises StorageUnavailable when S3 is away.

    Args:
        find: the analyst's job of an id; raises JobNotFound.
    """

    def __init__(
        self,
        owner: str,
        storage: Storage,
        store: JobStore,
        actor: Actor,
        find: Callable[[str], Awaitable[JobRecord]],
    ) -> None:
        self._owner = owner
        self._storage = storage
        self._store = store
        self._actor = actor
        self._find = find
        self._remembered = RememberedCountries(storage)

    async def read(self, job_id: str) -> Report:
        """A report as corrected.

        Raises:
            JobNotFound: there is no such report, or it is not ready.
        """
        with audited(self._actor, Entry(Act.READ, job_id)):
            job = await self._ready(job_id)
            body, _ = await self._body(job)
            wanted = _wanted(job, body)
            if wanted == body:
                return Report(job, body)
            try:
                return await self._written(job)
            except AudienceError as error:  # what is shown is right all the same
                _log.warning("report.not_written", job_id=job_id, code=error.code)
                return Report(job, wanted)

    async def correct(self, job_id: str, value: str, country: str) -> Corrected:
        """Say which country a value that was not recognised is; the report changes at once.

        Args:
            job_id: the report's.
            value: as the report has it.
            country: ISO 3166-1 alpha-2, or empty: none.

        Raises:
            JobNotFound: there is no such report.
            TransitionRefused: there is no such value in it, or it cannot be corrected exactly.
            ConfigurationError: the storage does not let reports be changed.
        """
        with audited(self._actor, Entry(Act.SET_COUNTRY, job_id)):
            job = await self._changed(job_id, lambda job, counted: correct(job, counted, value, country))
            is_remembered = await self._remembered.remember(self._owner, value, country)
            return Corrected(job, is_remembered)

    async def take_back(self, job_id: str, value: str) -> JobRecord:
        """Let a value be what it was before anything was said of it, here and in the next files.

        Raises:
            JobNotFound: there is no such report.
            ConfigurationError: the storage does not let reports be changed.
        """
        with audited(self._actor, Entry(Act.UNDO_COUNTRY, job_id)):
            said = (await self._ready(job_id)).corrections
            job = await self._changed(job_id, lambda job, counted: take_back(job, counted, value))
            for each in said.made if said else ():
                if each.value == value:
                    await self._remembered.forget(self._owner, value, each.country)
            return job

    async def remembered(self) -> dict[str, str]:
        """What is done by itself in the next files: countries, empty for none, by value."""
        return await self._remembered.of(self._owner)

    async def forget(self, value: str) -> None:
        """Do it no longer; reports that are ready stay as they are."""
        with audited(self._actor, Entry(Act.FORGET_COUNTRY)):
            await self._remembered.forget(self._owner, value)

    async def _changed(self, job_id: str, change: Callable[[JobRecord, Summary], JobRecord]) -> JobRecord:
        """The job after a change of its corrections, with its report rewritten."""
        job = await self._ready(job_id)
        body, _ = await self._body(job)

        def changed(newest: JobRecord) -> JobRecord:
            try:
                counted = counted_in(newest, body)
            except ValueError:
                raise TransitionRefused(
                    say(
                        "This report was made by an older version, so its countries cannot be changed here. "
                        "Count the file again."
                    )
                ) from None
            return change(newest, counted)

        stored = await self._store.change(job.ref, changed)
        _log.info("report.corrected", job_id=job_id)
        return (await self._written(stored.record)).job

    async def _written(self, job: JobRecord) -> Report:
        """The newest of a report, once its object has the corrections of its record."""

        async def write_once() -> Report:
            body, etag = await self._body(job)  # before the record, which then knows all that is in it
            newest = (await self._store.get(job.ref)).record
            wanted = _wanted(newest, body)
            if wanted != body:
                await self._storage.write_if(job.ref.summary_key, wanted, _CSV, etag=etag)
                if (await self._store.get(job.ref)).record.corrections != newest.corrections:
                    raise PreconditionFailed
            return Report(newest, wanted)

        return await retry_when_overtaken(write_once, _TRIES)

    async def _ready(self, job_id: str) -> JobRecord:
        job = await self._find(job_id)
        if job.state is not JobState.SUCCEEDED:
            raise JobNotFound
        return job

    async def _body(self, job: JobRecord) -> tuple[bytes, str]:
        try:
            return await self._storage.read(job.ref.summary_key)
        except ObjectMissing:
            raise JobNotFound from None


def _wanted(job: JobRecord, body: bytes) -> bytes:
    """The report as its record says; as it is where it does not fit that, which somebody else has done."""
    try:
        return corrected_csv(job, body)
    except ValueError:
        _log.warning("report.does_not_add_up", job_id=job.job_id)
        return body
