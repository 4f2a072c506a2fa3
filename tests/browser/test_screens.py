"""On screens of every width all of a page can be read: no figure, name or choice is cut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import Board, open_list
from tests.browser.report import bars
from tests.records import Counts, make_job, outcome_of, save
from tests.waiting import wait_until
from worker.jobs.record import JobRecord, JobState, Lease
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 640, 768, 960, 1280)
LARGE: Counts = [
    ("US", 1_039_918_341),
    ("GS", 24_948_970),
    ("VC", 6_091_062),
    ("CD", 580_895),
    ("", 33_201),
    ("Atlantis", 12),
]
CUT = """() => {
  const cut = [];
  const main = document.querySelector("[data-testid=stMain]");
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (!node.data.trim() || text.width < 2 || !node.parentElement.checkVisibility()) continue;
    if (node.parentElement.closest("[data-testid=stIconMaterial], style")) continue;
    let left = 0, right = innerWidth;
    for (let box = node.parentElement; box; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== "none") { left = -Infinity; right = Infinity; break; } // only heard
      if (style.overflowX === "visible" || box instanceof SVGElement) continue;
      const around = box.getBoundingClientRect();
      left = Math.max(left, around.left);
      right = Math.min(right, around.right);
    }
    if (text.left < left - 1 || text.right > right + 1) cut.push(node.data.trim());
  }
  return cut;
}"""


@pytest.fixture
def large(board: Board) -> JobRecord:
    """A report of a thousand million customers, in countries of the longest names."""
    outcome = outcome_of(LARGE, duplicates=112_209_001, rejected={"missing_email": 1_402_112})
    job = make_job(JobState.SUCCEEDED, name="customers-eu-2026-11-export-from-crm.csv", outcome=outcome)
    save(board.settings, [job], LARGE)
    return job


def expect_uncut(page: Page) -> None:
    """Make the window as wide as screens are, one after the other, and see that nothing is cut."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wait_until(lambda: page.evaluate(CUT) == [], what=f"all to be seen at {width} pixels")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_nothing_of_a_report_is_cut(board: Board, large: JobRecord, page: Page) -> None:
    page.goto(f"{board.url}/report?job={large.job_id}")
    expect(bars(page)).to_have_count(len(LARGE))
    for figure in ("1,071,572,481", "112,209,001"):
        expect(page.get_by_test_id("stMetricValue").filter(has_text=figure)).to_be_visible()
    table = page.get_by_role("region", name="Customers by country")
    for text in ("1,039,918,341", "97.0\N{NO-BREAK SPACE}%", "South Georgia & South Sandwich Islands"):
        expect(table.get_by_text(text, exact=True)).to_be_visible()
    expect_uncut(page)


def test_nothing_of_the_list_is_cut(board: Board, large: JobRecord, page: Page) -> None:
    lease = Lease(worker="w1", token="t1", until=utc_now() + timedelta(hours=1))
    running = make_job(JobState.PROCESSING, lease=lease)
    save(board.settings, [running, make_job(JobState.QUEUED), make_job(JobState.UPLOADING)])
    open_list(page, board)
    expect(page.get_by_text("Failed 0")).to_be_visible()
    expect(page.get_by_text("1,071,572,481")).to_be_visible()
    expect_uncut(page)


def test_on_a_phone_the_longest_bar_has_the_width_of_the_screen(
    board: Board, large: JobRecord, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{board.url}/report?job={large.job_id}")
    expect(bars(page)).to_have_count(len(LARGE))
    box = bars(page).first.bounding_box()
    assert box is not None
    assert box["width"] > 300


def test_the_pages_are_reached_by_their_names(board: Board, page: Page) -> None:
    page.goto(board.url)
    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for name, title in (("Reports", "Reports"), ("New report", "New audience report")):
            page.get_by_role("link", name=name, exact=True).first.click()
            expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        expect(page.get_by_role("button", name="Expand sidebar")).to_be_hidden()
