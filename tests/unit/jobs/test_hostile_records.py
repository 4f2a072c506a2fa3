"""Records that somebody edited by hand, or that a newer version wrote: read calmly, or left alone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.uploader.lines import line_of
from pages.wording.states import explanation, look
from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from tests.unit.running.test_consumer import worker
from worker.desk.analyst import Desk
from worker.desk.desks import Desks
from worker.errors import AudienceError, DeadLetter, JobNotFound, PutBack
from worker.jobs.dispatch import JobQueue
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.queue.contract import ProcessAudience
from worker.running.sweeper import Sweeper
from worker.settings import Settings
from worker.storage.clock import utc_now
from worker.uploads.leftovers import Leftovers
from worker.uploads.open_uploads import OpenUploads

OWNER, OTHER = "owner", "other"
LONG_AGO = timedelta(days=400)
SOUND = make_job(JobState.SUCCEEDED, owner=OWNER)
THEIRS = make_job(JobState.PROCESSING, owner=OTHER, age=LONG_AGO)
ODD = make_job(JobState.PROCESSING, owner=OWNER, age=LONG_AGO, lease=None)
CONFIGURED = Settings(s3_bucket="memory")

Edit = Callable[[dict[str, Any]], Any]
EDITS: dict[str, Edit] = {
    "a newer version": lambda record: {**record, "schema": 2},
    "a field missing": lambda record: {name: record[name] for name in record if name != "s3_key"},
    "a wrong type": lambda record: {**record, "file": "customers.csv"},
    "an unknown state": lambda record: {**record, "state": "paused"},
    "a long name": lambda record: {**record, "file": {"name": "x" * 201, "size": 1}},
    "a size below nothing": lambda record: {**record, "file": {"name": "x", "size": -1}},
    "a time without a zone": lambda record: {**record, "created_at": "2026-01-01T00:00:00"},
    "another owner": lambda record: {**record, "owner": OTHER},
    "another id": lambda record: {**record, "job_id": THEIRS.job_id},
    "another's file": lambda record: {**record, "s3_key": THEIRS.s3_key},
    "a file that is no upload": lambda record: {**record, "s3_key": THEIRS.ref.record_key},
    "a list": lambda record: [record],
    "nothing": lambda _record: None,
}
BODIES = {
    **{name: json.dumps(edit(json.loads(ODD.to_json()))).encode() for name, edit in EDITS.items()},
    "no JSON": b"{'job_id'",
    "no text": b"\xff\xfe\x00",
    "no end": b"[" * 100_000,
    "no bytes": b"",
}


class NoQueue:
    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None: ...


def bucket_with(body: bytes) -> MemoryBucket:
    bucket = MemoryBucket()
    for job in (SOUND, THEIRS):
        bucket.put(job.ref.record_key, job.to_json())
        bucket.put(job.s3_key, b"email,country\n")
    bucket.put(ODD.ref.record_key, body)
    bucket.put(ODD.s3_key, b"email,country\n")
    return bucket


def desk_over(bucket: MemoryBucket) -> Desk:
    desks = Desks(CONFIGURED, memory_storage(CONFIGURED, bucket), NoQueue())
    return desks.desk(OWNER, external=False)


async def sweep(bucket: MemoryBucket) -> None:
    storage = memory_storage(CONFIGURED, bucket)
    store = JobStore(storage)
    queue = JobQueue(store, NoQueue())

    async def created() -> datetime:
        return utc_now()

    uploads = OpenUploads(storage, store, queue)
    sweeper = Sweeper(store, queue, uploads, Leftovers(storage), created, patience_seconds=0)
    await sweeper.sweep()


async def deliver(bucket: MemoryBucket) -> None:
    await worker(bucket)(ProcessAudience(job_id=ODD.job_id, s3_key=ODD.s3_key), is_repeated=False)


@pytest.fixture(params=list(BODIES))
def bucket(request: pytest.FixtureRequest) -> MemoryBucket:
    return bucket_with(BODIES[request.param])


def test_its_page_is_that_of_an_unknown_report_and_the_list_shows_the_others(bucket: MemoryBucket) -> None:
    desk = desk_over(bucket)
    before = dict(bucket.objects)

    for act in (desk.job, desk.summary, desk.cancel, desk.retry, desk.delete, desk.complete, desk.arrived):
        with pytest.raises(JobNotFound):
            asyncio.run(act(ODD.job_id))

    assert [job.job_id for job in asyncio.run(desk.jobs())] == [SOUND.job_id]
    assert bucket.objects == before


def test_the_sweeper_leaves_it_alone(bucket: MemoryBucket) -> None:
    untouched = {key: bucket.objects[key] for key in (ODD.ref.record_key, ODD.s3_key, THEIRS.s3_key)}

    asyncio.run(sweep(bucket))

    assert {key: bucket.objects[key] for key in untouched} == untouched


def test_a_worker_puts_its_message_back_and_touches_nothing(bucket: MemoryBucket) -> None:
    before = dict(bucket.objects)

    with pytest.raises((PutBack, DeadLetter)):
        asyncio.run(deliver(bucket))

    assert bucket.objects == before


def test_what_a_newer_version_adds_is_read_past_and_kept() -> None:
    more = {**json.loads(SOUND.to_json()), "colour": "blue", "parts": [{"n": 1}]}
    bucket = bucket_with(ODD.to_json())
    bucket.put(SOUND.ref.record_key, json.dumps(more).encode())

    job = asyncio.run(desk_over(bucket).job(SOUND.job_id))

    assert json.loads(job.to_json())["colour"] == "blue"


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**30), 0])
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", *JobState]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def edited(draw: st.DrawFn) -> bytes:
    """A record of any state with one value in it replaced."""
    state = draw(st.sampled_from(list(JobState)))
    record = json.loads(make_job(state, owner=OWNER).model_copy(update={"job_id": ODD.job_id}).to_json())
    record["s3_key"] = ODD.s3_key
    place: Any = record
    while True:
        name = draw(st.sampled_from(sorted(place)))
        if not (isinstance(place[name], dict) and place[name] and draw(st.booleans())):
            break
        place = place[name]
    place[name] = draw(VALUES)
    return json.dumps(record).encode()


@settings(max_examples=150)
@given(edited())
def test_any_value_anywhere_in_a_record_is_shown_or_not_but_breaks_nothing(body: bytes) -> None:
    bucket = bucket_with(body)
    desk = desk_over(bucket)
    theirs = {key: stored for key, stored in bucket.objects.items() if f"/{OTHER}/" in key}

    async def use() -> list[JobRecord]:
        jobs = await desk.jobs()
        for act in (desk.complete, desk.cancel, desk.retry, desk.delete):
            try:
                await act(ODD.job_id)
            except AudienceError:
                continue
        return jobs

    for job in asyncio.run(use()):
        json.dumps(line_of(job, utc_now()))
        assert look(job, utc_now()).word
        explanation(job, utc_now())
    assert {key: stored for key, stored in bucket.objects.items() if f"/{OTHER}/" in key} == theirs
