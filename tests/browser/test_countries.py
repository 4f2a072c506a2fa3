"""Countries that nobody knows, no countries, and values that mean harm: in Chromium, on the whole stack."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.forms import figure
from tests.browser.report import bars, download
from tests.browser.uploading import choose, expect_ready, row
from worker.text.unseen import UNSEEN

pytestmark = pytest.mark.browser

KNOWN = {"DE": 400, "France": 210, "Korea, Rep.": 90}
NOTHING = {"N/A": 60, "unknown": 25, "": 40, "k.A.": 5}
HOSTILE = {
    "__proto__": 20,
    "constructor": 9,
    "hasOwnProperty": 8,
    "\u202egnp.exe": 7,
    "\x1b[31mRed\x1b[0m": 6,
    "y" * 10_000: 5,
    "<img src=x onerror=alert(1)>": 4,
    "=1+1": 3,
    "[x](javascript:alert(1))": 2,
    "two\nlines": 1,
}
UNKNOWN = {"Narnia": 50, **HOSTILE}
SHOWN = (
    "Narnia",
    "__proto__",
    "hasOwnProperty",
    "\ufffdgnp.exe",
    "\ufffd[31mRed\ufffd[0m",
    "<img src=x",
    "=1+1",
)


def write(path: Path) -> int:
    """Write a file of such customers; how many there are."""
    countries = [value for counts in (KNOWN, NOTHING, UNKNOWN) for value in counts.items()]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["email", "country"])
        number = 0
        for country, customers in countries:
            for _ in range(customers):
                number += 1
                writer.writerow([f"p{number}@x.example", country])
    return number


def opened(page: Page, title: str) -> Locator:
    """A list of values, opened."""
    closed = page.get_by_test_id("stExpander").filter(has_text=title)
    closed.locator("summary").click()
    return closed


def test_unknown_countries_are_one_group_with_their_values_behind_it(home: Page, tmp_path: Path) -> None:
    faults: list[str] = []
    home.on("pageerror", lambda error: faults.append(str(error)))
    path = tmp_path / "unknown.csv"
    customers = write(path)
    choose(home, path)
    expect_ready(home, path.name)
    expect(row(home, path.name)).to_contain_text(f"{customers} customers in 3 countries")
    row(home, path.name).get_by_role("link", name="View report").click()

    unknown, none = sum(UNKNOWN.values()), sum(NOTHING.values())
    expect(figure(home, "Countries")).to_have_text("3")
    expect(home.get_by_test_id("stMetric").nth(1)).to_contain_text(f"{unknown} customers not recognised")
    expect(bars(home)).to_have_count(5)
    chart = home.get_by_test_id("stVegaLiteChart")
    for label in ("Germany", "France", "South Korea", "No country", "Not recognised"):
        expect(chart).to_contain_text(label)
    expect(chart).to_contain_text(f"{unknown} · ")
    expect(chart).to_contain_text(f"{none} · ")
    expect(
        home.get_by_text(f"{unknown + none} customers have no country, or one that is not")
    ).to_be_visible()

    values = opened(home, f"{len(UNKNOWN)} values are not countries we know")
    for value in SHOWN:
        expect(values).to_contain_text(value)
    expect(values.locator("img, a, b")).to_have_count(0)
    text = values.text_content() or ""
    assert UNSEEN.search(text) is None
    assert len(text) < 2_000
    words = opened(home, "3 values stand for no country")
    for value in ("N/A", "unknown", "k.A."):
        expect(words).to_contain_text(value)

    home.set_viewport_size({"width": 390, "height": 800})
    expect(values.locator(".report-value", has_text="Narnia")).to_be_visible()
    assert home.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults == []

    _, body = download(home, tmp_path / "download")
    counts = dict(csv.reader(body.decode().splitlines(keepends=True)))
    assert (counts["N/A"], counts[""], counts["Narnia"], counts["__proto__"]) == ("60", "40", "50", "20")
    assert (counts["\ufffdgnp.exe"], counts["'=1+1"], counts["two\nlines"]) == ("7", "3", "1")
    assert sum(int(count) for count in counts.values() if count.isdigit()) == customers
