"""The storage stumbles, is away, or takes nothing: what can pass is waited for, the rest is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OwnServers
from tests.browser.uploading import (
    UPLOAD,
    Gate,
    choose,
    copy_of,
    expect_arrived,
    row,
    visit,
    write_customers,
)
from tests.dashboard import Dashboard
from tests.waiting import wait_until
from worker.settings import read_settings
from worker.setup import bucket_rules

pytestmark = pytest.mark.browser


def _lose_patience(page: Page) -> None:
    """Have the next failure be one too many: waiting for it would take half a minute."""
    page.evaluate(f"{UPLOAD}.setbacks.failures = 5")


@pytest.mark.parametrize("answers", [[500], [0, 0], [403], [503, 0, 403]], ids=str)
def test_a_part_that_fails_is_sent_again(
    home: Page, gate: Gate, large: Path, tmp_path: Path, answers: list[int]
) -> None:
    path = copy_of(large, tmp_path, f"failing-{len(answers)}-{answers[0]}.csv")
    gate.spoil(2, *answers)

    choose(home, path)

    expect_arrived(home, path.name)
    assert gate.sent.count(2) == len(answers) + 1
    assert gate.sent.count(1) == gate.sent.count(3) == 1


def test_an_upload_that_the_storage_does_not_know_is_begun_again(
    home: Page, gate: Gate, large: Path, tmp_path: Path
) -> None:
    path = copy_of(large, tmp_path, "lost.csv")
    gate.spoil(2, 404)

    choose(home, path)

    expect_arrived(home, path.name)


def test_promise_13_with_storage_away_the_line_says_so_and_goes_on_by_itself(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, large: Path
) -> None:
    gate = visit(page, dashboard())
    gate.close()
    choose(page, large)
    expect(row(page, large.name)).to_contain_text("of 40.0 MB")

    own_servers.s3.kill()
    gate.open()
    expect(row(page, large.name)).to_contain_text("Storage is not reachable; trying again…")
    own_servers.s3.start()

    expect_arrived(page, large.name)


def test_promise_13_a_storage_that_only_the_page_cannot_reach_is_waited_for(
    home: Page, gate: Gate, tmp_path: Path
) -> None:
    path = tmp_path / "patient.csv"
    write_customers(path, start=13)
    home.route(lambda url: url.count("/") == 3 and not home.url.startswith(url), lambda route: route.abort())
    gate.spoil(1, *[0] * 1_000)

    choose(home, path)
    expect(row(home, path.name)).to_contain_text("Storage is not reachable; trying again…")
    _lose_patience(home)
    home.wait_for_event("requestfailed", lambda request: "partNumber" not in request.url)
    wait_until(lambda: home.evaluate(f"{UPLOAD}.setbacks.failures > 5"), what="several failures")
    expect(row(home, path.name)).to_contain_text("Storage is not reachable; trying again…")
    gate.spoil(1)

    expect_arrived(home, path.name)


def test_a_storage_that_does_not_let_the_page_in_is_told_from_one_that_is_away(
    own_servers: OwnServers, dashboard: Callable[..., Dashboard], page: Page, tmp_path: Path
) -> None:
    path = tmp_path / "stranger.csv"
    write_customers(path)
    board = dashboard()
    visit(page, board)
    settings = read_settings()
    client = bucket_rules.administrator(settings)
    bucket_rules.prepare(client, settings, ["https://elsewhere.example"])

    choose(page, path)
    expect(row(page, path.name)).to_contain_text("Storage is not reachable; trying again…")
    _lose_patience(page)
    expect(row(page, path.name)).to_contain_text(
        "The storage does not take files from this page. Ask whoever runs this service: "
        "its address may not be allowed there."
    )

    bucket_rules.add_origins(client, settings.s3_bucket, [board.url])
    row(page, path.name).get_by_role("button", name="Try again").click()
    expect_arrived(page, path.name)


@pytest.mark.parametrize("status", [400, 413])
def test_a_part_that_is_refused_every_time_is_told_and_can_be_tried_again(
    home: Page, gate: Gate, tmp_path: Path, status: int
) -> None:
    path = tmp_path / f"refused-{status}.csv"
    write_customers(path, start=status)
    gate.spoil(1, *[status] * 1_000)

    choose(home, path)
    expect(row(home, path.name)).to_contain_text("Storage is not reachable; trying again…")
    _lose_patience(home)
    expect(row(home, path.name)).to_contain_text("The storage does not accept the file.")
    sent = len(gate.sent)
    row(home, path.name).get_by_role("button", name="Try again").click()
    gate.wait(lambda: len(gate.sent) == sent + 1)
    expect(row(home, path.name)).to_contain_text("The storage does not accept the file.")

    gate.spoil(1)
    row(home, path.name).get_by_role("button", name="Try again").click()
    expect_arrived(home, path.name)
