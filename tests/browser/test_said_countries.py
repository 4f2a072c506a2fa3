"""The page of a report: countries that analysts say, and a chart that everybody sees."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.boards import Board
from tests.browser.forms import figure
from tests.browser.report import bars, download
from tests.records import Counts, make_job, outcome_of, save
from worker.jobs.record import JobState

pytestmark = pytest.mark.browser

COUNTS: Counts = [
    ("DE", 640),
    ("FR", 310),
    ("Deutschl.", 52),
    ("", 40),
    ("EMEA", 10),
    *((f"Store {number}", 9 - number) for number in range(9)),
]


def test_a_value_is_given_a_country_with_the_keyboard_and_taken_back(
    board: Board, page: Page, tmp_path: Path
) -> None:
    job = make_job(JobState.SUCCEEDED, outcome=outcome_of(COUNTS))
    save(board.settings, [job], COUNTS)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{board.url}/report?job={job.job_id}")
    values = page.get_by_test_id("stExpander").filter(has_text="are not countries we know")
    values.locator("summary").click()
    shot(page, "open")

    country = page.get_by_role("combobox", name="Country of “Deutschl.”")
    country.click()
    country.fill("germ")
    page.keyboard.press("Enter")

    said = page.locator(".st-key-report-said")
    expect(said).to_contain_text("You said “Deutschl.” is Germany · 52 customers")
    expect(values.locator(".report-value", has_text="Deutschl.")).to_have_count(0)
    expect(values.locator(".report-value", has_text="EMEA")).to_be_visible()
    expect(page.locator(".report-countries")).to_contain_text("692")
    expect(figure(page, "Countries")).to_have_text("2")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "said")
    _, body = download(page, tmp_path / "download")
    assert body.startswith(b"country,user_count\nDE,692\nFR,310\n")

    country = page.get_by_role("combobox", name="Country of “EMEA”")
    country.click()
    country.fill("no country")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("You said “EMEA” is no country")
    said.get_by_role("button", name="Undo").first.click()
    expect(said).not_to_contain_text("Deutschl.")
    expect(values.locator(".report-value", has_text="Deutschl.")).to_be_visible()
    remembered = page.get_by_test_id("stExpander").filter(has_text="1 value is remembered")
    remembered.locator("summary").click()
    expect(remembered).to_contain_text("“EMEA” is no country")
    remembered.get_by_role("button", name="Remove").click()
    expect(remembered).to_have_count(0)
    expect(said).to_contain_text("You said “EMEA” is no country")


CONTRASTS = """() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((part) => part / 255)
      .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const paper = light(getComputedStyle(document.querySelector(".stApp")).backgroundColor);
  const contrast = (colour) => Math.max(light(colour), paper) / Math.min(light(colour), paper);
  const chart = document.querySelector("[data-testid=stVegaLiteChart]");
  const none = ["none", "rgba(0, 0, 0, 0)"];
  const seen = (marks, paint) => [...chart.querySelectorAll(marks)].map((mark) => getComputedStyle(mark))
    .filter((style) => !none.includes(style[paint]) && style.opacity === "1")
    .map((style) => contrast(style[paint]));
  return {
    bars: seen(".mark-rect path", "fill"), outlines: seen(".mark-rect path", "stroke"),
    texts: seen(".mark-text text", "fill"),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_bar_and_figure_stands_out_and_the_chart_has_no_downloads_of_its_own(
    board: Board, page: Page, scheme: Literal["light", "dark"]
) -> None:
    job = make_job(JobState.SUCCEEDED, outcome=outcome_of(COUNTS))
    save(board.settings, [job], COUNTS)
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{board.url}/report?job={job.job_id}")
    expect(bars(page)).to_have_count(4)

    found = page.evaluate(CONTRASTS)
    assert [len(found[what]) for what in ("bars", "outlines", "texts")] == [2, 2, 8]
    assert min(found["bars"] + found["outlines"]) >= 3
    assert min(found["texts"]) >= 4.5

    page.get_by_test_id("stVegaLiteChart").hover()
    tools = page.locator(".st-key-report-by-country").get_by_test_id("stElementToolbarButton")
    expect(tools.filter(visible=True)).to_have_count(1)
    expect(tools.filter(visible=True).get_by_role("button")).to_have_accessible_name(re.compile("Fullscreen"))
    shot(page, f"whole-{scheme}")


def shot(page: Page, name: str) -> None:
    if folder := os.environ.get("SHOTS"):
        for width in (390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 1000})
            page.wait_for_timeout(700)
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 390, "height": 900})
