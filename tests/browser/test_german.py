"""The way from a dropped file to its report in a German browser; and another language, chosen and kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from pages.wording.languages import TEXTS
from tests.browser.uploading import choose
from tests.dashboard import Dashboard

pytestmark = pytest.mark.browser

GERMAN = "Object.defineProperty(navigator, 'language', { get: () => 'de-DE' })"
READ = """() => {
  const heard = [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((node) =>
    ["aria-label", "title", "placeholder"].map((name) => node.getAttribute(name)).filter(Boolean));
  return [...document.body.innerText.split("\\n"), ...heard].map((line) => line.trim()).filter(Boolean);
}"""
CUSTOMERS = 1_206
LANDS = ("Deutschland", "Österreich", "Schweiz")
SHORTEST = 4
BY_STREAMLIT = {"Close", "Options", "Fullscreen"}


def english() -> set[str]:
    """The texts that are others in German, without those that have values."""
    with (TEXTS / "de.po").open("rb") as file:
        texts = [(m.id, m.string) for m in read_po(file, locale="de") if isinstance(m.id, str) and m.id]
    return {text for text, said in texts if text != said and "{" not in text and len(text) >= SHORTEST}


def expect_german(page: Page) -> None:
    """That nothing to be read or heard is in English."""
    expect(page.locator("html")).to_have_attribute("lang", "de")
    read = page.evaluate(READ)
    assert {line.strip(" .:·") for line in read} & (english() - BY_STREAMLIT) == set()


def line_of(page: Page, name: str) -> re.Pattern[str]:
    expect(page.get_by_label("Ihre Dateien").get_by_role("listitem")).to_contain_text(name)
    return re.compile(r"Fertig · [\d.]+ Kunden in 3 Ländern")


def test_a_german_browser_reads_german_from_the_drop_zone_to_the_report(
    page: Page, upload_board: Dashboard, tmp_path: Path
) -> None:
    page.add_init_script(GERMAN)
    rows = [f"kunde{number}@example.org;{LANDS[number % 3]}" for number in range(CUSTOMERS)]
    (tmp_path / "kunden.csv").write_text("\n".join(["E-Mail;Wohnland", *rows]), encoding="utf-8")
    page.goto(upload_board.url)
    expect(page.get_by_text("CSV-, Excel- oder Parquet-Dateien hier ablegen")).to_be_visible()
    expect(page.get_by_role("heading", name="Neuer Zielgruppenbericht")).to_be_visible()
    expect_german(page)

    choose(page, tmp_path / "kunden.csv")
    lines = page.get_by_label("Ihre Dateien").get_by_role("listitem")
    expect(lines).to_contain_text(line_of(page, "kunden.csv"))
    page.get_by_role("link", name="Bericht ansehen →").click()

    expect(page.get_by_role("heading", name="Kunden je Land")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Deutschland")).to_be_visible()
    expect(page.get_by_text("1.206", exact=True).first).to_be_visible()
    expect_german(page)

    page.get_by_role("link", name="Alle Berichte").click()
    expect(page.get_by_role("heading", name="Berichte", exact=True)).to_be_visible()
    expect(page.get_by_text("vor", exact=False).first).to_be_visible()
    expect_german(page)


def test_another_language_is_spoken_at_once_and_kept(page: Page, upload_board: Dashboard) -> None:
    page.add_init_script(GERMAN)
    page.goto(upload_board.url)
    expect(page.get_by_text("CSV-, Excel- oder Parquet-Dateien hier ablegen")).to_be_visible()

    page.get_by_role("button", name="English").click()

    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    expect(page.get_by_role("heading", name="New audience report")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_visible()
    expect(page.get_by_role("button", name="Deutsch")).to_be_visible()
