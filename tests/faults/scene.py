"""A stage for disasters: a bucket, a broker, workers of short patience, and what must be true at the end."""

from __future__ import annotations

import asyncio
import json
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import httpx
from botocore.exceptions import ClientError

from tests.faults.children import counting_children, held, send_signal
from tests.integration.queues import plain_client, publish_to_stream
from tests.servers import S3Server
from tests.waiting import SELDOM_SECONDS, wait_until
from tests.workers import WorkerProcess
from worker.desk.analyst import Desk
from worker.desk.desks import open_desks
from worker.jobs.object_keys import JOBS_PREFIX, JobRef
from worker.jobs.record import JobRecord, JobState
from worker.queue.contract import CHANNEL, Publisher
from worker.settings import Settings

T = TypeVar("T")

OWNER = "local"
_COUNTRIES = ("DE", "FR", "ES", "IT", "PL")
_END_SECONDS = 120
IMPATIENT = {"AUDIENCE_LEASE_SECONDS": "3", "AUDIENCE_WORKER_SLOTS": "1"}
"""A silent worker's job is taken from it after 3 s, its message after 2 s."""

TOLERANT = {"AUDIENCE_LEASE_SECONDS": "24", "AUDIENCE_WORKER_SLOTS": "1"}
"""A lease outlives an outage of some seconds."""

PATIENT = {"AUDIENCE_LEASE_SECONDS": "600", "AUDIENCE_WORKER_SLOTS": "1"}
"""No lease runs out within a test: what happens, happens for another reason."""


def customers(rows: int = 500) -> tuple[bytes, bytes]:
    """A CSV in which every tenth row is a duplicate, and its summary by a slow, obvious reference."""
    lines = [f"user{row - row % 10 // 9}@x.org,{_COUNTRIES[row % 7 % 5]}" for row in range(rows)]
    first: dict[str, str] = {}
    for line in lines:
        email, country = line.split(",")
        first.setdefault(email, country)
    counts = sorted(Counter(first.values()).items(), key=lambda item: (-item[1], item[0]))
    summary = "country,user_count\n" + "".join(f"{country},{count}\n" for country, count in counts)
    return ("email,country\n" + "\n".join(lines) + "\n").encode(), summary.encode()


CSV, SUMMARY = customers()


