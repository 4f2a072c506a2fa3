"""Whatever is in the queue: a worker counts, buries or puts back; it neither dies nor strays."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import Annotated, Any, cast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from repid import FullPayload

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from worker.errors import DeadLetter, FileRefused, PutBack
from worker.jobs.record import JobRecord, JobState
from worker.jobs.store import JobStore
from worker.observing.presence import Presence
from worker.processing.attempt import Attempts
from worker.processing.claiming import Claims
from worker.queue.contract import ProcessAudience
from worker.refusal import Refusal
from worker.running.consumer import Handler, StrictConverter
from worker.running.handler import message_handler
from worker.settings import Settings

EXAMPLES = 100
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
JOB_IDS = st.integers(-(2**64), 2**65) | st.from_regex(r"[0-9A-Za-z_-]{1,64}", fullmatch=True) | JSON
KEYS = (
    st.sampled_from(
        ["uploads/1.csv", "uploads/a/1.csv", "uploads/../jobs/1.json", "jobs/a/1.json", "uploads/\u202e"]
    )
    | st.from_regex(r"uploads/([0-9A-Za-z_-]{1,8}/)?.{1,30}", fullmatch=True)
    | JSON
)
MESSAGES = JSON | st.fixed_dictionaries({}, optional={"job_id": JOB_IDS, "s3_key": KEYS, "more": JSON})


async def _actor(message: Annotated[ProcessAudience, FullPayload()]) -> None: ...


CONVERTER = StrictConverter(_actor, correlation_id=None)


def read(payload: bytes, content_type: str | None = "application/json") -> ProcessAudience:
    """What a worker makes of a message's bytes."""
    message: Any = SimpleNamespace(payload=payload, headers=None, content_type=content_type, reply_to=None)
    nothing = cast("Any", None)
    _, arguments = asyncio.run(
        CONVERTER.convert_inputs(message=message, actor=nothing, actor_context=nothing)
    )
    (made,) = arguments.values()
    assert isinstance(made, ProcessAudience)
    return made


@settings(max_examples=EXAMPLES)
@given(st.binary(max_size=200) | MESSAGES.map(lambda made: json.dumps(made).encode()))
@example(b"")
@example(b"[" * 100_000)
@example(b'{"job_id": 1e999, "s3_key": "uploads/1.csv"}')
@example(b'{"job_id": 1, "s3_key": "\\ud800"}')
@example(b'{"job_id": ' + b"9" * 5_000 + b', "s3_key": "uploads/1.csv"}')
@example(b'\xff\xfe{"job_id": 1}')
def test_any_bytes_are_a_message_or_a_dead_letter_whose_reason_repeats_nothing(payload: bytes) -> None:
    reason = ""
    try:
        assert read(payload).s3_key
    except DeadLetter as letter:
        reason = letter.message

    assert reason == "" or (reason.startswith("Malformed: ") and len(reason) < 500)


def test_another_content_type_is_a_dead_letter() -> None:
    with pytest.raises(DeadLetter, match="content type"):
        read(b'{"job_id": 1, "s3_key": "uploads/1.csv"}', "text/html")


NEIGHBOURS = [make_job(state, owner="neighbour") for state in JobState]


def worker(bucket: MemoryBucket) -> Handler:
    """A worker that refuses every file it is to count."""
    configured = Settings(s3_bucket="memory")
    storage = memory_storage(configured, bucket)
    store = JobStore(storage)

    async def count(job: JobRecord, *_: Any) -> Any:
        raise FileRefused(Refusal.EMPTY_FILE, "It is empty.")

    return message_handler(
        Claims(storage, store, configured, "w1"),
        Attempts(storage, store, configured, count, asyncio.Event()),
        Presence(storage, "w1", 1, 1),
        someone_else_seconds=15,
    )


@settings(max_examples=EXAMPLES)
@given(MESSAGES, st.booleans())
def test_any_message_is_settled_and_changes_no_other_job(made: Any, is_there: bool) -> None:
    try:
        message = ProcessAudience.model_validate_json(json.dumps(made))
    except ValidationError:
        return
    bucket = MemoryBucket()
    for job in NEIGHBOURS:
        bucket.put(job.ref.record_key, job.to_json())
        bucket.put(job.s3_key, b"email,country\n")
    before = dict(bucket.objects)
    if is_there:
        bucket.put(message.s3_key, b"")

    async def work() -> None:
        try:
            await worker(bucket)(message, is_repeated=False)
        except (PutBack, DeadLetter):
            return

    asyncio.run(work())

    assert {key: stored for key, stored in bucket.objects.items() if key in before} == before
    added = set(bucket.objects) - set(before) - {message.s3_key}
    assert all(key.startswith("jobs/") and key.endswith(f"/{message.job_id}.json") for key in added)
