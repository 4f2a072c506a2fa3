"""What an analyst waits for passes what others send."""

from __future__ import annotations

import pytest

from tests.memory_storage import MemoryBucket, memory_storage
from tests.records import make_job
from worker.jobs.dispatch import JobQueue
from worker.jobs.record import JobState
from worker.jobs.store import JobStore
from worker.settings import Settings

pytestmark = pytest.mark.anyio


class Lanes:
    """Keeps whether the message of a job was an express one."""

    def __init__(self) -> None:
        self.is_express: dict[str, bool] = {}

    async def publish(self, job_id: str, s3_key: str, *, message_id: str, express: bool) -> None:  # noqa: ARG002
        self.is_express[job_id] = express


async def test_the_message_of_a_pages_job_is_express_and_that_of_an_external_one_is_not() -> None:
    store, sent = JobStore(memory_storage(Settings(s3_bucket="memory"), MemoryBucket())), Lanes()
    pages = make_job(JobState.QUEUED, enqueued_at=None)
    external = make_job(JobState.QUEUED, owner=None, s3_key="uploads/1.csv", enqueued_at=None)
    for job in (pages, external):
        await store.create(job)
        await JobQueue(store, sent).put(job)

    assert sent.is_express == {pages.job_id: True, external.job_id: False}
