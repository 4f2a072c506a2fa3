"""What one owner may have under way, by the rule and under a storm of requests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

import pytest

from pages.uploader.conversation import Conversation
from tests.memory_storage import MemoryBucket, Network, memory_storage
from tests.records import make_job
from worker.desk.analyst import Desk
from worker.desk.desks import Desks
from worker.errors import QuotaReached
from worker.jobs.record import FileInfo, JobState
from worker.jobs.store import JobStore
from worker.settings import Settings
from worker.storage.clock import utc_now
from worker.uploads.quotas import Quotas, QuotaUse

NOW = utc_now()
GB = 10**9
QUOTAS = Quotas(files=3, bytes=10 * GB, jobs_a_day=5)
STORM = 300
_Answer = TypeVar("_Answer")


def refusal(standing: QuotaUse, gigabytes: int = 1) -> str:
    with pytest.raises(QuotaReached) as refused:
        QUOTAS.check(standing, gigabytes * GB, NOW)
    return refused.value.message


def begun(*hours_ago: float) -> QuotaUse:
    return QuotaUse(begun=[NOW - timedelta(hours=hours) for hours in hours_ago])


def test_whoever_has_little_may_begin_another() -> None:
    QUOTAS.check(QuotaUse(running=[GB, 7 * GB], kept=[GB]), GB, NOW)


def test_files_count_until_their_report_is_there() -> None:
    assert refusal(QuotaUse(running=[GB] * 3)) == (
        "3 of your files are under way, and at most 3 may be at once. "
        "Try again as soon as one of them has been counted, or cancel one."
    )


def test_the_bytes_under_way_are_limited_together() -> None:
    assert refusal(QuotaUse(running=[8 * GB]), gigabytes=3) == (
        "1 of your files is under way with 8 GB; with this one it would be more than the 10 GB that may be "
        "at once. Try again as soon as one of them has been counted, or cancel one."
    )


def test_the_kept_files_of_failed_reports_count_and_can_be_deleted() -> None:
    assert refusal(QuotaUse(running=[GB], kept=[4 * GB, 4 * GB]), gigabytes=2) == (
        "1 of your files is under way with 1 GB, and 2 files of failed reports are kept with 8 GB; with this "
        "one it would be more than the 10 GB that may be at once. "
        "Delete failed reports that you do not need; their files go with them."
    )
    assert refusal(QuotaUse(kept=[9 * GB]), gigabytes=2).startswith(
        "1 file of failed reports is kept with 9 GB; with this one"
    )


def test_a_file_that_never_fits_is_told_so() -> None:
    assert "This file has 11 GB; at most 10 GB may be under way at once. Split it" in refusal(
        QuotaUse(), gigabytes=11
    )


def test_the_day_says_when_the_next_may_start() -> None:
    assert refusal(begun(1, 2, 3, 20.5, 23.9)) == (
        "You have started 5 files within 24 hours, and at most 5 are allowed. "
        "You can start the next in 6 min."
    )
    assert "in 3 h 30 min" in refusal(begun(1, 2, 3, 4, 20.5, 23.9))


def test_what_was_begun_a_day_ago_no_longer_counts() -> None:
    QUOTAS.check(begun(*[24.0] * 9), GB, NOW)


class Crowded(Network):
    """Lets everybody else go on before each answer."""

    async def send(self, name: str, request: Callable[[], _Answer]) -> _Answer:
        await asyncio.sleep(0)
        return await super().send(name, request)


class NoQueue:
    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None: ...


def desks_over(bucket: MemoryBucket, **quotas: Any) -> Desks:
    settings = Settings(s3_bucket="memory", **quotas)
    return Desks(settings, memory_storage(settings, bucket, Crowded()), NoQueue())


def records(bucket: MemoryBucket) -> list[str]:
    return [key for key in bucket.objects if key.startswith("jobs/")]


async def begin(desk: Desk, number: int) -> str | None:
    try:
        return (await desk.begin(name="a.csv", size=5, fingerprint=f"f{number}")).job.job_id
    except QuotaReached:
        return None


@pytest.mark.anyio
async def test_a_storm_of_beginnings_leaves_no_more_than_the_quota_in_the_bucket() -> None:
    bucket = MemoryBucket()
    desks = desks_over(bucket, owner_files=7)
    pages = [desks.desk("storm", external=False) for _ in range(STORM)]
    neighbour = desks.desk("neighbour", external=False)

    begun = await asyncio.gather(
        *(begin(page, number) for number, page in enumerate(pages)), begin(neighbour, 1)
    )

    assert begun[-1] is not None
    assert len([one for one in begun[:-1] if one]) == 7
    assert len(records(bucket)) == len(bucket.uploads) == 7 + 1


@pytest.mark.anyio
async def test_an_unfinished_upload_that_is_begun_again_counts_once() -> None:
    bucket = MemoryBucket()
    desk = desks_over(bucket, owner_files=1, owner_jobs_a_day=1).desk("one", external=False)

    begun = await asyncio.gather(*(begin(desk, 1) for _ in range(20)))

    assert len(set(begun)) == 1
    assert len(bucket.uploads) == 1
    assert await begin(desk, 2) is None


@pytest.mark.anyio
async def test_beginning_and_cancelling_in_a_circle_ends_with_the_day() -> None:
    bucket = MemoryBucket()
    desk = desks_over(bucket, owner_jobs_a_day=4).desk("one", external=False)

    for number in range(10):
        if job_id := await begin(desk, number):
            await desk.cancel(job_id)

    assert len(records(bucket)) == 4
    assert bucket.uploads == {}


@pytest.mark.anyio
async def test_one_outbox_cannot_ask_for_more_than_the_quota_nor_without_end() -> None:
    bucket = MemoryBucket()
    desk = desks_over(bucket, owner_files=5).desk("one", external=False)
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

    assert len(records(bucket)) == len(bucket.uploads) == 5
    assert set(codes) == {"quota_reached", "too_many_requests"}


@pytest.mark.anyio
async def test_deleting_what_was_begun_does_not_begin_the_day_anew() -> None:
    bucket = MemoryBucket()
    desk = desks_over(bucket, owner_jobs_a_day=2).desk("one", external=False)

    for number in range(2):
        job_id = await begin(desk, number)
        assert job_id is not None
        await desk.cancel(job_id)
        await desk.delete(job_id)

    assert await desk.jobs() == []
    assert await begin(desk, 3) is None


@pytest.mark.anyio
async def test_dashboards_that_begin_at_once_keep_the_quota_together() -> None:
    bucket = MemoryBucket()
    dashboards = [desks_over(bucket, owner_files=5).desk("storm", external=False) for _ in range(8)]

    begun = await asyncio.gather(
        *(begin(desk, 10 * which + number) for number in range(4) for which, desk in enumerate(dashboards))
    )

    assert len([one for one in begun if one]) == len(bucket.uploads) == 5


@pytest.mark.anyio
async def test_the_same_file_begun_at_several_dashboards_at_once_is_one_job() -> None:
    bucket = MemoryBucket()
    dashboards = [desks_over(bucket).desk("one", external=False) for _ in range(6)]

    begun = await asyncio.gather(*(begin(desk, 1) for desk in dashboards))

    assert len(set(begun)) == len(bucket.uploads) == 1


@pytest.mark.anyio
async def test_the_file_of_a_failed_report_counts_until_it_is_deleted() -> None:
    bucket = MemoryBucket()
    desks = desks_over(bucket, owner_gb=8 / GB)
    desk = desks.desk("one", external=False)
    job_id = await begin(desk, 1)
    assert job_id is not None
    store = JobStore(desks.storage)
    failed = make_job(JobState.FAILED, now=NOW, owner="one", file=FileInfo(name="a.csv", size=5))
    await store.create(failed)
    bucket.put(failed.s3_key, b"12345")
    await desk.cancel(job_id)

    assert await begin(desk, 2) is None
    await desk.delete(failed.job_id)
    assert await begin(desk, 2) is not None


@pytest.mark.anyio
async def test_failed_files_are_not_all_counted_again_at_once() -> None:
    bucket = MemoryBucket()
    desks = desks_over(bucket, owner_files=1)
    desk = desks.desk("one", external=False)
    failed = make_job(JobState.FAILED, now=NOW, owner="one", file=FileInfo(name="a.csv", size=5))
    await JobStore(desks.storage).create(failed)
    bucket.put(failed.s3_key, b"12345")
    job_id = await begin(desk, 1)
    assert job_id is not None

    with pytest.raises(QuotaReached, match="1 of your files is under way"):
        await desk.retry(failed.job_id)
    await desk.cancel(job_id)
    assert (await desk.retry(failed.job_id)).state is JobState.QUEUED


@pytest.mark.anyio
async def test_failed_files_tried_again_at_two_dashboards_at_once_keep_the_quota_together() -> None:
    bucket = MemoryBucket()
    dashboards = [desks_over(bucket, owner_files=2).desk("one", external=False) for _ in range(2)]
    store = JobStore(desks_over(bucket).storage)
    failed = [make_job(JobState.FAILED, now=NOW, owner="one") for _ in range(8)]
    for job in failed:
        await store.create(job)
        bucket.put(job.s3_key, b"12345")

    async def retry(number: int) -> bool:
        try:
            await dashboards[number % 2].retry(failed[number].job_id)
        except QuotaReached:
            return False
        return True

    assert sum(await asyncio.gather(*(retry(number) for number in range(8)))) == 2
    assert sum(job.is_running for job in await store.of_owner("one")) == 2
