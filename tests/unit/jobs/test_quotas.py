"""What one owner may have under way, by the rule and under a storm of requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from pages.uploader.protocol import Conversation
from tests.memory_storage import MemoryBucket, Network, memory_storage
from tests.records import make_job
from worker.jobs.desk import Desk, Reception
from worker.jobs.quotas import QuotaReached, Quotas
from worker.jobs.record import FileInfo, JobRecord, JobState, utc_now
from worker.settings import Settings

NOW = utc_now()
GB = 10**9
QUOTAS = Quotas(files=3, bytes=10 * GB, jobs_a_day=5)
STORM = 300
_Answer = TypeVar("_Answer")


def job(state: JobState, *, gigabytes: int = 1, hours_ago: float = 1) -> JobRecord:
    file = FileInfo(name="a.csv", size=gigabytes * GB)
    return make_job(state, now=NOW, age=timedelta(hours=hours_ago), file=file)


def refusal(jobs: list[JobRecord], gigabytes: int = 1) -> str:
    with pytest.raises(QuotaReached) as refused:
        QUOTAS.check(jobs, gigabytes * GB, NOW)
    return refused.value.message


def test_whoever_has_little_may_begin_another() -> None:
    QUOTAS.check([job(JobState.UPLOADING), job(JobState.QUEUED, gigabytes=8)], GB, NOW)


@pytest.mark.parametrize("state", [JobState.UPLOADING, JobState.QUEUED, JobState.PROCESSING])
def test_files_count_until_their_report_is_there(state: JobState) -> None:
    assert refusal([job(state)] * 3) == (
        "3 of your files are under way, and at most 3 may be at once. "
        "Try again as soon as one of them has been counted, or cancel one."
    )


@pytest.mark.parametrize("state", [JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED])
def test_what_has_ended_no_longer_counts_as_under_way(state: JobState) -> None:
    QUOTAS.check([job(state, gigabytes=9)] * 4, 10 * GB, NOW)


def test_the_bytes_under_way_are_limited_together() -> None:
    said = refusal([job(JobState.PROCESSING, gigabytes=8)], gigabytes=3)

    assert said.startswith(
        "1 of your files is under way with 8 GB; with this one it would be more than the 10 GB"
    )


def test_a_file_that_never_fits_is_told_so() -> None:
    assert "This file has 11 GB; at most 10 GB may be under way at once. Split it" in refusal(
        [], gigabytes=11
    )


def test_the_day_says_when_the_next_may_start() -> None:
    ended = [job(JobState.CANCELLED, hours_ago=hours) for hours in (1, 2, 3, 20.5, 23.9)]

    assert refusal(ended) == (
        "You have started 5 files within 24 hours, and at most 5 are allowed. "
        "You can start the next in 6 min."
    )
    later = [job(JobState.SUCCEEDED, hours_ago=hours) for hours in (1, 2, 3, 4, 20.5, 23.9)]
    assert "in 3 h 30 min" in refusal(later)


def test_what_was_begun_a_day_ago_no_longer_counts() -> None:
    QUOTAS.check([job(JobState.FAILED, hours_ago=24)] * 9, GB, NOW)


class Crowded(Network):
    """Lets everybody else go on before each answer."""

    async def send(self, name: str, request: Callable[[], _Answer]) -> _Answer:
        await asyncio.sleep(0)
        return await super().send(name, request)


class NoQueue:
    async def publish(self, job_id: str, s3_key: str, *, message_id: str) -> None: ...


def desks(bucket: MemoryBucket, **quotas: Any) -> Reception:
    settings = Settings(s3_bucket="memory", **quotas)
    return Reception(settings, memory_storage(settings, bucket, Crowded()), NoQueue())


async def begin(desk: Desk, number: int) -> str | None:
    try:
        return (await desk.begin(name="a.csv", size=5, fingerprint=f"f{number}")).job.job_id
    except QuotaReached:
        return None


@pytest.mark.anyio
async def test_a_storm_of_beginnings_leaves_no_more_than_the_quota_in_the_bucket() -> None:
    bucket = MemoryBucket()
    reception = desks(bucket, owner_files=7)
    pages = [reception.desk("storm", foreign=False) for _ in range(STORM)]
    neighbour = reception.desk("neighbour", foreign=False)

    begun = await asyncio.gather(
        *(begin(page, number) for number, page in enumerate(pages)), begin(neighbour, 1)
    )

    assert begun[-1] is not None
    assert len([one for one in begun[:-1] if one]) == 7
    assert len(bucket.objects) == len(bucket.uploads) == 7 + 1


@pytest.mark.anyio
async def test_an_unfinished_upload_that_is_begun_again_counts_once() -> None:
    bucket = MemoryBucket()
    desk = desks(bucket, owner_files=1, owner_jobs_a_day=1).desk("one", foreign=False)

    begun = await asyncio.gather(*(begin(desk, 1) for _ in range(20)))

    assert len(set(begun)) == 1
    assert len(bucket.uploads) == 1
    assert await begin(desk, 2) is None


@pytest.mark.anyio
async def test_beginning_and_cancelling_in_a_circle_ends_with_the_day() -> None:
    bucket = MemoryBucket()
    desk = desks(bucket, owner_jobs_a_day=4).desk("one", foreign=False)

    for number in range(10):
        if job_id := await begin(desk, number):
            await desk.cancel(job_id)

    assert len(bucket.objects) == 4
    assert bucket.uploads == {}


@pytest.mark.anyio
async def test_one_outbox_cannot_ask_for_more_than_the_quota_nor_without_end() -> None:
    bucket = MemoryBucket()
    desk = desks(bucket, owner_files=5).desk("one", foreign=False)
    conversation = Conversation(url_seconds=900)
    codes: list[str] = []

    for turn in range(10):
        outbox = [
            {"id": f"t-{turn}-{n}", "op": "begin", "name": "a.csv", "size": 5, "fingerprint": f"{turn}-{n}"}
            for n in range(STORM)
        ]
        await conversation.hear(desk, outbox)
        assert len(conversation.answers) == 100
        codes += [answer["error"]["code"] for answer in conversation.answers if "error" in answer]

    assert len(bucket.objects) == len(bucket.uploads) == 5
    assert set(codes) == {"quota_reached", "too_many_requests"}
