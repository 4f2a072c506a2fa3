"""Whatever interrupts an upload, it goes on, sends no more than it must, and says what is going on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OwnServers
from tests.browser.uploading import (
    Gate,
    choose,
    copy_of,
    expect_arrived,
    expect_ready,
    row,
    visit,
    write_customers,
)
from tests.dashboard import Dashboard
from tests.freezing import freeze, thaw
from tests.workers import running_worker

pytestmark = pytest.mark.browser


def test_promise_6_after_a_reload_only_missing_parts_are_sent(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "reloaded.csv")
    gate.close(but={2})
    choose(home, path)
    home.wait_for_event("requestfinished", lambda request: "partNumber=2" in request.url)

    home.reload()
    expect(row(home, path.name)).to_contain_text("Stopped at 41")
    gate.open()
    gate.sent.clear()
    choose(home, path)

    expect_ready(home, path.name)
    assert sorted(gate.sent) == [1, 3]


def test_another_file_does_not_pass_for_the_unfinished_one(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "unfinished.csv")
    other = tmp_path / "other.csv"
    write_customers(other)
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")
    home.reload()
    gate.open()

    with home.expect_file_chooser() as chooser:
        row(home, path.name).get_by_role("button", name="Choose file").click()
    chooser.value.set_files(other)

    expect_arrived(home, other.name)
    expect(row(home, path.name)).to_contain_text("You chose another file")
    row(home, path.name).get_by_role("button", name="Cancel:").click()
    expect(row(home, path.name)).to_have_count(0)


def test_an_upload_pauses_and_goes_on(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "paused.csv")
    gate.close(but={1})
    choose(home, path)
    home.wait_for_event("requestfinished", lambda request: "partNumber=1" in request.url)

    row(home, path.name).get_by_role("button", name="Pause:").click()
    expect(row(home, path.name)).to_contain_text("Paused at 16.8 of 40.0 MB")
    gate.open()
    expect(row(home, path.name)).to_contain_text("Paused at 40.0 of 40.0 MB")
    gate.sent.clear()
    row(home, path.name).get_by_role("button", name="Go on:").click()

    expect_arrived(home, path.name)
    assert gate.sent == []


def test_a_cancelled_upload_is_over(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "cancelled.csv")
    gate.close()
    choose(home, path)
    row(home, path.name).get_by_role("button", name="Cancel:").click()
    expect(row(home, path.name)).to_contain_text("Cancelled. What was uploaded has been deleted.")

    gate.held.clear()
    gate.open()
    row(home, path.name).get_by_role("button", name="Upload again").click()
    expect_arrived(home, path.name)


def test_uploaded_again_before_the_first_was_open_a_file_arrives(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, large: Path
) -> None:
    visit(page, dashboard())
    freeze(own_servers.s3.pid)  # nothing can be opened
    try:
        choose(page, large)
        row(page, large.name).get_by_role("button", name="Cancel:").click()
        row(page, large.name).get_by_role("button", name="Upload again").click()
    finally:
        thaw(own_servers.s3.pid)

    expect_arrived(page, large.name)


def test_an_upload_cancelled_in_the_list_of_reports_is_over(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "regretted.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    home.get_by_role("link", name="Reports").first.click()
    listed = home.locator("[class*=st-key-report-row]").filter(has_text=path.name)
    listed.get_by_role("button", name="Actions").click()
    home.get_by_role("menuitem", name="Cancel").click()
    expect(listed).to_contain_text("Cancelled")
    gate.open()
    home.get_by_role("link", name="New report").first.click()

    expect(row(home, path.name)).to_contain_text("Cancelled. What was uploaded has been deleted.")


def test_promise_13_with_the_queue_away_the_file_is_safe_and_counted_later(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "safe.csv"
    write_customers(path)
    own_servers.broker.kill()
    visit(page, dashboard())

    choose(page, path)
    expect(row(page, path.name)).to_contain_text(
        "Your file is safe. Counting starts by itself as soon as it can."
    )
    own_servers.broker.start()
    with running_worker(tmp_path / "worker.log", AUDIENCE_LEASE_SECONDS="3"):  # soon takes care of it
        expect_ready(page, path.name)


def test_an_upload_survives_a_restart_of_the_dashboard(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, large: Path
) -> None:
    board = dashboard()
    gate = visit(page, board)
    gate.close(but={1})
    choose(page, large)
    gate.wait(lambda: gate.stored == [1])

    board.kill()
    gate.open()
    gate.wait(lambda: sorted(gate.stored) == [1, 2, 3])
    expect(row(page, large.name)).to_contain_text("The connection is interrupted; trying again…")
    board.start()

    expect_arrived(page, large.name)
    assert page.evaluate("window.isSameTab")


def test_without_a_network_the_line_says_so_and_goes_on_by_itself(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "offline.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    home.context.set_offline(True)
    expect(row(home, path.name)).to_contain_text("You are offline.")
    gate.open()
    home.context.set_offline(False)

    expect_arrived(home, path.name)


def test_a_file_changed_during_the_upload_is_not_counted(home: Page, gate: Gate, tmp_path: Path) -> None:
    path = tmp_path / "changed.csv"
    write_customers(path, megabytes=40)
    gate.spoil(2, *[0] * 1_000)
    choose(home, path)
    home.wait_for_event("requestfailed", lambda request: "partNumber=2" in request.url)

    with path.open("a") as file:
        file.write("late@example.com,DE\n")

    expect(row(home, path.name)).to_contain_text("was changed on your computer")
    expect(row(home, path.name).get_by_role("button", name="Choose a file")).to_be_visible()


def test_another_tab_sees_that_the_file_is_on_its_way(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "elsewhere.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    other = home.context.new_page()
    other.goto(home.url)
    expect(row(other, path.name)).to_contain_text("uploading in another tab")
    choose(other, path)
    expect(row(other, path.name).filter(has_text="Not uploaded")).to_contain_text("in another tab")

    gate.open()
    expect_arrived(home, path.name)


def test_requests_that_get_lost_are_sent_again(home: Page, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "lossy.csv")
    home.evaluate(
        """() => {
            const calls = window.audienceShelf.calls;
            const flush = calls.flush;
            let count = 0;
            calls.flush = function () {
                const { wire } = this;
                this.wire = count++ % 2 ? wire : () => {};
                flush.call(this);
                this.wire = wire;
            };
        }"""
    )

    choose(home, path)

    expect_arrived(home, path.name)


def test_leaving_during_an_upload_asks_first(home: Page, gate: Gate, large: Path, tmp_path: Path) -> None:
    path = copy_of(large, tmp_path, "leaving.csv")
    gate.close()
    choose(home, path)
    expect(row(home, path.name)).to_contain_text("of 40.0 MB")

    with home.expect_event("dialog") as dialog:
        home.reload()

    assert dialog.value.type == "beforeunload"
