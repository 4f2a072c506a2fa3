"""An analyst chooses the sheet of a workbook, in Chromium, on the whole stack."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.forms import COUNT, check, figure, select
from tests.browser.uploading import choose, expect_ready
from tests.unit.dialect.workbooks.writing import Rows, parquet, xlsx

pytestmark = pytest.mark.browser


def customers(of: str, number: int) -> Rows:
    """A title, a header and so many customers."""
    rows = [[f"{of}{at}@example.org", ("Germany", "France")[at % 2], at] for at in range(number)]
    return [["Customers of the shop"], [], ["E-mail", "Country", "Orders"], *rows]


def test_of_two_sheets_an_analyst_chooses_one(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "customers.xlsx"
    path.write_bytes(
        xlsx({"Notes": [["by Ann"]], "2024": customers("early", 60), "2025": customers("late", 20)})
    )
    choose(home, path)
    check(home, path.name)

    expect(home.get_by_text("Both “2024” and “2025” hold emails and countries")).to_be_visible()
    rows = home.get_by_role("region", name="The first rows as they are read")
    expect(rows).to_contain_text("early0@example.org")
    expect(home.get_by_role("combobox", name="Separator")).to_have_count(0)

    select(home, "Sheet", "2025")
    expect(rows).to_contain_text("late0@example.org")
    expect(home.get_by_text("Both “2024” and “2025”")).to_have_count(0)
    home.get_by_role("button", name=COUNT).click()

    expect(figure(home, "Customers")).to_have_text("20")
    expect(home.get_by_text("Excel workbook, sheet “2025”, one of 3, header in row 3")).to_be_visible()
    assert home.evaluate("window.isSameTab")


def test_a_certain_workbook_and_a_parquet_file_go_straight_through(home: Page, tmp_path: Path) -> None:
    book, table = tmp_path / "customers.xlsx", tmp_path / "customers.parquet"
    book.write_bytes(xlsx({"Notes": [["by Ann"]], "Customers": customers("some", 60)}))
    table.write_bytes(parquet(customers("other", 20)[2:]))

    choose(home, book)
    expect_ready(home, book.name)
    choose(home, table)
    expect_ready(home, table.name)
