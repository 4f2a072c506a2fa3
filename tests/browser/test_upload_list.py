"""The list of files below the drop zone: what is new comes first, and Pause begins nothing new."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.uploading import Gate, choose, copy_of, expect_arrived, expect_ready, row, write_customers

pytestmark = pytest.mark.browser


def test_new_files_are_on_top_of_the_list_and_in_view(home: Page, tmp_path: Path) -> None:
    home.set_viewport_size({"width": 800, "height": 420})
    paths = [tmp_path / f"{name}.csv" for name in ("first", "second", "third")]
    for start, path in enumerate(paths):
        write_customers(path, start=start)
    choose(home, paths[0])
    expect_ready(home, paths[0].name)

    choose(home, *paths[1:])

    listed = home.get_by_label("Your files").get_by_role("listitem")
    for at, name in enumerate(["second.csv", "third.csv", "first.csv"]):
        expect(listed.nth(at)).to_contain_text(name)
    expect(listed.first).to_be_in_viewport(ratio=1)


def test_the_list_of_reports_says_of_an_upload_that_its_tab_is_closed(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "closed.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")
    other = home.context.new_page()
    other.goto(f"{home.url}reports")
    listed = other.locator("[class*=st-key-report-row]").filter(has_text=path.name)
    expect(listed).to_contain_text("A tab of this browser uploads it.")

    home.close()

    expect(listed).to_contain_text("No tab of this browser uploads it. Choose the same file again")


def test_paused_an_upload_ends_the_parts_on_their_way_and_begins_no_other(
    home: Page, gate: Gate, tmp_path: Path
) -> None:
    path = tmp_path / "long.csv"
    write_customers(path, megabytes=55)
    other = tmp_path / "other.csv"
    write_customers(other, megabytes=55, start=7)
    gate.close()
    choose(home, path, other)
    gate.wait(lambda: len(gate.held) == 5)  # of eight

    for name in (path.name, other.name):
        row(home, name).get_by_role("button", name="Pause:").click()
    gate.open()
    gate.wait(lambda: len(gate.stored) == 5)
    for name in (path.name, other.name):
        expect(row(home, name)).to_contain_text("Paused at")
    assert len(gate.sent) == 5

    for name in (path.name, other.name):
        row(home, name).get_by_role("button", name="Go on:").click()
    for name in (path.name, other.name):
        expect_arrived(home, name)
    assert len(gate.sent) == 8
