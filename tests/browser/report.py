"""The page of a report: its chart and its downloads."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page


def bars(page: Page) -> Locator:
    """The bars of the chart."""
    return page.get_by_test_id("stVegaLiteChart").locator("[aria-roledescription=bar]")


def download(page: Page, path: Path) -> tuple[str, bytes]:
    """Download the summary to a path; the name it is given, and its bytes."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Download CSV").click()
    started.value.save_as(path)
    return started.value.suggested_filename, path.read_bytes()
