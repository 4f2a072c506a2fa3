"""Job records in any state, written through the real store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import product
from string import ascii_uppercase
from typing import Any, TypeVar

import uuid_utils
from anyio.from_thread import start_blocking_portal

from worker.counting.summary import Summary
from worker.countries import Group, group_of
from worker.jobs.details import Details
from worker.jobs.object_keys import LOCAL_OWNER, JobRef
from worker.jobs.record import (
    FileInfo,
    JobRecord,
    JobState,
    Lease,
    Multipart,
    Outcome,
    Progress,
)
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.client import open_storage
from worker.storage.clock import utc_now

Counts = Sequence[tuple[str, int]]
_Result = TypeVar("_Result")

GERMANY_FIRST: Counts = (("DE", 640), ("FR", 310), ("", 40), ("Atlantis", 10))
_CODES = ("".join(pair) for pair in product(ascii_uppercase, repeat=2))
_COUNTRIES = filter(lambda code: group_of(code) is Group.COUNTRY, _CODES)
MANY_COUNTRIES: Counts = [(code, 1_000 - number) for number, code in enumerate(_COUNTRIES)]
"""One customer fewer in each: all there are."""


def summary_of(counts: Counts) -> bytes:
    """The summary CSV of these counts, as the worker writes it."""
    return Summary(rows=list(counts)).to_csv().encode()


def outcome_of(counts: Counts, *, duplicates: int = 0, rejected: dict[str, int] | None = None) -> Outcome:
    """The outcome of a file with these counts."""
    summary = Summary(rows=list(counts))
    customers = summary.customers
    rejected = rejected or {}
    return Outcome(
        etag="e1",
        rows=customers + duplicates + sum(rejected.values()),
        customers=customers,
        duplicates=duplicates,
        rejected=rejected,
        countries=summary.countries,
        top=summary.of(Group.COUNTRY)[:5],
        seconds=12.4,
        details=Details(
            customers_without_country=summary.without_country,
            customers_not_recognised=summary.not_recognised,
            rows_without_country=summary.without_country,
            rows_not_recognised=summary.not_recognised,
            placeholders=summary.largest_of(Group.NONE),
            unrecognised_countries=len(summary.of(Group.NOT_RECOGNISED)),
            unrecognised=summary.largest_of(Group.NOT_RECOGNISED),
            email_column="E-Mail",
            country_column="Land",
            reading_seconds=10.1,
            counting_seconds=2.3,
        ),
    )


def _named(outcome: Outcome) -> Counts:
    """The largest countries, and what is none."""
    listed = (*outcome.details.placeholders, *outcome.details.unrecognised)
    others = [(each.value, each.customers) for each in listed]
    empty = outcome.customers - sum(customers for _, customers in (*outcome.top, *others))
    rows = [*outcome.top, *others, *([("", empty)] if empty else [])]
    return sorted(rows, key=lambda row: -row[1])


def make_job(
    state: JobState,
    *,
    name: str = "customers.csv",
    owner: str | None = LOCAL_OWNER,
    age: timedelta = timedelta(minutes=5),
    now: datetime | None = None,
    **changes: Any,
) -> JobRecord:
    """A record as it looks in this state; `changes` replace its fields."""
    now = now or utc_now()
    created = now - age
    ref = JobRef(owner, str(uuid_utils.uuid7()))
    job = JobRecord(
        job_id=ref.job_id,
        owner=owner,
        s3_key=ref.upload_key,
        state=state,
        file=FileInfo(name=name, size=4_400_000_000),
        created_at=created,
        updated_at=created,
    )
    fields: dict[str, Any] = {}
    if state is JobState.UPLOADING:
        fields = {"multipart": Multipart(upload_id="u1", part_size=16_777_216)}
    else:
        fields = {"enqueued_at": created}
    if state is JobState.PROCESSING:
        fields |= {
            "started_at": created,
            "attempts": 1,
            "lease": Lease(worker="w1", token="t1", until=now + timedelta(minutes=1)),
            "progress": Progress(rows=12_400_000, rows_per_second=812_000, share=0.42),
        }
    if state in (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED):
        fields |= {"started_at": created, "finished_at": created + timedelta(seconds=49), "attempts": 1}
    if state is JobState.SUCCEEDED:
        fields |= {"outcome": outcome_of(GERMANY_FIRST)}
    return job.model_copy(update=fields | changes)


def save(settings: Settings, jobs: Iterable[JobRecord], counts: Counts | None = None) -> None:
    """Write the records and, for each with an outcome, a summary: of `counts`, or what the outcome names."""

    async def write() -> None:
        async with open_storage(settings) as storage:
            store = JobStore(storage)
            for job in jobs:
                if job.outcome is not None:
                    body = summary_of(_named(job.outcome) if counts is None else counts)
                    await storage.write(job.ref.summary_key, body, "text/csv; charset=utf-8")
                await store.create(job)

    _run(write)


def change(settings: Settings, job: JobRecord, transition: Callable[[JobRecord], JobRecord]) -> JobRecord:
    """Change a record as a worker does."""

    async def write() -> JobRecord:
        async with open_storage(settings) as storage:
            return (await JobStore(storage).change(job.ref, transition)).record

    return _run(write)


def keep(settings: Settings, key: str, body: bytes) -> None:
    """Put an object into the bucket, such as a job's raw file or its summary."""

    async def write() -> None:
        async with open_storage(settings) as storage:
            await storage.write(key, body, "text/csv")

    _run(write)


def _run(function: Callable[[], Awaitable[_Result]]) -> _Result:
    """Run it in an event loop of its own, even where one runs already, as in browser tests."""
    with start_blocking_portal() as portal:
        return portal.call(function)
