"""Cut off from its server, the page says so in a sentence, goes on by itself, and covers nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.report import bars
from tests.browser.uploading import choose, copy_of, row, visit
from tests.dashboard import Dashboard
from tests.freezing import freeze, thaw
from tests.records import MANY_COUNTRIES, make_job, outcome_of, save
from worker.jobs.record import JobState
from worker.settings import Settings

pytestmark = pytest.mark.browser

CUT_OFF = "The connection to this service is interrupted. This page goes on by itself as soon as it is back."
PINGS_BEFORE_STREAMLITS_DIALOG = 4


def notice(page: Page) -> Locator:
    return page.locator(".interruption")


def open_report(page: Page, board: Dashboard, settings: Settings) -> None:
    job = make_job(JobState.SUCCEEDED, outcome=outcome_of(MANY_COUNTRIES))
    save(settings, [job], MANY_COUNTRIES)
    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(bars(page)).to_have_count(20)
    expect(notice(page)).to_be_hidden()


def test_a_page_whose_server_is_gone_says_so_shows_all_and_is_itself_again_afterwards(
    settings: Settings, dashboard: Callable[..., Dashboard], page: Page
) -> None:
    board = dashboard()
    open_report(page, board, settings)
    pings: list[str] = []
    page.on("requestfailed", lambda request: pings.append(request.url))

    board.kill()
    expect(notice(page)).to_have_text(CUT_OFF)
    while sum("/_stcore/" in url for url in pings) <= PINGS_BEFORE_STREAMLITS_DIALOG:
        page.wait_for_event("requestfailed")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("streamlit", exact=False)).to_have_count(0)
    expect(bars(page)).to_have_count(20)

    board.start()
    expect(notice(page)).to_be_hidden()
    page.get_by_text(f"Show all {len(MANY_COUNTRIES)}").click()
    expect(bars(page)).to_have_count(len(MANY_COUNTRIES))


def test_a_server_that_stands_still_is_told_as_soon_as_something_is_asked_of_it(
    settings: Settings, dashboard: Callable[..., Dashboard], page: Page
) -> None:
    board = dashboard()
    open_report(page, board, settings)
    assert board.process is not None

    freeze(board.process.pid)
    try:
        page.get_by_text(f"Show all {len(MANY_COUNTRIES)}").click()
        expect(notice(page)).to_have_text(CUT_OFF)
    finally:
        thaw(board.process.pid)

    expect(notice(page)).to_be_hidden()
    expect(bars(page)).to_have_count(len(MANY_COUNTRIES))


def test_cut_off_the_page_tells_that_uploads_go_on(
    settings: Settings, dashboard: Callable[..., Dashboard], page: Page, large: Path, tmp_path: Path
) -> None:
    board = dashboard()
    gate = visit(page, board)
    gate.close()
    path = copy_of(large, tmp_path, "flying.csv")
    choose(page, path)
    gate.wait(lambda: len(gate.held) == 3)

    board.kill()
    expect(notice(page)).to_have_text(f"{CUT_OFF} Your upload goes on meanwhile.")
    gate.open()
    gate.wait(lambda: sorted(gate.stored) == [1, 2, 3])
    expect(notice(page)).to_have_text(CUT_OFF)
    board.start()

    expect(notice(page)).to_be_hidden()
    expect(row(page, path.name)).to_contain_text("Waiting to be counted")


def test_without_a_network_every_page_says_so(
    settings: Settings, dashboard: Callable[..., Dashboard], page: Page
) -> None:
    open_report(page, dashboard(), settings)

    page.context.set_offline(True)
    expect(notice(page)).to_contain_text("You are offline.")
    page.context.set_offline(False)

    expect(notice(page)).to_be_hidden()
