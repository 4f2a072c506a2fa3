"""A dashboard over records that a test writes; no worker runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import Locator, Page, expect

from tests.servers import S3Server
from worker.jobs.record import JobRecord
from worker.observing.presence import WORKERS_PREFIX
from worker.settings import Settings

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


@dataclass
class Board:
    """A dashboard, and the servers it shares with the test."""

    url: str
    settings: Settings
    s3: S3Server

    def object(self, key: str) -> bytes:
        """What is stored under a key."""
        return self.s3.client.get_object(Bucket=self.settings.s3_bucket, Key=key)["Body"].read()


def forget_all(client: S3Client, bucket: str) -> None:
    """Delete every file, job and report, and every part of a file; what workers say of themselves stays."""
    for unfinished in client.list_multipart_uploads(Bucket=bucket).get("Uploads", []):
        client.abort_multipart_upload(Bucket=bucket, Key=unfinished["Key"], UploadId=unfinished["UploadId"])
    for found in client.list_objects_v2(Bucket=bucket).get("Contents", []):
        if not found["Key"].startswith(WORKERS_PREFIX):
            client.delete_object(Bucket=bucket, Key=found["Key"])


def open_list(page: Page, board: Board) -> None:
    """See the list of reports."""
    page.goto(f"{board.url}/reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    page.evaluate("window.isSameTab = true")


def row(page: Page, job: JobRecord) -> Locator:
    """A job's row in the list."""
    return page.locator(f".st-key-report-row-{job.job_id}")
