from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from pages.uploader.lines import line_of
from pages.uploader.requests import PRESIGNED_AT_ONCE, Begin, Presign, Unreadable, Watch, read_outbox
from worker.errors import ScratchBroken, StorageUnavailable
from worker.jobs.record import Failure, FileInfo, JobRecord, JobState, Lease, Outcome, Progress
from worker.refusal import Refusal
from worker.storage.clock import utc_now

NOW = utc_now()


def job(state: JobState, **fields: Any) -> JobRecord:
    return JobRecord(
        job_id="j1",
        owner="local",
        s3_key="uploads/local/j1.csv",
        state=state,
        file=FileInfo(name="customers.csv", size=1_000, fingerprint="f"),
        created_at=NOW - timedelta(minutes=5),
        updated_at=NOW - timedelta(minutes=1),
        **fields,
    )


def failed(code: str) -> JobRecord:
    return job(JobState.FAILED, failure=Failure(code=code, message="There is no email column."))


def test_requests_are_read_by_their_op() -> None:
    outbox = [
        {"id": "a-1", "op": "begin", "name": "x.csv", "size": 5, "fingerprint": "f"},
        {"id": "a-2", "op": "watch", "jobs": ["j1"]},
    ]

    assert read_outbox(outbox) == [
        Begin(id="a-1", op="begin", name="x.csv", size=5, fingerprint="f"),
        Watch(id="a-2", op="watch", jobs=["j1"]),
    ]


def test_a_request_sent_twice_in_one_outbox_is_one() -> None:
    watch = {"id": "a-1", "op": "watch", "jobs": []}

    assert len(read_outbox([watch, watch])) == 1


@pytest.mark.parametrize(
    "request_",
    [
        {"id": "a-1"},
        {"id": "a-1", "op": "delete", "job_id": "j1"},
        {"id": "a-1", "op": "begin", "name": "x.csv", "size": "5", "fingerprint": "f"},
        {"id": "a-1", "op": "begin", "name": "x.csv", "size": -1, "fingerprint": "f"},
        {"id": "a-1", "op": "begin", "name": "x" * 1_001, "size": 1, "fingerprint": "f"},
        {"id": "a-1", "op": "begin", "name": "x.csv", "size": 1, "fingerprint": "f" * 201},
        {"id": "a-1", "op": "presign", "job_id": "../other/j1", "parts": [1]},
        {"id": "a-1", "op": "presign", "job_id": "j1", "parts": []},
        {"id": "a-1", "op": "presign", "job_id": "j1", "parts": [0]},
        {"id": "a-1", "op": "presign", "job_id": "j1", "parts": list(range(1, PRESIGNED_AT_ONCE + 2))},
        {"id": "a-1", "op": "watch", "jobs": ["j"] * 101},
        {"id": "a-1", "op": "complete", "job_id": ["j1"]},
    ],
)
def test_what_a_browser_forges_is_unreadable_but_answered(request_: dict[str, Any]) -> None:
    assert read_outbox([request_]) == [Unreadable(id="a-1")]


@pytest.mark.parametrize("outbox", [None, "x", {"id": "a"}, [None, 5, "x", [], {}, {"id": "A B"}, {"id": 5}]])
def test_what_cannot_even_be_answered_is_left_out(outbox: Any) -> None:
    assert read_outbox(outbox) == []


def test_no_more_parts_than_allowed_are_presigned_at_once() -> None:
    (request,) = read_outbox(
        [{"id": "a-1", "op": "presign", "job_id": "j1", "parts": list(range(1, PRESIGNED_AT_ONCE + 1))}]
    )

    assert isinstance(request, Presign)


def test_a_line_carries_counting_and_result() -> None:
    counting = job(
        JobState.PROCESSING,
        lease=Lease(worker="w", token="t", until=NOW + timedelta(seconds=60)),
        progress=Progress(rows=12_400_000, share=0.61234),
    )
    outcome = Outcome(etag="e", rows=5, customers=4, duplicates=1, rejected={}, countries=2)
    ready = job(JobState.SUCCEEDED, outcome=outcome)

    assert line_of(counting, NOW) == {
        "job_id": "j1",
        "name": "customers.csv",
        "size": 1_000,
        "state": "counting",
        "rows": 12_400_000,
        "share": 0.612,
    }
    assert line_of(ready, NOW) == {
        "job_id": "j1",
        "name": "customers.csv",
        "size": 1_000,
        "state": "ready",
        "customers": 4,
        "countries": 2,
    }


def test_a_cancelled_count_says_that_it_stops() -> None:
    lease = Lease(worker="w", token="t", until=NOW + timedelta(seconds=60))

    assert line_of(job(JobState.PROCESSING, lease=lease, cancel_requested=True), NOW)["state"] == "stopping"


def test_with_the_queue_away_the_line_says_that_the_file_is_safe() -> None:
    away = job(JobState.QUEUED)
    just_now = away.model_copy(update={"updated_at": NOW})
    enqueued = away.model_copy(update={"enqueued_at": NOW})

    assert "Your file is safe" in line_of(away, NOW)["note"]
    assert "note" not in line_of(just_now, NOW)
    assert "note" not in line_of(enqueued, NOW)


def test_a_silent_worker_is_told() -> None:
    stalled = job(JobState.PROCESSING, lease=Lease(worker="w", token="t", until=NOW - timedelta(seconds=5)))

    assert "goes on by itself" in line_of(stalled, NOW)["note"]


@pytest.mark.parametrize(
    ("record", "remedy"),
    [
        (failed(Refusal.NO_EMAIL_COLUMN), "read"),
        (failed(Refusal.UNCLEAR), "read"),
        (failed(Refusal.TOO_LARGE_UNPACKED), "choose"),
        (failed(Refusal.SIZE_MISMATCH), "again"),
        (failed(Refusal.TOO_MANY_ATTEMPTS), "retry"),
        (failed(Refusal.WORKERS_DIED), "retry"),
        (failed(ScratchBroken.code), "retry"),
        (failed(StorageUnavailable.code), "retry"),
        (job(JobState.EXPIRED), "again"),
        (job(JobState.CANCELLED), "again"),
    ],
)
def test_every_bad_end_has_a_button_that_helps(record: JobRecord, remedy: str) -> None:
    assert line_of(record, NOW).get("remedy") == remedy


@pytest.mark.parametrize("reason", list(Refusal))
def test_every_failure_says_what_is_wrong_and_offers_something(reason: Refusal) -> None:
    line = line_of(failed(reason), NOW)

    assert line["note"] == "There is no email column."
    assert line["remedy"] in ("retry", "again", "choose", "read")


def test_every_state_has_a_line() -> None:
    assert line_of(failed(Refusal.UNCLEAR), NOW)["state"] == "unclear"
    assert {line_of(job(state), NOW)["state"] for state in JobState} == {
        "unfinished",
        "waiting",
        "counting",
        "ready",
        "failed",
        "cancelled",
        "expired",
    }
