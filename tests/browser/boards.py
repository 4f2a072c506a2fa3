"""A dashboard over records that a test writes; no worker runs."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.servers import S3Server
from worker.jobs.record import JobRecord
from worker.settings import Settings


@dataclass
class Board:
    """A dashboard, and the servers it shares with the test."""

    url: str
    settings: Settings
    s3: S3Server

    def object(self, key: str) -> bytes:
        """What is stored under a key."""
        return self.s3.client.get_object(Bucket=self.settings.s3_bucket, Key=key)["Body"].read()


def open_list(page: Page, board: Board) -> None:
    """See the list of reports."""
    page.goto(f"{board.url}/reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()
    page.evaluate("window.isSameTab = true")


def row(page: Page, job: JobRecord) -> Locator:
    """A job's row in the list."""
    return page.locator(f".st-key-report-row-{job.job_id}")
