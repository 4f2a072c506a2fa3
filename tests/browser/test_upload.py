"""Files go up through the page, in Chromium, to the whole embedded stack."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.uploading import (
    UPLOAD,
    Gate,
    choose,
    copy_of,
    expect_arrived,
    expect_ready,
    row,
    write_customers,
)
from tests.waiting import wait_until

pytestmark = pytest.mark.browser


def test_a_file_goes_from_drop_to_report_without_another_click(
    home: Page, gate: Gate, tmp_path: Path
) -> None:
    path = tmp_path / "customers.csv"
    customers = write_customers(path, megabytes=40)

    choose(home, path)

    expect(row(home, path.name)).to_contain_text(f"Ready · {customers:,} customers in 3 countries")
    assert sorted(gate.sent) == [1, 2, 3]
    home.get_by_role("link", name="View report").click()
    expect(home).to_have_url(re.compile(r"/report\?job=[0-9a-f-]{36}$"))
    expect(home.get_by_role("heading", name=path.name)).to_be_visible()
    assert home.evaluate("window.isSameTab")


def test_files_can_be_dropped(home: Page) -> None:
    transfer = home.evaluate_handle(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(["email,country\\na@b.co,DE\\n"], "dropped.csv"));
            return transfer;
        }"""
    )

    home.get_by_label("Upload files").dispatch_event("drop", {"dataTransfer": transfer, "bubbles": True})

    expect(row(home, "dropped.csv")).to_contain_text("Ready · 1 customer in 1 country")


def test_sample_data_shows_a_report_at_once(home: Page) -> None:
    home.get_by_role("button", name="try it with sample data", exact=True).click()

    expect(row(home, "sample-customers.csv")).to_contain_text("Ready · 3,749 customers in 13 countries")


def test_the_sample_can_be_downloaded(home: Page) -> None:
    with home.expect_download() as download:
        home.get_by_role("button", name="sample file").click()

    assert download.value.suggested_filename == "sample-customers.csv"
    assert download.value.path().read_text().startswith("customer_id,email,country,")


def test_an_upload_goes_on_while_the_analyst_visits_other_pages(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "visiting.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    home.get_by_role("link", name="Reports").first.click()
    expect(home.get_by_text("1 file uploading")).to_be_visible()
    expect(home.get_by_text("Drop CSV, Excel or Parquet files here")).to_be_hidden()
    gate.open()
    expect(home.get_by_text("1 file uploading")).to_be_hidden()

    home.get_by_role("link", name="New report").first.click()
    expect_arrived(home, path.name)
    assert sorted(gate.sent) == [1, 2, 3]
    assert home.evaluate("window.isSameTab")


def test_speed_and_time_left_are_shown_while_a_file_goes_up(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "timed.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")
    gate.wait(lambda: len(gate.held) == 3)
    wait_until(lambda: home.evaluate(f"{UPLOAD}.meter.samples.length > 0"), what="a measurement")

    gate.held.pop().continue_()

    told = re.compile(r"[\d.]+\s[KM]B/s · (a few seconds|about \d+\s(s|min)) left")
    expect(row(home, path.name)).to_contain_text(told)
    gate.open()
    expect_arrived(home, path.name)


def test_two_files_go_up_at_once(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    first, second = copy_of(large, tmp_path, "first.csv"), tmp_path / "second.csv"
    write_customers(second, megabytes=30, start=5)
    gate.close()

    choose(home, first, second)
    expect(row(home, first.name)).to_contain_text("of 40.0 MB")
    expect(row(home, second.name)).to_contain_text("of 30.0 MB")
    gate.wait(lambda: len(gate.held) == 5)
    jobs = {held.request.url.split("?")[0] for held in gate.held}
    assert len(jobs) == 2
    gate.open()

    expect_ready(home, first.name)
    expect_ready(home, second.name)


def test_small_files_wait_for_no_large_one(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path, small = copy_of(large, tmp_path, "slow.csv"), tmp_path / "quick.csv"
    write_customers(small, start=7)
    choose(home, path)
    gate.close(but={1})

    choose(home, small)

    expect_ready(home, small.name)
    gate.open()
    expect_ready(home, path.name)


def test_the_same_file_twice_goes_up_once(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "twice.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    choose(home, path)
    second = row(home, path.name).filter(has_text="already in the list")
    second.get_by_role("button", name="Remove from this list").click()
    gate.open()

    expect_arrived(home, path.name)
    assert sorted(gate.sent) == [1, 2, 3]


@pytest.mark.parametrize(
    "unusable",
    [
        ("contacts.numbers", 10, "In Numbers choose File, Export To, CSV"),
        ("empty.csv", 0, "This file is empty."),
        ("huge.csv", 61_000_000, "This file has 0.1 GB; at most 0.06 GB are allowed."),
    ],
    ids=["another kind", "empty", "too large"],
)
def test_unusable_files_are_refused_before_a_byte_is_sent(
    home: Page, gate: Gate, tmp_path: Path, unusable: tuple[str, int, str]
) -> None:
    name, size, reason = unusable
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(size)
    good = tmp_path / f"instead-of-{path.stem}.csv"
    write_customers(good)

    choose(home, path)
    expect(row(home, name)).to_contain_text(reason)
    assert gate.sent == []

    with home.expect_file_chooser() as chooser:
        row(home, name).get_by_role("button", name="Choose a file").click()
    chooser.value.set_files(good)
    expect_arrived(home, good.name)
    expect(row(home, name)).to_have_count(0)


def test_a_file_that_cannot_be_counted_says_what_is_wrong(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1_000))

    choose(home, path)

    expect(row(home, path.name)).to_contain_text("Failed")
    expect(row(home, path.name)).to_contain_text("This is a picture")
    expect(row(home, path.name).get_by_role("button", name="Choose a file")).to_be_visible()
    row(home, path.name).get_by_role("button", name="Remove from this list").click()
    expect(row(home, path.name)).to_have_count(0)


def test_names_are_text_however_they_look(home: Page, tmp_path: Path) -> None:
    markup = tmp_path / "<img src=x onerror=window.harmed=1>.csv"
    long = tmp_path / ("n" * 196 + ".csv")
    write_customers(markup)
    write_customers(long, start=1)

    choose(home, markup, long)

    expect_arrived(home, markup.name)
    expect_arrived(home, long.name)
    assert not home.evaluate("window.harmed")
    box = row(home, long.name).bounding_box()
    assert box is not None
    assert box["height"] < 100
    expect(home.get_by_title(long.name)).to_be_visible()


def test_the_keyboard_reaches_everything(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "keyboard.csv")
    browse = home.get_by_role("button", name="browse")
    with home.expect_file_chooser() as chooser:
        browse.focus()
        expect(browse).to_be_focused()
        home.keyboard.press("Enter")
    gate.close()
    chooser.value.set_files(path)
    row(home, path.name).get_by_role("button", name="Pause:").focus()
    home.keyboard.press("Enter")
    expect(row(home, path.name)).to_contain_text("Paused")
    expect(row(home, path.name).get_by_role("button", name="Go on:")).to_be_focused()
    gate.open()
    home.keyboard.press("Enter")
    expect(row(home, path.name).get_by_role("link", name="View report")).to_be_visible()


def test_a_finished_file_stays_in_the_list_after_a_reload(home: Page, tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    write_customers(path, start=11)
    choose(home, path)
    expect_ready(home, path.name)

    home.reload()

    expect_ready(home, path.name)
