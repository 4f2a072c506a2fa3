"""An operator looks and repairs in Chromium, before a whole embedded stack with its worker."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Locator, Page, expect

from tests.dashboard import Dashboard
from tests.records import keep, make_job, save
from tests.waiting import wait_until
from worker.errors import ObjectMissing
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.queue.contract import Publisher
from worker.settings import EmbeddedServers, Settings
from worker.storage.client import open_storage

pytestmark = pytest.mark.browser

S = JobState
T = TypeVar("T")
NAME = "customers-of-acme.csv"
CSV = b"email,country\na@b.co,DE\n"
BROKE_OFF = Failure(code="too_many_attempts", message="Counting this file broke off 5 times.")


@pytest.fixture
def servers(upload_board: Dashboard) -> Settings:
    """The embedded servers of the dashboard."""
    described = EmbeddedServers.path(upload_board.data_dir).read_bytes()
    return upload_board.settings.using(EmbeddedServers.model_validate_json(described))


@pytest.fixture
def operations(upload_board: Dashboard, servers: Settings, page: Page) -> Page:
    """The page, open before anything happens."""
    page.goto(f"{upload_board.url}/operations")
    expect(page.get_by_role("heading", name="Operations")).to_be_visible()
    expect(page.get_by_role("heading", name="Workers")).to_be_visible()
    return page


def run(function: Callable[[], Awaitable[T]]) -> T:
    with start_blocking_portal() as portal:
        return portal.call(function)


def failed_job(settings: Settings, **changes: object) -> JobRecord:
    """A failed job whose file is kept."""
    job = make_job(S.FAILED, name=NAME, failure=BROKE_OFF).model_copy(update={"attempts": 5, **changes})
    keep(settings, job.s3_key, CSV)
    save(settings, [job])
    return job


def state(settings: Settings, job: JobRecord) -> JobState:
    async def read() -> JobState:
        async with open_storage(settings) as storage:
            return (await JobStore(storage).get(job.ref)).record.state

    return run(read)


def delete_record(settings: Settings, job: JobRecord) -> None:
    async def delete() -> None:
        async with open_storage(settings) as storage:
            await storage.delete(job.ref.record_key)

    run(delete)


def publish(settings: Settings, job_id: str, s3_key: str) -> None:
    async def send() -> None:
        async with Publisher(settings) as publisher:
            await publisher.publish(job_id, s3_key, message_id=job_id)

    run(send)


def row(page: Page, text: str) -> Locator:
    return page.locator("[class*='st-key-operations-row-']").filter(has_text=text)


def choose(page: Page, text: str, action: str) -> None:
    row(page, text).get_by_role("button", name="Actions").click()
    page.get_by_role("option", name=action).or_(page.get_by_role("menuitem", name=action)).click()


def test_the_page_says_that_all_is_well_and_who_works(operations: Page) -> None:
    expect(operations.get_by_text("All is well. Nothing needs you.")).to_be_visible()
    workers = operations.locator(".st-key-operations-rows-workers")
    expect(workers).to_contain_text(re.compile(r"free\s*started"))


def test_a_failed_job_comes_into_view_by_itself_and_is_tried_again(
    operations: Page, servers: Settings, upload_board: Dashboard
) -> None:
    job = failed_job(servers)

    expect(row(operations, job.job_id)).to_contain_text("Counting this file broke off 5 times.")
    expect(operations.locator("body")).not_to_contain_text(NAME)
    row(operations, job.job_id).get_by_role("button", name="Try again").click()

    expect(row(operations, job.job_id)).to_have_count(0)
    wait_until(lambda: state(servers, job) is S.SUCCEEDED, what="the report")
    lines = [json.loads(line) for line in upload_board.output.splitlines() if line.startswith("{")]
    logged = [line["event"] for line in lines if line.get("job_id") == job.job_id]
    assert logged == ["job.retried", "job.enqueued", "audit", "operator.requeued"]


def test_all_failed_jobs_are_tried_again_at_once(operations: Page, servers: Settings) -> None:
    jobs = [failed_job(servers), failed_job(servers)]
    gone = make_job(S.FAILED, failure=BROKE_OFF)
    save(servers, [gone])
    for job in (*jobs, gone):
        expect(row(operations, job.job_id)).to_be_visible()

    operations.get_by_role("button", name="Try all again").click()

    expect(operations.get_by_text("2 jobs in the queue again. 1 job could not be helped.")).to_be_visible()
    for job in jobs:
        expect(row(operations, job.job_id)).to_have_count(0)
    wait_until(lambda: {state(servers, job) for job in jobs} == {S.SUCCEEDED}, what="the reports")
    row(operations, gone.job_id).get_by_role("button", name="Try again").click()
    expect(operations.get_by_text("The file is no longer kept.")).to_be_visible()
    delete_record(servers, gone)


def test_a_dead_letter_is_discarded(operations: Page, servers: Settings) -> None:
    publish(servers, "lost-7", "elsewhere/7.csv")
    expect(row(operations, "job lost-7")).to_contain_text("elsewhere/7.csv")

    choose(operations, "job lost-7", "Discard")

    expect(operations.get_by_text("is gone for good.")).to_be_visible()
    expect(row(operations, "job lost-7")).to_have_count(0)


def test_dead_letters_are_sent_again_one_and_all(operations: Page, servers: Settings) -> None:
    """Messages that contradict their jobs die; with those jobs out of the way they are worked on."""
    names = ["again-1", "again-2", "again-3"]
    taken = [make_job(S.SUCCEEDED, owner=None, job_id=name, s3_key="uploads/another.csv") for name in names]
    save(servers, taken)
    for name in names:
        keep(servers, f"uploads/{name}.csv", CSV)
        publish(servers, name, f"uploads/{name}.csv")
        expect(row(operations, f"job {name}")).to_contain_text("in use for another file")

    async def make_way() -> None:
        async with open_storage(servers) as storage:
            for job in taken:
                await storage.delete(job.ref.record_key)
                await storage.delete(job.ref.summary_key)

    async def reports() -> int:
        async with open_storage(servers) as storage:
            made = 0
            for job in taken:
                try:
                    await storage.head(job.ref.summary_key)
                except ObjectMissing:
                    continue
                made += 1
            return made

    run(make_way)
    choose(operations, "job again-1", "Send again")
    expect(row(operations, "job again-1")).to_have_count(0)
    wait_until(lambda: run(reports) == 1, what="the first report")

    operations.get_by_role("button", name="Send all again").click()
    expect(operations.get_by_text("2 dead letters in the queue again.")).to_be_visible()
    wait_until(lambda: run(reports) == 3, what="all reports")