class Scene:
    """What a test of faults sees and does.

    Attributes:
        settings: of the test's bucket and broker; they are in the environment, too.
    """

    def __init__(self, settings: Settings, s3: S3Server, folder: Path) -> None:
        self.settings = settings
        self.client = s3.client
        self._folder = folder
        self._workers: list[WorkerProcess] = []

    def start_worker(self, **environment: str) -> WorkerProcess:
        """Start a worker without waiting for it; impatient unless the environment says otherwise."""
        log = self._folder / f"worker-{len(self._workers)}.log"
        worker = WorkerProcess(log, **{**IMPATIENT, **environment})
        self._workers.append(worker)
        return worker

    def worker(self, **environment: str) -> WorkerProcess:
        """Start a worker and wait until it works."""
        worker = self.start_worker(**environment)
        worker.wait_ready()
        return worker

    def close(self) -> None:
        """Kill every worker, and children that were frozen and so cannot end with them."""
        for worker in self._workers:
            frozen = counting_children(worker)
            worker.kill()
            for child in frozen:
                send_signal(child, signal.SIGKILL)

    def at_desk(self, act: Callable[[Desk], Awaitable[T]]) -> T:
        """Do something as the analyst's page does."""

        async def visit() -> T:
            async with (
                Publisher(self.settings) as publisher,
                open_desks(self.settings, publisher) as desks,
            ):
                return await act(desks.desk(OWNER, external=True))

        return asyncio.run(visit())

    def upload(self, body: bytes = CSV) -> JobRecord:
        """The whole upload as the page and the browser do it."""
        return self.at_desk(lambda desk: upload(desk, body))

    def upload_for(self, worker: WorkerProcess, body: bytes = CSV) -> JobRecord:
        """The same for a worker that only then goes on, so that it is met as it begins to count."""
        with held(worker):
            return self.upload(body)

    def put(self, key: str, body: bytes) -> None:
        """Put an object into the bucket as someone with credentials."""
        self.client.put_object(Bucket=self.settings.s3_bucket, Key=key, Body=body)

    def get(self, key: str) -> bytes | None:
        """An object of the bucket; None if there is none."""
        try:
            return self.client.get_object(Bucket=self.settings.s3_bucket, Key=key)["Body"].read()
        except ClientError as error:
            if error.response["Error"]["Code"] in {"NoSuchKey", "404"}:
                return None
            raise

    def publish(self, job_id: str, s3_key: str) -> None:
        """Publish a job's message as an external publisher, whose messages have no id."""

        async def send() -> None:
            async with plain_client(str(self.settings.broker_url)) as client:
                payload = json.dumps({"job_id": job_id, "s3_key": s3_key}).encode()
                await publish_to_stream(client, CHANNEL, payload)

        asyncio.run(send())

    def lose_messages(self) -> None:
        """Empty the broker's queue."""

        async def purge() -> None:
            async with plain_client(str(self.settings.broker_url)) as client:
                await client.jetstream().purge_stream(f"repid_{CHANNEL}")

        asyncio.run(purge())

    def messages(self, stream: str) -> int:
        """How many messages a stream holds; none when it does not exist."""

        async def count() -> int:
            async with plain_client(str(self.settings.broker_url)) as client:
                streams = await client.jetstream().streams_info()
                return sum(info.state.messages for info in streams if info.config.name == stream)

        return asyncio.run(count())

    def record(self, job: JobRecord) -> JobRecord:
        """The job's record as it is now."""
        body = self.get(job.ref.record_key)
        assert body is not None, "the record is lost"
        return JobRecord.model_validate_json(body)

    def jobs(self) -> list[JobRecord]:
        """Every job of the bucket."""
        listing = self.client.list_objects_v2(Bucket=self.settings.s3_bucket, Prefix=JOBS_PREFIX)
        keys = [item["Key"] for item in listing.get("Contents", [])]
        bodies = [self.get(key) for key in keys if JobRef.from_record_key(key)]
        return [JobRecord.model_validate_json(body) for body in bodies if body]

    def wait_for(self, job: JobRecord, *states: JobState) -> JobRecord:
        """Wait until the job is in one of these states."""

        def when_there() -> JobRecord | None:
            record = self.record(job)
            return record if record.state in states else None

        try:
            what = " or ".join(states)
            return wait_until(when_there, timeout=_END_SECONDS, what=what, poll_seconds=SELDOM_SECONDS)
        except AssertionError as error:
            raise AssertionError(f"{error}: {self.record(job)}\n{self.logs()}") from None

    def wait_settled(self) -> None:
        """Wait until the broker holds no message any more; none may be a dead letter."""
        queue = f"repid_{CHANNEL}"
        wait_until(
            lambda: self.messages(queue) == 0,
            timeout=_END_SECONDS,
            what="an empty queue",
            poll_seconds=SELDOM_SECONDS,
        )
        assert self.messages(f"{queue}_dlq") == 0, self.logs()

    def assert_done_once(self, job: JobRecord, summary: bytes = SUMMARY) -> JobRecord:
        """Wait until the job ends: with the one right report, the raw file deleted, no message left over.

        Once it has ended nothing may change it any more, whatever the queue still holds.
        """
        ended = self.wait_for(job, *(state for state in JobState if state not in _RUNNING))
        assert ended.state is JobState.SUCCEEDED, (ended, self.logs())
        assert self.get(job.ref.summary_key) == summary
        self.wait_settled()
        wait_until(lambda: self.get(job.s3_key) is None, what="the raw file to be deleted")
        assert self.record(job) == ended, "the record changed after its end"
        assert self.get(job.ref.summary_key) == summary
        return ended

    def logs(self) -> str:
        """What the workers wrote."""
        return "\n".join(worker.log.read_text() for worker in self._workers)

    def starts(self, job: JobRecord | None = None) -> int:
        """How often work began, on this job or on any."""
        lines = [line for line in self.logs().splitlines() if "job.started" in line]
        return sum(job is None or job.job_id in line for line in lines)


_RUNNING = (JobState.UPLOADING, JobState.QUEUED, JobState.PROCESSING)


async def upload(desk: Desk, body: bytes) -> JobRecord:
    """Upload a file in parts."""
    opened = await desk.begin(name="customers.csv", size=len(body), fingerprint=str(hash(body)))
    for number in range(1, -(-len(body) // opened.part_size) + 1):
        start = (number - 1) * opened.part_size
        await put_part(desk, opened.job.job_id, number, body[start : start + opened.part_size])
    return await desk.complete(opened.job.job_id)


async def put_part(desk: Desk, job_id: str, number: int, body: bytes) -> None:
    """Send one part as the browser does."""
    url = (await desk.presign(job_id, [number]))[number]
    async with httpx.AsyncClient(trust_env=False, timeout=30) as browser:
        (await browser.put(url, content=body)).raise_for_status()
