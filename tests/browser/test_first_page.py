"""The first page below its drop zone: what a report looks like, then the last ones, none of them twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import uploading
from tests.browser.boards import Board
from tests.browser.test_screens import expect_uncut
from tests.dashboard import Dashboard
from tests.records import make_job, save
from worker.jobs.record import JobState, Lease
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

S = JobState
SAMPLE = "sample-customers.csv"


def recent(page: Page) -> Locator:
    """The rows below the drop zone that are seen."""
    return page.locator(".st-key-recent-reports [class*='st-key-report-row-']").filter(visible=True)


def test_before_any_report_there_is_a_picture_of_one_and_a_click_makes_it(
    home: Page, tab: Callable[[], Page], upload_board: Dashboard
) -> None:
    picture = home.get_by_role("img", name=re.compile("A report: 3,749 distinct customers in 13 countries"))
    expect(picture).to_be_visible()
    expect_uncut(home)

    home.get_by_role("button", name="Try it with sample data", exact=True).click()

    uploading.expect_ready(home, SAMPLE)
    expect(picture).to_have_count(0)
    expect(home.get_by_role("link", name="All reports →")).to_be_visible()
    expect(recent(home)).to_have_count(0)

    other = tab()
    other.goto(upload_board.url)
    expect(recent(other)).to_contain_text("3,749 customers")
    assert home.evaluate("window.isSameTab")


def test_the_last_five_reports_are_there_and_none_that_has_a_line_above(board: Board, page: Page) -> None:
    until = utc_now() + timedelta(hours=1)
    running = make_job(S.PROCESSING, name="running.csv", lease=Lease(worker="w", token="t", until=until))
    ready = [make_job(S.SUCCEEDED, name=f"{n}.csv", age=timedelta(hours=n)) for n in range(1, 8)]
    save(board.settings, [running, *ready])
    page.goto(board.url)

    expect(uploading.row(page, "running.csv")).to_contain_text("12.4 M rows")
    expect(recent(page)).to_have_count(5)
    expect(recent(page).first).to_contain_text("1.csv")
    names = [name.strip() for name in recent(page).get_by_role("link").all_inner_texts()]
    assert names == [f"{n}.csv" for n in range(1, 6)]
    expect_uncut(page)

    page.set_viewport_size({"width": 1280, "height": 900})
    recent(page).first.get_by_role("button", name="Actions").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(recent(page).first).to_contain_text("2.csv")
    expect(recent(page)).to_have_count(5)

    page.get_by_role("link", name="All reports →").click()
    expect(page.get_by_role("heading", name="Reports", level=1)).to_be_visible()
