"""Those who send files: an analyst with a browser, an external publisher; and the bucket as others see it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpx
from botocore.exceptions import ClientError
from repid import NatsServer as RepidsNatsServer
from repid import Repid

from tests.waiting import SELDOM_SECONDS, wait_until
from worker.desk.desks import open_desks
from worker.jobs.record import JobRecord
from worker.queue.contract import Publisher
from worker.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class Bucket:
    """The test's bucket, as an outsider with credentials sees it."""

    def __init__(self, client: S3Client, name: str) -> None:
        self._client = client
        self._name = name

    def put(self, key: str, body: bytes) -> None:
        self._client.put_object(Bucket=self._name, Key=key, Body=body)

    def get(self, key: str) -> bytes | None:
        try:
            return self._client.get_object(Bucket=self._name, Key=key)["Body"].read()
        except ClientError:
            return None

    def record(self, key: str) -> JobRecord | None:
        body = self.get(key)
        return JobRecord.model_validate_json(body) if body else None

    def ended(self, key: str) -> JobRecord:
        """Wait until the job of this record key has ended."""

        def when_ended() -> JobRecord | None:
            record = self.record(key)
            return record if record and not record.is_running else None

        return wait_until(when_ended, timeout=60, what=f"{key} to end", poll_seconds=SELDOM_SECONDS)


def send_as_external(settings: Settings, payload: object) -> None:
    """Publish with Repid's own NATS server, as the cookbook does."""
    assert settings.broker_url is not None

    async def send(url: str) -> None:
        app = Repid()
        app.servers.register_server("default", RepidsNatsServer(url), is_default=True)
        async with app.servers.default.connection():
            await app.send_message_json(channel="process_audience", payload=payload)

    asyncio.run(send(settings.broker_url))


def upload_as_page(settings: Settings, body: bytes) -> JobRecord:
    """The whole upload as the page and the browser do it."""

    async def upload() -> JobRecord:
        async with Publisher(settings) as publisher, open_desks(settings, publisher) as desks:
            desk = desks.desk("local", external=True)
            opened = await desk.begin(name="customers.csv", size=len(body), fingerprint="f")
            url = (await desk.presign(opened.job.job_id, [1]))[1]
            async with httpx.AsyncClient(trust_env=False) as browser:
                (await browser.put(url, content=body)).raise_for_status()
            return await desk.complete(opened.job.job_id)

    return asyncio.run(upload())
