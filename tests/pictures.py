"""The README's pictures, taken anew: `uv run python -m tests.pictures`, of made-up customers.

A dashboard of its own runs with its embedded servers. A process that counts is stopped for the moment of the
picture, and the parts of one file wait before the storage, so that each file is on another step.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests import environments
from tests.browser.uploading import choose, expect_ready, row, visit
from tests.conftest import CHROMIUM_ARGUMENTS, chromium_path
from tests.dashboard import ROOT, Dashboard

FOLDER = ROOT / ".github"
COUNTRIES = ("DE", "FR", "IT", "ES", "UK", "PL", "NL", "BE", "SE", "AT", "CZ", "RO", "CH", "PT", "DK")
WEIGHTS = (40, 27, 16, 15.5, 11, 10.2, 10.1, 8, 7.8, 7, 6.2, 6, 5.9, 5.4, 5)
WIDTH, MARGIN = 1200, 14


def write_customers(path: Path, rows: int, people: int) -> None:
    """Some of them more than once, and a few rows without a usable email."""
    chance = random.Random(path.name)
    with path.open("w") as file:
        file.write("email,country\n")
        for country in chance.choices(COUNTRIES, WEIGHTS, k=rows):
            email = f"person{chance.randrange(people)}@example.org" if chance.random() < 0.98 else "unknown"
            file.write(f"{email},{country}\n")


@contextmanager
def counting_stopped(board: Dashboard) -> Iterator[None]:
    """Whatever counts does not go on, as long as it takes to look at it."""
    stopped = [process for process in board.family() if "worker.counting" in process.cmdline()]
    for process in stopped:
        process.suspend()
    try:
        yield
    finally:
        for process in stopped:
            process.resume()


def take(page: Page, name: str, first: Locator, last: Locator) -> None:
    """Keep what is between two elements, over the whole width."""
    page.mouse.move(0, 0)
    above, below = first.bounding_box(), last.bounding_box()
    assert above is not None
    assert below is not None
    top = max(0, above["y"] - MARGIN)
    height = below["y"] + below["height"] + MARGIN - top
    page.screenshot(
        path=FOLDER / name, clip={"x": 0, "y": top, "width": WIDTH, "height": height}, animations="disabled"
    )


def take_all(page: Page, board: Dashboard, folder: Path) -> None:
    """Both pictures."""
    ready, counted, sent = (
        folder / name for name in ("customers-eu-2026.csv", "newsletter.csv", "loyalty-members.csv")
    )
    write_customers(ready, 430_000, 300_000)
    write_customers(counted, 6_000_000, 3_000_000)
    write_customers(sent, 5_000_000, 4_000_000)
    gate = visit(page, board)
    choose(page, ready)
    expect_ready(page, ready.name)
    row(page, ready.name).get_by_role("link", name="View report").click()
    expect(page.get_by_role("heading", name=ready.name)).to_be_visible()
    chart = page.get_by_test_id("stVerticalBlock").filter(has_text="Customers by country").last
    expect(chart.locator(".vega-embed :is(canvas, svg)").first).to_be_visible()
    take(page, "report.png", page.get_by_role("link", name="All reports"), chart)

    page.get_by_role("link", name="New report").click()
    choose(page, counted)
    expect(row(page, counted.name)).to_contain_text(re.compile(r"Counting… [\d.,M\s]+rows"))
    with counting_stopped(board):
        gate.close(but=set(range(1, 6)))
        choose(page, sent)
        gate.wait(lambda: bool(gate.held))
        expect(row(page, sent.name)).to_contain_text("left")
        heading = page.get_by_role("heading", name="New audience report")
        take(page, "upload.png", heading, page.get_by_text("Your file goes straight to storage"))


def main() -> None:
    """Take the pictures, and keep nothing else."""
    with tempfile.TemporaryDirectory() as scratch, environments.only({}), sync_playwright() as playwright:
        board = Dashboard(Path(scratch) / "data")
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        try:
            board.start()
            page = chromium.new_page(viewport={"width": WIDTH, "height": 1_400})
            page.set_default_timeout(120_000)
            expect.set_options(timeout=120_000)
            take_all(page, board, Path(scratch))
        finally:
            board.stop()
            chromium.close()


if __name__ == "__main__":
    main()
