"""Axe finds nothing on any page and in any state, and by keyboard one gets along everywhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.boards import Board, open_list
from tests.browser.report import bars
from tests.records import GERMANY_FIRST, keep, make_job, outcome_of, save
from worker.jobs.record import Failure, JobRecord, JobState

pytestmark = pytest.mark.browser

S = JobState
UNCLEAR = Failure(code="unclear", message="Please check how this file is read.")
BROKEN = Failure(code="malformed", message="Line 7 is broken.")
TEXT = b"mail,land,note\n" + b"a@b.example,DE,x\n" * 20
STOP = """() => {
  let stop = document.activeElement;
  while (stop.shadowRoot?.activeElement) stop = stop.shadowRoot.activeElement;
  const { outlineStyle, boxShadow } = getComputedStyle(stop);
  const isSeen = stop.tagName === "INPUT" || outlineStyle !== "none" || boxShadow !== "none";
  return [stop.tagName, isSeen];
}"""


@pytest.fixture
def jobs(board: Board) -> dict[str, JobRecord]:
    """A job in every state, and what is kept of them."""
    jobs = {state.value: make_job(state) for state in S if state is not S.FAILED}
    outcome = outcome_of(GERMANY_FIRST, duplicates=212, rejected={"missing_email": 12})
    jobs["succeeded"] = make_job(S.SUCCEEDED, outcome=outcome)
    jobs["failed"] = make_job(S.FAILED, failure=BROKEN)
    jobs["unclear"] = make_job(S.FAILED, failure=UNCLEAR)
    save(board.settings, jobs.values(), GERMANY_FIRST)
    for name in ("failed", "unclear"):
        keep(board.settings, jobs[name].s3_key, TEXT)
    return jobs


@pytest.mark.parametrize("state", ["processing", "succeeded", "failed", "unclear", "cancelled"])
def test_axe_finds_nothing_on_the_page_of_a_report(
    board: Board, jobs: dict[str, JobRecord], page: Page, state: str
) -> None:
    page.goto(f"{board.url}/report?job={jobs[state].job_id}")
    expect(page.get_by_role("heading", name="customers.csv")).to_be_visible()
    if state == "succeeded":
        expect(bars(page)).to_have_count(len(GERMANY_FIRST))
    if state in {"failed", "unclear"}:
        expect(page.get_by_role("button", name="Count")).to_be_visible()
    assert findings(page) == []


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("", "New audience report"),
        ("reports", "Reports"),
        ("operations", "Operations"),
        ("repots", "There is no such page"),
    ],
)
@pytest.mark.usefixtures("jobs")
def test_axe_finds_nothing_on_the_other_pages(board: Board, page: Page, address: str, heading: str) -> None:
    page.goto(f"{board.url}/{address}")
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    awaited = page.get_by_text("customers.csv" if address == "" else "2 files being counted")
    expect(awaited.filter(visible=True).first).to_be_visible()
    assert findings(page) == []


@pytest.mark.usefixtures("jobs")
def test_by_keyboard_one_sees_where_one_is_and_stops_at_nothing_needless(board: Board, page: Page) -> None:
    open_list(page, board)
    expect(page.get_by_role("link", name="customers.csv")).to_have_count(8)
    expect(page.get_by_text("2 files being counted")).to_be_visible()
    page.keyboard.press("Tab")
    stops = []
    while (stop := page.evaluate(STOP))[0] != "BODY":
        stops.append(tuple(stop))
        page.keyboard.press("Tab")
    assert {tag for tag, _ in stops} == {"A", "BUTTON", "INPUT"}
    assert all(is_seen for _, is_seen in stops)
    assert len(stops) > 20


@pytest.mark.usefixtures("jobs")
def test_what_is_said_of_running_files_covers_nothing(board: Board, page: Page) -> None:
    open_list(page, board)
    said = page.get_by_text("2 files being counted")
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        expect(said).to_be_visible()
        box = said.bounding_box()
        title = page.get_by_role("heading", name="Reports").bounding_box()
        assert box is not None
        assert title is not None
        assert box["y"] + box["height"] < title["y"]
        last = page.get_by_role("link", name="Operations").last.bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= box["y"] or last["x"] + last["width"] < box["x"]
