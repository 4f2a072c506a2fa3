"""Whatever a browser sends: each request with an id is answered, and nothing of others is touched."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.uploader.conversation import Conversation
from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job, outcome_of
from worker.desk.desks import Desks
from worker.jobs.record import JobRecord, JobState
from worker.settings import Settings

EXAMPLES = 60
OURS, THEIRS = "ours", "theirs"
MINE = [make_job(state, owner=OURS) for state in JobState]
OTHERS = [make_job(state, owner=THEIRS) for state in JobState]
IDS = [job.job_id for job in (*MINE, *OTHERS)]

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
)
OPS = st.sampled_from(
    ["begin", "presign", "complete", "cancel", "retry", "watch", "recall", "open", "delete", 5]
)
JOB = st.sampled_from([*IDS, f"../{THEIRS}/{OTHERS[0].job_id}", f"{THEIRS}/1", "", "\0"]) | JSON
NEARLY = st.fixed_dictionaries(
    {"id": st.sampled_from(["a-1", "a-2", "b"]) | JSON, "op": OPS},
    optional={
        "job_id": JOB,
        "jobs": st.lists(JOB, max_size=120) | JSON,
        "parts": st.lists(st.integers(-1, 10_001), max_size=60) | JSON,
        "name": st.sampled_from(["a.csv", "../../x.csv", "\u202e.csv", "x" * 2_000]) | JSON,
        "size": st.sampled_from([1, 0, -1, 2**53, 2**53 + 1, 10**400]) | JSON,
        "fingerprint": st.text(st.characters(), max_size=250) | JSON,
        "ask_first": JSON,
        "fold_gmail": JSON,
    },
)
OUTBOXES = JSON | st.lists(NEARLY | JSON, max_size=8)


def world() -> tuple[MemoryBucket, Desks]:
    configured = Settings(s3_bucket="memory", owner_files=20)
    bucket = MemoryBucket()
    for job in (*MINE, *OTHERS):
        known = job.model_copy(update={"outcome": outcome_of([("DE", 1)])}) if job.outcome else job
        bucket.put(job.ref.record_key, known.to_json())
        bucket.put(job.s3_key, b"email,country\n")
    return bucket, Desks(configured, memory_storage(configured, bucket), NoQueue())


class NoQueue:
    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None: ...


def hear(outbox: Any) -> tuple[list[Any], MemoryBucket]:
    bucket, desks = world()
    conversation = Conversation(url_seconds=900)
    desk = desks.desk(OURS, external=False)
    before = theirs_of(bucket)

    asyncio.run(conversation.hear(desk, outbox))

    assert theirs_of(bucket) == before
    json.dumps(conversation.answers)
    return list(conversation.answers), bucket


def theirs_of(bucket: MemoryBucket) -> dict[str, bytes]:
    return {key: stored.body for key, stored in bucket.objects.items() if f"/{THEIRS}/" in key}


@settings(max_examples=EXAMPLES)
@given(OUTBOXES)
def test_whatever_is_in_an_outbox_each_valid_id_is_answered_and_no_other_owner_is_touched(
    outbox: Any,
) -> None:
    answers, bucket = hear(outbox)

    items = outbox if isinstance(outbox, list) else []
    sent = [item.get("id") for item in items if isinstance(item, dict)]
    assert all(answer["id"] in sent for answer in answers)
    assert len({answer["id"] for answer in answers}) == len(answers)
    assert all(("result" in answer) != ("error" in answer) for answer in answers)
    assert "internal" not in {answer["error"]["code"] for answer in answers if "error" in answer}
    assert not any(f"/{THEIRS}/" in upload.key for upload in bucket.uploads.values())


@pytest.mark.parametrize("job", OTHERS, ids=lambda job: job.state)
def test_another_owners_job_is_as_good_as_none_in_any_state(job: JobRecord) -> None:
    for op in ("presign", "complete", "cancel", "retry"):
        (answer,), _ = hear([{"id": "a", "op": op, "job_id": job.job_id, "parts": [1]}])
        assert answer["error"]["code"] == "job_not_found"


def test_a_request_nested_without_end_is_unreadable() -> None:
    nested: Any = "x"
    for _ in range(50_000):
        nested = [nested]

    (answer,), _ = hear([{"id": "a", "op": "watch", "jobs": nested}])

    assert answer["error"]["code"] == "invalid_request"


def test_an_endless_outbox_is_heard_in_part() -> None:
    answers, _ = hear([{"id": f"a-{number}", "op": "nothing"} for number in range(100_000)])

    assert len(answers) == 100
