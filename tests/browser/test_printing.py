"""A report on paper: every country and figure, no buttons, and few sheets."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from pages.wording.country_names import country_label
from tests.browser.boards import Board
from tests.browser.report import bars
from tests.records import MANY_COUNTRIES, Counts, make_job, outcome_of, save
from worker.jobs.record import JobState

pytestmark = pytest.mark.browser

TO_PRESS = (
    "New report",
    "Operations",
    "All reports",
    "Download",
    "More",
    "Delete",
    "Show all",
    "Count it again",
)


def open_report(page: Page, board: Board, counts: Counts) -> None:
    job = make_job(JobState.SUCCEEDED, name="printed.csv", outcome=outcome_of(counts))
    running = make_job(JobState.PROCESSING)
    save(board.settings, [job], counts)
    save(board.settings, [running])
    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(bars(page)).to_have_count(20)
    expect(page.get_by_text("1 file being counted")).to_be_visible()


def printed(page: Page) -> list[str]:
    """What stands on the sheets, each on one line."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return [" ".join(sheet.extract_text().split()) for sheet in sheets]


def expect_all(text: str, counts: Counts) -> None:
    total = sum(customers for _, customers in counts)
    for code, customers in counts:
        assert (
            f"{country_label(code)} {code} {customers:,} {customers / total:.1%}".replace("%", " %") in text
        )
    for part in ("printed.csv", "Ready for", "How we counted", "Rows in the file", "Country column"):
        assert part in text
    for words in (*TO_PRESS, "being counted"):
        assert words not in text


def test_a_printed_report_of_thirty_countries_has_them_all_on_two_sheets(board: Board, page: Page) -> None:
    counts = MANY_COUNTRIES[:30]
    open_report(page, board, counts)

    sheets = printed(page)

    expect_all(" ".join(sheets), counts)
    assert len(sheets) == 2


def test_of_a_dark_phone_with_all_bars_the_longest_report_is_printed_on_four_sheets(
    board: Board, page: Page
) -> None:
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 800})
    open_report(page, board, MANY_COUNTRIES)
    page.get_by_text(f"Show all {len(MANY_COUNTRIES)}").click()
    expect(bars(page)).to_have_count(len(MANY_COUNTRIES))

    sheets = printed(page)

    expect_all(" ".join(sheets), MANY_COUNTRIES)
    assert len(sheets) <= 4
