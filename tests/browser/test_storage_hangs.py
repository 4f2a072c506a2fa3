"""The storage takes requests and never answers: every page says so, and is itself again afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OwnServers
from tests.browser.uploading import choose, row, visit, write_customers
from tests.dashboard import Dashboard
from tests.freezing import freeze, thaw
from tests.records import make_job, save
from worker.jobs.record import JobState, Lease
from worker.settings import read_settings
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

SENTENCE = "The storage cannot be reached right now; it is tried again."
TITLES = {"": "New audience report", "reports": "Reports", "operations": "Operations"}


@contextmanager
def hanging(servers: OwnServers) -> Iterator[None]:
    freeze(servers.s3.pid)
    try:
        yield
    finally:
        thaw(servers.s3.pid)


def test_a_storage_that_hangs_is_told_on_every_page_which_comes_back_by_itself(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page
) -> None:
    lease = Lease(worker="w1", token="t1", until=utc_now() + timedelta(hours=2))
    running = make_job(JobState.PROCESSING, name="running.csv", lease=lease)
    ready, failed = make_job(JobState.SUCCEEDED, name="ready.csv"), make_job(JobState.FAILED, name="bad.csv")
    save(read_settings(), [running, ready, failed])
    board = dashboard()
    reports = [f"report?job={job.job_id}" for job in (running, ready, failed)]

    for path in [*TITLES, *reports]:
        with hanging(own_servers):
            page.goto(f"{board.url}/{path}")
            expect(page.get_by_text(SENTENCE)).to_be_visible()
            expect(page.get_by_text(re.compile("connection", re.IGNORECASE))).to_have_count(0)
        expect(page.get_by_text(SENTENCE)).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_from_page_to_page_there_is_one_title_however_long_the_next_takes(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page
) -> None:
    page.add_init_script(
        """window.mostTitles = 0;
        new MutationObserver(() => {
          window.mostTitles = Math.max(window.mostTitles, document.querySelectorAll("h1").length);
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(dashboard().url)
    expect(page.get_by_role("heading", name=TITLES[""])).to_be_visible()

    for link in ("Reports", "New report", "Operations", "Reports"):
        with hanging(own_servers):
            page.get_by_role("link", name=link).first.click()
            expect(page.get_by_text(SENTENCE)).to_be_visible()
        expect(page.get_by_text(SENTENCE)).to_have_count(0)

    assert page.evaluate("window.mostTitles") == 1


def test_a_file_dropped_meanwhile_waits_for_the_storage_and_says_so(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, tmp_path: Path
) -> None:
    write_customers(tmp_path / "new.csv")
    page.goto(dashboard().url)
    expect(page.get_by_role("heading", name=TITLES[""])).to_be_visible()

    with hanging(own_servers):
        choose(page, tmp_path / "new.csv")
        expect(row(page, "new.csv")).to_contain_text("Storage is not reachable; trying again…")
    expect(row(page, "new.csv")).to_contain_text("Waiting to be counted")


def test_a_storage_that_hangs_in_the_middle_of_a_file_is_told_as_storage(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, large: Path
) -> None:
    gate = visit(page, dashboard())
    gate.close(but={1})
    choose(page, large)
    gate.wait(lambda: gate.stored == [1])

    with hanging(own_servers):
        gate.open()
        expect(row(page, large.name)).to_contain_text("The storage takes nothing right now.")
        expect(page.locator(".interruption")).to_be_hidden()
    expect(row(page, large.name)).to_contain_text("Waiting to be counted")
