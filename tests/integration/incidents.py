"""Failed jobs and dead letters, made for operators to find and repair."""

from __future__ import annotations

import json
from typing import Any

from repid.data import MessageData

from tests.integration.queues import consuming, nothing_left
from tests.records import make_job
from worker.errors import DeadLetter
from worker.jobs.record import Failure, JobRecord, JobState
from worker.jobs.store import JobStore
from worker.queue.contract import CHANNEL, make_server
from worker.settings import Settings
from worker.storage.client import open_storage

NAME = "customers-of-acme.csv"
OWNER = "0123456789abcdef0123456789abcdef"
FAILURE = Failure(code="malformed", message="Line 7 is broken; a cell says ada@x.org.")
_STREAM = f"repid_{CHANNEL}"


async def put(settings: Settings, *jobs: JobRecord, kept: bool = True) -> None:
    """Write records, and the raw files of the failed ones."""
    async with open_storage(settings) as storage:
        for job in jobs:
            await JobStore(storage).create(job)
            if kept and job.state is JobState.FAILED:
                await storage.write(job.s3_key, b"email,country\na@x.org,DE\n", "text/csv")


async def read(settings: Settings, job: JobRecord) -> JobRecord:
    async with open_storage(settings) as storage:
        return (await JobStore(storage).get(job.ref)).record


async def send(settings: Settings, *payloads: object) -> None:
    async with make_server(settings).connection() as server:
        for payload in payloads:
            await server.publish(
                channel=CHANNEL,
                message=MessageData(payload=json.dumps(payload).encode()),
                server_specific_parameters={"message_id": f"m-{payload}"},
            )


async def bury(settings: Settings, *payloads: object) -> None:
    async def die(_text: str) -> None:
        raise DeadLetter("The file's key is not one of an upload.")

    assert settings.broker_url is not None
    async with consuming(settings.broker_url, die, channel=CHANNEL):
        await send(settings, *payloads)
        await nothing_left(settings.broker_url, _STREAM)


def failed(**changes: Any) -> JobRecord:
    """A failed job of an owner with a personal file's name."""
    return make_job(JobState.FAILED, name=NAME, owner=OWNER, failure=FAILURE, **changes)
