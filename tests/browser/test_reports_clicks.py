"""The list is clicked all the time while files low in it are being counted."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import Board, open_list, row
from tests.records import change, make_job, save
from worker.errors import StorageUnavailable
from worker.jobs.record import JobRecord, JobState, Progress
from worker.jobs.transitions import renew
from worker.storage.clock import utc_now

pytestmark = pytest.mark.browser

READY = 17
RUNNING = 2


@contextmanager
def counting(board: Board, jobs: list[JobRecord]) -> Iterator[None]:
    """Workers tell without a pause how far they are."""
    is_over = threading.Event()

    def count() -> None:
        for step in itertools.count(1):
            for job in jobs:
                further = Progress(rows=1_000 * step, rows_per_second=1_000, share=step % 100 / 100)
                told = partial(renew, token="t1", progress=further, now=utc_now(), lease_seconds=60)
                with suppress(StorageUnavailable):  # as a worker, which tells it with its next heartbeat
                    change(board.settings, job, told)
            if is_over.wait(0.1):
                return

    worker = threading.Thread(target=count)
    worker.start()
    try:
        yield
    finally:
        is_over.set()
        worker.join()


@pytest.mark.parametrize(
    "clicks", [60, pytest.param(500, marks=[pytest.mark.soak, pytest.mark.timeout(1_200)])]
)
def test_the_list_stays_whole_whatever_is_clicked_while_its_last_rows_move(
    board: Board, page: Page, clicks: int
) -> None:
    ready = [make_job(JobState.SUCCEEDED, age=timedelta(minutes=number)) for number in range(1, READY + 1)]
    running = [make_job(JobState.PROCESSING, age=timedelta(hours=2)) for _ in range(RUNNING)]
    save(board.settings, ready + running)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "delta" in said.text.lower() else None)
    filters = {"All": READY + RUNNING, "Running": RUNNING, "Ready": READY, "Needs you": 0}
    rows = page.locator("[class*='st-key-report-row-']")
    open_list(page, board)

    with counting(board, running):
        for number, (chosen, listed) in zip(range(clicks), itertools.cycle(filters.items()), strict=False):
            page.get_by_role("radio", name=f"{chosen} {listed}").click()
            if number % 3:  # else the next click comes in the middle of it
                expect(rows).to_have_count(listed)

        page.get_by_role("radio", name=f"All {READY + RUNNING}").click()
        last = row(page, running[-1]).get_by_role("progressbar")
        before = last.get_attribute("aria-valuenow") or ""
        expect(last).not_to_have_attribute("aria-valuenow", before)
    expect(rows).to_have_count(READY + RUNNING)
    assert errors == []
    assert page.evaluate("window.isSameTab")
