"""Clicks in the very moment in which the page's uploader asks something: both are told in one message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.boards import Board, open_list, row
from tests.browser.forms import COUNT, check, figure
from tests.browser.report import bars
from tests.browser.uploading import choose
from tests.records import GERMANY_FIRST, keep, make_job, save, summary_of
from worker.jobs.record import JobState

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("is_uploader_first", [True, False])]

S = JobState


def click(button: Locator, *, is_uploader_first: bool) -> None:
    """Click while the uploader asks; whoever speaks first, names what is drawn."""
    expect(button).to_be_enabled()
    button.page.wait_for_function("() => window.audienceLine")
    button.evaluate(
        """(button, isUploaderFirst) => {
            const question = { id: `at-once-${Date.now()}`, op: "watch", jobs: [] };
            const ask = () => window.audienceLine.wire([question]);
            if (isUploaderFirst) ask();
            button.click();
            if (!isUploaderFirst) ask();
        }""",
        is_uploader_first,
    )


def test_a_filter_is_drawn(board: Board, page: Page, is_uploader_first: bool) -> None:
    ready, failed = make_job(S.SUCCEEDED), make_job(S.FAILED)
    save(board.settings, [ready, failed])
    open_list(page, board)
    for chosen, listed, left_out in (("Ready 1", ready, failed), ("Failed 1", failed, ready)) * 3:
        click(page.get_by_role("radio", name=chosen), is_uploader_first=is_uploader_first)
        expect(row(page, listed)).to_be_visible()
        expect(row(page, left_out)).to_have_count(0)


def test_a_report_is_deleted(board: Board, page: Page, is_uploader_first: bool) -> None:
    job = make_job(S.SUCCEEDED, name="unwanted.csv")
    save(board.settings, [job])
    keep(board.settings, job.ref.summary_key, summary_of(GERMANY_FIRST))
    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(bars(page)).to_have_count(len(GERMANY_FIRST))

    click(page.get_by_role("button", name="Delete"), is_uploader_first=is_uploader_first)
    question = page.get_by_role("dialog")
    click(question.get_by_role("button", name="Keep it"), is_uploader_first=is_uploader_first)
    expect(question).to_have_count(0)
    click(page.get_by_role("button", name="Delete"), is_uploader_first=is_uploader_first)
    click(question.get_by_role("button", name="Delete"), is_uploader_first=is_uploader_first)

    expect(page).to_have_url(re.compile(r"/reports$"))
    expect(page.get_by_text("No reports yet")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(r"/reports$"))


def test_a_first_report_is_begun(board: Board, page: Page, is_uploader_first: bool) -> None:
    page.goto(f"{board.url}/reports")
    click(page.get_by_role("button", name="Make your first report"), is_uploader_first=is_uploader_first)
    expect(page.get_by_role("heading", name="New audience report")).to_be_visible()


def test_a_file_in_doubt_is_counted(home: Page, tmp_path: Path, is_uploader_first: bool) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("ann@example.com,DE\nbob@example.com,FR\n")
    choose(home, path)
    check(home, "bare.csv")
    click(home.get_by_role("button", name=COUNT), is_uploader_first=is_uploader_first)
    expect(figure(home, "Customers")).to_have_text("2")
