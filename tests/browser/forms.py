"""The form in which an analyst checks how a file is read, and the figures of the report that comes of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.uploading import row

COUNT = "Count"


def check(page: Page, name: str) -> None:
    """Follow the link from a file's line to the form."""
    expect(row(page, name)).to_contain_text("Check the columns")
    row(page, name).get_by_role("link", name="Check").click()
    expect(page.get_by_role("button", name=COUNT)).to_be_visible()


def select(page: Page, label: str, option: str) -> None:
    """Choose in a select box by typing, as the keyboard does."""
    page.get_by_role("combobox", name=label).focus()
    page.keyboard.type(option)
    page.keyboard.press("Enter")


def figure(page: Page, label: str) -> Locator:
    """A figure of the report."""
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue")
