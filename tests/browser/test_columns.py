"""Lists in the shapes of real exports: told that they have no country, or counted by what is proposed."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.forms import COUNT, check, figure
from tests.browser.uploading import choose, row

pytestmark = pytest.mark.browser


def test_an_american_list_is_told_that_it_has_no_country(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "subscribers.csv"
    states = ["CA", "DE", "IL", "GA", "PA", "TX"]
    lines = [f"p{number}@mail.example,Springfield,{states[number % 6]},90210" for number in range(60)]
    path.write_text("\n".join(["Email,City,State,Zip", *lines, ""]))
    choose(home, path)
    line = row(home, path.name)
    expect(line).to_contain_text("No country column was found")
    expect(line).to_contain_text("“State” and “Zip” are parts of an address")


def test_a_list_with_its_states_under_country_waits_for_a_choice(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "donors.csv"
    states = ["CA", "IL", "GA"]
    zips = ["90001", "60601", "30301"]
    lines = [f"p{number}@mail.example,{states[number % 3]},{zips[number % 3]}" for number in range(60)]
    path.write_text("\n".join(["Email,Country,Zip", *lines, ""]))
    choose(home, path)
    check(home, path.name)
    expect(home.get_by_text("seems to hold American states, not countries")).to_be_visible()
    expect(home.get_by_text("Choose the column that holds the countries.")).to_be_visible()
    expect(home.get_by_role("button", name=COUNT)).to_be_disabled()


def test_a_crm_export_is_confirmed_by_its_button(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "hubspot-crm-exports-all-contacts.csv"
    header = "Record ID,Email,State/Region,Country/Region,IP Country,Contact owner email"
    places = [("CA", "United States"), ("BE", "Germany"), ("", "France")]
    lines = [
        f"{number},p{number}@mail.example,{places[number % 3][0]},,{places[number % 3][1]},us@firm.example"
        for number in range(60)
    ]
    path.write_text("\n".join([header, *lines, ""]))
    choose(home, path)
    check(home, path.name)
    expect(
        home.get_by_text("“Country/Region” (column 4) is empty, but “IP Country” (column 5) holds countries.")
    ).to_be_visible()
    home.get_by_role("button", name=COUNT).click()
    expect(figure(home, "Customers")).to_have_text("60")
    expect(figure(home, "Countries")).to_have_text("3")
    expect(home.get_by_text("United States").first).to_be_visible()
