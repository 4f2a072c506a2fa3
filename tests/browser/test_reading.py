"""An analyst sees how a file is read, changes it and gets the report, in Chromium, on the whole stack."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.forms import COUNT, check, figure, select
from tests.browser.uploading import choose, expect_ready, row

pytestmark = pytest.mark.browser


def people(start: int, count: int, *, domain: str = "beispiel.example") -> list[str]:
    """Addresses, each another."""
    return [f"kunde{number}@{domain}" for number in range(start, start + count)]


def headerless(path: Path) -> None:
    """Semicolons, Windows-1252, no header, two columns of emails: 60 customers or 20."""
    first, second = people(0, 60), people(1_000, 20, domain="zweit.example")
    countries = ["Österreich", "Deutschland", "Frankreich"]
    lines = [
        f"{number};Jörg <b>Müller</b>;{email};{countries[number % 3]};{second[number % 20]}"
        for number, email in enumerate(first)
    ]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode("cp1252"))


def option(page: Page, label: str) -> None:
    """Switch an option for the files dropped from now on."""
    page.get_by_text("Options", exact=False).first.click()
    page.get_by_role("checkbox", name=label).check()


def test_a_file_without_header_is_seen_mapped_anew_and_counted(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "kunden.csv"
    headerless(path)
    choose(home, path)
    check(home, path.name)

    expect(home.get_by_text("seems to hold data")).to_be_visible()
    rows = home.get_by_role("region", name="The first rows as they are read")
    expect(rows).to_contain_text("Jörg <b>Müller</b>")
    expect(rows.locator("b")).to_have_count(0)
    expect(home.get_by_text("Western European (Windows-1252), semicolons, no header")).to_be_visible()

    select(home, "Email column", "Column 5")
    select(home, "Country column", "Column 4")
    expect(rows.locator("th.used").last).to_contain_text("Column 5")
    home.get_by_role("button", name=COUNT).click()

    expect(figure(home, "Customers")).to_have_text("20")
    expect(figure(home, "Countries")).to_have_text("3")
    expect(figure(home, "Duplicates")).to_have_text("40")
    expect(home.get_by_text("Column 5")).to_be_visible()
    assert home.evaluate("window.isSameTab")


def test_the_keyboard_alone_counts_a_file_in_doubt(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "tastatur.csv"
    headerless(path)
    choose(home, path)
    link = row(home, path.name).get_by_role("link", name="Check")
    link.focus()
    home.keyboard.press("Enter")

    select(home, "Email column", "Column 3")
    select(home, "Country column", "Column 4")
    count = home.get_by_role("button", name=COUNT)
    expect(count).to_be_enabled()
    count.focus()
    home.keyboard.press("Enter")

    expect(figure(home, "Customers")).to_have_text("60")


def test_a_file_is_shown_before_it_is_counted_when_asked_for(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "certain.csv"
    path.write_text("email,country\n" + "".join(f"{email},DE\n" for email in people(0, 7)))
    option(home, "Show me how the file is read")
    choose(home, path)
    check(home, path.name)

    home.get_by_role("button", name=COUNT).click()
    expect(figure(home, "Customers")).to_have_text("7")

    home.get_by_role("link", name="New report").first.click()
    expect_ready(home, path.name)


def test_a_packed_file_is_counted_and_tells_so(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "packed.csv.gz"
    text = "email;country\n" + "".join(f"{email};FR\n" for email in people(0, 9))
    path.write_bytes(gzip.compress(text.encode()))
    choose(home, path)

    expect(row(home, path.name)).to_contain_text("Ready · 9 customers in 1 country")
    row(home, path.name).get_by_role("link", name="View report").click()
    expect(home.get_by_text("UTF-8, semicolons, header in line 1, gzip")).to_be_visible()


def test_gmail_addresses_are_one_customer_when_asked_for(home: Page, tmp_path: Path) -> None:
    text = "email,country\nann.b@gmail.com,DE\nannb+news@gmail.com,DE\nannb@gmail.com,DE\n"
    plain, folded = tmp_path / "plain.csv", tmp_path / "folded.csv"
    plain.write_text(text)
    folded.write_text(f"{text}c@d.example,FR\n")
    choose(home, plain)
    expect(row(home, plain.name)).to_contain_text("Ready · 3 customers")

    option(home, "Count Gmail addresses as Google does")
    choose(home, folded)

    expect(row(home, folded.name)).to_contain_text("Ready · 2 customers")


def test_the_report_says_where_every_row_went(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "dirty.csv"
    good = [f"{email},DE" for email in people(0, 200)]
    path.write_text(
        "\n".join(["email,country", *good, ",DE", "nobody,FR", good[0], "a@b.example,DE,x"]) + "\n"
    )
    choose(home, path)
    expect_ready(home, path.name)
    row(home, path.name).get_by_role("link", name="View report").click()

    accounts = home.get_by_role("table").filter(has_text="Rows in the file")
    for words in (
        "204",
        "200",
        "Duplicates",
        "No email",
        "No valid email address",
        "More fields than columns",
    ):
        expect(accounts).to_contain_text(words)
    expect(
        home.get_by_text("LinkedIn needs 300 matched members; this report has 200 customers.")
    ).to_be_visible()
    with home.expect_download() as download:
        home.get_by_role("button", name="More").click()
        home.get_by_role("button", name="How it was counted").click()
    figures = json.loads(download.value.path().read_text())
    assert figures["rows"] == figures["customers"] + figures["duplicates"] + sum(figures["rejected"].values())

    home.get_by_role("link", name="Wrong columns?").click()
    expect(home.get_by_text("Options: shown before counting")).to_be_visible()
