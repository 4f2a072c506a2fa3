from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.integration.uploading import PART, RecordingPublisher, put_part, upload
from worker.desk.analyst import Desk
from worker.desk.desks import Desks
from worker.desk.preview import CountOptions
from worker.errors import JobNotFound, ObjectMissing, TransitionRefused, UploadIncomplete, UploadRefused
from worker.jobs.object_keys import JobRef
from worker.jobs.record import FileInfo, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.jobs.transitions import cancel
from worker.storage.clock import utc_now

pytestmark = pytest.mark.anyio


async def test_an_upload_in_parts_becomes_one_queued_job(
    desk: Desk, desks: Desks, publisher: RecordingPublisher
) -> None:
    body = b"email,country\n" + b"a@b.co,DE\n" * (2 * PART // 10)

    job = await upload(desk, body)

    assert job.state is JobState.QUEUED
    assert job.enqueued_at is not None
    assert publisher.sent == [(job.job_id, f"uploads/local/{job.job_id}.csv", job.message_id)]
    stored, _ = await desks.storage.read(job.s3_key)
    assert stored == body


async def test_promise_7_completing_twice_makes_one_job(desk: Desk, publisher: RecordingPublisher) -> None:
    job = await upload(desk, b"email,country\n")

    again = await asyncio.gather(desk.complete(job.job_id), desk.complete(job.job_id))

    assert [each.job_id for each in again] == [job.job_id] * 2
    assert len(publisher.sent) == 1
    assert [each.job_id for each in await desk.jobs()] == [job.job_id]


async def test_promise_6_the_same_file_goes_on_where_it_stopped(desk: Desk) -> None:
    size = 2 * PART + 5
    opened = await desk.begin(name="big.csv", size=size, fingerprint="f")
    await put_part(desk, opened.job.job_id, 2, b"x" * PART)

    resumed = await desk.begin(name="big.csv", size=size, fingerprint="f")

    assert resumed.job.job_id == opened.job.job_id
    assert resumed.arrived == [2]


async def test_an_upload_whose_parts_were_thrown_away_is_over_and_the_file_starts_afresh(
    desk: Desk, desks: Desks
) -> None:
    lost = (await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")).job
    assert lost.multipart is not None
    await desks.storage.abort_multipart(lost.s3_key, lost.multipart.upload_id)

    again = await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")

    assert again.job.job_id != lost.job_id
    assert {job.job_id: job.state for job in await desk.jobs()} == {
        lost.job_id: JobState.EXPIRED,
        again.job.job_id: JobState.UPLOADING,
    }


async def test_promise_7_a_file_that_is_whole_but_not_yet_queued_is_not_sent_again(
    desk: Desk, desks: Desks
) -> None:
    opened = await desk.begin(name="a.csv", size=PART + 5, fingerprint="f")
    for number, size in ((1, PART), (2, 5)):
        await put_part(desk, opened.job.job_id, number, b"x" * size)
    assert opened.job.multipart is not None
    place = opened.job.s3_key, opened.job.multipart.upload_id
    await desks.storage.complete_multipart(*place, await desks.storage.parts(*place))

    again = await desk.begin(name="a.csv", size=PART + 5, fingerprint="f")

    assert (again.job.job_id, again.arrived) == (opened.job.job_id, [1, 2])
    assert (await desk.complete(opened.job.job_id)).state is JobState.QUEUED
    assert len(await desk.jobs()) == 1


async def test_a_part_of_the_wrong_size_has_not_arrived_though_a_store_took_it(
    desk: Desk, desks: Desks
) -> None:
    opened = await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")
    assert opened.job.multipart is not None
    lax = desks.storage.presigner.part(opened.job.s3_key, opened.job.multipart.upload_id, 1, 100)
    async with httpx.AsyncClient(trust_env=False) as browser:
        (await browser.put(lax, content=b"x" * 100)).raise_for_status()
    await put_part(desk, opened.job.job_id, 2, b"x" * PART)

    with pytest.raises(UploadIncomplete):
        await desk.complete(opened.job.job_id)

    assert (await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")).arrived == [2]


async def test_another_file_of_the_same_name_starts_afresh(desk: Desk) -> None:
    first = await desk.begin(name="big.csv", size=PART, fingerprint="f")

    assert (await desk.begin(name="big.csv", size=PART, fingerprint="g")).job.job_id != first.job.job_id


async def test_promise_3_an_object_of_the_wrong_size_is_refused_and_deleted(
    desk: Desk, desks: Desks, publisher: RecordingPublisher
) -> None:
    opened = await desk.begin(name="a.csv", size=100, fingerprint="f")
    job = opened.job
    assert job.multipart is not None
    # The browser assembles another object under the key, behind the server's back.
    await desks.storage.abort_multipart(job.s3_key, job.multipart.upload_id)
    await desks.storage.write(job.s3_key, b"x" * 99, "text/csv")

    ended = await desk.complete(job.job_id)

    assert ended.state is JobState.FAILED
    assert ended.failure is not None
    assert ended.failure.code == "size_mismatch"
    assert publisher.sent == []
    with pytest.raises(ObjectMissing):
        await desks.storage.head(job.s3_key)


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("customers.pdf", 10, "only shows a table"),
        (
            "customers.parquet.csv.exe",
            10,
            r"\.txt or \.psv are fine, .* packed as \.zip, .* or \.xz; so are \.xlsx, .* and \.parquet\.$",
        ),
        ("csv", 10, "not a table"),
        ("customers.csv", 0, "empty"),
        ("customers.csv", 10**15, "at most 500 GB"),
    ],
)
async def test_unusable_files_are_refused_before_a_byte_is_sent(
    desk: Desk, name: str, size: int, reason: str
) -> None:
    with pytest.raises(UploadRefused, match=reason):
        await desk.begin(name=name, size=size, fingerprint="f")

    assert await desk.jobs() == []


@pytest.mark.parametrize(
    "name", ["A.CSV", "a.tsv", "a.tab", "a.txt.GZ", "a.psv.zst", "export.zip", "a.csv.xz"]
)
async def test_tables_are_taken_under_any_usual_name_and_packed(desk: Desk, name: str) -> None:
    assert (await desk.begin(name=name, size=10, fingerprint="f")).job.file.name == name


async def test_what_was_said_of_a_file_stands_in_its_record_the_last_word_counts(desk: Desk) -> None:
    first, last = CountOptions(ask_first=True), CountOptions(fold_gmail=True)

    opened = await desk.begin(name="a.csv", size=10, fingerprint="f", options=first)
    assert (await desk.job(opened.job.job_id)).options == first
    again = await desk.begin(name="a.csv", size=10, fingerprint="f", options=last)

    assert again.job.job_id == opened.job.job_id
    assert (await desk.job(opened.job.job_id)).options == last


async def test_with_the_broker_away_the_job_is_safe_and_goes_later(
    desk: Desk, publisher: RecordingPublisher
) -> None:
    publisher.away = True
    job = await upload(desk, b"email,country\n")
    assert (job.state, job.enqueued_at) == (JobState.QUEUED, None)

    publisher.away = False
    assert (await desk.complete(job.job_id)).enqueued_at is not None


async def test_cancelling_an_upload_throws_its_parts_away(desk: Desk, desks: Desks) -> None:
    opened = await desk.begin(name="big.csv", size=2 * PART, fingerprint="f")
    await put_part(desk, opened.job.job_id, 1, b"x" * PART)

    cancelled = await desk.cancel(opened.job.job_id)

    assert cancelled.state is JobState.CANCELLED
    assert opened.job.multipart is not None
    with pytest.raises(ObjectMissing):
        await desks.storage.parts(opened.job.s3_key, opened.job.multipart.upload_id)
    with pytest.raises(UploadRefused):
        await desk.presign(opened.job.job_id, [2])


async def test_promise_24_another_analysts_job_is_like_no_job(desks: Desks, desk: Desk) -> None:
    job = await upload(desk, b"email,country\n")
    stranger = desks.desk("stranger", external=False)

    assert await stranger.jobs() == []
    for operation in (
        stranger.job,
        stranger.summary,
        stranger.cancel,
        stranger.retry,
        stranger.delete,
        stranger.complete,
    ):
        with pytest.raises(JobNotFound):
            await operation(job.job_id)
    with pytest.raises(JobNotFound):
        await stranger.presign(job.job_id, [1])
    with pytest.raises(JobNotFound):
        await stranger.job("../local/" + job.job_id)


async def test_one_of_many_writers_wins_each_round(desks: Desks) -> None:
    store = JobStore(desks.storage)
    now = utc_now()
    job = JobRecord(
        job_id="1",
        s3_key="uploads/1.csv",
        state=JobState.QUEUED,
        file=FileInfo(name="1.csv", size=1),
        created_at=now,
        updated_at=now,
    )

    created = await asyncio.gather(*(store.create(job) for _ in range(8)), return_exceptions=True)
    assert sum(isinstance(each, TransitionRefused) for each in created) == 7

    def attempt(record: JobRecord) -> JobRecord:
        return record.model_copy(update={"attempts": record.attempts + 1})

    await asyncio.gather(*(store.change(job.ref, attempt) for _ in range(8)))
    assert (await store.get(job.ref)).record.attempts == 8


async def test_lists_show_changes_at_once_though_cached(desks: Desks, desk: Desk) -> None:
    job = await upload(desk, b"email,country\n")
    assert [each.state for each in await desk.jobs()] == [JobState.QUEUED]

    await JobStore(desks.storage).change(
        JobRef("local", job.job_id), lambda record: cancel(record, utc_now())
    )

    assert [each.state for each in await desk.jobs()] == [JobState.CANCELLED]


async def test_names_are_labels_without_paths_or_control_characters(desk: Desk) -> None:
    opened = await desk.begin(name="../../\x00etc\u202e/x" + "y" * 500 + ".csv", size=5, fingerprint="f")

    assert "/" not in opened.job.file.name
    assert opened.job.file.name.isprintable()
    assert len(opened.job.file.name) <= 200
