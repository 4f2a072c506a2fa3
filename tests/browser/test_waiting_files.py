"""A file that waits tells its place, and about how long, wherever it is shown; no worker runs here."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser import boards, uploading
from tests.browser.boards import Board, open_list
from tests.records import change, make_job, save
from worker.jobs.record import JobState, Lease, Progress
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

STRANGER = "0123456789abcdef0123456789abcdef"
PLACE = re.compile(r"2 files are before yours · about \d+\smin")
NEXT = re.compile(r"Yours is next · about \d+\smin")


def test_a_waiting_file_tells_its_place_in_its_line_in_the_list_and_on_its_page(
    page: Page, board: Board
) -> None:
    now = utc_now()
    at_work = make_job(
        JobState.PROCESSING,
        owner=STRANGER,
        lease=Lease(worker="w", token="t", until=now + timedelta(hours=1)),
        progress=Progress(rows=90_000_000, rows_per_second=300_000, share=0.3),
        updated_at=now,
    )
    others = [make_job(JobState.QUEUED, owner=STRANGER, age=timedelta(hours=1)) for _ in range(2)]
    mine = make_job(JobState.QUEUED, name="mine.csv", age=timedelta(minutes=1))
    save(board.settings, [at_work, *others, mine])

    open_list(page, board)
    expect(boards.row(page, mine)).to_contain_text(PLACE)
    for job in others:
        change(board.settings, job, lambda record: record.model_copy(update={"state": JobState.CANCELLED}))
    expect(boards.row(page, mine)).to_contain_text(NEXT)
    assert page.evaluate("window.isSameTab"), "the list was loaded anew"

    page.goto(f"{board.url}/report?job={mine.job_id}")
    expect(page.get_by_text(NEXT)).to_be_visible()
    page.goto(board.url)
    expect(uploading.row(page, "mine.csv")).to_contain_text(NEXT)

    change(
        board.settings,
        mine,
        lambda record: record.model_copy(
            update={"state": JobState.PROCESSING, "lease": at_work.lease, "progress": at_work.progress}
        ),
    )
    expect(uploading.row(page, "mine.csv")).to_contain_text(re.compile(r"90.0\sM rows.*about \d+\smin left"))
